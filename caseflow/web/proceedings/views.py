"""What reading a proceeding shows: its page, the reckoning of a clock, the diagram of its process."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, request

from caseflow.casework import clocks, files
from caseflow.casework.files import File
from caseflow.casework.history import Wanted, history
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import ClockExtension, RunningClock
from caseflow.casework.visits import log_viewing
from caseflow.extensions import db
from caseflow.kernel.calendar import Due
from caseflow.kernel.calendar.lengths import Length
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import START, Process, Transition
from caseflow.kernel.rules import Mark
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.diagram import draw
from caseflow.web.proceedings.bars import Bar, bar
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.note_form import note_box
from caseflow.web.proceedings.page import page_of
from caseflow.web.proceedings.shown import Show
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.values import asked_in


def page(family: Family, id: int) -> str:
    """The page of a proceeding; the first opening of a day, and of each visit, is put on record."""
    viewer, at = current_viewer(), utcnow()
    file = files.open_file(family.model, id, viewer, at)
    show = Show.read(request.args.get("show"), viewer)
    shown = page_of(file, viewer, at, show, everything="all" in request.args)
    if file.visit.is_news(shown.strip.seen):
        log_viewing(id, file.visit, shown.strip.seen, viewer)
    return render_template(
        "proceedings/page.html", page=shown, strip=shown.strip, note=note_box(viewer, family)
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Why a clock ends on its day; `moved` when the calendar in force gives another than is on record.

    `causes` are the words for what a pause may be caused by, `unit` is what an extension is counted in.
    """

    bar: Bar
    clock: RunningClock
    due: Due
    moved: bool
    house: bool
    elsewhere: bool
    causes: Mapping[str, str]
    extensions: list[ClockExtension]
    unit: str
    names: files.Names


def clock(family: Family, id: int, clock_id: int) -> str:
    """Why is it this day (为什么是这一天)."""
    file, now = opened(family, id)
    running = next((c for c in file.clocks if c.id == clock_id), None)
    if running is None:
        raise NotFound
    sheet = _sheet(file.proceeding.definition, running, now)
    return render_template("proceedings/clock.html", strip=strip_of(file, now), sheet=sheet)


def diagram(family: Family, id: int) -> str:
    """The process as a drawing, with the way this proceeding has gone (流程图)."""
    file, now = opened(family, id)
    process, state = file.proceeding.definition, file.proceeding.state
    rows = history(file.proceeding, Wanted(reminders=False), everything=True)
    gone = [(row.source, row.target) for row in rows if row.target]
    return render_template(
        "proceedings/diagram.html",
        strip=strip_of(file, now),
        drawing=draw(process, state, gone),
        rows=[(_sources(process, t), t, _target(process, t)) for t in process.transitions],
    )


def opened(family: Family, id: int) -> tuple[File[Any], Now]:
    """The proceeding and the present."""
    at = utcnow()
    file = files.open_file(family.model, id, current_viewer(), at)
    return file, Now(at, file.law.calendar)


def now_at(at: datetime) -> Now:
    """The present on the calendar in force."""
    return Now(at, current_law(db.session()).calendar)


def _sheet(process: Process, running: RunningClock, now: Now) -> Sheet:
    due, period = clocks.due_of(running, now.calendar), clocks.period_of(running)
    cause = asked_in(process).get("cause")
    people = {id for p in running.pauses for id in (p.by_id, p.requested_by) if id} | {
        id for e in running.extensions for id in (e.requested_by, e.granted_by)
    }
    return Sheet(
        bar=bar(process, running, now),
        clock=running,
        due=due,
        moved=due.rolled != running.due_on,
        house=running.mark is Mark.HOUSE,
        elsewhere=running.mark is Mark.ELSEWHERE,
        causes=dict(cause.choices) if cause else {},
        extensions=running.extensions,
        unit=period.unit if isinstance(period, Length) else "",
        names=files.names(people, set()),
    )


def _sources(process: Process, transition: Transition) -> str:
    return "、".join("开始" if s == START else process.state(s).label for s in transition.sources)


def _target(process: Process, transition: Transition) -> str:
    return next((s.label for s in process.states if s.name == transition.target), "状态不变")
