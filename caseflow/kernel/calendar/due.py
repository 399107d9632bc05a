"""When a period ends, and the reckoning that shows why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from caseflow.kernel.calendar.instants import DAY, start_of


@dataclass(frozen=True, slots=True)
class TraceDay:
    """One line of the reckoning: a day that counts, with its ordinal, or one that does not, and why."""

    day: date
    counted: bool
    reason: str
    ordinal: int | None = None


def counted(day: date, reason: str, ordinal: int | None = None) -> TraceDay:
    """A line for a day that counts."""
    return TraceDay(day, counted=True, reason=reason, ordinal=ordinal)


def skipped(day: date, reason: str) -> TraceDay:
    """A line for a day that does not count."""
    return TraceDay(day, counted=False, reason=reason)


@dataclass(frozen=True)
class Due:
    """The end of a period (期限届满).

    `nominal` is the last day as counted, `rolled` the working day it moves to (民法典 第二百零三条), `moment`
    the first instant that is too late, in UTC. A `provisional` due day is the earliest possible one, given
    because the calendar of its year is not published (暂定). The trace is reckoned when somebody asks for it.
    """

    nominal: date
    rolled: date
    moment: datetime
    explain: Callable[[], Iterable[TraceDay]] = field(repr=False, compare=False)
    provisional: bool = False

    @cached_property
    def trace(self) -> tuple[TraceDay, ...]:
        """The reckoning, day by day or step by step."""
        return tuple(self.explain())


def end_of_day(rolled: date) -> datetime:
    """24:00 of the last day, the first instant that is too late (民法典 第二百零三条第二款), in UTC."""
    return start_of(rolled + DAY)
