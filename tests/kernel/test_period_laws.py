"""What holds for every period, whatever the days."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseflow.kernel.calendar import (
    Days,
    Hours,
    Minutes,
    Months,
    Office,
    OfficeDay,
    Opening,
    Pause,
    Period,
    SpecialDay,
    Until,
    WorkCalendar,
    WorkingDays,
    on_top,
    parse_period,
    year_days,
)
from tests.kernel.published import CALENDAR, published

STARTS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
LENGTHS = st.integers(1, 90)
DAY_PERIODS = st.one_of(LENGTHS.map(Days), LENGTHS.map(WorkingDays), st.integers(1, 10).map(Months))
WORKING = st.one_of(LENGTHS.map(WorkingDays), LENGTHS.map(Hours))
ANY_LENGTH = st.integers(1, 9999)
PERIODS = st.one_of(
    *(ANY_LENGTH.map(kind) for kind in (Days, WorkingDays, Months, Hours, Minutes)),
    st.just(Until()),
    ANY_LENGTH.map(lambda n: Until(WorkingDays(n))),
    ANY_LENGTH.map(lambda n: Until(Days(n))),
)
HOLIDAYS = st.sets(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=20)


def off(days: Iterable[date]) -> list[SpecialDay]:
    return [SpecialDay(day, working=False, reason="放假") for day in days]


@given(PERIODS)
def test_what_is_stored_reads_back(period: Period) -> None:
    assert parse_period(period.encode()) == period


@given(DAY_PERIODS, STARTS)
def test_no_due_day_lies_before_the_nominal_one_or_on_a_day_off(period: Period, start: date) -> None:
    found = period.due(start, CALENDAR)
    assert start < found.nominal <= found.rolled
    assert CALENDAR.is_working(found.rolled)


@given(WORKING, STARTS, HOLIDAYS)
def test_a_holiday_more_never_makes_working_time_end_earlier(
    period: Period, start: date, holidays: set[date]
) -> None:
    more = published(own=off(holidays))
    assert period.due(start, CALENDAR).moment <= period.due(start, more).moment


@given(LENGTHS, STARTS, st.data())
def test_a_pause_of_n_days_moves_the_nominal_day_by_n(length: int, start: date, data: st.DataObject) -> None:
    before = Days(length).due(start, CALENDAR).nominal
    since = data.draw(st.dates(start + timedelta(days=1), before))
    n = data.draw(st.integers(0, 60))
    pause = Pause(since, since + timedelta(days=n))
    assert Days(length).due(start, CALENDAR, [pause]).nominal == before + timedelta(days=n)


@given(LENGTHS, STARTS, st.data())
def test_a_pause_moves_working_days_by_the_working_days_in_it(
    length: int, start: date, data: st.DataObject
) -> None:
    before = WorkingDays(length).due(start, CALENDAR).nominal
    since = data.draw(st.dates(start + timedelta(days=1), before))
    until = since + timedelta(days=data.draw(st.integers(0, 60)))
    rested = CALENDAR.working_days_between(since - timedelta(days=1), until - timedelta(days=1))
    paused = WorkingDays(length).due(start, CALENDAR, [Pause(since, until)]).nominal
    assert CALENDAR.working_days_between(before, paused) == rested


@given(period=DAY_PERIODS | LENGTHS.map(Hours), start=STARTS, closed=HOLIDAYS, half_counts=st.booleans())
def test_days_on_which_the_office_is_closed_bring_no_house_rule_forward_and_move_no_law(
    *, period: Period, start: date, closed: set[date], half_counts: bool
) -> None:
    own = [OfficeDay(day, Opening.CLOSED if day.day % 2 else Opening.MORNING, "停办") for day in closed]
    own = [one for one in own if CALENDAR.is_working(one.day)]
    office = WorkCalendar(CALENDAR.years, "own", office=Office(on_top(own), half_counts))
    due = period.due(start, CALENDAR).moment
    assert period.due(start, office).moment == due
    assert period.due(start, office.house).moment >= due


PAUSES = st.lists(
    st.builds(
        lambda since, n: Pause(since, since + timedelta(days=n)),
        st.dates(date(2023, 12, 1), date(2026, 6, 30)),
        st.integers(0, 40),
    ),
    max_size=4,
)


@given(st.one_of(st.integers(1, 60).map(Days), st.integers(1, 60).map(WorkingDays)), STARTS, PAUSES)
def test_the_trace_counts_exactly_the_length(
    period: Days | WorkingDays, start: date, pauses: list[Pause]
) -> None:
    found = period.due(start, CALENDAR, pauses)
    ordinals = [line.ordinal for line in found.trace if line.counted]
    assert ordinals == list(range(1, period.n + 1))
    counted = [line.day for line in found.trace if line.counted]
    assert counted[-1] == found.nominal
    assert found.trace[-1].day == found.rolled


@given(
    DAY_PERIODS | st.integers(1, 60).map(Hours), st.dates(date(2026, 10, 1), date(2026, 12, 31)), st.data()
)
def test_the_earliest_end_is_not_later_than_the_one_published_with_more_holidays(
    period: Period, start: date, data: st.DataObject
) -> None:
    holidays = data.draw(st.sets(st.dates(date(2027, 1, 1), date(2027, 12, 31)), max_size=40))
    years = {**CALENDAR.years, **year_days([2027, 2028], off(holidays))}
    settled = period.due(start, WorkCalendar(years, "2027"))
    assert period.earliest(start, CALENDAR).moment <= settled.moment
