"""Who is urged owes an answer: in time, or the head of the unit hears of it, and then the manager (催办)."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework import worklists
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import Notification, Proceeding, RunningClock
from caseflow.casework.urging import urges
from caseflow.casework.worklists import Group, Part
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import done, handled, reminded
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")

ANSWER: dict[str, Any] = {"urge_answer": "已约谈单位，周五补发", "next_on": date(2026, 11, 27)}
DUE_CLOCK = "UA"


def messages(about: Proceeding, to: Role) -> list[str]:
    query = sa.select(Notification.text).where(
        Notification.proceeding_id == about.id,
        Notification.recipient_id == given.person(to).id,
        Notification.text.contains("催办"),
    )
    return list(db.session.scalars(query.order_by(Notification.id)))


def waiting(role: Role, at: str) -> list[int]:
    """What stands on the page of the day as an urge to be answered."""
    now = Now(given.moment(at), current_law(db.session()).calendar)
    return [line.id for line in worklists.today(given.viewer(role), now)[Group.URGED]]


def test_an_urge_asks_for_an_answer_and_the_answer_goes_to_who_urged() -> None:
    # given a ticket in hand that a manager urges on Wednesday 18 November
    ticket = handled("2026-11-16")
    when.acts(ticket, "urge", on="2026-11-18")
    assert {"urged", "urge_unanswered"} <= set(ticket.overlays)
    assert waiting(Role.HANDLING_UNIT, "2026-11-18 11:00") == [ticket.id]
    assert messages(ticket, Role.HANDLING_UNIT)[0].endswith("请在期限内答复（催办待答复）")
    # then the answer is due in two working days, Friday the 20th
    assert running(ticket, DUE_CLOCK).due_on == date(2026, 11, 20)
    # when the handler answers with the next date
    when.acts(ticket, "answer_urge", on="2026-11-19", by=Role.HANDLING_UNIT, **ANSWER)
    # then nothing waits any more, and who urged is told
    assert "urge_unanswered" not in ticket.overlays
    assert waiting(Role.HANDLING_UNIT, "2026-11-19 11:00") == []
    assert len(messages(ticket, Role.MANAGER)) == 1
    assert "答复催办" in messages(ticket, Role.MANAGER)[0]
    found = urges(db.session(), [ticket.id])[ticket.id]
    assert (found.count, found.answer, found.next_on) == (1, ANSWER["urge_answer"], ANSWER["next_on"])


def test_the_list_of_the_board_says_whether_an_urge_is_answered_and_what_comes_next() -> None:
    def says(on: str) -> list[str]:
        now = Now(given.moment(on), current_law(db.session()).calendar)
        page = worklists.watched(given.viewer(Role.MANAGER), Part(), None, now)
        return [" · ".join(row.answer) for row in page.rows]

    ticket = handled("2026-11-16")
    assert says("2026-11-18") == [""]
    when.acts(ticket, "urge", on="2026-11-18")
    assert says("2026-11-18 12:00") == ["已催办 1 次 · 待答复"]
    when.acts(ticket, "answer_urge", on="2026-11-19", by=Role.HANDLING_UNIT, **ANSWER)
    assert says("2026-11-19 12:00") == ["已催办 1 次 · 已答复 · 下次 11月27日"]
    when.acts(ticket, "urge", on="2026-11-24")
    assert says("2026-11-24 12:00") == ["已催办 2 次 · 待答复"]
    # what moves the work on ends the wait
    when.acts(ticket, "submit_result", on="2026-11-25")
    assert says("2026-11-25 12:00") == ["已催办 2 次"]


def test_nobody_answers_what_was_not_asked() -> None:
    with pytest.raises(GuardRefused, match="没有待答复的催办"):
        when.acts(handled("2026-11-16"), "answer_urge", on="2026-11-18", by=Role.HANDLING_UNIT, **ANSWER)


def test_an_answer_names_a_day_that_lies_ahead() -> None:
    ticket = when.acts(handled("2026-11-16"), "urge", on="2026-11-18")
    late = ANSWER | {"next_on": date(2026, 11, 18)}
    with pytest.raises(Incomplete) as refused:
        when.acts(ticket, "answer_urge", on="2026-11-19", by=Role.HANDLING_UNIT, **late)
    assert refused.value.fields == {"next_on": "下一步完成日期不能早于今天"}


def test_silence_goes_to_the_head_of_the_unit_and_then_to_the_manager() -> None:
    ticket = when.acts(handled("2026-11-16"), "urge", on="2026-11-18")
    when.sweeps("2026-11-27 10:00")
    assert reminded(ticket, DUE_CLOCK) == [
        "11-20 09:00 a+0 handling-unit",
        "11-23 09:00 a+1 street-head",
        "11-25 09:00 a+3 manager",
    ]


def test_the_manager_may_say_how_soon() -> None:
    ticket = when.acts(handled("2026-11-16"), "urge", on="2026-11-18", answer_within=1)
    assert running(ticket, DUE_CLOCK).due_on == date(2026, 11, 19)


def test_another_urge_needs_a_reason_until_a_working_day_has_passed() -> None:
    ticket = when.acts(handled("2026-11-16"), "urge", on="2026-11-18")
    for soon in ("2026-11-18 16:00", "2026-11-19 16:00"):
        with pytest.raises(Incomplete) as refused:
            when.acts(ticket, "urge", on=soon, again_because="")
        assert refused.value.fields == {"again_because": "请填写再次催办的理由"}
    when.acts(ticket, "urge", on="2026-11-19 17:00", again_because="上级来电催问")
    # the answer is still due when it was, and the next one needs no reason from the 21st on
    assert running(ticket, DUE_CLOCK).due_on == date(2026, 11, 20)
    when.acts(ticket, "urge", on="2026-11-23", again_because="")
    assert urges(db.session(), [ticket.id])[ticket.id].count == 3


def test_what_moves_the_work_on_ends_the_wait() -> None:
    ticket = when.acts(handled("2026-11-16"), "urge", on="2026-11-18")
    when.acts(ticket, "submit_result", on="2026-11-19")
    assert not {"urged", "urge_unanswered"} & set(ticket.overlays)
    live = sa.select(RunningClock.code).filter_by(proceeding_id=ticket.id, stopped_at=None)
    assert DUE_CLOCK not in db.session.scalars(live).all()


@pytest.mark.parametrize(
    ("make", "handler"),
    [
        (given.aid, Role.AID_REVIEWER),
        (given.mediation, Role.MEDIATION_HEAD),
        (given.reminder, Role.SUPERVISOR),
        (given.transfer, Role.LIAISON),
    ],
)
def test_every_process_is_urged_in_the_same_way(make: Any, handler: Role) -> None:
    case: Proceeding = when.acts(make(on="2026-11-18"), "urge", on="2026-11-18 15:00")
    assert waiting(handler, "2026-11-18 16:00") == [case.id]
    when.acts(case, "answer_urge", on="2026-11-19", by=handler, **ANSWER)
    assert waiting(handler, "2026-11-19 16:00") == []


# ---- five working days after the first urge of a late ticket (HD7)


def test_a_late_ticket_is_to_be_criticised_five_working_days_after_it_was_urged() -> None:
    # given a ticket due on Monday 23 November; the timer urges when the day is over
    ticket = handled("2026-11-16")
    when.sweeps("2026-11-24 08:00")
    assert done(ticket, "urge_overdue") == ["11-24 00:00 11-24 08:00 系统"]
    assert running(ticket, "HD7").due_on == date(2026, 12, 1)
    # when another urge comes, the days go on
    when.acts(ticket, "urge", on="2026-11-26")
    assert running(ticket, "HD7").due_on == date(2026, 12, 1)
    when.sweeps("2026-12-02 08:00")
    assert "criticism_due" in ticket.overlays
    # then a manager criticises, and the mark is gone
    when.acts(ticket, "criticise", on="2026-12-02")
    assert "criticism_due" not in ticket.overlays


def test_a_ticket_in_time_is_urged_without_that() -> None:
    ticket = when.acts(handled("2026-11-16"), "urge", on="2026-11-18")
    live = sa.select(RunningClock.code).filter_by(proceeding_id=ticket.id, stopped_at=None)
    assert "HD7" not in db.session.scalars(live).all()
