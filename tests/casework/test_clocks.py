"""How a clock starts, rests and is extended: by class, by region, by the minute, into an unpublished year."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework import rulebook
from caseflow.casework.models import RunningClock
from caseflow.casework.rulebook import Proposal
from caseflow.casework.wiring import connect, wired
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests import given, when
from tests.casework.inbox import handled
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")


def due(ticket: Ticket, code: str = "HD6b") -> date:
    return running(ticket, code).due_on


# ---- pauses


def test_a_pause_moves_the_last_day_by_the_working_days_it_takes() -> None:
    # given five working days from Wednesday 16 September: 17, 18, make-up Sunday 20, 21, 22
    ticket = handled("2026-09-16")
    assert due(ticket) == date(2026, 9, 22)
    # when the unit asks for a rest, then the clock still runs
    file = given.file(ticket, "受理.txt", on="2026-09-17 09:00")
    asked: dict[str, Any] = {"cause": "appraisal", "proof_id": file}
    when.acts(ticket, "request_suspension", on="2026-09-17 10:00", **asked)
    assert (running(ticket, "HD6b").paused, running(ticket, "HD6b").pauses) == (False, [])
    # when a manager confirms it on the 17th and it goes on on Tuesday the 22nd
    when.acts(ticket, "confirm_suspension", on="2026-09-17 15:00", proof="示例通知书", **asked)
    assert (running(ticket, "HD6b").paused, ticket.next_due_at) == (True, None)
    when.acts(ticket, "resume", on="2026-09-22 10:00")
    # then the four days 17, 18, 20 and 21 come after the 22nd: 23, 24, 28 and 29
    clock = running(ticket, "HD6b")
    assert (clock.due_on, clock.paused) == (date(2026, 9, 29), False)
    assert ticket.next_due_at == clock.due_at == given.moment("2026-09-30 00:00")
    # and the rest says from when until when, why, on what proof and by whom
    rest = clock.pauses[0]
    assert (rest.since, rest.until) == (given.moment("2026-09-17 15:00"), given.moment("2026-09-22 10:00"))
    assert (rest.cause, rest.proof, rest.proof_id) == ("appraisal", "示例通知书", file)
    assert rest.by_id == given.person(Role.MANAGER).id


def test_a_pause_over_days_off_moves_nothing_but_what_would_have_counted() -> None:
    # given a ticket due on Wednesday 30 September, that rests over the holidays from that day on
    ticket = handled("2026-09-22")
    assert due(ticket) == date(2026, 9, 30)
    when.acts(ticket, "request_suspension", on="2026-09-30 10:00")
    when.acts(ticket, "confirm_suspension", on="2026-09-30 11:00")
    when.acts(ticket, "resume", on="2026-10-08 10:00")
    # then the 30th, which did not count, is made up for on the 8th
    assert due(ticket) == date(2026, 10, 8)


def test_every_pause_counts() -> None:
    ticket = handled("2026-09-16")
    for confirmed, resumed in (("2026-09-17", "2026-09-18"), ("2026-09-21", "2026-09-22")):
        when.acts(ticket, "request_suspension", on=confirmed)
        when.acts(ticket, "confirm_suspension", on=confirmed)
        when.acts(ticket, "resume", on=resumed)
    assert len(running(ticket, "HD6b").pauses) == 2
    assert due(ticket) == date(2026, 9, 24)


def test_a_rest_that_is_refused_moves_nothing() -> None:
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_suspension", on="2026-09-17")
    when.acts(ticket, "refuse_suspension", on="2026-09-21")
    assert (due(ticket), running(ticket, "HD6b").pauses) == (date(2026, 9, 22), [])


def test_what_ends_while_it_rests_is_not_late() -> None:
    # given a ticket that rests from the 17th on, with all of its five working days left
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_suspension", on="2026-09-17")
    when.acts(ticket, "confirm_suspension", on="2026-09-17")
    # when the caller withdraws it a month later
    when.acts(ticket, "withdraw", on="2026-10-20")
    # then they would have been 20 to 23 and 26 October
    (ended,) = db.session.scalars(sa.select(RunningClock).filter_by(proceeding_id=ticket.id, code="HD6b"))
    assert (ended.due_on, ended.stopped_at) == (date(2026, 10, 26), given.moment("2026-10-20"))
    assert ended.pauses[0].until == ended.stopped_at


# ---- extensions


def test_an_extension_is_granted_once_and_says_who_and_why() -> None:
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_extension", on="2026-09-21", extension=10, reason="等待单位提供工资表")
    when.acts(ticket, "approve_extension", on="2026-09-22")
    # ten working days after the 22nd: 23, 24, 28, 29, 30, 8, 9, make-up Saturday 10, 12, 13 October
    clock = running(ticket, "HD6b")
    assert (clock.due_on, clock.period, clock.extra) == (date(2026, 10, 13), "5wd", 10)
    (granted,) = clock.extensions
    assert (granted.extra, granted.reason) == (10, "等待单位提供工资表")
    assert granted.requested_by == given.person(Role.HANDLING_UNIT).id
    assert (granted.granted_by, granted.granted_at) == (
        given.person(Role.MANAGER).id,
        given.moment("2026-09-22"),
    )
    # and there is no second one
    with pytest.raises(GuardRefused, match="最多延期1次"):
        when.acts(ticket, "request_extension", on="2026-10-12", extension=1)
    assert due(ticket) == date(2026, 10, 13)


def test_an_extension_of_another_kind_names_its_own_request() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16", petition="examine")
    when.acts(ticket, "request_petition_extension", on="2026-09-21", extension=30, reason="案情复杂")
    when.acts(ticket, "approve_petition_extension", on="2026-09-22")
    (granted,) = running(ticket, "HD11").extensions
    assert (granted.extra, granted.reason) == (30, "案情复杂")
    assert granted.requested_by == given.person(Role.HANDLING_UNIT).id


@pytest.mark.parametrize(("grade", "cap"), [("general", 10), ("difficult", 15), ("complex", 15)])
def test_no_more_is_asked_for_than_the_class_allows(grade: str, cap: int) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16", grade=grade)
    with pytest.raises(GuardRefused, match=f"最多延长{cap} 个工作日"):
        when.acts(ticket, "request_extension", on="2026-09-17", extension=cap + 1)
    when.acts(ticket, "request_extension", on="2026-09-17", extension=cap)
    assert "extension_requested" in ticket.overlays


def test_the_caller_hears_of_an_extension_before_it_is_granted() -> None:
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_extension", on="2026-09-21", extension=3)
    with pytest.raises(Incomplete) as refused:
        when.acts(ticket, "approve_extension", on="2026-09-21", caller_informed=False)
    assert set(refused.value.fields) == {"caller_informed"}
    assert due(ticket) == date(2026, 9, 22)
    when.acts(ticket, "approve_extension", on="2026-09-21")
    assert due(ticket) == date(2026, 9, 28)


def test_an_extension_is_asked_for_before_the_time_is_up() -> None:
    ticket = handled("2026-09-16")
    with pytest.raises(GuardRefused, match="期限已过"):
        when.acts(ticket, "request_extension", on="2026-09-23 00:00", extension=3)
    when.acts(ticket, "request_extension", on="2026-09-22 23:59", extension=3)


def test_an_employer_s_answer_is_put_off_once() -> None:
    # given a 提示函 to be answered by 16 October
    letter = given.reminder("awaiting_reply", on="2026-09-28")
    with pytest.raises(GuardRefused, match="最多延长10 个工作日"):
        when.acts(letter, "request_extension", on="2026-10-12", extension=11)
    when.acts(letter, "request_extension", on="2026-10-12", extension=5)
    when.acts(letter, "grant_extension", on="2026-10-13")
    assert running(letter, "ND3").due_on == date(2026, 10, 23)
    with pytest.raises(GuardRefused, match="只能申请延期一次"):
        when.acts(letter, "request_extension", on="2026-10-20", extension=1)


# ---- rules by region and day

EIGHT_DAYS = Proposal("HD6b", "8wd", date(2026, 9, 16), "测试办法第一条", Mark.HOUSE, "测试", region="500119")


def in_force(proposal: Proposal) -> None:
    at = given.moment("2026-09-01")
    rule = rulebook.propose_rule(proposal, viewer=given.viewer(Role.MANAGER), at=at)
    another = given.viewer(given.person(Role.MANAGER, 2))
    rulebook.approve_rule(rule.id, viewer=another, at=at)


@contextmanager
def an_office_in(region: str) -> Iterator[None]:
    """For a while the installation stands in another region."""
    parts = wired()
    connect(replace(parts, region=region))
    try:
        yield
    finally:
        connect(parts)


def test_a_rule_of_the_region_holds_for_clocks_that_start_from_its_day_on() -> None:
    # given a ticket of the 15th, and eight working days from the 16th in the region 500119
    in_force(EIGHT_DAYS)
    before = handled("2026-09-15")
    assert (running(before, "HD6b").period, due(before)) == ("5wd", date(2026, 9, 21))
    # when one comes on the 16th, it has eight: five up to the 22nd, and 23, 24, 28
    after = handled("2026-09-16")
    assert (running(after, "HD6b").period, due(after)) == ("8wd", date(2026, 9, 28))
    assert running(after, "HD6b").rule_version.startswith("规则")
    # then the earlier one keeps its five also when it goes on after a rest of one day
    when.acts(before, "request_suspension", on="2026-09-17")
    when.acts(before, "confirm_suspension", on="2026-09-17")
    when.acts(before, "resume", on="2026-09-18")
    assert (running(before, "HD6b").period, due(before)) == ("5wd", date(2026, 9, 22))


def test_another_region_has_the_declared_default() -> None:
    in_force(EIGHT_DAYS)
    with an_office_in("500101"):
        clock = running(handled("2026-09-16"), "HD6b")
    assert (clock.period, clock.due_on, clock.rule_version) == ("5wd", date(2026, 9, 22), "默认")
    assert running(handled("2026-09-16"), "HD6b").period == "8wd"


def test_a_rule_of_the_province_gives_way_to_that_of_the_district() -> None:
    in_force(replace(EIGHT_DAYS, period="7wd", region="50"))
    in_force(EIGHT_DAYS)
    assert running(handled("2026-09-16"), "HD6b").period == "8wd"
    with an_office_in("500101"):
        assert running(handled("2026-09-16"), "HD6b").period == "7wd"


# ---- the handling period by class


@pytest.mark.parametrize(
    ("asked", "code", "period", "last"),
    [
        ({"service": "ZX", "grade": "general"}, "HD6a", "3wd", date(2026, 9, 20)),  # a make-up Sunday
        ({"service": "TS", "grade": "general"}, "HD6b", "5wd", date(2026, 9, 22)),
        ({"service": "TS", "grade": "difficult"}, "HD6c", "15wd", date(2026, 10, 13)),
        ({"service": "TS", "grade": "complex"}, "HD6s", "30wd", date(2026, 11, 3)),
    ],
)
def test_the_class_of_a_ticket_sets_its_handling_period(
    asked: dict[str, Any], code: str, period: str, last: date
) -> None:
    ticket = given.ticket("dispatched", on="2026-09-16", **asked)
    assert (running(ticket, code).period, due(ticket, code)) == (period, last)


# ---- hours and minutes


def test_an_ordinary_ticket_waits_two_working_hours_for_its_dispatch() -> None:
    # office hours are 9 to 12 and 14 to 18
    at_noon = given.ticket("registered", on="2026-09-16 11:00")
    assert running(at_noon, "HD2").due_at == given.moment("2026-09-16 15:00")
    before_the_holidays = given.ticket("registered", on="2026-09-30 17:00")
    assert running(before_the_holidays, "HD2").due_at == given.moment("2026-10-08 10:00")


def test_danger_does_not_wait_for_office_hours() -> None:
    # given a call on a Saturday night
    ticket = given.ticket("registered", on="2026-10-03 23:50", urgent=True)
    assert running(ticket, "HD2u").due_at == given.moment("2026-10-04 00:05")
    assert ticket.next_due_at == given.moment("2026-10-04 00:05")
    # when it is sent on at midnight, one hour is left to sign in and to call back
    when.acts(ticket, "submit", on="2026-10-03 23:55")
    when.acts(ticket, "dispatch", on="2026-10-04 00:00")
    for code in ("HD3u", "HD6d"):
        assert running(ticket, code).due_at == given.moment("2026-10-04 01:00")


def test_somebody_goes_to_an_urgent_place_on_the_day_it_is_sent_there() -> None:
    ticket = given.ticket("dispatched", on="2026-09-16 17:55", urgent=True)
    assert running(ticket, "HD6v").due_at == given.moment("2026-09-17 00:00")


# ---- into a year that is not published


def test_a_period_that_ends_with_the_year_is_final_and_one_that_goes_beyond_is_not() -> None:
    # given five working days: from Christmas Eve they end on New Year's Eve
    ticket = handled("2026-12-24")
    clock = running(ticket, "HD6b")
    assert (clock.due_on, clock.provisional) == (date(2026, 12, 31), False)
    # when they begin a day later, nobody knows yet whether Friday the 1st is worked
    clock = running(handled("2026-12-25"), "HD6b")
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 1), True)


def test_calendar_days_into_the_new_year_end_on_a_day_that_may_yet_move() -> None:
    # fifteen days from 18 December end on Saturday 2 January
    mediation = given.mediation("applied", on="2026-12-18")
    clock = running(mediation, "MD3")
    assert (clock.nominal_on, clock.due_on, clock.provisional) == (date(2027, 1, 2), date(2027, 1, 2), True)


def test_a_rest_into_the_new_year_leaves_the_last_day_open() -> None:
    ticket = handled("2026-12-24")
    when.acts(ticket, "request_suspension", on="2026-12-25")
    when.acts(ticket, "confirm_suspension", on="2026-12-25")
    assert not running(ticket, "HD6b").provisional
    when.acts(ticket, "resume", on="2026-12-28")
    clock = running(ticket, "HD6b")
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 1), True)
