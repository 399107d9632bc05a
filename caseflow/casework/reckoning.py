"""What follows from the facts that a clock keeps: its end, when it next speaks, its place in a queue.

Nothing here knows a session or changes a row, so that one clock and a hundred thousand are reckoned alike.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from caseflow.casework.models import Card
from caseflow.casework.urgency import urgency, weight
from caseflow.kernel.calendar import Due, Hours, Minutes, Pause, Period, Until, WorkCalendar, parse_period
from caseflow.kernel.errors import CalendarNotPublished
from caseflow.kernel.ladder import moments
from caseflow.kernel.machine import Clock
from caseflow.kernel.rules import Mark

Dates = tuple[date, date, datetime]
"""Nominal day, rolled day, first instant too late."""


class Begun(Protocol):
    """From when on a clock counts, as it is stored."""

    @property
    def started_at(self) -> datetime:
        """When it was started."""

    @property
    def day_zero(self) -> date:
        """The day that is not counted."""

    @property
    def ends_on(self) -> date | None:
        """The day that was given, if the period is up to one."""


@lru_cache
def lengthened(period: str, extra: int) -> Period:
    """The stored period, longer by what was granted."""
    return parse_period(period).plus(extra) if extra else parse_period(period)


def start_of(clock: Begun, period: Period) -> date:
    """What the period is counted from: its day zero, the instant it began, or the day that was given."""
    if isinstance(period, Until) and clock.ends_on:
        return clock.ends_on
    return clock.started_at if isinstance(period, Hours | Minutes) else clock.day_zero


def calendar_for(mark: Mark, calendar: WorkCalendar) -> WorkCalendar:
    """What a clock is counted by: a house rule by the office's own days too, what rests on law never."""
    return calendar.house if mark is Mark.HOUSE else calendar


def end_of(period: Period, start: date, pauses: Sequence[Pause], calendar: WorkCalendar) -> Due:
    """When the period ends; the earliest day it can where a year is unpublished (暂定)."""
    try:
        return period.due(start, calendar, pauses)
    except CalendarNotPublished:
        return period.earliest(start, calendar, pauses)


def stages(
    clock: Clock, started_at: datetime, due: Dates, calendar: WorkCalendar, after: datetime
) -> list[datetime]:
    """When the ladder speaks after that instant."""
    return [moment for _, moment in moments(clock.ladder, started_at, due, calendar) if moment > after]


def next_stage(
    clock: Clock, started_at: datetime, due: Dates, calendar: WorkCalendar, after: datetime
) -> datetime | None:
    """When the ladder speaks next, or the timer acts; None when nothing is left to say.

    The timer has not acted on these dates yet: where the period is over already, it acts at the next sweep.
    """
    times = stages(clock, started_at, due, calendar, after)
    if clock.on_lapse:
        times.append(due[2])
    return min(times, default=None)


def nearest(
    running: Iterable[tuple[Clock, Mark, datetime]], card: Card
) -> tuple[datetime | None, int | None]:
    """The earliest moment at which a clock that runs is due, and the place in a queue that follows.

    What does not bind makes nobody late.
    """
    counts = [(clock, mark, due_at) for clock, mark, due_at in running if clock.ladder.binds]
    places = (urgency(due_at, weight(clock, mark, card)) for clock, mark, due_at in counts)
    return min((due_at for *_, due_at in counts), default=None), min(places, default=None)
