"""The history on the page of a proceeding: by parts, by days, and what is new since the last visit."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import visits
from caseflow.casework.models import Viewing
from caseflow.casework.visits import Visit
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given, when
from tests.web import desk
from tests.web.desk import seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

STEP, CALL, NOTE, REMINDER, VIEWING = "派单", "登记首次联系", "周五再联系", "系统</span> 提醒", "打开案件页"


def busy() -> Ticket:
    """A ticket with something of everything: steps, a call, reminders."""
    ticket = desk.ticket()
    when.acts(ticket, "log_first_contact", on="2026-09-17", summary="已约定周五补交考勤表")
    when.sweeps("2026-09-30")
    return ticket


def history(client: FlaskClient, ticket: Ticket, show: str = "") -> str:
    page = client.get(f"/hotline/{ticket.id}?show={show}").text
    return page.partition('aria-label="经过的筛选"')[2]


@pytest.mark.parametrize(
    ("show", "there", "gone"),
    [
        ("steps", (STEP,), (CALL, NOTE, REMINDER, VIEWING)),
        ("contacts", (CALL,), (f"{STEP}</span>", NOTE, REMINDER, VIEWING)),
        ("notes", (NOTE,), (CALL, REMINDER, VIEWING)),
        ("reminders", (REMINDER,), (CALL, NOTE, VIEWING)),
        ("viewings", (VIEWING,), (CALL, NOTE, REMINDER)),
        ("files", ("还没有文件记录。",), (CALL, NOTE, REMINDER, VIEWING)),
        ("", (STEP, CALL, NOTE, "系统提醒"), (VIEWING,)),
        ("没有这个", (STEP, CALL, NOTE), (VIEWING,)),
    ],
)
def test_each_part_of_the_history_is_shown_alone(
    client: FlaskClient, show: str, there: tuple[str, ...], gone: tuple[str, ...]
) -> None:
    ticket = busy()
    person = seated(client, Role.MANAGER)
    form = person.get(f"/hotline/{ticket.id}")
    person.post(
        f"/hotline/{ticket.id}/notes",
        data={"token": hidden(form, "token"), "audience": "internal", "text": NOTE},
    )
    shown = history(person, ticket, show)
    assert [text for text in there if text not in shown] == []
    assert [text for text in gone if text in shown] == []


def test_who_has_looked_is_for_managers_and_auditors(client: FlaskClient) -> None:
    ticket = desk.ticket()
    handler = seated(client, Role.HANDLING_UNIT)
    assert "查阅" not in history(handler, ticket)
    assert VIEWING not in history(handler, ticket, "viewings")
    for role in (Role.MANAGER, Role.AUDITOR):
        shown = history(seated(client, role), ticket, "viewings")
        assert VIEWING in shown
        assert given.person(Role.HANDLING_UNIT).name in shown


def test_what_others_have_done_since_the_last_visit_is_marked(client: FlaskClient) -> None:
    ticket = desk.ticket()
    reader = given.person(Role.MANAGER)
    seated(client, reader)
    assert "自上次查看" not in history(client, ticket)
    # when, an hour later, somebody has done something
    back_in_time(reader.id, timedelta(hours=1))
    when.acts(ticket, "log_first_contact", on="2026-09-17", summary="已约定周五补交考勤表")
    shown = history(client, ticket)
    assert "自上次查看以来有 1 条新的" in shown
    assert shown.index(CALL) < shown.index("以上 1 条是自上次查看") < shown.index("签收")
    # then it stays marked for the rest of the visit, and is known at the next
    assert "自上次查看以来有 1 条新的" in history(client, ticket)
    back_in_time(reader.id, timedelta(hours=1))
    assert "自上次查看" not in history(client, ticket)


def test_what_one_has_done_oneself_is_no_news(client: FlaskClient) -> None:
    ticket = desk.ticket()
    handler = given.person(Role.HANDLING_UNIT)
    history(seated(client, handler), ticket)
    back_in_time(handler.id, timedelta(hours=1))
    when.acts(ticket, "log_first_contact", on="2026-09-17", by=handler)
    assert "自上次查看" not in history(client, ticket)


def back_in_time(user_id: int, by: timedelta) -> None:
    """The last visit of somebody was so much earlier."""
    for row in db.session.scalars(sa.select(Viewing).filter_by(user_id=user_id)):
        assert row.last_at
        row.last_at -= by
    db.session.commit()


def test_a_page_opened_again_writes_nothing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = desk.ticket()
    history(seated(client, Role.MANAGER), ticket)
    monkeypatch.setattr(visits, "transaction", None)  # whoever opens one now fails
    assert history(client, ticket)


def test_a_visit_lasts_half_an_hour_from_its_last_record() -> None:
    at = given.moment("2026-09-16T10:00")
    day = at.date()
    for minutes, over in ((29, False), (30, True)):
        visit = Visit(day, at, shown=7, earlier=3, now=at + timedelta(minutes=minutes))
        assert visit.known == (7 if over else 3)
        assert visit.is_news(7) == over
        assert visit.is_news(8)
    first = Visit(None, None, None, None, now=at)
    assert first.known is None
    assert first.is_news(0)


def test_reminders_of_a_day_are_folded_into_one_line(client: FlaskClient) -> None:
    shown = history(seated(client, Role.MANAGER), busy())
    for folded in re.findall(r"系统提醒 (\d+) 条", shown):
        assert int(folded) >= 1
    assert shown.count("<summary") >= 1
    assert REMINDER not in shown
