"""The code by which the worker asks how things stand: told again, or given where there is none (查询码)."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import query_codes
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened


def code(family: Family, id: int) -> str:
    """The number and the code, to be read out."""
    file, now = opened(family, id)
    return render_template(
        "proceedings/code.html", strip=strip_of(file, now), code=file.proceeding.matter.query_code
    )


def give_code(family: Family, id: int) -> ResponseReturnValue:
    """A code for a matter from before there were codes."""
    opened(family, id)
    query_codes.give_code(id, viewer=current_viewer(), at=utcnow())
    flash("已生成查询码，请告诉来电人。", "success")
    return redirect(url_for(".code", id=id), 303)
