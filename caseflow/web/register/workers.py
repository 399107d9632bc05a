"""Workers across matters (职工)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import Length

from caseflow.casework.erasing.requests import erasures
from caseflow.casework.erasing.standing import holds
from caseflow.casework.exports.columns import Column, Unmasked
from caseflow.casework.models import RecordKind
from caseflow.casework.register import workers
from caseflow.casework.register.merging import merges
from caseflow.casework.register.workers import CONSENTS, Contact
from caseflow.casework.worklists import Cursor, Page
from caseflow.extensions import db
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_words
from caseflow.web.forms import DateField, Form, LineField, SelectField
from caseflow.web.proceedings.views import now_at
from caseflow.web.register.merging import add_merging
from caseflow.web.worklists.filtering import FilterForm, after

pages = Blueprint("workers", __name__, url_prefix="/workers")
add_merging(pages, RecordKind.WORKER)


class WorkerFilters(FilterForm):
    """Whom to look for; part of a name finds nobody, which would open the masks letter by letter."""

    q = LineField("姓名、拼音首字母、电话或者证件号")


class ContactForm(Form):
    """How to reach a worker safely, and what the worker agreed to."""

    safe_contact = LineField(
        "安全联系方式", [Length(max=200, message="最多200字")], description="例如：只在晚上七点后打，不留言"
    )
    consent = SelectField("个人信息处理意见", list(CONSENTS.items()))
    consent_on = DateField("表示日期")
    consent_how = LineField(
        "表示方式", [Length(max=100, message="最多100字")], description="例如：来电口头同意，有录音"
    )

    @property
    def contact(self) -> Contact:
        """What was filled in."""
        return Contact(**self.given())


COLUMNS = (
    Column("姓名", lambda one: one.name, 12),
    Column("档案号", lambda one: one.id, 10),
    Column("案件", lambda one: one.matters, 8),
    Column("在办", lambda one: one.open, 8),
    Column("建档日期", lambda one: one.since, 12),
)
UNMASKED = Unmasked(("姓名（全名）", "电话", "证件号"), workers.identities)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    form = WorkerFilters()

    def page(after: Cursor | None) -> Page[workers.WorkerLine]:
        return workers.workers(viewer, form.text("q"), after)

    return Listed("职工名册", COLUMNS, page, in_words(*form), UNMASKED)


@pages.get("/")
@needs(Permission.REGISTER_READ)
@exported(_listed)
def index() -> str:
    """The workers in scope, narrowed by what was typed."""
    form = WorkerFilters()
    page = workers.workers(current_viewer(), form.text("q"), after())
    return render_template("register/workers.html", filters=form, page=page)


@pages.get("/<int:id>")
@needs(Permission.REGISTER_READ)
def page(id: int) -> ResponseReturnValue:
    """What is known of a worker; a record that was merged leads to the one it is part of."""
    file = workers.worker_file(id, current_viewer(), now_at(utcnow()))
    if file.record.id != id:
        return redirect(url_for(".page", id=file.record.id), 303)
    history = merges(RecordKind.WORKER, id)
    return render_template("register/worker.html", file=file, merges=history, **_erasing(id))


def _erasing(id: int) -> dict[str, Any]:
    """The holds on the worker and what was asked, for those who have to do with it."""
    if not current_viewer().can(Permission.ERASURES):
        return {}
    return {"holds": holds(db.session(), id), "asked": erasures(db.session(), id)}


@pages.route("/<int:id>/contact", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def contact(id: int) -> ResponseReturnValue:
    """Write down how to reach the worker, and the consent."""
    viewer, at = current_viewer(), utcnow()
    file = workers.worker_file(id, viewer, now_at(at))
    form = ContactForm(obj=file.record)

    def write(_: object) -> bool:
        workers.set_contact(id, form.contact, viewer=viewer, at=at)
        return True

    if form.submit(write):
        flash("已保存联系约定。", "success")
        return redirect(url_for(".page", id=file.record.id), 303)
    return render_template("register/contact.html", form=form, file=file), form.status
