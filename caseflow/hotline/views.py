"""The pages of the hotline: those of every process, and the intake of a call."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import clocks, files
from caseflow.casework.files import File
from caseflow.casework.law import Law, current_law
from caseflow.casework.lights import Now
from caseflow.casework.openings import Opened
from caseflow.casework.queries import find
from caseflow.casework.reveals import may_read_story
from caseflow.extensions import db
from caseflow.hotline.actions import register_call
from caseflow.hotline.forms import CARRIED, FORMS, IntakeForm, RepeatForm, Told
from caseflow.hotline.guidance import deadlines_of, guidance_of
from caseflow.hotline.matches import Match, earlier
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.proceedings import proceeding_pages
from caseflow.web.proceedings.bars import bars
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import now_at

pages = proceeding_pages(Ticket, FORMS, Permission.TICKET_READ, Permission.TICKET_ACT)
intake_pages = Blueprint("intake", __name__, url_prefix="/intake")


@intake_pages.get("")
@needs(Permission.INTAKE)
def new() -> str:
    """A clean form for the next call."""
    return _page(IntakeForm(at=utcnow()), None, current_viewer(), utcnow(), current_law(db.session()))


@intake_pages.post("")
@needs(Permission.INTAKE)
def register() -> ResponseReturnValue:
    """Look for earlier matters, or write the call down."""
    viewer, at, law = current_viewer(), utcnow(), current_law(db.session())
    form = IntakeForm(at=at)
    found = earlier(form.told().wanted, viewer=viewer, at=at)
    form.suggest(guidance_of(form, request.form, found=found, at=at, law=law).proposal.priority)
    done = None if form.look.data else _registered(form, viewer, at)
    if done:
        return redirect(url_for(".registered", id=done.id, again=done.again or None), 303)
    return _page(form, found, viewer, at, law), form.status


def _page(form: IntakeForm, found: list[Match] | None, viewer: Viewer, at: datetime, law: Law) -> str:
    return render_template(
        "hotline/intake.html",
        form=form,
        found=found,
        guidance=guidance_of(form, request.form, found=found or (), at=at, law=law),
        deadlines=deadlines_of(form, viewer=viewer, at=at, law=law),
    )


def _registered(form: IntakeForm, viewer: Viewer, at: datetime) -> Opened | None:
    token = form.token.data
    return form.submit(lambda given: register_call(Told(given).call, token=token, viewer=viewer, at=at))


@intake_pages.get("/<int:id>")
@needs(Permission.INTAKE)
def registered(id: int) -> str:
    """The number to tell the caller, and the periods that have begun."""
    ticket, now = find(Ticket, id, current_viewer()), now_at(utcnow())
    running = bars(ticket.definition, clocks.of(ticket, db.session()), now)
    return render_template(
        "hotline/registered.html", ticket=ticket, bars=running, again="again" in request.args
    )


@pages.post("/<int:id>/add-call")
@needs(Permission.INTAKE)
def add_call(id: int) -> str:
    """What was typed so far, as one more call about an open ticket (追加来电)."""
    viewer, at = current_viewer(), utcnow()
    file = files.open_file(Ticket, id, viewer, at)
    typed = IntakeForm(at=at).given()
    told = {name: typed[asked] for name, asked in CARRIED.items() if asked in typed}
    form = RepeatForm(formdata=None, data={"priority": file.proceeding.matter.priority, **told})
    strip = strip_of(file, Now(at, file.law.calendar))
    form.decided_on(strip.version, strip.seen)
    return render_template("hotline/add.html", strip=strip, form=form, contact=_safe_contact(file, viewer))


def _safe_contact(file: File[Ticket], viewer: Viewer) -> str:
    matter = file.proceeding.matter
    return matter.safe_contact if may_read_story(viewer, matter) else ""
