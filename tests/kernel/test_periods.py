"""Where each kind of period ends: the vectors of the law, month ends, missing years."""

from datetime import UTC, date, datetime

import pytest

from caseflow.kernel.calendar import (
    Days,
    Hours,
    Length,
    Minutes,
    Months,
    NotExtendable,
    Period,
    SameDay,
    SpecialDay,
    UnreadablePeriod,
    Until,
    WorkingDays,
    parse_period,
)
from caseflow.kernel.errors import CalendarNotPublished
from tests.kernel.published import CALENDAR, at, day, published


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-13", 15, "2026-03-12"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-28", 5, "2026-10-10"),
        ("2026-09-28", 15, "2026-10-23"),
        ("2026-11-20", 10, "2026-12-04"),
        ("2026-11-20", 15, "2026-12-11"),
        ("2026-10-03", 1, "2026-10-08"),
    ],
)
def test_working_days_count_make_up_days_and_no_holiday(start: str, n: int, due: str) -> None:
    found = WorkingDays(n).due(day(start), CALENDAR)
    assert (found.nominal, found.rolled) == (day(due), day(due))
    assert not found.provisional


@pytest.mark.parametrize(
    ("start", "n", "nominal", "rolled"),
    [
        ("2026-09-18", 15, "2026-10-03", "2026-10-08"),
        ("2026-10-20", 15, "2026-11-04", "2026-11-04"),
        ("2026-02-05", 15, "2026-02-20", "2026-02-24"),
        ("2026-09-02", 30, "2026-10-02", "2026-10-08"),
        ("2026-09-25", 7, "2026-10-02", "2026-10-08"),
        ("2026-10-03", 7, "2026-10-10", "2026-10-10"),  # a make-up Saturday is no day off
    ],
)
def test_calendar_days_move_past_days_off(start: str, n: int, nominal: str, rolled: str) -> None:
    found = Days(n).due(day(start), CALENDAR)
    assert (found.nominal, found.rolled) == (day(nominal), day(rolled))


@pytest.mark.parametrize(
    ("start", "n", "nominal"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-29"),
        ("2026-07-31", 1, "2026-08-31"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-04-30", 1, "2026-05-30"),
        ("2025-11-30", 3, "2026-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_month_s_last(start: str, n: int, nominal: str) -> None:
    assert Months(n).due(day(start), CALENDAR).nominal == day(nominal)


@pytest.mark.parametrize(
    ("knew", "nominal", "rolled"),
    [
        ("2025-03-10", "2026-03-10", "2026-03-10"),
        ("2025-11-22", "2026-11-22", "2026-11-23"),
        ("2025-08-20", "2026-08-20", "2026-08-20"),
        ("2025-08-15", "2026-08-15", "2026-08-17"),
        ("2024-02-29", "2025-02-28", "2025-02-28"),
        ("2025-10-01", "2026-10-01", "2026-10-08"),
        ("2025-02-17", "2026-02-17", "2026-02-24"),
    ],
)
def test_the_year_to_go_to_arbitration(knew: str, nominal: str, rolled: str) -> None:
    found = Months(12).due(day(knew), CALENDAR)
    assert (found.nominal, found.rolled) == (day(nominal), day(rolled))


def test_the_last_day_ends_at_midnight_in_shanghai() -> None:
    found = Days(15).due(day("2026-10-20"), CALENDAR)
    assert found.moment == datetime(2026, 11, 4, 16, tzinfo=UTC)
    assert found.moment.tzinfo is UTC


def test_a_late_evening_starts_on_its_own_day() -> None:
    found = WorkingDays(1).due(at("2026-11-22 23:30"), CALENDAR)
    assert found.rolled == day("2026-11-23")


@pytest.mark.parametrize("period", [WorkingDays(3), Days(5), Hours(20), Months(1)])
def test_no_period_ends_in_a_year_that_is_not_published(period: Period) -> None:
    with pytest.raises(CalendarNotPublished) as refused:
        period.due(at("2026-12-30 09:00"), CALENDAR)
    assert refused.value.year == 2027


def test_a_roll_needs_the_next_year_too() -> None:
    sunday_at_last = published(own=[SpecialDay(day("2026-12-31"), working=False, reason="停工")])
    with pytest.raises(CalendarNotPublished):
        Days(1).due(day("2026-12-30"), sunday_at_last)


@pytest.mark.parametrize(
    ("period", "due"),
    [
        (WorkingDays(3), "2027-01-04"),  # 31 December, then 1 and 4 January as Friday and Monday
        (Days(5), "2027-01-04"),
        (Days(3), "2027-01-02"),  # a Saturday, not moved
        (Months(1), "2027-01-30"),
        (Hours(20), "2027-01-01"),
    ],
)
def test_the_earliest_end_is_provisional_and_not_moved(period: Period, due: str) -> None:
    found = period.earliest(at("2026-12-30 09:00"), CALENDAR)
    assert (found.nominal, found.rolled) == (day(due), day(due))
    assert found.provisional
    assert found.trace


def test_minutes_need_no_calendar() -> None:
    assert Minutes(15).due(at("2030-01-01 23:50"), CALENDAR).moment == at("2030-01-02 00:05")


def test_a_given_day_moves_only_when_it_is_a_day_off() -> None:
    assert Until().due(day("2026-11-25"), CALENDAR).rolled == day("2026-11-25")
    found = Until().due(day("2026-10-01"), CALENDAR)
    assert (found.nominal, found.rolled) == (day("2026-10-01"), day("2026-10-08"))
    assert [line.reason for line in found.trace] == [
        "指定之日",
        *["国庆节，顺延"] * 6,
        "末日为休息日，顺延至此日",
    ]


@pytest.mark.parametrize(
    ("before", "given", "due"),
    [
        (WorkingDays(1), "2026-11-23", "2026-11-20"),
        (WorkingDays(2), "2026-10-09", "2026-09-30"),
        (Days(3), "2026-10-08", "2026-10-05"),
    ],
)
def test_a_margin_before_a_given_day_is_kept(before: WorkingDays | Days, given: str, due: str) -> None:
    found = Until(before).due(day(given), CALENDAR)
    assert (found.nominal, found.rolled) == (day(due), day(due))
    assert [line.day for line in found.trace] == [day(due), day(given)]


def test_a_given_day_beyond_the_calendar_stands_as_given() -> None:
    for period, due in ((Until(), "2027-05-01"), (Until(WorkingDays(1)), "2027-04-30")):
        with pytest.raises(CalendarNotPublished):
            period.due(day("2027-05-01"), CALENDAR)
        found = period.earliest(day("2027-05-01"), CALENDAR)
        assert (found.rolled, found.provisional) == (day(due), True)


def test_an_extension_lengthens_the_same_period() -> None:
    assert WorkingDays(5).plus(10) == WorkingDays(15)
    assert Months(12).plus(1) == Months(13)
    with pytest.raises(NotExtendable):
        Until().plus(5)


@pytest.mark.parametrize(
    ("period", "text", "code"),
    [
        (WorkingDays(15), "15 个工作日", "15wd"),
        (Days(15), "15 日", "15d"),
        (Months(1), "1 个月", "1m"),
        (Months(12), "1 年", "12m"),
        (Months(18), "18 个月", "18m"),
        (Hours(2), "2 个工作小时", "2h"),
        (Minutes(15), "15 分钟", "15min"),
        (Until(), "至指定之日", "until"),
        (Until(WorkingDays(1)), "指定之日前 1 个工作日", "until-1wd"),
    ],
)
def test_a_period_is_said_and_stored(period: Period, text: str, code: str) -> None:
    assert (period.text, period.encode()) == (text, code)
    assert parse_period(code) == period


@pytest.mark.parametrize(
    "text", ["", "15", "wd", "0d", "-3d", "3 d", "15w", "until-", "until-2h", "until-until", "99999m", "١٥d"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePeriod):
        parse_period(text)


def test_days_and_working_days_are_not_the_same_period() -> None:
    calendar_days: Period = Days(15)
    assert calendar_days != WorkingDays(15)


@pytest.mark.parametrize("kind", [Days, WorkingDays, Months, Hours, Minutes])
def test_a_period_has_at_least_one_unit(kind: type[Length]) -> None:
    with pytest.raises(ValueError, match="at least one"):
        kind(0)


def test_the_trace_counts_day_by_day() -> None:
    trace = WorkingDays(3).due(day("2026-02-12"), CALENDAR).trace
    assert [(line.day, line.ordinal, line.reason) for line in trace[:4]] == [
        (date(2026, 2, 12), None, "起算日，不计入"),
        (date(2026, 2, 13), 1, "工作日"),
        (date(2026, 2, 14), 2, "调休上班"),
        (date(2026, 2, 15), None, "春节"),
    ]
    assert (trace[-1].day, trace[-1].ordinal, trace[-1].counted) == (date(2026, 2, 24), 3, True)
    assert len(trace) == 13


def test_the_trace_shows_the_roll() -> None:
    trace = Days(15).due(day("2026-09-18"), CALENDAR).trace
    assert [line.ordinal for line in trace[1:16]] == list(range(1, 16))
    assert [(line.day.day, line.reason) for line in trace[16:]] == [
        *((n, "国庆节，顺延") for n in (4, 5, 6, 7)),
        (8, "末日为休息日，顺延至此日"),
    ]


def test_the_trace_of_months_names_the_steps() -> None:
    assert [line.reason for line in Months(12).due(day("2024-02-29"), CALENDAR).trace] == [
        "起算日，不计入",
        "末月无对应日，以月末日为末日",
    ]
    assert [line.day for line in Months(12).due(day("2025-11-22"), CALENDAR).trace] == [
        day("2025-11-22"),
        day("2026-11-22"),
        day("2026-11-23"),
    ]


def test_a_provisional_trace_says_what_was_assumed() -> None:
    trace = WorkingDays(3).earliest(day("2026-12-30"), CALENDAR).trace
    assert trace[2].reason == "工作日（暂按周一至周五）"


def test_the_same_day_is_no_other_day_even_on_a_holiday() -> None:
    # given the National Day holiday of 2026, from 1 to 7 October
    # when somebody must be on site the same day
    due = SameDay().due(date(2026, 10, 4), CALENDAR)
    # then it is that day, until midnight, and not the 8th
    assert (due.nominal, due.rolled) == (date(2026, 10, 4), date(2026, 10, 4))
    assert due.moment == datetime(2026, 10, 4, 16, tzinfo=UTC)
    assert [step.day for step in due.trace] == [date(2026, 10, 4)]
    assert parse_period(SameDay().encode()) == SameDay()
    with pytest.raises(NotExtendable):
        SameDay().plus(1)
