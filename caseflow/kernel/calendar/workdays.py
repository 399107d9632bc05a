"""The State Council's working days, year by year (国务院办公厅节假日安排)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from itertools import pairwise

from caseflow.kernel.calendar.instants import DAY, SHANGHAI
from caseflow.kernel.calendar.office import Office, Opening, Spans, half_of
from caseflow.kernel.errors import CalendarNotPublished

_WEEKEND = {5: "周六", 6: "周日"}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that a notice or the office names: a day off, a make-up day (放假、调休上班)."""

    day: date
    working: bool
    reason: str


@dataclass(frozen=True, eq=False)
class YearDays:
    """The days of one year: Monday to Friday, but for the `special` ones."""

    year: int
    special: Mapping[date, SpecialDay] = field(default_factory=dict)
    workday: str = "工作日"

    def is_working(self, day: date) -> bool:
        """Whether the day of this year is worked."""
        named = self.special.get(day)
        return day.weekday() not in _WEEKEND if named is None else named.working

    def why(self, day: date) -> str:
        """What makes the day a working day or a day off."""
        named = self.special.get(day)
        return _WEEKEND.get(day.weekday(), self.workday) if named is None else named.reason

    @cached_property
    def working(self) -> tuple[int, ...]:
        """The ordinals of the year's working days, ascending."""
        first, last = date(self.year, 1, 1).toordinal(), date(self.year, 12, 31).toordinal()
        return tuple(n for n in range(first, last + 1) if self.is_working(date.fromordinal(n)))


def year_days(years: Iterable[int], special: Iterable[SpecialDay]) -> dict[int, YearDays]:
    """The published years with their special days; of two rows for one day the later wins.

    A special day outside the published years is left out: one local row does not publish a year.
    """
    named: dict[int, dict[date, SpecialDay]] = {year: {} for year in years}
    for row in special:
        if row.day.year in named:
            named[row.day.year][row.day] = row
    return {year: YearDays(year, days) for year, days in named.items()}


@dataclass(frozen=True, slots=True)
class WorkHours:
    """Office hours of a working day in Shanghai, as spans of the day in order (办公时间)."""

    spans: Spans

    def __post_init__(self) -> None:
        moments = [moment for span in self.spans for moment in span]
        if not moments or any(a >= b for a, b in pairwise(moments)):
            raise ValueError("office hours are one or more spans in ascending order")

    def on(self, day: date, half: Opening | None = None) -> tuple[tuple[datetime, datetime], ...]:
        """The spans of that day as instants in UTC; those of one half of it only, if told so."""
        spans = half_of(self.spans, half) if half else self.spans
        return tuple((_instant(day, opens), _instant(day, closes)) for opens, closes in spans)


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, SHANGHAI).astimezone(UTC)


OFFICE_HOURS = WorkHours(((time(9), time(12)), (time(14), time(18))))


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Which days are worked in the years whose calendar is published.

    Every answer about a year that is not in `years` raises `CalendarNotPublished`; nothing is guessed. The
    days of the `office` itself have no say here, only in `house`; `halves` are its half days there.
    """

    years: Mapping[int, YearDays]
    version: str
    hours: WorkHours = OFFICE_HOURS
    office: Office = field(default_factory=Office)
    halves: Mapping[date, Opening] = field(default_factory=dict)

    def opens(self, day: date) -> datetime:
        """When the office opens on the day, were it a working day; in UTC."""
        return self.hours.on(day, self.halves.get(day))[0][0]

    def published(self, year: int) -> bool:
        """Whether the days of the year are known."""
        return year in self.years

    def of(self, year: int) -> YearDays:
        """The days of a published year.

        Raises:
            CalendarNotPublished: the year is not published.
        """
        days = self.years.get(year)
        if days is None:
            raise CalendarNotPublished(year)
        return days

    @cached_property
    def assumed(self) -> "WorkCalendar":
        """This calendar, with Monday to Friday worked in every year not published yet (暂按周一至周五)."""
        return _AssumedCalendar(self.years, self.version, self.hours, self.office, self.halves)

    @cached_property
    def house(self) -> "WorkCalendar":
        """This calendar with the office's own days on top: what house rules are counted by (本单位安排)."""
        if not self.office.days:
            return self
        own = (SpecialDay(one.day, self.office.is_working(one), one.why) for one in self.office.days.values())
        special = [*(day for year in self.years.values() for day in year.special.values()), *own]
        years = year_days(self.years, special)
        return WorkCalendar(years, self.version, self.hours, self.office, self.office.halves)

    def open_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The hours in which the office is open on the day, as instants in UTC.

        Raises:
            CalendarNotPublished: the year is not published.
        """
        half = self.halves.get(day) if self.published(day.year) else None
        return self.hours.on(day, half) if half or self.is_working(day) else ()

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day, make-up Saturdays and Sundays included."""
        return self.of(day.year).is_working(day)

    def why(self, day: date) -> str:
        """The reason in a word or two: 工作日, 周六, 国庆节, 调休上班."""
        return self.of(day.year).why(day)

    def roll(self, day: date) -> date:
        """The day itself, or the first working day after the days off it falls in (民法典 第二百零三条)."""
        return day if self.is_working(day) else self.next_working(day)

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def previous_working(self, day: date) -> date:
        """The last working day before `day`."""
        return self.add_working_days(day, -1)

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, or before it when n is negative; `start` is not counted."""
        if not n:
            return start
        year = (start + DAY if n > 0 else start - DAY).year
        working = self.of(year).working
        day = start.toordinal()
        index = bisect_right(working, day) + n - 1 if n > 0 else bisect_left(working, day) + n
        while index >= len(working):
            index -= len(working)
            year += 1
            working = self.of(year).working
        while index < 0:
            year -= 1
            working = self.of(year).working
            index += len(working)
        return date.fromordinal(working[index])

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie after `a` up to and including `b`; negative when `b` is before `a`."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self._counted(year, a, b) for year in range((a + DAY).year, b.year + 1))

    def _counted(self, year: int, a: date, b: date) -> int:
        working = self.of(year).working
        return bisect_right(working, b.toordinal()) - bisect_right(working, a.toordinal())


class _AssumedCalendar(WorkCalendar):
    def of(self, year: int) -> YearDays:
        return self.years.get(year) or _unnamed(year)


@lru_cache
def _unnamed(year: int) -> YearDays:
    return YearDays(year, workday="工作日（暂按周一至周五）")


def working_days_left(on: date, due: date, calendar: WorkCalendar) -> int:
    """Working days from `on` to the due day: 0 on the day itself, negative once it has passed.

    Never raises: a year that is not published is counted Monday to Friday, for a screen must show something.
    """
    return calendar.assumed.working_days_between(on, due)
