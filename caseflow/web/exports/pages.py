"""Asking for a table with its purpose, waiting for a long one, fetching it, and what was taken (导出)."""

from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from caseflow.casework.exports import orders, sheets
from caseflow.casework.exports.columns import Column
from caseflow.casework.exports.orders import Order
from caseflow.casework.models import Export, ExportForm
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import AT_ONCE, Listed, exported, lister_of, page_address, table
from caseflow.web.forms import CheckField, Form, LineField, OptionsField
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("exports", __name__, url_prefix="/exports")

SHORTEST, LONGEST = 4, 200
"""Characters of a purpose that says something."""


class PurposeForm(Form):
    """What somebody takes a table away for, and in which form."""

    purpose = LineField(
        "用途",
        [
            DataRequired("请写明导出用途"),
            Length(SHORTEST, LONGEST, message=f"用途请写{SHORTEST}到{LONGEST}个字"),
        ],
        description="写明做什么用、给谁，例如：报市总工会11月办理情况。用途记入审计，也写在表的第一行",
    )
    form = OptionsField(
        "格式", [(each.value, each.label) for each in ExportForm], default=ExportForm.XLSX.value
    )
    unmasked = CheckField(
        "包含未打码的身份信息", description="只在用途确实需要时选；谁、何时、为什么导出，逐次留痕"
    )

    def fit(self, listed: Listed, viewer: Viewer) -> None:
        """Ask for identities only where there are any, and of those who may take them away."""
        if listed.unmasked is None or not viewer.can(Permission.EXPORT_IDENTITY):
            del self.unmasked


@pages.route("/of/<of>", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def ask(of: str) -> ResponseReturnValue:
    """What is taken away and what for; then the table at once, or in a while."""
    viewer, at = current_viewer(), utcnow()
    lister = lister_of(of, viewer)
    if lister is None:
        raise NotFound
    listed, form = lister(viewer, at), PurposeForm()
    form.fit(listed, viewer)
    if answer := form.submit(lambda given: _taken(listed, _order(of, listed, given), viewer, at)):
        return answer
    shown = {"columns": listed.columns_for(viewer), "at_once": AT_ONCE, "back": page_address(of)}
    return render_template("exports/ask.html", form=form, listed=listed, **shown), form.status


def _order(of: str, listed: Listed, given: dict[str, Any]) -> Order:
    return Order(
        endpoint=of,
        query=urlencode(list(request.args.items())),
        title=listed.title,
        narrowed=listed.narrowed,
        form=ExportForm(given["form"]),
        purpose=given["purpose"],
        unmasked=bool(given.get("unmasked")),
    )


def _taken(listed: Listed, order: Order, viewer: Viewer, at: datetime) -> ResponseReturnValue:
    """The table, if it is made in a moment; else the way to where it will be."""
    heads, cells = table(listed, viewer, unmasked=order.unmasked)
    rows = list(islice(cells, AT_ONCE + 1))
    if len(rows) > AT_ONCE:
        orders.place(order, viewer=viewer, at=at)
        flash(f"超过{AT_ONCE:,}行，正在后台生成；完成后发站内消息，文件保留24小时。", "success")
        return redirect(url_for(".index"), 303)
    made = BytesIO()
    sheets.write(order.form, made, orders.watermark(order, viewer, at), heads, rows)
    orders.take(order, made, len(rows), viewer=viewer, at=at)
    made.seek(0)
    return send_file(made, order.form.media, as_attachment=True, download_name=_name(order, at))


def _name(one: Order | Export, at: datetime) -> str:
    return f"{one.title}_{local_day(at):%Y%m%d}.{one.form}"


COLUMNS = (
    Column("清单", lambda row: row.Export.title, 24),
    Column("筛选", lambda row: row.Export.narrowed, 28, head="清单"),
    Column("导出人", lambda row: row.who, 12),
    Column("用途", lambda row: row.Export.purpose, 40),
    Column("未打码", lambda row: "是" if row.Export.unmasked else "", 8, head="用途"),
    Column("时间", lambda row: row.Export.ordered_at, 18),
    Column("行数", lambda row: row.Export.rows, 10),
    Column("情况", lambda row: row.Export.fault or row.Export.phase.label, 20),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The record of what was taken, as a table to take away."""
    return Listed("导出记录", COLUMNS, lambda after: orders.exports(viewer, after))


@pages.get("")
@needs(Permission.SIGNED_IN)
@exported(_listed)
def index() -> str:
    """What was taken away or ordered; a part that is under way asks for itself now and then."""
    viewer = current_viewer()
    page = orders.exports(viewer, after())
    waits = any(row.Export.phase.under_way for row in page.rows)
    template = "exports/list.html" if "HX-Request" in request.headers else "exports/index.html"
    told = {"waits": waits, "everybody": viewer.can(Permission.AUDIT), "at": utcnow()}
    return render_template(template, page=page, next=next_page(page), **told)


@pages.get("/<int:id>/file")
@needs(Permission.SIGNED_IN)
def file(id: int) -> Response:
    """The file that was made in the background."""
    export = orders.fetched(id, viewer=current_viewer(), at=utcnow())
    answer = Response(stream_with_context(orders.read(id)), content_type=export.form.media)
    name = _name(export, export.finished_at or export.ordered_at)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
