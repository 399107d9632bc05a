"""Drafts: saved as one types, listed, taken up again, put aside (草稿)."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import drafts
from caseflow.casework.models import Draft
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web import filters
from caseflow.web.access import current_viewer, needs
from caseflow.web.addresses import within_site
from caseflow.web.drafting import goes_on_in_its_form, written

pages = Blueprint("drafts", __name__, url_prefix="/drafts")

WHO_AND_WHAT = ("caller_name", "worker_name", "employer_name", "facts_text", "dispute_facts")
"""By which of the words typed one tells several drafts of the same form apart, where no number does."""

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A draft as a list shows it; `aside` when it was put aside a moment ago."""

    token: str
    title: str
    words: str
    started_at: datetime
    updated_at: datetime
    aside: bool


def add_drafts(app: Flask) -> None:
    """Let every page show the drafts of its reader."""
    app.jinja_env.globals["my_drafts"] = lines


def lines(path: str = "", but: str = "") -> list[Line]:
    """The viewer's drafts, or those of one page; without the one that is open already."""
    found = drafts.listed(current_viewer(), utcnow(), path)
    return [_line(draft) for draft in found if draft.token != but]


def _line(draft: Draft) -> Line:
    typed = {} if draft.proceeding_id else dict(drafts.fields_of(draft))
    words = " · ".join(text for name in WHO_AND_WHAT if (text := typed.get(name, "").strip()))
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    aside = draft.discarded_at is not None
    return Line(draft.token, draft.title, shown, draft.started_at, draft.updated_at, aside)


@pages.post("/<token>")
@needs(Permission.SIGNED_IN)
def save(token: str) -> ResponseReturnValue:
    """Keep what was typed; without JavaScript the page is shown again with it."""
    kept, at = written(token), utcnow()
    lies = drafts.save(kept, owner_id=current_viewer().user_id, at=at)
    if "HX-Request" in request.headers:
        return {"token": lies, "at": filters.clock(at)}
    flash(f"草稿已保存，{filters.clock(at)}。可以关掉这一页，以后在“今日”继续。", "success")
    return redirect(url_for(".resume", token=lies), 303)


@pages.get("/<token>")
@needs(Permission.SIGNED_IN)
def resume(token: str) -> ResponseReturnValue:
    """Go on: on the page of the form, or by sending what was kept as it is."""
    draft = drafts.take(token, current_viewer())
    if goes_on_in_its_form(draft):
        return redirect(f"{draft.path}{'&' if '?' in draft.path else '?'}draft={draft.token}", 303)
    return render_template("accounts/held.html", draft=draft, fields=drafts.fields_of(draft))


@pages.post("/<token>/send")
@needs(Permission.SIGNED_IN)
def send(token: str) -> ResponseReturnValue:
    """Send what was kept to where it was meant to go; the browser sends it once more."""
    viewer = current_viewer()
    draft = drafts.take(token, viewer)
    drafts.discard(token, viewer=viewer, at=utcnow())
    return redirect(draft.path, 307)


@pages.post("/<token>/discard")
@needs(Permission.SIGNED_IN)
def discard(token: str) -> ResponseReturnValue:
    """Put a draft aside."""
    drafts.discard(token, viewer=current_viewer(), at=utcnow())
    return _again()


@pages.post("/<token>/restore")
@needs(Permission.SIGNED_IN)
def restore(token: str) -> ResponseReturnValue:
    """Bring back a draft that was put aside."""
    drafts.restore(token, viewer=current_viewer())
    return _again()


def _again() -> ResponseReturnValue:
    """The list where it was shown."""
    only, but = (request.form.get(name, "") for name in ("only", "but"))
    if "HX-Request" in request.headers:
        return render_template("drafts/list.html", drafts_only=only, drafts_but=but)
    return redirect(within_site(only), 303)
