"""Pauses of a clock (挂起、中止): the days or the time that do not count."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from caseflow.kernel.calendar.instants import DAY, day_of, instant_of

When = TypeVar("When", bound=date)
Amount = TypeVar("Amount")


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock rests from `since` until `until`.

    A period in days does not count the day of `since` and those that follow; the day of `until` counts again.
    So a pause that ends on the day it began takes no day away. A period in hours or minutes does not count
    the time between; a plain date stands for its first instant.

    While `until` is None the pause is open and moves nothing: the due day is as it stood when the pause
    began, and moves on when the pause ends. A screen shows 暂停 instead of counting down to it.
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and instant_of(self.until) < instant_of(self.since):
            raise ValueError("a pause ends before it begins")


def paused_days(pauses: Sequence[Pause], start: date) -> list[tuple[date, date]]:
    """The days after `start` that closed pauses take away, each as (day before the first, last)."""
    spans = ((day_of(p.since) - DAY, day_of(p.until) - DAY) for p in pauses if p.until is not None)
    return _disjoint(spans, start)


def paused_time(pauses: Sequence[Pause], start: datetime) -> list[tuple[datetime, datetime]]:
    """The time after `start` that closed pauses take away, each as (from, to)."""
    spans = ((instant_of(p.since), instant_of(p.until)) for p in pauses if p.until is not None)
    return _disjoint(spans, start)


def _disjoint(spans: Iterable[tuple[When, When]], start: When) -> list[tuple[When, When]]:
    """The spans ascending, without what lies before `start` or in an earlier span."""
    found: list[tuple[When, When]] = []
    reached = start
    for begin, end in sorted(spans):
        if end > reached:
            found.append((max(begin, reached), end))
            reached = end
    return found


def push(
    end: When,
    paused: Iterable[tuple[When, When]],
    between: Callable[[When, When], Amount],
    add: Callable[[When, Amount], When],
) -> When:
    """The end of a period moved on by what the pauses took away before it.

    `between` measures a span in the unit of the period and `add` moves an end by it.
    """
    for begin, stop in paused:
        if begin < end:
            end = add(end, between(begin, stop))
    return end
