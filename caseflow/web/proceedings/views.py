"""What reading a proceeding shows: its page, the reckoning of a clock, the diagram of its process."""

from datetime import datetime
from typing import Any

from flask import render_template, request

from caseflow.casework import files
from caseflow.casework.files import File
from caseflow.casework.history import Wanted, history
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.visits import log_viewing
from caseflow.extensions import db
from caseflow.kernel.machine import START, Process, Transition
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.diagram import draw
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.note_form import note_box
from caseflow.web.proceedings.page import page_of
from caseflow.web.proceedings.shown import Show
from caseflow.web.proceedings.strip import strip_of


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


def _sources(process: Process, transition: Transition) -> str:
    return "、".join("开始" if s == START else process.state(s).label for s in transition.sources)


def _target(process: Process, transition: Transition) -> str:
    return next((s.label for s in process.states if s.name == transition.target), "状态不变")
