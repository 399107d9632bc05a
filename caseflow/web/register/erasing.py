"""Erasing what identifies a worker, and legal holds against it (删除个人信息、法律保全)."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.erasing import holding, requests
from caseflow.casework.erasing.requests import APPROVERS, GROUNDS
from caseflow.casework.erasing.standing import holds
from caseflow.casework.erasing.texts import written
from caseflow.casework.exports.columns import Column
from caseflow.casework.register.workers import worker_file
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel import retention
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import Form, LineField, OptionsField
from caseflow.web.forms.build import Fits
from caseflow.web.forms.fields import CheckField
from caseflow.web.proceedings.views import now_at

pages = Blueprint("erasures", __name__, url_prefix="/erasures")

_REASON = Datum("reason", "理由", Kind.LINE)
_GROUND = Datum("ground", "法定情形", Kind.CHOICE, choices=tuple(GROUNDS.items()))
_READ = Datum("read", "下列文字已逐段阅读，没有须另外保存的内容", Kind.CONFIRMED)


class AskForm(Form):
    """Why the worker is to be erased, and that what was written was read."""

    ground = OptionsField(
        _GROUND.label,
        choices=_GROUND.choices,
        validators=[Fits(_GROUND)],
        description="《个人信息保护法》第四十七条第一款",
    )
    reason = LineField("理由", [Fits(_REASON)], description="写明谁在什么时候提出，怎样核实了身份")
    read = CheckField(_READ.label, [Fits(_READ)])


class ReasonForm(Form):
    """Why a hold is placed or released, or a request refused."""

    reason = LineField("理由", [Fits(_REASON)], description="会留痕备查")


COLUMNS = (
    Column("申请", lambda one: one.erasure.id, 8),
    Column("职工", lambda one: one.worker, 12),
    Column("法定情形", lambda one: GROUNDS.get(one.erasure.ground, ""), 34),
    Column("理由", lambda one: one.erasure.reason, 40),
    Column("申请人", lambda one: one.asked_by, 12),
    Column("申请时间", lambda one: one.erasure.asked_at, 18),
    Column("决定人", lambda one: one.decided_by, 12),
    Column("决定时间", lambda one: one.erasure.decided_at, 18),
    Column("结果", lambda one: one.erasure.standing, 10),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The requests as a table to take away."""
    return Listed("个人信息删除申请", COLUMNS, in_one(requests.erasures(db.session())))


@pages.get("/")
@needs(Permission.ERASURES)
@exported(_listed)
def index() -> str:
    """Every request, the newest first; and how long the office keeps files."""
    schedule = wired().retention
    kept = [(p.label, retention.said(schedule.period(p.name, collective=False))) for p in wired().processes]
    crowd = schedule.periods.get(retention.COLLECTIVE)
    return render_template(
        "register/erasures.html",
        asked=requests.erasures(db.session()),
        kept=kept,
        crowd=retention.said(crowd) if crowd else "",
        law=retention,
    )


@pages.route("/ask/<int:worker>", methods=["GET", "POST"])
@needs(Permission.ERASE)
def ask(worker: int) -> ResponseReturnValue:
    """What stands against it, what would be erased, what somebody has to read first; then the request."""
    viewer, at = current_viewer(), utcnow()
    standing = requests.standing_of(worker, viewer, at)
    file = worker_file(worker, viewer, now_at(at))
    form = AskForm()
    go = partial(requests.ask, file.record.id, viewer=viewer, at=at)
    asked = form.submit(lambda data: go(ground=data["ground"], reason=data["reason"]))
    if asked:
        flash("已提出申请，批准后删除。", "success")
        return redirect(url_for(".page", id=asked.id), 303)
    texts = written(db.session(), file.record.id, standing.matters, viewer)
    shown = {"file": file, "standing": standing, "texts": texts, "approvers": APPROVERS}
    return render_template("register/erase.html", form=form, **shown), form.status


@pages.get("/<int:id>")
@needs(Permission.ERASURES)
def page(id: int) -> str:
    """One request; once it is done, the certificate."""
    return render_template("register/erasure.html", **_shown(id, ReasonForm()))


def _shown(id: int, form: ReasonForm) -> dict[str, Any]:
    one, viewer = requests.erasure(id, current_viewer()), current_viewer()
    waits, own = one.erasure.waits, one.erasure.asked_by == viewer.user_id
    return {
        "one": one,
        "form": form,
        "ground": GROUNDS.get(one.erasure.ground, ""),
        "may_decide": waits and not own and viewer.can(Permission.APPROVE_ERASE),
        "may_withdraw": waits and own and viewer.can(Permission.ERASE),
        "approvers": APPROVERS,
    }


@pages.post("/<int:id>/approve")
@needs(Permission.APPROVE_ERASE)
def approve(id: int) -> ResponseReturnValue:
    """Agree, and erase."""
    requests.approve(id, viewer=current_viewer(), at=utcnow())
    flash("已删除，证明在下面。", "success")
    return redirect(url_for(".page", id=id), 303)


@pages.post("/<int:id>/refuse")
@needs(Permission.APPROVE_ERASE)
def refuse(id: int) -> ResponseReturnValue:
    """Say why not."""
    form, viewer, at = ReasonForm(), current_viewer(), utcnow()
    done = form.submit(lambda data: requests.refuse(id, reason=data["reason"], viewer=viewer, at=at))
    if done is None:
        return render_template("register/erasure.html", **_shown(id, form)), form.status
    flash("没有批准，申请人会收到理由。", "success")
    return redirect(url_for(".page", id=id), 303)


@pages.post("/<int:id>/withdraw")
@needs(Permission.ERASE)
def withdraw(id: int) -> ResponseReturnValue:
    """Take one's own request back."""
    requests.withdraw(id, viewer=current_viewer(), at=utcnow())
    flash("已撤回。", "success")
    return redirect(url_for(".page", id=id), 303)


@pages.route("/hold/<int:worker>", methods=["GET", "POST"])
@needs(Permission.ERASE)
def hold(worker: int) -> ResponseReturnValue:
    """Place a hold on a worker."""
    viewer, at = current_viewer(), utcnow()
    file = worker_file(worker, viewer, now_at(at))
    form = ReasonForm()
    go = partial(holding.place, file.record.id, viewer=viewer, at=at)
    if form.submit(lambda data: go(reason=data["reason"])):
        flash("已设置保全，解除以前不能删除。", "success")
        return redirect(url_for("workers.page", id=file.record.id), 303)
    return render_template("register/hold.html", form=form, file=file, hold=None), form.status


@pages.route("/holds/<int:id>/release", methods=["GET", "POST"])
@needs(Permission.ERASE)
def release(id: int) -> ResponseReturnValue:
    """Release a hold that somebody else has placed."""
    viewer, at = current_viewer(), utcnow()
    found = holding.hold_of(id, viewer, db.session())
    file = worker_file(found.record_id, viewer, now_at(at))
    form = ReasonForm()
    if form.submit(lambda data: holding.release(id, reason=data["reason"], viewer=viewer, at=at)):
        flash("保全已解除。", "success")
        return redirect(url_for("workers.page", id=file.record.id), 303)
    held = next(one for one in holds(db.session(), file.record.id) if one.hold.id == id)
    return render_template("register/hold.html", form=form, file=file, hold=held), form.status
