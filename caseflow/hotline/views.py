"""The pages of the hotline: those of every process, and the intake of a call."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import clocks
from caseflow.casework.law import Law, current_law
from caseflow.casework.openings import Opened
from caseflow.casework.queries import find
from caseflow.extensions import db
from caseflow.hotline.actions import register_call
from caseflow.hotline.forms import FORMS, IntakeForm, Told
from caseflow.hotline.guidance import deadlines_of, guidance_of
from caseflow.hotline.matches import Match, earlier
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.proceedings import proceeding_pages
from caseflow.web.proceedings.bars import bars
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
