"""Merging two records of the register, and taking them apart again (合并、撤销)."""

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.models import RecordKind
from caseflow.casework.register import merging
from caseflow.casework.register.comparing import sides, split
from caseflow.casework.register.merging import MODELS
from caseflow.casework.register.seen import find_record
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import Form, LineField
from caseflow.web.forms.build import Fits
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings.views import now_at

NAMES = {RecordKind.WORKER: "职工", RecordKind.EMPLOYER: "单位"}
_REASON = Datum("reason", "合并的理由", Kind.LINE)


class MergeForm(Form):
    """Why the two are one."""

    reason = LineField(_REASON.label, [Fits(_REASON)], description="写明核对了什么，例如：电话核实为同一人")


def add_merging(pages: Blueprint, kind: RecordKind) -> None:
    """Give the pages of one half of the register their compare, merge and undo."""
    for below, endpoint, view, methods in (
        ("/<int:id>/merge", "choose", choose, ["GET"]),
        ("/<int:id>/merge/<int:other>", "merge", merge, ["GET", "POST"]),
        ("/merges/<int:id>", "merged", merged, ["GET"]),
        ("/merges/<int:id>/undo", "undo", undo, ["POST"]),
    ):
        bound = needs(Permission.REGISTER_MERGE)(_bound(view, kind))
        pages.add_url_rule(below, endpoint, bound, methods=methods)


def _bound(view: Callable[..., Any], kind: RecordKind) -> Callable[..., Any]:
    """The view for this half; under its own name, which CSRF protection asks for."""
    return update_wrapper(partial(view, kind), view)


def choose(kind: RecordKind, id: int) -> ResponseReturnValue:
    """Records that might be the same, and a box for the number of another one."""
    viewer, other = current_viewer(), whole(request.args.get("other"))
    record = find_record(MODELS[kind], id, viewer)
    if other:
        return redirect(url_for(".merge", id=id, other=other), 303)
    rows = merging.alike(kind, record, viewer)
    return render_template("register/choose.html", record=record, kind=NAMES[kind], alike=rows)


def merge(kind: RecordKind, id: int, other: int) -> ResponseReturnValue:
    """The two side by side; then the first becomes part of the second."""
    viewer, at, form = current_viewer(), utcnow(), MergeForm()
    both = sides(kind, (id, other), viewer, now_at(at))
    go = partial(merging.merge, kind, id, other, viewer=viewer, at=at)
    if form.submit(lambda data: go(reason=data["reason"])):
        flash("已合并。24小时内可以撤销。", "success")
        return redirect(url_for(".page", id=other), 303)
    page = render_template("register/merge.html", form=form, sides=both, kind=NAMES[kind], id=id, other=other)
    return page, form.status


def merged(kind: RecordKind, id: int) -> str:
    """A merge of the past: what came from which."""
    at = utcnow()
    made, both = split(id, kind, current_viewer(), now_at(at))
    open_still = made.undone_at is None and at < made.at + merging.UNDO
    return render_template("register/merged.html", made=made, sides=both, kind=NAMES[kind], undoes=open_still)


def undo(kind: RecordKind, id: int) -> ResponseReturnValue:
    """Take it back; the refusal of one is a page of its own."""
    made = merging.undo(id, viewer=current_viewer(), at=utcnow())
    flash("已撤销合并，两份档案恢复原状。", "success")
    return redirect(url_for(".page", id=made.source_id), 303)
