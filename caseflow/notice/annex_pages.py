"""The page of what goes with a letter one rung up (附卷)."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.bundles.pieces import Bound
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.extensions import db
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.notice import annexes
from caseflow.notice.models import Notice
from caseflow.web.access import current_viewer, may_open, needs
from caseflow.web.forms import Form
from caseflow.web.proceedings.dossier import PurposeForm, sent
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

LETTERS = Family(Notice)


def add_annexes(pages: Blueprint) -> None:
    """Add these pages to those of the letters."""
    pages.add_url_rule("/<int:id>/annex", "annex", annex)
    pages.add_url_rule("/<int:id>/annex", "take_annex", take, methods=["POST"])
    pages.add_url_rule("/<int:id>/annex/keep", "keep_annex", keep, methods=["POST"])


@needs(Permission.NOTICE_READ)
def annex(id: int) -> str:
    """What goes along, and what does not."""
    return _page(*opened(LETTERS, id), PurposeForm())


@needs(Permission.BUNDLE)
def take(id: int) -> ResponseReturnValue:
    """The annex as PDF."""
    viewer, at = current_viewer(), utcnow()
    opened(LETTERS, id)
    form = PurposeForm()
    bound: Bound | None = form.submit(
        lambda data: annexes.annex_of(id, purpose=data["purpose"], viewer=viewer, at=at)
    )
    return sent(bound, "附卷材料") if bound else (_page(*opened(LETTERS, id), form), form.status)


@needs(Permission.NOTICE_ACT)
def keep(id: int) -> ResponseReturnValue:
    """Put the annex among the files of the letter."""
    form = Form()
    if form.submit(lambda _: annexes.enclose(id, viewer=current_viewer(), at=utcnow())):
        flash("附卷材料已存入附件，随函发出。", "success")
        return redirect(url_for(".files", id=id), 303)
    return _page(*opened(LETTERS, id), form), form.status


def _page(file: File[Any], now: Now, form: Form) -> str:
    viewer = current_viewer()
    return render_template(
        "notice/annex.html",
        strip=strip_of(file, now),
        rows=annexes.enclosed(db.session(), file.proceeding, viewer),
        form=form if isinstance(form, PurposeForm) else PurposeForm(formdata=None),
        refused=form,
        may_take=may_open(viewer, "notice.take_annex"),
        may_keep=may_open(viewer, "notice.keep_annex"),
    )
