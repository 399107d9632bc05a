"""Working hours and minutes across lunch, night, weekend and holiday."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.calendar import Hours, Minutes, Pause, WorkCalendar, WorkHours
from tests.kernel.published import CALENDAR, at, day

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
        ("2026-11-23 11:00", 2, "2026-11-23 15:00"),  # lunch
        ("2026-11-23 12:30", 1, "2026-11-23 15:00"),
        ("2026-11-23 07:15", 2, "2026-11-23 11:00"),  # before the office opens
        ("2026-11-23 16:00", 2, "2026-11-23 18:00"),  # to the minute it closes
        ("2026-11-23 17:30", 2, "2026-11-24 10:30"),  # night
        ("2026-11-20 17:00", 2, "2026-11-23 10:00"),  # weekend
        ("2026-11-21 10:00", 2, "2026-11-23 11:00"),
        ("2026-09-30 17:30", 1, "2026-10-08 09:30"),  # National Day
        ("2026-10-09 17:30", 1, "2026-10-10 09:30"),  # into a make-up Saturday
        ("2026-11-23 09:00", 14, "2026-11-24 18:00"),
    ],
)
def test_only_office_hours_count(start: str, n: int, end: str) -> None:
    found = Hours(n).due(at(start), CALENDAR)
    assert found.moment == at(end)
    assert found.nominal == found.rolled == at(end).date()


def test_office_hours_are_the_office_s_own() -> None:
    summer = WorkHours(((time(8, 30), time(12)), (time(15), time(18, 30))))
    calendar = WorkCalendar(CALENDAR.years, "test", summer)
    assert Hours(2).due(at("2026-07-01 11:00"), calendar).moment == at("2026-07-01 16:00")


def test_a_plain_day_starts_when_its_office_opens() -> None:
    assert Hours(2).due(day("2026-11-23"), CALENDAR).moment == at("2026-11-23 11:00")


def test_urgent_minutes_do_not_wait_for_the_office() -> None:
    found = Minutes(15).due(at("2026-10-03 23:50"), CALENDAR)
    assert found.moment == at("2026-10-04 00:05")
    assert found.rolled == day("2026-10-04")
    assert found.trace[0].reason == "自10-03 23:50起连续计算至10-04 00:05"


@pytest.mark.parametrize(
    ("since", "until", "end"),
    [
        ("2026-11-23 10:00", "2026-11-23 11:00", "2026-11-23 15:00"),
        ("2026-11-23 10:00", "2026-11-24 10:00", "2026-11-24 12:00"),
        ("2026-11-23 12:00", "2026-11-23 14:00", "2026-11-23 12:00"),  # lunch was no working time
        ("2026-11-23 08:00", "2026-11-23 09:30", "2026-11-23 14:30"),
        ("2026-11-20 10:00", "2026-11-22 10:00", "2026-11-23 12:00"),  # over before the clock began
        ("2026-11-23 15:00", "2026-11-24 10:00", "2026-11-23 12:00"),  # began after the end
    ],
)
def test_paused_working_time_does_not_count(since: str, until: str, end: str) -> None:
    pauses = (Pause(at(since), at(until)),)
    assert Hours(3).due(at("2026-11-23 09:00"), CALENDAR, pauses).moment == at(end)


def test_paused_minutes_do_not_count() -> None:
    pauses = (Pause(at("2026-11-23 09:10"), at("2026-11-23 09:40")),)
    found = Minutes(15).due(at("2026-11-23 09:00"), CALENDAR, pauses)
    assert found.moment == at("2026-11-23 09:45")
    assert found.trace[0].reason.endswith("（扣除暂停30分钟）")


def test_the_trace_says_what_each_day_gave() -> None:
    pauses = (Pause(at("2026-11-20 17:00"), at("2026-11-20 17:15")),)
    trace = Hours(2).due(at("2026-11-20 16:30"), CALENDAR, pauses).trace
    assert [(line.day.day, line.reason) for line in trace] == [
        (20, "16:30–17:00、17:15–18:00，计1小时15分钟"),
        (21, "周六"),
        (22, "周日"),
        (23, "09:00–09:45，计45分钟"),
    ]


def test_the_trace_of_a_late_start_names_the_evening_and_the_pause() -> None:
    pauses = (Pause(day("2026-11-24"), day("2026-11-25")),)
    trace = Hours(1).due(at("2026-11-23 19:00"), CALENDAR, pauses).trace
    assert [line.reason for line in trace] == ["办公时间已过", "暂停", "09:00–10:00，计1小时"]


def works(minute: datetime) -> bool:
    """Whether the office is open in the minute that begins here."""
    return CALENDAR.is_working(minute.date()) and minute.hour in {9, 10, 11, 14, 15, 16, 17}


@given(st.integers(0, 20_000), st.integers(1, 20), st.integers(0, 6_000), st.integers(0, 6_000))
def test_the_end_is_where_a_count_minute_by_minute_ends(late: int, n: int, wait: int, rest: int) -> None:
    start = at("2026-09-25 00:00") + late * MINUTE
    pause = Pause(start + wait * MINUTE, start + (wait + rest) * MINUTE)
    minute, left = start, n * 60
    while left:
        rests = pause.since <= minute < pause.until if pause.until else False
        left -= works(minute) and not rests
        minute += MINUTE
    assert Hours(n).due(start, CALENDAR, (pause,)).moment == minute
