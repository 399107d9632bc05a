"""The pages of the legal review: comments line by line, and the drafts compared (审核意见、稿本比较)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import files
from caseflow.casework.files import File
from caseflow.extensions import db
from caseflow.kernel.errors import DomainError, Incomplete, NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.notice.models import Notice
from caseflow.notice.review import actions
from caseflow.notice.review.actions import ANSWERS, COMMENTS, Remark
from caseflow.notice.review.reading import comments_of, reviewed
from caseflow.notice.review.versions import Piece, changed, marked, versions_of
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import OnceForm
from caseflow.web.forms.fields import whole
from caseflow.web.forms.reading import clean
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.values import Reader, ids_in, spoken
from caseflow.web.proceedings.views import opened

FAMILY = Family(Notice)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two drafts say differently under a label."""

    label: str
    pieces: Sequence[Piece]


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel | None:
    """How many comments there are on the letter, and the way to them and to the drafts."""
    if not isinstance(file.proceeding, Notice):
        return None
    return Panel(Place.ABOUT, "notice/review_panel.html", file.proceeding)


def review(id: int) -> str:
    """The draft line by line, with the comments and their answers."""
    return _page(id)


def comment(id: int) -> ResponseReturnValue:
    """Say what is wrong with a line."""
    typed = request.form
    remark = Remark(
        typed.get("part", ""), whole(typed.get("line")) or 0, _text("text"), typed.get("token", "")
    )
    return _done(id, partial(actions.comment, id, remark), "已记下审核意见。", f"{remark.part}-{remark.line}")


def answer(id: int, comment_id: int) -> ResponseReturnValue:
    """Say what was done about a comment."""
    return _done(id, partial(actions.answer, id, comment_id, _text("text")), "已答复。", f"c{comment_id}")


def close(id: int, comment_id: int) -> ResponseReturnValue:
    """Be content with an answer."""
    return _done(id, partial(actions.close, id, comment_id), "已关闭。", f"c{comment_id}")


def _text(name: str) -> str:
    return clean(request.form.get(name, "").replace("\0", ""))


def _done(id: int, act: Callable[..., None], said: str, place: str) -> ResponseReturnValue:
    """Do it and go back to the place; a refusal stands on the page, with what was typed at its place."""
    form = OnceForm()
    try:
        act(viewer=current_viewer(), at=utcnow())
    except NotFound:
        raise
    except DomainError as refusal:
        form.refusal = refusal
        faults = refusal.fields.values() if isinstance(refusal, Incomplete) else (str(refusal),)
        form.form_errors.extend(faults)
        return _page(id, form, place), refusal.status
    flash(said, "success")
    return redirect(url_for(".review", id=id, _anchor=place), 303)


def _page(id: int, form: OnceForm | None = None, place: str = "") -> str:
    viewer, session = current_viewer(), db.session()
    file, now = opened(FAMILY, id)
    notice = file.proceeding
    return render_template(
        "notice/review.html",
        strip=strip_of(file, now),
        form=form or OnceForm(formdata=None),
        notice=notice,
        parts=reviewed(notice, comments_of(session, notice)),
        may_comment=actions.is_open(session, notice, COMMENTS, viewer, now.at),
        may_answer=actions.is_open(session, notice, ANSWERS, viewer, now.at),
        place=place,
        typed=_text("text"),
    )


def versions(id: int) -> str:
    """Two drafts side by side, the newest and the one before unless others are chosen."""
    file, now = opened(FAMILY, id)
    found = versions_of(db.session(), file.proceeding)
    newer = _chosen("newer", len(found), len(found))
    older = _chosen("older", max(newer - 1, 1), len(found))
    return render_template(
        "notice/versions.html",
        strip=strip_of(file, now),
        versions=found,
        older=older,
        newer=newer,
        differences=_differences(file, found[older - 1], found[newer - 1]) if found else [],
    )


def _chosen(name: str, usual: int, most: int) -> int:
    wanted = request.args.get(name, usual, type=int)
    return wanted if 1 <= wanted <= most else usual


def _differences(file: File[Any], older: Any, newer: Any) -> list[Difference]:
    step = file.proceeding.definition.transition("revise")
    found = list(changed(older, newer, step.needs))
    users, units = ids_in((datum, value) for datum, *pair in found for value in pair)
    names = files.names(users, units)

    def words(datum: Datum, value: Any) -> str:
        return (value or "") if datum.kind is Kind.TEXT else spoken(datum, value, names)

    return [Difference(d.label, marked(words(d, was), words(d, now))) for d, was, now in found]


def add_to(pages: Blueprint) -> None:
    """The pages of the review below the pages of the letters."""
    read, act = Permission.NOTICE_READ, Permission.NOTICE_ACT
    for rule, endpoint, view, permission, method in (
        ("/review", "review", review, read, "GET"),
        ("/review", "comment", comment, act, "POST"),
        ("/review/<int:comment_id>/answer", "answer_comment", answer, act, "POST"),
        ("/review/<int:comment_id>/close", "close_comment", close, act, "POST"),
        ("/versions", "versions", versions, read, "GET"),
    ):
        pages.add_url_rule(f"/<int:id>{rule}", endpoint, needs(permission)(view), methods=[method])
