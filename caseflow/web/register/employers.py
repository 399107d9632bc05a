"""Employers across matters (单位)."""

from flask import Blueprint, render_template, request

from caseflow.casework.register.suggesting import suggest_employers
from caseflow.kernel.roles import Permission
from caseflow.web.access import current_viewer, needs

pages = Blueprint("employers", __name__, url_prefix="/employers")


@pages.get("/suggest")
@needs(Permission.REGISTER_READ)
def suggest() -> str:
    """Part of a page: the employers that the typed text fits, to choose from.

    Each option carries `data-name`, `data-credit-code`, `data-address`, `data-unit-id` and `data-unit`.
    """
    text = request.args.get("q", "")
    found = suggest_employers(current_viewer(), text)
    return render_template("register/suggested.html", found=found, text=text)
