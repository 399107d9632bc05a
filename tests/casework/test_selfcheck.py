"""The system finds what must never be, and says where; on healthy data it finds nothing."""

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.casework import audit, selfcheck
from caseflow.casework.models import AuditEvent, NumberSeries, RunningClock
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import SYSTEM, Role
from tests import given, when
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON, NEXT = "2026-09-16", "2026-09-17"


def found(on: str = NEXT) -> dict[str, list[tuple[str, int | None]]]:
    """What a look on that day finds, check by check."""
    report = selfcheck.look(viewer=SYSTEM, at=given.moment(on))
    return {code: [(f.text, f.proceeding_id) for f in some] for code, some in report.findings.items() if some}


@pytest.fixture
def ticket(app: Flask) -> Ticket:
    """A ticket under way in an office where every timer has run."""
    ticket = given.ticket("in_progress", on=ON)
    given.ticket("suspended", on=ON)
    given.aid("engaged", on=ON)
    given.reminder("awaiting_reply", on=ON)
    given.mediation("in_mediation", on=ON)
    when.sweeps(NEXT)
    audit.anchor(at=given.moment(NEXT))
    return ticket


def test_nothing_is_found_where_all_is_well(ticket: Ticket) -> None:
    assert found() == {}
    assert str(selfcheck.latest()) == "0 处需要处理"


def test_an_unknown_state_and_an_unknown_clock(session: Session, ticket: Ticket) -> None:
    session.execute(sa.text("update proceeding set state = 'gone' where id = :id"), {"id": ticket.id})
    session.execute(sa.update(RunningClock).where(RunningClock.code == "HD6b").values(code="HD99"))
    texts = [text for text, _ in found()["defined"]]
    assert texts[0] == "ticket：1 件处于未定义的状态“gone”"
    assert any("“HD99”未定义" in text for text in texts)


def test_work_of_somebody_who_has_left(session: Session, ticket: Ticket) -> None:
    given.person(Role.HANDLING_UNIT).active = False
    session.flush()
    assert ("承办人已停用", ticket.id) in found()["actor"]


def test_a_clock_that_rests_while_the_work_goes_on(session: Session, ticket: Ticket) -> None:
    of_ticket = RunningClock.proceeding_id == ticket.id
    session.execute(sa.update(RunningClock).where(of_ticket).values(paused=True))
    clocks = found()["clocks"]
    assert {id for _, id in clocks} == {ticket.id}


def test_a_clock_that_is_gone(session: Session, ticket: Ticket) -> None:
    of_ticket = RunningClock.proceeding_id == ticket.id
    ended = sa.update(RunningClock).where(of_ticket).values(stopped_at=given.moment(NEXT))
    session.execute(ended)
    assert ("队列中的到期日与最近的期限不一致", ticket.id) in found()["dates"]


def test_a_number_that_was_given_and_is_in_no_file(session: Session, ticket: Ticket) -> None:
    series = "NC12351-20260916-"
    session.execute(sa.update(NumberSeries).where(NumberSeries.series == series).values(last=9))
    assert found()["numbers"] == [(f"“{series}”已编到 9 号，卷内只有 2 个", None)]


def test_reminders_that_nobody_writes(ticket: Ticket) -> None:
    ((text, where),) = found("2026-10-30")["reminders"]
    assert where is None
    assert text.endswith("个期限到了提醒时间还没有处理")


def test_a_broken_chain_and_a_missing_anchor(session: Session, ticket: Ticket) -> None:
    newest = sa.select(sa.func.max(AuditEvent.id)).scalar_subquery()
    session.execute(sa.update(AuditEvent).where(AuditEvent.id == newest).values(actor="别人"))
    problems = found("2026-09-18")
    assert "audit" in problems
    given.ticket("registered", on=NEXT)
    assert "anchors" in found("2026-09-25")


@pytest.mark.usefixtures("ticket")
def test_the_command_ends_with_1_when_something_is_wrong(app: Flask, session: Session) -> None:
    runner = app.test_cli_runner()
    session.commit()
    late = runner.invoke(args=["check"])
    assert late.exit_code == 1
    assert "编号连续：正常" in late.output


def test_the_page_shows_what_lies_in_scope_and_counts_the_rest(
    client: FlaskClient, session: Session, ticket: Ticket
) -> None:
    # given work of somebody who has left
    given.person(Role.HANDLING_UNIT).active = False
    session.commit()
    # when an administrator, who sees no case, and an auditor, who sees all, let the system look
    for role, number in ((Role.ADMIN, None), (Role.AUDITOR, ticket.number)):
        person = seated(client, role)
        assert person.post("/admin/check").status_code == 303
        page = person.get("/admin/check").text
        # then both read that it is so, and one of them where
        assert (str(ticket.number) in page) is (number is not None)
        assert ("不在您的数据范围内" in page) is (number is None)


def test_only_those_who_look_after_the_system_see_it(client: FlaskClient, ticket: Ticket) -> None:
    for role in (Role.OPERATOR, Role.MANAGER, Role.LAWYER):
        assert seated(client, role).get("/admin/check").status_code == 403
