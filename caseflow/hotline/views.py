"""The pages of the hotline: those of every process, and the intake of a call."""

from dataclasses import replace
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import clocks, files
from caseflow.casework.files import File
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.openings import Opened
from caseflow.casework.queries import find
from caseflow.casework.reveals import may_read_story
from caseflow.extensions import db
from caseflow.hotline.actions import register_call
from caseflow.hotline.forms import CARRIED, FORMS, Application, IntakeForm, RepeatForm, Told, applications
from caseflow.hotline.matches import Match, earlier
from caseflow.hotline.models import Ticket
from caseflow.hotline.proposal import propose
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.proceedings import proceeding_pages
from caseflow.web.proceedings.bars import bars
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import now_at

pages = proceeding_pages(Ticket, FORMS, Permission.TICKET_READ, Permission.TICKET_ACT)
intake_pages = Blueprint("intake", __name__, url_prefix="/intake")


@intake_pages.get("")
@needs(Permission.INTAKE)
def new() -> str:
    """A clean form for the next call; the telephone exchange may say who calls (`phone`)."""
    viewer, at = current_viewer(), utcnow()
    form = IntakeForm(at=at)
    if number := request.args.get("phone"):
        form.rings(number)
    form.starts_at("caller_name" if number else "caller_phone")
    found = _considered(form, viewer, at)
    return _page(form, found, applications(viewer))


@intake_pages.post("")
@needs(Permission.INTAKE)
def register() -> ResponseReturnValue:
    """Look for earlier matters, or write the call down."""
    viewer, at = current_viewer(), utcnow()
    form, ways = IntakeForm(at=at), applications(viewer)
    found = _considered(form, viewer, at)
    done = None if form.look.data else _registered(form, ways, viewer, at)
    if done:
        return redirect(url_for(".registered", id=done.id, again=done.again or None), 303)
    return _page(form, found, ways), form.status


@intake_pages.post("/look")
@needs(Permission.INTAKE)
def look() -> str:
    """What is known by what has been typed so far: earlier tickets, proposals (part of the page)."""
    viewer, at = current_viewer(), utcnow()
    form = IntakeForm(at=at)
    found = _considered(form, viewer, at)
    return render_template("hotline/live.html", form=form, found=found)


def _considered(form: IntakeForm, viewer: Viewer, at: datetime) -> list[Match]:
    """Earlier tickets; what they and the answers speak for is offered by the form."""
    told, calendar = form.told(), current_law(db.session()).calendar
    found = earlier(told.wanted, viewer=viewer, at=at)
    form.consider(found, propose(told.answers, found, local_day(at), calendar))
    return found


def _page(form: IntakeForm, found: list[Match], ways: dict[str, Application]) -> str:
    suggests = may_open(current_viewer(), "employers.suggest")
    return render_template(
        "hotline/intake.html",
        form=form,
        found=found,
        ways=list(ways.values()),
        employers=url_for("employers.suggest") if suggests else "",
    )


def _registered(
    form: IntakeForm, ways: dict[str, Application], viewer: Viewer, at: datetime
) -> Opened | None:
    """The ticket, with what grows from it at once when the operator says so and all of it is there."""
    way, token = ways.get(form.told().route), form.token.data
    opens = way if form.open_now.data else None
    form.child = opens.form if opens else None
    return form.submit(
        lambda given: register_call(
            replace(Told(given).call, route_data=opens.answers(given) if opens else None),
            token=token,
            viewer=viewer,
            at=at,
        )
    )


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
