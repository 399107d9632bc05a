"""Whom a clock reminds, and when."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.calendar import Days, Due, Hours, Minutes, Months, WorkingDays, speaking_time
from caseflow.kernel.ladder import DUTY, RIGHT, Ladder, Recipient, moments, said, superseded
from tests.kernel.published import CALENDAR, at


def climb(ladder: Ladder, start: datetime, due: Due) -> list[tuple[str, datetime]]:
    return [(stage.code, moment) for stage, moment in moments(ladder, start, dates(due), CALENDAR)]


def dates(due: Due) -> tuple[date, date, datetime]:
    return due.nominal, due.rolled, due.moment


def test_a_duty_climbs_in_working_days_around_the_rolled_day() -> None:
    start = at("2026-09-18 10:00")
    due = Days(15).due(start, CALENDAR)
    assert climb(DUTY, start, due) == [
        ("t-3", at("2026-09-28 09:00")),
        ("half", at("2026-09-28 17:00")),
        ("t-1", at("2026-09-30 09:00")),
        ("t0", at("2026-10-08 09:00")),
        ("t0-manager", at("2026-10-08 09:00")),
        ("t+1", at("2026-10-09 09:00")),
        ("t+3", at("2026-10-12 09:00")),
        ("t+5", at("2026-10-14 09:00")),
    ]


def test_each_stage_goes_to_one_desk_and_the_cards_come_late() -> None:
    assert [(stage.code, stage.to, stage.card) for stage in DUTY.stages] == [
        ("half", Recipient.HANDLER, ""),
        ("t-3", Recipient.HANDLER, ""),
        ("t-1", Recipient.HANDLER, ""),
        ("t0", Recipient.HANDLER, ""),
        ("t0-manager", Recipient.MANAGER, ""),
        ("t+1", Recipient.HANDLER, ""),
        ("t+3", Recipient.UNIT_HEAD, "yellow"),
        ("t+5", Recipient.MANAGER, "red"),
    ]


def test_a_worker_s_right_is_reminded_against_the_earlier_day() -> None:
    start = at("2025-10-01 10:00")
    due = Months(12).due(start, CALENDAR)
    assert (due.nominal, due.rolled) == (date(2026, 10, 1), date(2026, 10, 8))
    assert climb(RIGHT, start, due) == [
        ("t-90", at("2026-07-03 09:00")),
        ("t-30", at("2026-09-01 09:00")),
        ("t-15", at("2026-09-16 09:00")),
        ("t-7", at("2026-09-24 09:00")),
        ("t-3", at("2026-09-28 09:00")),
        ("t-1", at("2026-09-30 09:00")),
        ("t0", at("2026-09-30 09:00")),
        ("t0-manager", at("2026-09-30 09:00")),
        ("t0r", at("2026-10-08 09:00")),
        ("t0rm", at("2026-10-08 09:00")),
    ]


def test_stages_that_are_past_when_the_clock_starts_are_left_out() -> None:
    start = at("2026-11-23 09:00")
    due = WorkingDays(3).due(start, CALENDAR)
    assert due.rolled == date(2026, 11, 26)
    assert [code for code, _ in climb(DUTY, start, due)][:2] == ["half", "t-1"]
    earlier = start - timedelta(minutes=1)
    assert [code for code, _ in climb(DUTY, earlier, due)][:2] == ["t-3", "half"]


def test_half_of_the_period_is_told_when_the_office_is_open() -> None:
    # given two working hours that begin at 17:30: half of the time has passed at two in the morning
    start = at("2026-11-23 17:30")
    due = Hours(2).due(start, CALENDAR)
    assert due.moment == at("2026-11-24 10:30")
    assert climb(DUTY, start, due)[:2] == [("half", at("2026-11-24 09:00")), ("t0", at("2026-11-24 10:30"))]
    # and fifteen days of which half ends in a holiday
    start = at("2026-09-25 10:00")
    assert ("half", at("2026-10-08 09:00")) in climb(DUTY, start, Days(15).due(start, CALENDAR))


def test_a_right_that_is_given_on_the_last_morning_before_a_holiday_speaks_in_it() -> None:
    start = at("2026-09-30 10:00")
    due = Days(3).due(start, CALENDAR)
    assert (due.nominal, due.rolled) == (date(2026, 10, 3), date(2026, 10, 8))
    assert climb(RIGHT, start, due) == [
        ("t-1", at("2026-10-02 09:00")),
        ("t0", at("2026-10-03 09:00")),
        ("t0-manager", at("2026-10-03 09:00")),
        ("t0r", at("2026-10-08 09:00")),
        ("t0rm", at("2026-10-08 09:00")),
    ]


def test_a_right_says_how_many_days_are_really_left() -> None:
    t1, t0 = (next(stage for stage in RIGHT.stages if stage.code == code) for code in ("t-1", "t0"))
    nominal = date(2026, 10, 2)
    assert said(RIGHT, t1, nominal, at("2026-09-30 09:00")) == "还有2日届满"
    assert said(RIGHT, t0, nominal, at("2026-10-02 09:00")) == "今日届满"
    assert said(DUTY, DUTY.stages[1], nominal, at("2026-09-28 09:00")) == "还有3个工作日到期"


def test_what_a_later_stage_says_is_not_said_before_it() -> None:
    start = at("2026-11-23 09:00")
    stages = moments(DUTY, start, dates(WorkingDays(3).due(start, CALENDAR)), CALENDAR)

    def by(text: str) -> frozenset[str]:
        return superseded([stage for stage in stages if stage[1] <= at(text)])

    # half of the period and the last warning fall on one morning, to the same person
    assert by("2026-11-25 09:00") == {"half"}
    # the handler and the manager both hear of the last day
    assert by("2026-11-26 09:00") == {"half", "t-1"}
    # after ten days only the last stage is news
    assert by("2026-12-09 09:00") == {stage.code for stage, _ in stages} - {"t+5"}
    assert by("2026-11-23 09:01") == frozenset()


@pytest.mark.parametrize(
    ("ladder", "alone"),
    [(DUTY, {"t+1", "t+3", "t+5"}), (RIGHT, {"t0", "t0-manager"})],
    ids=lambda value: getattr(value, "code", ""),
)
def test_only_what_changes_comes_as_a_message_of_its_own(ladder: Ladder, alone: set[str]) -> None:
    assert {stage.code for stage in ladder.stages if ladder.alone(stage, urgent=False)} == alone
    assert all(ladder.alone(stage, urgent=True) for stage in ladder.stages)


def test_a_clock_that_lapses_at_night_says_so_at_that_minute() -> None:
    start = at("2026-10-03 23:50")
    assert climb(DUTY, start, Minutes(20).due(start, CALENDAR)) == [
        ("half", at("2026-10-04 00:00")),
        ("t0", at("2026-10-04 00:10")),
        ("t0-manager", at("2026-10-04 00:10")),
        ("t+1", at("2026-10-08 09:00")),
        ("t+3", at("2026-10-10 09:00")),
        ("t+5", at("2026-10-13 09:00")),
    ]


def test_reminders_go_on_when_next_year_is_not_published() -> None:
    start = at("2026-12-28 10:00")
    due = WorkingDays(10).earliest(start, CALENDAR)
    assert due.rolled == date(2027, 1, 11)
    assert climb(DUTY, start, due)[-1] == ("t+5", at("2027-01-18 09:00"))


@given(
    st.sampled_from([DUTY, RIGHT]),
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 given a zone below
    st.integers(1, 120),
)
def test_nothing_is_said_at_night_or_on_a_day_off(ladder: Ladder, naive: datetime, n: int) -> None:
    start = naive.replace(tzinfo=UTC)
    stages = climb(ladder, start, Days(n).earliest(start, CALENDAR))
    late = start + timedelta(days=14)  # what begins just before a holiday may have no working morning left
    assert all(speaking_time(moment, CALENDAR.assumed) == moment for _, moment in stages if moment > late)


@given(
    st.sampled_from([DUTY, RIGHT]),
    st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 given a zone below
    st.integers(1, 120),
)
def test_stages_come_in_order_after_the_start_in_utc(ladder: Ladder, naive: datetime, n: int) -> None:
    start = naive.replace(tzinfo=UTC)
    found = [moment for _, moment in climb(ladder, start, Days(n).earliest(start, CALENDAR))]
    assert all(start < moment and moment.tzinfo is UTC for moment in found)
    assert all(a <= b for a, b in pairwise(found))
