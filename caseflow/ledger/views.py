"""The pages of imports: batches, a new file, its columns and rows, taking it over and back (批量导入)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import files
from caseflow.casework.exports.columns import Column
from caseflow.casework.wiring import MEGABYTE
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.ledger import batches, running, undoing
from caseflow.ledger.built import built_on
from caseflow.ledger.forms import BringForm, beside, match_form, matched
from caseflow.ledger.kinds import KINDS, Kind, kinds_for
from caseflow.ledger.models import UNDOABLE, ImportBatch, Stage
from caseflow.ledger.shown import line_of
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms import Form
from caseflow.web.forms.fields import whole
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("imports", __name__, url_prefix="/imports")

ROOM = 64 * MEGABYTE
"""Bytes of a request that brings a file: one that is too large is refused beside its field, unread."""


@pages.url_value_preprocessor
def _widen(endpoint: str | None, _: dict[str, Any] | None) -> None:
    if endpoint == "imports.new":
        request.max_content_length = ROOM


COLUMNS = (
    Column("文件", lambda one: one.file, 28),
    Column("种类", lambda one: KINDS[one.kind].label, 16),
    Column("来源", lambda one: one.source, 20),
    Column("行数", lambda one: one.total, 8),
    Column("状态", lambda one: one.stage.label, 12),
    Column("有错误的行", lambda one: one.faulty, 12, head="结果"),
    Column("结果", lambda one: "、".join(f"{what} {n}" for what, n in one.made.items()), 36),
    Column("时间", lambda one: one.brought_at, 18),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The batches as a table to take away."""
    return Listed("批量导入", COLUMNS, lambda after: batches.batches(viewer, after))


@pages.get("")
@needs(Permission.IMPORTS)
@exported(_listed)
def index() -> str:
    """The batches, the newest first."""
    viewer = current_viewer()
    page = batches.batches(viewer, after())
    people = files.names({batch.brought_by for batch in page.rows}, set()).users
    return render_template(
        "imports/index.html",
        page=page,
        next=next_page(page),
        kinds=KINDS,
        offered=kinds_for(viewer),
        people=people,
    )


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.IMPORTS)
def new() -> ResponseReturnValue:
    """Bring a file in."""
    viewer, form = current_viewer(), BringForm()
    form.offer_to(viewer)
    id = form.submit(lambda given: batches.bring(form.brought(given), viewer=viewer, at=utcnow()))
    if id is None:
        return render_template("imports/new.html", form=form, kinds=kinds_for(viewer)), form.status
    return redirect(url_for(".page", id=id), 303)


@pages.get("/<int:id>")
@needs(Permission.IMPORTS)
def page(id: int) -> ResponseReturnValue:
    """A batch: how far it has got, and what is wrong in its rows."""
    batch, kind = batches.find_batch(id, current_viewer())
    if batch.stage is Stage.MATCHING:
        return redirect(url_for(".match", id=id), 303)
    return render_template("imports/page.html", batch=batch, kind=kind, **_told(batch, kind))


def _told(batch: ImportBatch, kind: Kind) -> dict[str, Any]:
    """The rows with remarks, page by page, who had to do with it, and what can be done now."""
    rows = batches.remarked(batch, after())
    return {
        "people": files.names({batch.brought_by, batch.undone_by or 0}, set()).users,
        "lines": [line_of(batch, kind, row) for row in rows.rows],
        "next": next_page(rows),
        "may_import": batch.stage is Stage.READY,
        "may_undo": batch.stage in UNDOABLE,
        "imported": batch.stage is Stage.DONE,
    }


@pages.route("/<int:id>/match", methods=["GET", "POST"])
@needs(Permission.IMPORTS)
def match(id: int) -> ResponseReturnValue:
    """Say which column of the file is which."""
    batch, kind = batches.find_batch(id, current_viewer())
    rows = dict(batches.first_rows(batch))
    asked = whole(request.args.get("header")) or batch.header
    if asked not in rows:
        raise NotFound
    form = match_form(kind, rows[asked], batch.places if asked == batch.header else {})
    done = form.submit(lambda given: _match(batch, kind, asked, given))
    if done:
        return redirect(url_for(".page", id=id), 303)
    told = {"batch": batch, "kind": kind, "rows": rows, "header": asked}
    return render_template("imports/match.html", form=form, **told), form.status


def _match(batch: ImportBatch, kind: Kind, header: int, given: dict[str, Any]) -> bool:
    try:
        batches.match(batch.id, header, matched(kind, given), viewer=current_viewer(), at=utcnow())
    except Incomplete as incomplete:
        raise Incomplete(beside(kind, incomplete.fields)) from incomplete
    return True


@pages.post("/<int:id>/step")
@needs(Permission.IMPORTS)
def step(id: int) -> ResponseReturnValue:
    """The next rows; the page asks for them until there are none, and the scheduler does the same."""
    batches.find_batch(id, current_viewer())
    batch = running.step(id, at=utcnow())
    if "HX-Request" in request.headers and batch.stage.runs:
        return render_template("imports/progress.html", batch=batch)
    answer = redirect(url_for(".page", id=id), 303)
    if "HX-Request" in request.headers:
        answer.headers["HX-Refresh"] = "true"
        answer.status_code = 200
    return answer


@pages.post("/<int:id>/import")
@needs(Permission.IMPORTS)
def confirm(id: int) -> ResponseReturnValue:
    """Have the rows taken over."""
    batches.confirm(id, viewer=current_viewer(), at=utcnow())
    return redirect(url_for(".page", id=id), 303)


@pages.post("/<int:id>/drop")
@needs(Permission.IMPORTS)
def drop(id: int) -> ResponseReturnValue:
    """Give the file up."""
    batches.drop(id, viewer=current_viewer(), at=utcnow())
    flash("已放弃，没有导入任何内容，文件内容已删除。", "success")
    return redirect(url_for(".index"), 303)


@pages.route("/<int:id>/undo", methods=["GET", "POST"])
@needs(Permission.IMPORTS)
def undo(id: int) -> ResponseReturnValue:
    """Show what would be taken back, and take it back."""
    viewer = current_viewer()
    batch, kind = batches.find_batch(id, viewer)
    form = Form()
    if form.submit(lambda _: undoing.undo(id, viewer=viewer, at=utcnow())):
        flash("已整批撤销。", "success")
        return redirect(url_for(".page", id=id), 303)
    if batch.stage not in UNDOABLE:
        return redirect(url_for(".page", id=id), 303)
    blockers = built_on(db.session(), batch)
    page = render_template("imports/undo.html", form=form, batch=batch, kind=kind, blockers=blockers)
    return page, form.status
