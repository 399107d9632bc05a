"""The pages of the hotline: those of every process, and the intake of a call."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import clocks, files
from caseflow.casework.delivery import Template, outbox
from caseflow.casework.files import File
from caseflow.casework.law import Law, current_law
from caseflow.casework.lights import Now
from caseflow.casework.openings import Opened
from caseflow.casework.queries import find
from caseflow.casework.reveals import may_read_story
from caseflow.extensions import db
from caseflow.hotline.actions import register_call
from caseflow.hotline.forms import CARRIED, FORMS, Application, IntakeForm, RepeatForm, Told, applications
from caseflow.hotline.guidance import Guidance, deadlines_of, guidance_of
from caseflow.hotline.matches import Match, earlier
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.proceedings import proceeding_pages
from caseflow.web.proceedings.bars import bars
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import now_at

pages = proceeding_pages(Ticket, FORMS, Permission.TICKET_READ, Permission.TICKET_ACT)
intake_pages = Blueprint("intake", __name__, url_prefix="/intake")


@dataclass(frozen=True)
class Desk:
    """A call as it stands: what has been typed, what was before, and what is proposed."""

    form: IntakeForm
    viewer: Viewer
    found: list[Match]
    guidance: Guidance

    @cached_property
    def ways(self) -> dict[str, Application]:
        """The applications that the call may be sent on with; made when they are asked for."""
        return applications(self.viewer)

    @classmethod
    def of(cls, form: IntakeForm, viewer: Viewer, law: Law) -> "Desk":
        """Earlier tickets, and what they and the answers speak for, which the form then offers."""
        found = earlier(form.told().wanted, viewer=viewer, at=form.at)
        guidance = guidance_of(form, request.form, found=found, at=form.at, law=law)
        form.consider(found, guidance.proposal)
        return cls(form, viewer, found, guidance)


@intake_pages.get("")
@needs(Permission.INTAKE)
def new() -> str:
    """A clean form for the next call; the telephone exchange may say who calls (`phone`)."""
    viewer, law, form = current_viewer(), current_law(db.session()), IntakeForm(at=utcnow())
    number = request.args.get("phone")
    if number and not form.reopened:
        form.rings(number)
    form.starts_at("caller_name" if number else "caller_phone")
    return _page(Desk.of(form, viewer, law), viewer, law)


@intake_pages.post("")
@needs(Permission.INTAKE)
def register() -> ResponseReturnValue:
    """Look for earlier matters, or write the call down."""
    viewer, law = current_viewer(), current_law(db.session())
    desk = Desk.of(IntakeForm(at=utcnow()), viewer, law)
    done = None if desk.form.look.data else _registered(desk, viewer)
    if done:
        return redirect(url_for(".registered", id=done.id, again=done.again or None), 303)
    return _page(desk, viewer, law), desk.form.status


@intake_pages.post("/look")
@needs(Permission.INTAKE)
def look() -> str:
    """What is known by what has been typed so far: earlier tickets, proposals (part of the page)."""
    desk = Desk.of(IntakeForm(at=utcnow()), current_viewer(), current_law(db.session()))
    return render_template("hotline/live.html", form=desk.form, found=desk.found)


def _page(desk: Desk, viewer: Viewer, law: Law) -> str:
    suggests = may_open(viewer, "employers.suggest")
    return render_template(
        "hotline/intake.html",
        form=desk.form,
        found=desk.found,
        ways=list(desk.ways.values()),
        guidance=desk.guidance,
        deadlines=deadlines_of(desk.form, desk.ways, viewer=viewer, at=desk.form.at, law=law),
        employers=url_for("employers.suggest") if suggests else "",
    )


def _registered(desk: Desk, viewer: Viewer) -> Opened | None:
    """The ticket, with what grows from it at once when the operator says so and all of it is there."""
    form = desk.form
    way = desk.ways.get(form.told().route) if form.open_now.data else None
    form.child = way.form if way else None

    def write(given: dict[str, Any]) -> Opened:
        call = replace(Told(given).call, route_data=way.answers(given) if way else None)
        return register_call(call, token=form.token.data, viewer=viewer, at=form.at)

    return form.submit(write)


@intake_pages.get("/<int:id>")
@needs(Permission.INTAKE)
def registered(id: int) -> str:
    """The number to tell the caller, and the periods that have begun."""
    ticket, now = find(Ticket, id, current_viewer()), now_at(utcnow())
    running = bars(ticket.definition, clocks.of(ticket, db.session()), now)
    texted = outbox.latest(ticket.id, Template.QUERY_CODE)
    return render_template(
        "hotline/registered.html", ticket=ticket, bars=running, texted=texted, again="again" in request.args
    )


@pages.post("/<int:id>/add-call")
@needs(Permission.INTAKE)
def add_call(id: int) -> str:
    """What was typed so far, as one more call about an open ticket (追加来电)."""
    viewer, at = current_viewer(), utcnow()
    file = files.open_file(Ticket, id, viewer, at)
    intake = IntakeForm(at=at)
    typed = intake.given()
    told = {name: typed[asked] for name, asked in CARRIED.items() if asked in typed}
    stands = {"priority": file.proceeding.matter.priority, "instead_of": intake.token.data}
    form = RepeatForm(formdata=None, data={**stands, **told})
    strip = strip_of(file, Now(at, file.law.calendar))
    form.decided_on(strip.version, strip.seen)
    return render_template("hotline/add.html", strip=strip, form=form, contact=_safe_contact(file, viewer))


def _safe_contact(file: File[Ticket], viewer: Viewer) -> str:
    matter = file.proceeding.matter
    return matter.safe_contact if may_read_story(viewer, matter) else ""
