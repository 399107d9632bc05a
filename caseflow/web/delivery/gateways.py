"""The ways out of the house, for administrators (通道)."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.delivery import gateways, trial
from caseflow.casework.models import OUTSIDE, Channel, Gateway
from caseflow.casework.queries import find
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.delivery.gateway_forms import GatewayForm, form_of
from caseflow.web.errors import blamed

pages = Blueprint("gateways", __name__, url_prefix="/admin/channels")


@pages.get("/")
@needs(Permission.CHANNELS)
def index() -> str:
    """The gateways in scope, each with what goes through it."""
    lines = gateways.lines(current_viewer())
    return render_template("delivery/gateways.html", lines=lines, channels=OUTSIDE)


@pages.route("/new/<channel>", methods=["GET", "POST"])
@needs(Permission.CHANNELS)
def new(channel: str) -> ResponseReturnValue:
    """Set up another gateway."""
    if channel not in OUTSIDE:
        abort(404)
    kind = Channel(channel)
    form = form_of(kind)
    if form.validate_on_submit():
        with blamed(form):
            made = gateways.add(form.setup(kind), viewer=current_viewer(), at=utcnow())
            flash(f"已添加“{made.name}”，现在停用。请先测试，再启用。", "success")
            return redirect(url_for(".index"), 303)
    return _page(form, kind)


@pages.route("/<int:id>", methods=["GET", "POST"])
@needs(Permission.CHANNELS)
def edit(id: int) -> ResponseReturnValue:
    """Correct a gateway."""
    gateway = find(Gateway, id, current_viewer())
    form = form_of(gateway.channel, gateway)
    if form.validate_on_submit():
        with blamed(form):
            changed = gateways.change(id, form.setup(gateway.channel), viewer=current_viewer(), at=utcnow())
            flash(f"已保存“{changed.name}”。", "success")
            return redirect(url_for(".index"), 303)
    return _page(form, gateway.channel, gateway)


def _page(form: GatewayForm, channel: Channel, gateway: Gateway | None = None) -> str:
    return render_template("delivery/gateway.html", form=form, channel=channel, gateway=gateway)


@pages.post("/<int:id>/test")
@needs(Permission.CHANNELS)
def test(id: int) -> ResponseReturnValue:
    """Send a test message, and show what was answered."""
    tested = trial.try_out(id, viewer=current_viewer(), at=utcnow())
    if tested.sent:
        flash(f"测试消息已发出。对方回应：{tested.answer}", "success")
    else:
        flash(f"测试消息没有发成：{tested.answer}", "warning")
    return redirect(url_for(".index"), 303)


@pages.post("/<int:id>/on")
@needs(Permission.CHANNELS)
def switch_on(id: int) -> ResponseReturnValue:
    """Let messages go out."""
    gateways.switch(id, on=True, viewer=current_viewer(), at=utcnow())
    flash("通道已启用。", "success")
    return redirect(url_for(".index"), 303)


@pages.post("/<int:id>/off")
@needs(Permission.CHANNELS)
def switch_off(id: int) -> ResponseReturnValue:
    """Let no more messages go out."""
    cancelled = gateways.switch(id, on=False, viewer=current_viewer(), at=utcnow())
    flash(f"通道已停用，取消了 {cancelled} 条待发的消息。" if cancelled else "通道已停用。", "success")
    return redirect(url_for(".index"), 303)
