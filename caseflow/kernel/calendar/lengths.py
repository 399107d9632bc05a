"""Periods of so many units: days, working days, months, working hours, minutes.

`Days` and `WorkingDays` are different law; so are a month and thirty days. Day 0, the day of the event, is
never counted (民法典 第二百零一条); a last day off moves to the first working day after it (第二百零三条).
"""

from abc import ABC, abstractmethod
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from operator import add
from typing import ClassVar, Self

from caseflow.kernel.calendar import trace
from caseflow.kernel.calendar.due import Due, TraceDay, end_of_day
from caseflow.kernel.calendar.instants import day_of, instant_of, local_day
from caseflow.kernel.calendar.pauses import Pause, paused_days, paused_time, push
from caseflow.kernel.calendar.workdays import WorkCalendar
from caseflow.kernel.calendar.worktime import add_working_time, working_time_between

FIXED = "-fixed"
"""What a period's short form ends in when its last day is not moved past days off."""


def stays_text(*, rolls: bool) -> str:
    """What is said of a last day that is kept as it falls; nothing of one that moves, as the law has it."""
    return "" if rolls else "（末日不顺延）"


def stays_code(*, rolls: bool) -> str:
    """The end of the short form."""
    return "" if rolls else FIXED


PausedDays = Sequence[tuple[date, date]]
PausedTime = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True)
class Length(ABC):
    """A period of `n` units of one kind, `n` at least 1."""

    n: int
    code: ClassVar[str]
    unit: ClassVar[str]

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError("a period has at least one unit")

    @property
    def text(self) -> str:
        """The number and the unit, such as “15 个工作日”."""
        return f"{self.n} {self.unit}"

    def encode(self) -> str:
        """The number and the code of the unit, such as “15wd”."""
        return f"{self.n}{self.code}"

    def plus(self, extra: int) -> Self:
        """The same period, longer by so many units."""
        return replace(self, n=self.n + extra)

    @abstractmethod
    def due(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """When the period ends."""

    @abstractmethod
    def earliest(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The earliest the period can end."""


@dataclass(frozen=True)
class _OfDays(Length):
    """A period that ends with a day: at 24:00 of the last one, rolled if it `rolls` (末日顺延)."""

    rolls: bool = field(default=True, kw_only=True)

    @property
    def text(self) -> str:
        """The number and the unit, and that the last day stays where it falls."""
        return super().text + stays_text(rolls=self.rolls)

    def encode(self) -> str:
        """Such as “15d”, or “15d-fixed” for one that does not roll."""
        return super().encode() + stays_code(rolls=self.rolls)

    def due(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The last day, moved past the days off it falls on."""
        return self._end(start, calendar, pauses, calendar.roll if self.rolls else lambda day: day)

    def earliest(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The last day, not moved, with Monday to Friday worked where nothing is published."""
        return replace(self._end(start, calendar.assumed, pauses, lambda day: day), provisional=True)

    def _end(
        self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause], roll: Callable[[date], date]
    ) -> Due:
        day = day_of(start)
        paused = paused_days(pauses, day)
        nominal = self._last(day, calendar, paused)
        rolled = roll(nominal)
        explain = partial(self._trace, day, nominal, rolled, calendar.assumed, paused)
        return Due(nominal, rolled, end_of_day(rolled), explain)

    @abstractmethod
    def _last(self, start: date, calendar: WorkCalendar, paused: PausedDays) -> date: ...

    @abstractmethod
    def _trace(
        self, start: date, nominal: date, rolled: date, calendar: WorkCalendar, paused: PausedDays
    ) -> Iterable[TraceDay]: ...


class Days(_OfDays):
    """Calendar days (日)."""

    code = "d"
    unit = "日"

    def back_from(self, day: date, _: WorkCalendar) -> date:
        """The day that lies so many days before `day`."""
        return day - timedelta(days=self.n)

    def _last(self, start: date, calendar: WorkCalendar, paused: PausedDays) -> date:
        return push(start + timedelta(days=self.n), paused, _elapsed, add)

    def _trace(
        self, start: date, nominal: date, rolled: date, calendar: WorkCalendar, paused: PausedDays
    ) -> Iterable[TraceDay]:
        return trace.day_by_day(start, nominal, rolled, calendar, paused, lambda _: True)


class WorkingDays(_OfDays):
    """Working days of the State Council calendar, make-up Saturdays and Sundays included (工作日)."""

    code = "wd"
    unit = "个工作日"

    def back_from(self, day: date, calendar: WorkCalendar) -> date:
        """The day that lies so many working days before `day`."""
        return calendar.add_working_days(day, -self.n)

    def _last(self, start: date, calendar: WorkCalendar, paused: PausedDays) -> date:
        last = calendar.add_working_days(start, self.n)
        return push(last, paused, calendar.working_days_between, calendar.add_working_days)

    def _trace(
        self, start: date, nominal: date, rolled: date, calendar: WorkCalendar, paused: PausedDays
    ) -> Iterable[TraceDay]:
        return trace.day_by_day(start, nominal, rolled, calendar, paused, calendar.is_working)


class Months(_OfDays):
    """Months to the corresponding day, or to the month's last when there is none (民法典 第二百零二条)."""

    code = "m"
    unit = "个月"

    @property
    def text(self) -> str:
        """Whole years as years, such as “1 年”."""
        return super().text if self.n % 12 else f"{self.n // 12} 年{stays_text(rolls=self.rolls)}"

    def _last(self, start: date, calendar: WorkCalendar, paused: PausedDays) -> date:
        return push(self._corresponding(start), paused, _elapsed, add)

    def _corresponding(self, start: date) -> date:
        years, month0 = divmod(start.month - 1 + self.n, 12)
        year, month = start.year + years, month0 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))

    def _trace(
        self, start: date, nominal: date, rolled: date, calendar: WorkCalendar, paused: PausedDays
    ) -> Iterable[TraceDay]:
        return trace.by_months(start, self._corresponding(start), nominal, rolled, calendar)


class _OfTime(Length):
    """A period that ends at an instant; its last day is the day of that instant and never moves."""

    def due(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The exact end; a `start` without a time of day stands for the first instant of the day."""
        begin = instant_of(start)
        paused = paused_time(pauses, begin)
        moment = self._moment(begin, calendar, paused)
        last = local_day(moment)
        return Due(last, last, moment, partial(self._trace, begin, moment, calendar.assumed, paused))

    def earliest(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The end, with Monday to Friday worked where nothing is published."""
        return replace(self.due(start, calendar.assumed, pauses), provisional=True)

    @abstractmethod
    def _moment(self, start: datetime, calendar: WorkCalendar, paused: PausedTime) -> datetime: ...

    @abstractmethod
    def _trace(
        self, start: datetime, moment: datetime, calendar: WorkCalendar, paused: PausedTime
    ) -> Iterable[TraceDay]: ...


class Hours(_OfTime):
    """Working hours: only the time in which the office is open counts (工作小时, house practice)."""

    code = "h"
    unit = "个工作小时"

    def _moment(self, start: datetime, calendar: WorkCalendar, paused: PausedTime) -> datetime:
        end = add_working_time(start, timedelta(hours=self.n), calendar)
        return push(
            end,
            paused,
            partial(working_time_between, calendar=calendar),
            partial(add_working_time, calendar=calendar),
        )

    def _trace(
        self, start: datetime, moment: datetime, calendar: WorkCalendar, paused: PausedTime
    ) -> Iterable[TraceDay]:
        return trace.in_hours(start, moment, calendar, paused)


class Minutes(_OfTime):
    """Minutes by the clock on the wall: what is urgent does not wait for the office to open (分钟)."""

    code = "min"
    unit = "分钟"

    def _moment(self, start: datetime, calendar: WorkCalendar, paused: PausedTime) -> datetime:
        return push(start + timedelta(minutes=self.n), paused, _elapsed, add)

    def _trace(
        self, start: datetime, moment: datetime, calendar: WorkCalendar, paused: PausedTime
    ) -> Iterable[TraceDay]:
        return trace.in_minutes(start, moment, moment - start - timedelta(minutes=self.n))


def _elapsed(begin: date, end: date) -> timedelta:
    return end - begin
