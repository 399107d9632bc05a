"""Calls back: hours that have room, tries on other days, what a call decides, who may see a number."""

from collections import Counter
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework import audit
from caseflow.casework.law import current_law
from caseflow.casework.models import AuditEvent
from caseflow.casework.reveals import approve_reveal, request_reveal
from caseflow.extensions import db
from caseflow.hotline.calls import actions, capacity
from caseflow.hotline.calls.capacity import Plan, plan_of, set_capacity
from caseflow.hotline.calls.models import CallAttempt, Callback, CallResult, CallSlot
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import DomainError, Forbidden, GuardRefused, Incomplete, NotFound, WrongState
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.test_races import at_once
from tests.web import desk

WEDNESDAY = "2026-09-16T10:30"
THURSDAY = date(2026, 9, 17)


def books(ticket: Ticket, day: date, hour: int, *, on: str = WEDNESDAY, by: Role = Role.OPERATOR) -> datetime:
    return actions.book(ticket.id, day, hour, note="补充材料", viewer=given.viewer(by), at=given.moment(on))


def calls(ticket: Ticket, result: CallResult, on: str, by: User | Role = Role.CALLBACK) -> CallAttempt:
    return actions.log_call(ticket.id, result, viewer=given.viewer(by), at=given.moment(on))


def tries_of(ticket: Ticket) -> dict[str, Any]:
    return {**actions.tries(actions.failed_of(actions.attempts_of(db.session(), ticket)))}


def plan(ticket: Ticket, on: str = WEDNESDAY) -> Plan:
    session = db.session()
    calendar = current_law(session).calendar
    return plan_of(session, ticket.matter.unit_id, calendar, given.moment(on))


def room_for(count: int) -> None:
    """The federation calls so many people at 9 and at 15, and one on 18 September."""
    unit = given.unit_tree().federation
    set_capacity(
        unit.id,
        {9: count, 15: count},
        {date(2026, 9, 18): 1},
        viewer=given.viewer(Role.ADMIN),
        at=given.moment(WEDNESDAY),
    )


def why(refused: pytest.ExceptionInfo[Incomplete]) -> str:
    return str(refused.value)


@pytest.mark.usefixtures("app")
def test_an_hour_is_promised_until_it_is_full_and_others_are_offered() -> None:
    # given a desk that makes two calls in an hour, and two promises for Thursday at nine
    room_for(2)
    for _ in range(2):
        books(given.ticket("in_progress", on="2026-09-16"), THURSDAY, 9)
    # when a third one wants that hour
    third = given.ticket("in_progress", on="2026-09-16")
    with pytest.raises(Incomplete) as refused:
        books(third, THURSDAY, 9)
    # then the next free hours are named: today at three first, the single day with one call last
    assert why(refused) == (
        "9月17日 9:00–10:00 已经约满。"
        "最近有空：9月16日 15:00–16:00、9月17日 15:00–16:00、9月18日 9:00–10:00。"
    )
    assert books(third, THURSDAY, 15) == given.moment("2026-09-17T15:00")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("day", "hour", "reason"),
    [
        (date(2026, 9, 19), 9, "这一天是周六"),
        (date(2026, 10, 1), 9, "这一天是国庆节"),
        (date(2026, 9, 17), 12, "这个时段不安排回拨"),
        (date(2026, 9, 16), 9, "这个时段已经过去"),
        (date(2026, 9, 15), 9, "这个时段已经过去"),
        (date(2027, 9, 15), 9, "最远可以约到10月"),
    ],
)
def test_no_call_is_promised_when_nobody_calls(day: date, hour: int, reason: str) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    with pytest.raises(Incomplete) as refused:
        books(ticket, day, hour)
    assert why(refused).startswith(reason)
    assert "最近有空：9月16日 10:00–11:00" in why(refused)
    books(ticket, date(2026, 9, 20), 9)  # a Sunday on which people work


@pytest.mark.usefixtures("app")
def test_a_promise_is_moved_or_let_go_and_its_hour_is_free_again() -> None:
    room_for(1)
    ticket, other = given.ticket("in_progress", on="2026-09-16"), given.ticket("in_progress", on="2026-09-16")
    books(ticket, THURSDAY, 9)
    books(ticket, THURSDAY, 15)
    books(other, THURSDAY, 9)
    with pytest.raises(Incomplete):
        books(other, THURSDAY, 15)
    assert db.session.scalar(sa.select(sa.func.count(Callback.id)).filter_by(settled_at=None)) == 2
    actions.cancel(ticket.id, viewer=given.viewer(Role.OPERATOR), at=given.moment(WEDNESDAY))
    with pytest.raises(GuardRefused, match="没有约好的回拨"):
        actions.cancel(ticket.id, viewer=given.viewer(Role.OPERATOR), at=given.moment(WEDNESDAY))
    books(other, THURSDAY, 15)


@pytest.mark.usefixtures("app")
def test_the_end_of_a_ticket_frees_its_hour() -> None:
    room_for(1)
    ticket, other = given.ticket("in_progress", on="2026-09-16"), given.ticket("in_progress", on="2026-09-16")
    books(ticket, THURSDAY, 9)
    when.acts(ticket, "withdraw", on="2026-09-16T11:00")
    books(other, THURSDAY, 9)
    with pytest.raises(WrongState):
        books(ticket, THURSDAY, 15)


def test_of_two_who_want_the_last_hour_one_gets_it(fresh_app: Flask) -> None:
    # given eight tickets and an hour with room for one
    with fresh_app.app_context():
        room_for(1)
        tickets = [given.ticket("in_progress", on="2026-09-16").id for _ in range(8)]
        viewer, at = given.viewer(Role.OPERATOR), given.moment(WEDNESDAY)

    def wants(id: int) -> str:
        try:
            actions.book(id, THURSDAY, 9, viewer=viewer, at=at)
        except DomainError as refusal:
            return str(refusal)[:18]
        return "promised"

    # when all want it at once
    found = Counter(at_once(fresh_app, [partial(wants, id) for id in tickets]))
    # then one has it, and the others are told
    assert found == {"promised": 1, "9月17日 9:00–10:00 已": 7}
    with fresh_app.app_context():
        assert db.session.scalars(sa.select(CallSlot.taken).where(CallSlot.taken > 0)).all() == [1]
        assert audit.verify(db.session())[1] is None


@pytest.mark.usefixtures("app")
def test_three_tries_on_two_days_and_then_the_ticket_may_be_closed() -> None:
    # given a ticket that waits for its last call since Wednesday
    ticket = given.ticket("callback", on="2026-09-16")

    def again(on: str) -> str:
        failed = actions.failed_of(actions.attempts_of(db.session(), ticket))
        found = capacity.next_try(plan(ticket, on), failed)
        return actions.spoken(found) if found else ""

    # when nobody answers on Wednesday morning, it is tried again on another day at another time
    calls(ticket, CallResult.NO_ANSWER, "2026-09-16T10:30")
    assert again("2026-09-16T10:31") == "9月17日 14:00–15:00"
    calls(ticket, CallResult.OFF, "2026-09-17T14:05")
    assert again("2026-09-17T14:06") == "9月18日 9:00–10:00"
    assert tries_of(ticket) == {}
    calls(ticket, CallResult.BUSY, "2026-09-18T09:10")
    # then the three times are what giving up asks for
    tries = tries_of(ticket)
    times = ("2026-09-16T10:30", "2026-09-17T14:05", "2026-09-18T09:10")
    assert list(tries.values()) == [given.moment(time) for time in times]
    closed = when.acts(ticket, "close_unreached", on="2026-09-18T09:15", **tries)
    assert closed.state == "closed"


@pytest.mark.usefixtures("app")
def test_three_tries_on_one_day_are_not_enough() -> None:
    ticket = given.ticket("callback", on="2026-09-16")
    for hour in (11, 14, 16):
        calls(ticket, CallResult.NO_ANSWER, f"2026-09-16T{hour}:00")
    tries = tries_of(ticket)
    with pytest.raises(GuardRefused, match="两日以上"):
        when.acts(ticket, "close_unreached", on="2026-09-16T16:30", **tries)
    calls(ticket, CallResult.NO_ANSWER, "2026-09-17T09:00")
    tries = tries_of(ticket)
    assert when.acts(ticket, "close_unreached", on="2026-09-17T09:05", **tries).state == "closed"


@pytest.mark.usefixtures("app")
def test_a_call_that_was_answered_begins_the_count_anew_and_keeps_the_promise() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    books(ticket, THURSDAY, 9)
    calls(ticket, CallResult.NO_ANSWER, "2026-09-17T09:05", by=Role.OPERATOR)
    assert actions.open_call(db.session(), ticket)
    calls(ticket, CallResult.CONNECTED, "2026-09-17T09:40", by=Role.OPERATOR)
    assert actions.open_call(db.session(), ticket) is None
    assert actions.failed_of(actions.attempts_of(db.session(), ticket)) == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("action", "state"), [("close", "closed"), ("order_rework", "rework")])
def test_the_call_that_decides_ends_the_waiting(action: str, state: str) -> None:
    ticket = given.ticket("callback", on="2026-09-16")
    books(ticket, THURSDAY, 9)
    when.acts(ticket, action, on="2026-09-17T09:20")
    assert ticket.state == state
    assert actions.open_call(db.session(), ticket) is None


@pytest.mark.usefixtures("app")
def test_a_number_is_shown_for_a_call_and_on_record() -> None:
    # given an ordinary ticket under way without a promise
    ticket, at = desk.ticket(), given.moment(WEDNESDAY)

    def number(role: Role) -> str:
        return actions.number_to_call(ticket.id, viewer=given.viewer(role), at=at)

    with pytest.raises(GuardRefused, match="没有要打的电话"):
        number(Role.CALLBACK)
    # when a call is promised, those who call see the number, and nobody else
    books(ticket, THURSDAY, 9)
    assert number(Role.CALLBACK) == number(Role.OPERATOR) == desk.PHONE
    with pytest.raises(Forbidden):
        number(Role.HANDLING_UNIT)
    query = sa.select(AuditEvent).filter_by(proceeding_id=ticket.id, action="reveal_phone")
    events = db.session.scalars(query).all()
    assert [event.data["reason"] for event in events] == ["回拨", "回拨"]
    assert desk.PHONE not in str([event.data for event in events])


@pytest.mark.usefixtures("app")
def test_the_number_of_a_tip_off_is_shown_with_the_consent_of_another_only() -> None:
    ticket = desk.ticket("callback", confidential=True)
    for role in (Role.CALLBACK, Role.OPERATOR, Role.MANAGER):
        with pytest.raises(Forbidden, match="举报保密"):
            actions.number_to_call(ticket.id, viewer=given.viewer(role), at=given.moment(WEDNESDAY))
    party = actions.caller_of(db.session(), ticket)
    assert party
    asks = given.viewer(Role.MANAGER)
    request = request_reveal(party.id, ticket.id, reason="回访", viewer=asks, at=given.moment(WEDNESDAY))
    other = given.viewer(given.person(Role.MANAGER, 2))
    approve_reveal(request.id, ticket.id, viewer=other, at=given.moment("2026-09-16T10:35"))
    number = actions.number_to_call(
        ticket.id, viewer=given.viewer(Role.MANAGER), at=given.moment("2026-09-16T10:40")
    )
    assert number == desk.PHONE


@pytest.mark.usefixtures("app")
def test_nobody_calls_about_what_they_do_not_see() -> None:
    ticket = given.ticket("callback", on="2026-09-16")
    stranger = given.viewer(given.user(Role.OPERATOR, unit=given.unit_tree().town))
    elsewhere = given.viewer(given.user(Role.ADMIN, unit=given.unit_tree().town))
    at = given.moment(WEDNESDAY)
    for deed in (
        partial(actions.book, ticket.id, THURSDAY, 9),
        partial(actions.cancel, ticket.id),
        partial(actions.log_call, ticket.id, CallResult.BUSY),
        partial(actions.number_to_call, ticket.id),
    ):
        with pytest.raises(NotFound):
            deed(viewer=stranger, at=at)
    with pytest.raises(NotFound):
        set_capacity(given.unit_tree().federation.id, {}, {}, viewer=elsewhere, at=at)


@pytest.mark.usefixtures("app")
def test_a_wish_that_is_told_during_the_call_takes_its_place() -> None:
    # given a desk with room for one, and a wish for Thursday at 9:20 told while the ticket is registered
    room_for(1)
    ticket, other = given.ticket("registered", on="2026-09-16"), given.ticket("registered", on="2026-09-16")
    wish: dict[str, Any] = {"callback_at": given.moment("2026-09-17T09:20"), "callback_about": "补充合同"}
    when.acts(ticket, "book_callback", on=WEDNESDAY, **wish)
    # then it takes the hour, and the same wish of another is refused beside its field
    promise = actions.open_call(db.session(), ticket)
    assert promise
    assert (promise.starts_at, promise.note) == (given.moment("2026-09-17T09:00"), "补充合同")
    with pytest.raises(Incomplete) as refused:
        when.acts(other, "book_callback", on=WEDNESDAY, **wish)
    assert "已经约满" in refused.value.fields["callback_at"]
    # and when it is let go, the ticket tells of no wish any more
    actions.cancel(ticket.id, viewer=given.viewer(Role.OPERATOR), at=given.moment(WEDNESDAY))
    assert db.session.get_one(Ticket, ticket.id).callback_at is None
