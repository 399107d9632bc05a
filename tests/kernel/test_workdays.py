"""The working days of the State Council calendar."""

from datetime import UTC, date, datetime, time

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.calendar import SpecialDay, WorkHours, local_day, working_days_left
from caseflow.kernel.errors import CalendarNotPublished
from tests.kernel.published import CALENDAR, day, published

PUBLISHED_DAYS = st.dates(date(2005, 1, 1), date(2025, 12, 31))


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_every_published_day_is_as_the_notice_says(any_day: date) -> None:
    assert CALENDAR.is_working(any_day) == is_workday(any_day)


@pytest.mark.parametrize(
    ("text", "works", "why"),
    [
        ("2026-10-01", False, "国庆节"),
        ("2026-10-03", False, "国庆节"),
        ("2026-10-10", True, "调休上班"),
        ("2026-02-28", True, "调休上班"),
        ("2026-11-21", False, "周六"),
        ("2026-11-22", False, "周日"),
        ("2026-11-23", True, "工作日"),
    ],
)
def test_a_day_says_why(text: str, *, works: bool, why: str) -> None:
    assert CALENDAR.is_working(day(text)) is works
    assert CALENDAR.why(day(text)) == why


def test_the_office_s_own_day_overrides_the_notice() -> None:
    storm = SpecialDay(day("2026-11-23"), working=False, reason="暴雨停工")
    calendar = published(own=[storm])
    assert not calendar.is_working(storm.day)
    assert calendar.why(storm.day) == "暴雨停工"
    assert calendar.next_working(day("2026-11-20")) == day("2026-11-24")


def test_one_own_day_does_not_publish_a_year() -> None:
    calendar = published(own=[SpecialDay(day("2027-01-04"), working=True, reason="调休上班")])
    assert not calendar.published(2027)
    with pytest.raises(CalendarNotPublished):
        calendar.is_working(day("2027-01-04"))


def test_next_and_previous_leave_the_day_itself_out() -> None:
    assert CALENDAR.next_working(day("2026-09-24")) == day("2026-09-28")
    assert CALENDAR.previous_working(day("2026-10-10")) == day("2026-10-09")
    assert CALENDAR.previous_working(day("2026-10-05")) == day("2026-09-30")
    assert CALENDAR.roll(day("2026-10-10")) == day("2026-10-10")
    assert CALENDAR.roll(day("2026-10-03")) == day("2026-10-08")


def test_counting_crosses_the_end_of_the_year_both_ways() -> None:
    assert CALENDAR.add_working_days(day("2025-12-31"), 1) == day("2026-01-04")
    assert CALENDAR.add_working_days(day("2026-01-04"), -1) == day("2025-12-31")
    assert CALENDAR.working_days_between(day("2025-12-31"), day("2026-01-05")) == 2


@pytest.mark.parametrize(
    ("years", "start", "n", "missing"),
    [
        (range(2004, 2027), "2026-12-30", 2, 2027),
        (range(2004, 2027), "2027-03-01", 1, 2027),
        (range(2005, 2027), "2005-01-03", -1, 2004),
        ((2025, 2027), "2025-12-31", 1, 2026),
        ((2025, 2027), "2027-01-01", -1, 2026),
    ],
)
def test_no_count_goes_beyond_what_is_published(
    years: tuple[int, ...], start: str, n: int, missing: int
) -> None:
    with pytest.raises(CalendarNotPublished) as refused:
        published(years).add_working_days(day(start), n)
    assert refused.value.year == missing


def test_the_last_published_day_can_be_reached() -> None:
    assert CALENDAR.add_working_days(day("2026-12-30"), 1) == day("2026-12-31")


@given(PUBLISHED_DAYS, st.integers(-200, 200).filter(bool))
def test_adding_and_counting_are_inverse(start: date, n: int) -> None:
    there = CALENDAR.add_working_days(start, n)
    assert CALENDAR.is_working(there)
    if CALENDAR.is_working(start):
        assert CALENDAR.working_days_between(start, there) == n
        assert CALENDAR.add_working_days(there, -n) == start


@given(PUBLISHED_DAYS, PUBLISHED_DAYS)
def test_counting_counts_each_day_once(a: date, b: date) -> None:
    a, b = sorted((a, b))
    days = (date.fromordinal(n) for n in range(a.toordinal() + 1, b.toordinal() + 1))
    assert CALENDAR.working_days_between(a, b) == sum(map(CALENDAR.is_working, days))
    assert CALENDAR.working_days_between(b, a) == -CALENDAR.working_days_between(a, b)


@pytest.mark.parametrize(
    ("on", "due", "left"),
    [
        ("2026-11-20", "2026-11-23", 1),
        ("2026-11-23", "2026-11-23", 0),
        ("2026-11-24", "2026-11-23", -1),
        ("2026-11-22", "2026-11-20", 0),
        ("2026-09-30", "2026-10-09", 2),
        ("2026-12-31", "2027-01-04", 2),
    ],
)
def test_working_days_left_count_down_to_zero_and_below(on: str, due: str, left: int) -> None:
    assert working_days_left(day(on), day(due), CALENDAR) == left


def test_an_unpublished_year_can_be_assumed_and_says_so() -> None:
    assert CALENDAR.assumed.is_working(day("2027-01-01"))
    assert CALENDAR.assumed.why(day("2027-01-01")) == "工作日（暂按周一至周五）"
    assert CALENDAR.assumed.why(day("2027-01-02")) == "周六"
    assert CALENDAR.assumed.why(day("2026-10-01")) == "国庆节"
    assert not CALENDAR.assumed.published(2027)


def test_the_day_is_the_one_in_shanghai() -> None:
    assert local_day(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert local_day(datetime(2026, 11, 22, 15, 59, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_naive_time_has_no_day() -> None:
    with pytest.raises(ValueError, match="naive"):
        local_day(datetime(2026, 11, 23, 9))  # noqa: DTZ001 naive on purpose


@pytest.mark.parametrize("spans", [(), ((time(9), time(9)),), ((time(14), time(18)), (time(9), time(12)))])
def test_office_hours_stand_in_order(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="ascending"):
        WorkHours(spans)
