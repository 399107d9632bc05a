"""What a person may begin without a case before it (新建)."""

from collections.abc import Iterator

from flask import Blueprint, render_template, url_for

from caseflow.casework.actions import opening_for
from caseflow.casework.wiring import wired
from caseflow.kernel.roles import Permission, Viewer
from caseflow.web.access import current_viewer, may_open, needs

pages = Blueprint("beginnings", __name__, url_prefix="/new")


@pages.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """The processes that the viewer may begin a matter with, each with its occasion."""
    return render_template("proceedings/beginnings.html", rows=list(_rows(current_viewer())))


def _rows(viewer: Viewer) -> Iterator[tuple[str, str, str, str]]:
    """Address, process, first step and occasion of each."""
    for model in wired().models.values():
        process = model.definition
        step, endpoint = opening_for(process, viewer), f"{process.family}.begin"
        if model.beginning and step and may_open(viewer, endpoint):
            address = url_for(endpoint, process=process.name)
            yield address, process.label, step.label, model.beginning.occasion
