"""Whom a clock reminds, and when."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.calendar import Days, Due, Minutes, Months, WorkingDays
from caseflow.kernel.ladder import DUTY, RIGHT, Ladder, Recipient, moments
from tests.kernel.published import CALENDAR, at


def climb(ladder: Ladder, start: datetime, due: Due) -> list[tuple[str, datetime]]:
    found = moments(ladder, start, (due.nominal, due.rolled, due.moment), CALENDAR)
    return [(stage.code, moment) for stage, moment in found]


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
        ("t0", at("2026-10-01 09:00")),
        ("t0-manager", at("2026-10-01 09:00")),
    ]


def test_stages_that_are_past_when_the_clock_starts_are_left_out() -> None:
    start = at("2026-11-23 09:00")
    due = WorkingDays(3).due(start, CALENDAR)
    assert due.rolled == date(2026, 11, 26)
    assert [code for code, _ in climb(DUTY, start, due)][:2] == ["half", "t-1"]
    earlier = start - timedelta(minutes=1)
    assert [code for code, _ in climb(DUTY, earlier, due)][:2] == ["t-3", "half"]


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
def test_stages_come_in_order_after_the_start_in_utc(ladder: Ladder, naive: datetime, n: int) -> None:
    start = naive.replace(tzinfo=UTC)
    found = [moment for _, moment in climb(ladder, start, Days(n).earliest(start, CALENDAR))]
    assert all(start < moment and moment.tzinfo is UTC for moment in found)
    assert all(a <= b for a, b in pairwise(found))
