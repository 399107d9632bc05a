"""Messages to the viewer (消息)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import digests, inbox
from caseflow.casework.delivery import outbox
from caseflow.casework.digests import Item
from caseflow.casework.exports.columns import Column
from caseflow.casework.inbox import Message
from caseflow.casework.wiring import wired
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms.fields import whole
from caseflow.web.proceedings.family import address_of
from caseflow.web.worklists.filtering import after

pages = Blueprint("inbox", __name__, url_prefix="/inbox")

UNREAD, READ, SENT = "unread", "read", "sent"


LEADS = {
    "rule": "rule_versions.show",
    "parameter": "parameters.version",
    "erasure": "erasures.page",
    "export": "exports.index",
    "sampled": "sampling.case",
}
"""The page of what a message is about, by its kind."""


def leads_to(message: Message) -> str:
    """Where a message leads: what it is about, or the digest; empty when its reader has no page for that."""
    if message.digest:
        return url_for("inbox.digest")
    if message.process and message.proceeding_id:
        return address_of(message.process, message.proceeding_id)
    kind, _, number = message.about.partition("-")
    endpoint = LEADS.get(kind, "")
    return url_for(endpoint, id=int(number)) if may_open(current_viewer(), endpoint) else ""


COLUMNS = (
    Column("时间", lambda message: message.at, 18),
    Column("消息", lambda message: message.text, 80),
    Column("流程", lambda message: _labelled(message.process), 14),
)
OUTSIDE = (
    Column("时间", lambda line: line.written_at, 18),
    Column("消息", lambda line: line.kind, 30),
    Column("情况", lambda line: line.said, 40),
)


def _labelled(process: str) -> str:
    return wired().models[process].definition.label if process else ""


def _show() -> str:
    return READ if request.args.get("show") == READ else UNREAD


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The viewer's own messages, as a table to take away."""
    show = _show()
    title = "消息（已读）" if show == READ else "消息（未读）"
    return Listed(title, COLUMNS, lambda after: inbox.messages(viewer, read=show == READ, after=after))


def _listed_outside(viewer: Viewer, at: datetime) -> Listed:
    """What went to the viewer elsewhere, as a table to take away."""
    return Listed("邮件和短信", OUTSIDE, lambda after: outbox.own(viewer, after))


@pages.get("")
@needs(Permission.SIGNED_IN)
@exported(_listed)
def index() -> str:
    """The messages that wait to be read, or those that were, and how each stands elsewhere; newest first."""
    viewer, show = current_viewer(), _show()
    page = inbox.messages(viewer, read=show == READ, after=after())
    return render_template(
        "worklists/inbox.html",
        page=page,
        leads_to=leads_to,
        outside=outbox.beside(message.id for message in page.rows),
        tabs=_tabs(),
        show=show,
        unread=show == UNREAD,
        newest=max((message.id for message in page.rows), default=0),
    )


def _tabs() -> list[tuple[str, str, str, None]]:
    return [
        (UNREAD, "未读", url_for(".index"), None),
        (READ, "已读", url_for(".index", show=READ), None),
        (SENT, "邮件和短信", url_for(".sent"), None),
    ]


@pages.get("/sent")
@needs(Permission.SIGNED_IN)
@exported(_listed_outside)
def sent() -> str:
    """What went to the viewer by mail and text message, and how it stands."""
    page = outbox.own(current_viewer(), after())
    return render_template("delivery/own.html", page=page, tabs=_tabs(), show=SENT)


@pages.get("/digest")
@needs(Permission.SIGNED_IN)
def digest() -> str:
    """The last digest, by group and process."""
    found, items = digests.latest(current_viewer())
    groups = {head: _by_process(list(some)) for head, some in groupby(items, lambda item: item.group)}
    sections = [(digests.label(head), lines) for head, lines in groups.items()]
    return render_template("worklists/digest.html", digest=found, sections=sections)


def _by_process(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The items under the label of each process, in the order in which the processes first appear."""
    found: dict[str, list[Item]] = {}
    for item in items:
        label = wired().models[item.process].definition.label
        found.setdefault(label, []).append(item)
    return list(found.items())


@pages.post("/<int:id>/read")
@needs(Permission.SIGNED_IN)
def read(id: int) -> ResponseReturnValue:
    """Mark one message as read."""
    inbox.mark_read(id, viewer=current_viewer(), at=utcnow())
    return redirect(url_for(".index"), 303)


@pages.post("/read")
@needs(Permission.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Mark every message as read that was there when the page was shown."""
    inbox.mark_all_read(whole(request.form.get("newest")) or 0, viewer=current_viewer(), at=utcnow())
    return redirect(url_for(".index"), 303)
