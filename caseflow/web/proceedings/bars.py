"""A clock drawn as a bar: what has passed, what was paused, what is left (期限条)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from caseflow.casework import clocks
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import RunningClock
from caseflow.kernel.calendar import local_day
from caseflow.kernel.calendar.due import end_of_day
from caseflow.kernel.calendar.instants import start_of
from caseflow.kernel.ladder import QUIET, WINDOW
from caseflow.kernel.machine import Process
from caseflow.kernel.rules import Mark

_NONE = timedelta(0)
_INSTANT = timedelta(microseconds=1)


class Segment(NamedTuple):
    """A part of the bar; `x` and `width` in percent of its length."""

    kind: str
    x: float
    width: float


class Bar(NamedTuple):
    """A clock as a page shows it."""

    id: int
    label: str
    light: Light | None
    says: str
    begins: str
    ends: str
    period: str
    basis: str
    mark: Mark
    extended: int
    provisional: bool
    ended: bool
    segments: tuple[Segment, ...]


def bars(process: Process, known: Sequence[RunningClock], now: Now) -> list[Bar]:
    """The clocks that run, the most urgent first, and then those that are over, the latest first."""
    drawn_ones = [c for c in known if process.clock(c.code).ladder is not QUIET]
    live = sorted(clocks.live(drawn_ones), key=lambda c: (c.paused, c.due_at))
    stopped = sorted((c for c in drawn_ones if c.stopped_at), key=lambda c: c.stopped_at or now.at)
    drawn = [bar(process, clock, now) for clock in (*live, *reversed(stopped))]
    return sorted(drawn, key=lambda one: one.ended)


def bar(process: Process, clock: RunningClock, now: Now) -> Bar:
    """One clock."""
    window = is_window(process, clock)
    reached = clock.stopped_at or now.at
    ended = clock.stopped_at is not None or (window and clock.due_at <= now.at)
    return Bar(
        id=clock.id,
        label=process.clock(clock.code).label,
        light=None if ended or window else light_of(clock, now),
        says=_window_says(clock, now) if window else _says(clock, now),
        begins=_begins(clock, now),
        ends=_ends(clock, now),
        period=clocks.period_of(clock).text,
        basis=clock.basis,
        mark=clock.mark,
        extended=clock.times_extended,
        provisional=clock.provisional,
        ended=ended,
        segments=tuple(_segments(clock, min(reached, clock.due_at) if window else reached, now)),
    )


def is_window(process: Process, clock: RunningClock) -> bool:
    """Whether it is a time in which something may be done, for which nobody is late (可办期间)."""
    return process.clock(clock.code).ladder is WINDOW


def light_of(clock: RunningClock, now: Now) -> Light | None:
    """The light of a clock that has not ended."""
    return now.light(clock.due_at, paused=clock.paused, provisional=clock.provisional)


def _begins(clock: RunningClock, now: Now) -> str:
    begin = _begin(clock)
    return now.last_moment(begin if begin == clock.started_at else end_of_day(clock.day_zero))


def _ends(clock: RunningClock, now: Now) -> str:
    last = now.last_moment(clock.due_at)
    return f"原定 {last}，恢复后顺延" if clock.paused else last


def _says(clock: RunningClock, now: Now) -> str:
    if clock.stopped_at:
        in_time = clock.stopped_at < clock.due_at
        how = "已办" if clock.outcome == clocks.MET else "已结束"
        return f"{how}，{'按期' if in_time else '超期'}"
    if clock.paused:
        days = (now.at - clock.pauses[-1].since).days
        return f"已暂停 {days} 天" if days else "今天起暂停"
    if clock.provisional:
        return "最早这一天到期，待放假安排公布后确定"
    return now.countdown(clock.due_at)


def _window_says(clock: RunningClock, now: Now) -> str:
    if clock.stopped_at or clock.due_at <= now.at:
        return "已过"
    return "暂停" if clock.paused else f"开放，{now.countdown(clock.due_at)}"


def _begin(clock: RunningClock) -> datetime:
    """Where the bar begins: when the clock was started, or its day zero when that lies before."""
    day_zero = start_of(clock.day_zero)
    return day_zero if clock.day_zero < local_day(clock.started_at) else clock.started_at


def _segments(clock: RunningClock, reached: datetime, now: Now) -> Iterator[Segment]:
    """From the begin to the due moment, or to where it has got beyond; a pause moves on what is left."""
    rested = reached - clock.pauses[-1].since if clock.paused else _NONE
    due = clock.due_at + rested
    begin = min(_begin(clock), due)
    whole = max(due, reached) - begin or _INSTANT

    def part(kind: str, a: datetime, b: datetime) -> Segment:
        return Segment(kind, 100 * ((a - begin) / whole), 100 * ((b - a) / whole))

    yield part("elapsed", begin, min(reached, due))
    if reached > due:
        yield part("late", due, reached)
    elif not clock.stopped_at:
        extended_from = min(max(_before_extension(clock, now) + rested, reached), due)
        yield part("left", reached, extended_from)
        yield part("extension", extended_from, due)
    for pause in clock.pauses:
        yield part("paused", max(pause.since, begin), min(pause.until or reached, max(due, reached)))


def _before_extension(clock: RunningClock, now: Now) -> datetime:
    """When the clock would have ended without what was granted on top."""
    if not clock.extra:
        return clock.due_at
    return clocks.due_before_extension(clock, now.calendar).moment
