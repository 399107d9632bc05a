"""What grows from a proceeding: suggestions taken up or set aside, others opened (拟办建议、转专项)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import suggestions
from caseflow.casework.actions import open_child, opening_by
from caseflow.casework.models import Proceeding, Suggestion
from caseflow.casework.queries import find
from caseflow.casework.wiring import wired
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Datum, Kind, Process, Transition
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.forms import ActForm, Form, LineField, form_for
from caseflow.web.forms.build import Fits
from caseflow.web.proceedings import facts
from caseflow.web.proceedings.family import Family, address_of
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.values import Reader, revived
from caseflow.web.proceedings.views import opened
from caseflow.web.proceedings.writing import drawn, mixins_of

_BECAUSE = Datum("because", "不采纳的理由", Kind.LINE)


class SetAsideForm(Form):
    """Why a suggestion is not followed."""

    because = LineField(_BECAUSE.label, [Fits(_BECAUSE)], description="例如：用人单位已全部支付")


def open_from(family: Family, id: int, process: str) -> ResponseReturnValue:
    """The opening form of another process, filled in from the matter, and opening it."""
    viewer = current_viewer()
    file, _ = opened(family, id)
    definition, step = _opening(process, viewer)
    suggestion = _suggestion(file.proceeding, process, viewer)
    known = _known(file.proceeding, step, suggestion, viewer)
    form = form_for(step, viewer, *mixins_of(definition, step))(data=known)
    go = partial(open_child, id, process, version=form.version, viewer=viewer, at=utcnow())
    opens = partial(go, suggestion_id=suggestion.id if suggestion else None, token=form.token.data)
    if child := form.submit(lambda data: opens(data=data)):
        flash(f"已发起{definition.label}。", "success")
        sees = viewer.reach(definition.family)
        return redirect(address_of(definition, child.id) if sees else url_for(".page", id=id), 303)
    return _page(family, id, definition, step, form), form.status


def set_aside(family: Family, id: int, suggestion_id: int) -> ResponseReturnValue:
    """Decline a suggestion, with the reason."""
    viewer = current_viewer()
    file, _ = opened(family, id)
    suggestion = find(Suggestion, suggestion_id, viewer)
    if suggestion.source_id != file.proceeding.id or suggestion.settled_at:
        raise NotFound
    form = SetAsideForm()
    decline = partial(suggestions.set_aside, suggestion_id, viewer=viewer, at=utcnow())
    if form.submit(lambda data: decline(data["because"])):
        flash("已记录不采纳的理由。", "success")
        return redirect(url_for(".page", id=id), 303)
    page = render_template(
        "proceedings/set_aside.html", strip=strip_of(*opened(family, id)), form=form, reason=suggestion.reason
    )
    return page, form.status


def _opening(process: str, viewer: Viewer) -> tuple[Process, Transition]:
    """The process and the action by which the viewer opens it."""
    if process not in wired().models:
        raise NotFound
    definition = wired().models[process].definition
    return definition, opening_by(definition, viewer)


def _suggestion(proceeding: Proceeding, process: str, viewer: Viewer) -> Suggestion | None:
    """The suggestion that led here, if one did."""
    id = request.args.get("suggestion", type=int)
    suggestion = find(Suggestion, id, viewer) if id else None
    if suggestion and (suggestion.source_id != proceeding.id or suggestion.process != process):
        raise NotFound
    return suggestion


def _known(
    proceeding: Proceeding, step: Transition, suggestion: Suggestion | None, viewer: Viewer
) -> dict[str, Any]:
    """What the form starts with: what the matter and the parent hold, and what was suggested."""
    matter = proceeding.matter
    reader = Reader.of(viewer, matter)
    found: Mapping[str, Any] = {
        **({"dispute_facts": matter.facts_text} if reader.story else {}),
        **facts.offered(proceeding, step.needs, reader),
        **(suggestion.data if suggestion else {}),
    }
    return {d.name: revived(d.kind, found[d.name]) for d in step.needs if d.name in found}


def _page(family: Family, id: int, definition: Process, step: Transition, form: ActForm) -> str:
    file, now = opened(family, id)
    strip = strip_of(file, now)
    form.decided_on(strip.version, strip.seen)
    part = drawn(definition, step, form, file.proceeding)
    told = {"strip": strip, "process": definition, "step": step, "form": form, "drawn": part}
    return render_template("proceedings/open.html", **told)
