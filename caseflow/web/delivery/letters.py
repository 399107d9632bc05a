"""What became of each message, for administrators: dead letters, and sending them again (投递)."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.delivery import outbox
from caseflow.casework.delivery.outbox import Tab
from caseflow.casework.exports.columns import Column
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.addresses import within_site
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms.fields import whole
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("deliveries", __name__, url_prefix="/admin/deliveries")


COLUMNS = (
    Column("序号", lambda line: line.id, 8),
    Column("消息", lambda line: line.kind, 16),
    Column("发给", lambda line: line.to, 16),
    Column("通道", lambda line: line.gateway, 20, head="发给"),
    Column("写入", lambda line: line.written_at, 17),
    Column("情况", lambda line: line.said, 32),
    Column("对方答复", lambda line: line.answer, 32, head="情况"),
)


def _asked() -> tuple[Tab, int | None]:
    """The tab, and the gateway if the address names one."""
    asked = request.args.get("tab")
    return Tab(asked) if asked in set(Tab) else Tab.DEAD, whole(request.args.get("gateway"))


def _listed(viewer: Viewer, at: datetime) -> Listed:
    tab, gateway = _asked()
    return Listed(
        f"消息投递（{tab.label}）",
        COLUMNS,
        lambda after: outbox.listed(viewer, tab, gateway_id=gateway, after=after),
        f"通道：第{gateway}号" if gateway else "",
    )


@pages.get("/")
@needs(Permission.CHANNELS)
@exported(_listed)
def index() -> str:
    """The messages in a tab, the newest first; through one gateway, if the address names it."""
    tab, gateway = _asked()
    page = outbox.listed(current_viewer(), tab, gateway_id=gateway, after=after())
    tabs = [(each, each.label, url_for(".index", tab=each, gateway=gateway), None) for each in Tab]
    shown = {"page": page, "next": next_page(page), "tab": tab, "tabs": tabs, "gateway": gateway}
    return render_template("delivery/letters.html", **shown)


@pages.get("/<int:id>")
@needs(Permission.CHANNELS)
def story(id: int) -> str:
    """One message with every try."""
    return render_template("delivery/letter.html", story=outbox.story(id, current_viewer()))


@pages.post("/resend")
@needs(Permission.CHANNELS)
def resend() -> ResponseReturnValue:
    """Try the chosen messages once more."""
    done = outbox.resend(_chosen(), viewer=current_viewer(), at=utcnow())
    left = f"；{done.skipped} 条没有重发：通道已停用、正在发送，或者不再适合联系职工" if done.skipped else ""
    flash(f"{done.again} 条已重新排队{left}。", "warning" if done.skipped else "success")
    return _back()


@pages.post("/dismiss")
@needs(Permission.CHANNELS)
def dismiss() -> ResponseReturnValue:
    """Send the chosen messages no more."""
    gone = outbox.dismiss(_chosen(), viewer=current_viewer(), at=utcnow())
    flash(f"{gone} 条不再发送，记录保留在“已取消”里。", "success")
    return _back()


def _chosen() -> list[int]:
    """The one whose button was pressed, or those that were ticked."""
    told = request.form.getlist("only") or request.form.getlist("pick")
    return [id for text in told if (id := whole(text)) is not None]


def _back() -> ResponseReturnValue:
    return redirect(within_site(request.form.get("back")), 303)
