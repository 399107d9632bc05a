"""The parts beside the intake form, each on an address of its own; they read and never write."""

from flask import Blueprint, render_template, request

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.hotline.forms import IntakeForm, applications
from caseflow.hotline.guidance.context import deadlines_of, guidance_of
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs

pages = Blueprint("guidance", __name__, url_prefix="/intake")


@pages.get("/guidance")
@needs(Permission.INTAKE)
def guide() -> str:
    """Triage, proposal, script and knowledge for the fields in the address."""
    at, law = utcnow(), current_law(db.session())
    form = IntakeForm(at=at, formdata=request.args, meta={"csrf": False})
    guidance = guidance_of(form, request.args, found=(), at=at, law=law)
    return render_template(_template("guidance"), guidance=guidance)


@pages.get("/deadlines")
@needs(Permission.INTAKE)
def deadlines() -> str:
    """The deadlines that saving the fields in the address would start."""
    at, law = utcnow(), current_law(db.session())
    form = IntakeForm(at=at, formdata=request.args, meta={"csrf": False})
    viewer = current_viewer()
    ways = applications(viewer, formdata=request.args)
    foreseen = deadlines_of(form, ways, viewer=viewer, at=at, law=law)
    return render_template(_template("deadlines"), deadlines=foreseen)


def _template(part: str) -> str:
    """The bare part for htmx, a page around it for a browser without scripts."""
    return f"hotline/{part}.html" if "HX-Request" in request.headers else f"hotline/{part}_page.html"
