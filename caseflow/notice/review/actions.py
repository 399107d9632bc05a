"""A lawyer comments on a draft, the drafter answers, the lawyer closes (审核意见).

Who may is what the process says: comments belong to those who could return the draft, answers to those who
could mend it. The audit chain keeps digests, never the words, which may name people.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import clocks, drafts, engine
from caseflow.casework.capacity import capacities, decide_as
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.privacy import sealed_digest
from caseflow.casework.queries import find_to_change
from caseflow.kernel.errors import DomainError, GuardRefused, Incomplete, NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Viewer
from caseflow.notice.models import Notice
from caseflow.notice.review.models import ReviewComment
from caseflow.notice.review.parts import lines_of, parts_of

TEXT = Datum("text", "审核意见", Kind.TEXT)
ANSWER = Datum("answer", "答复", Kind.TEXT)
COMMENTS, ANSWERS = "return_draft", "revise"
"""The actions by which the process says who may comment and close, and who may answer."""

COMMENTED, ANSWERED, CLOSED = "review_comment", "answer_comment", "close_comment"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a line: the n-th of a text, from 1; 0 means the whole text. `token` is the form's."""

    part: str
    line: int
    text: str
    token: str = ""


def comment(id: int, remark: Remark, *, viewer: Viewer, at: datetime) -> None:
    """Say what is wrong with a line; the form of the token sent again says nothing twice.

    Raises:
        DomainError: the draft is not under review by the viewer.
        Incomplete: nothing was said.
        NotFound: the letter is out of scope, or has no such line.
    """
    _said(TEXT, remark.text)
    with transaction() as session:
        notice = _held(session, id, COMMENTS, viewer, at)
        if not drafts.claim(session, remark.token, viewer=viewer, at=at):
            return
        made = ReviewComment(
            matter_id=notice.matter_id,
            proceeding_id=notice.id,
            part=remark.part,
            quote=_quoted(notice, remark),
            text=remark.text,
            made_by=viewer.user_id,
            made_at=at,
        )
        session.add(made)
        _note(session, notice, made, COMMENTED, remark.text, viewer, at)


def answer(id: int, comment_id: int, text: str, *, viewer: Viewer, at: datetime) -> None:
    """Say what was done about a comment; said again, it takes the place of what was said before.

    Raises:
        DomainError: the viewer does not mend the draft now.
        GuardRefused: the comment is closed.
        Incomplete: nothing was said.
        NotFound: there is no such comment in scope.
    """
    _said(ANSWER, text)
    with transaction() as session:
        notice = _held(session, id, ANSWERS, viewer, at)
        found = _comment(session, notice, comment_id)
        found.answer, found.answered_by, found.answered_at = text, viewer.user_id, at
        _note(session, notice, found, ANSWERED, text, viewer, at)


def close(id: int, comment_id: int, *, viewer: Viewer, at: datetime) -> None:
    """The lawyer is content.

    Raises:
        DomainError: the draft is not under review by the viewer.
        GuardRefused: the comment is closed.
        NotFound: there is no such comment in scope.
    """
    with transaction() as session:
        notice = _held(session, id, COMMENTS, viewer, at)
        found = _comment(session, notice, comment_id)
        found.closed_by, found.closed_at = viewer.user_id, at
        _note(session, notice, found, CLOSED, "", viewer, at)


def is_open(session: Session, notice: Notice, action: str, viewer: Viewer, at: datetime) -> bool:
    """Whether the viewer could take the action now."""
    try:
        _expect(session, notice, action, viewer, at)
    except DomainError:
        return False
    return True


def _expect(session: Session, notice: Notice, action: str, viewer: Viewer, at: datetime) -> None:
    known, law = clocks.of(notice, session), current_law(session)
    able = capacities(session, notice, viewer)
    decide_as(able, engine.ground_of(notice, known, at, law), action, None)


def _held(session: Session, id: int, action: str, viewer: Viewer, at: datetime) -> Notice:
    notice = find_to_change(Notice, id, viewer, session)
    _expect(session, notice, action, viewer, at)
    return notice


def _said(datum: Datum, text: str) -> None:
    if fault := datum.fault(text):
        raise Incomplete({datum.name: fault})


def _quoted(notice: Notice, remark: Remark) -> str:
    texts = {part.name: part.text for part in parts_of(notice)}
    lines = lines_of(texts.get(remark.part))
    if remark.part not in texts or not 0 <= remark.line <= len(lines):
        raise NotFound
    return lines[remark.line - 1] if remark.line else ""


def _comment(session: Session, notice: Notice, id: int) -> ReviewComment:
    query = sa.select(ReviewComment).filter_by(id=id, proceeding_id=notice.id)
    found = session.scalars(query).first()
    if found is None:
        raise NotFound
    if found.closed_at:
        raise GuardRefused("这条审核意见已经关闭。")
    return found


def _note(
    session: Session,
    notice: Notice,
    about: ReviewComment,
    action: str,
    text: str,
    viewer: Viewer,
    at: datetime,
) -> None:
    session.flush()
    labels = {part.name: part.label for part in parts_of(notice)}
    data = {"comment_id": about.id, "part": labels.get(about.part, ""), "digest": sealed_digest(text, action)}
    engine.note(notice, action, viewer=viewer, at=at, data=data)
