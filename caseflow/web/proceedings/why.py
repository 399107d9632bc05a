"""Why a clock ends on its day: the reckoning day by day, on the screen and on paper (为什么是这一天)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template, request

from caseflow.casework import clocks, files
from caseflow.casework.lights import Now
from caseflow.casework.models import ClockExtension, RunningClock
from caseflow.extensions import db
from caseflow.kernel.calendar import Due, Hours, Minutes, OfficeDay, Period, SameDay, TraceDay, Until
from caseflow.kernel.calendar.lengths import Length
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Process
from caseflow.kernel.rules import Mark
from caseflow.web.filters import day
from caseflow.web.filters import moment as written
from caseflow.web.proceedings.bars import Bar, bar
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import Strip, strip_of
from caseflow.web.proceedings.values import asked_in
from caseflow.web.proceedings.views import opened

SHORT = 62
"""Lines that are read at a glance; a longer reckoning is folded by month."""


@dataclass(frozen=True, slots=True)
class Month:
    """The lines of one month, and in short what counted and what did not; `open` where it is not folded."""

    day: date
    lines: list[TraceDay]
    counted: str
    skipped: str
    open: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Why a clock ends on its day; `moved` when the calendar in force gives another than is on record.

    `begins` says what it is counted from, and `timed` that it ends within a day. `causes` are the words for
    what a pause may be caused by, `unit` is what an extension is counted in, `own` are the days of the office
    itself within the period: they count for house rules only. A long reckoning stands in `months`.
    """

    bar: Bar
    begins: str
    timed: bool
    clock: RunningClock
    due: Due
    moved: bool
    house: bool
    elsewhere: bool
    causes: Mapping[str, str]
    extensions: list[ClockExtension]
    unit: str
    names: files.Names
    own: list[OfficeDay]
    months: list[Month]


def clock(family: Family, id: int, clock_id: int) -> str:
    """Why is it this day."""
    strip, sheet = _seen(family, id, clock_id)
    return render_template("proceedings/clock.html", strip=strip, sheet=sheet)


def clock_print(family: Family, id: int, clock_id: int) -> str:
    """The same on paper: A4, under the number of the case, with every day or in short by month."""
    strip, sheet = _seen(family, id, clock_id)
    every = "all" in request.args or not sheet.months
    return render_template("proceedings/clock_print.html", strip=strip, sheet=sheet, every=every)


def _seen(family: Family, id: int, clock_id: int) -> tuple[Strip, Sheet]:
    file, now = opened(family, id)
    every = clocks.of(file.proceeding, db.session())
    running = next((c for c in every if c.id == clock_id), None)
    if running is None:
        raise NotFound
    return strip_of(file, now), _sheet(file.proceeding.definition, running, now)


def _sheet(process: Process, running: RunningClock, now: Now) -> Sheet:
    due, period = clocks.due_of(running, now.calendar), clocks.period_of(running)
    cause = asked_in(process).get("cause")
    people = {id for p in running.pauses for id in (p.by_id, p.requested_by) if id} | {
        id for e in running.extensions for id in (e.requested_by, e.granted_by)
    }
    return Sheet(
        bar=bar(process, running, now),
        begins=_begins(running, period),
        timed=isinstance(period, Hours | Minutes),
        clock=running,
        due=due,
        moved=due.rolled != running.due_on,
        house=running.mark is Mark.HOUSE,
        elsewhere=running.mark is Mark.ELSEWHERE,
        causes=dict(cause.choices) if cause else {},
        extensions=running.extensions,
        unit=period.unit if isinstance(period, Length) else "",
        names=files.names(people, set()),
        own=now.calendar.office.between(running.day_zero, due.rolled),
        months=months(due.trace) if len(due.trace) > SHORT else [],
    )


def _begins(running: RunningClock, period: Period) -> str:
    """What the period is counted from."""
    match period:
        case Hours() | Minutes():
            return f"{written(running.started_at)}，自这一刻起算"
        case SameDay():
            return f"{day(running.day_zero)}当日"
        case Until() if running.ends_on:
            return f"指定之日 {day(running.ends_on)}"
    return f"{day(running.day_zero)}，当日不计入"


def months(trace: Sequence[TraceDay]) -> list[Month]:
    """The reckoning month by month; the first one and the last are not folded."""
    parts = [list(lines) for _, lines in groupby(trace, key=lambda line: (line.day.year, line.day.month))]
    open_ = {0, len(parts) - 1}
    return [
        Month(part[0].day, part, _counted(part), _skipped(part), open=n in open_)
        for n, part in enumerate(parts)
    ]


def _counted(lines: Iterable[TraceDay]) -> str:
    """Such as 计入 21 天，第 12 至 32 天."""
    ordinals = [line.ordinal for line in lines if line.counted]
    known = [n for n in ordinals if n is not None]
    if not ordinals:
        return "没有计入"
    span = f"，第 {known[0]} 至 {known[-1]} 天" if len(known) > 1 else f"，第 {known[0]} 天" if known else ""
    return f"计入 {len(ordinals)} 天{span}"


def _skipped(lines: Iterable[TraceDay]) -> str:
    """Such as 周六、周日 8 天；国庆节 5 天（1日至7日）."""
    by_reason: dict[str, list[date]] = defaultdict(list)
    for line in lines:
        if not line.counted:
            by_reason["周六、周日" if line.reason in ("周六", "周日") else line.reason].append(line.day)
    return "；".join(f"{reason} {len(days)} 天（{_days(days)}）" for reason, days in by_reason.items())


def _days(days: Sequence[date]) -> str:
    """Such as 1日至7日、10日."""
    runs: list[list[date]] = []
    for one in days:
        if runs and (one - runs[-1][-1]).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return "、".join(f"{r[0].day}日至{r[-1].day}日" if len(r) > 1 else f"{r[0].day}日" for r in runs)
