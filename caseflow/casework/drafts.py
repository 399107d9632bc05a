"""Drafts: what people type is kept until it is sent, and what is sent twice is done once (草稿)."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import dialect_insert, run, transaction
from caseflow.casework.models import Draft
from caseflow.casework.queries import visible_to
from caseflow.extensions import db
from caseflow.kernel.errors import DomainError, NotFound
from caseflow.kernel.roles import Viewer

LARGEST = 200_000
"""Characters of one draft, with the names of its fields."""

MOST = 30
"""Drafts that one person may have."""

UNDO = timedelta(minutes=10)
"""How long a discarded draft is offered back."""

KEPT = timedelta(days=90)
"""How long a draft is kept that nobody touches; and what is known of forms that were sent."""

TOKEN = re.compile(r"[0-9A-Za-z-]{8,36}")


class TooLarge(DomainError):
    """More was typed than a draft may hold."""

    status = 413

    def __init__(self) -> None:
        super().__init__(f"内容超过 {LARGEST // 10_000} 万字，草稿存不下。请分开填写。")


class TooMany(DomainError):
    """The person has as many drafts as one may have."""

    def __init__(self) -> None:
        super().__init__(f"草稿已有 {MOST} 份。请先提交或者作废几份，再存新的草稿。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A form as it was typed: each field with its text, in order.

    `writer` is the page on which it was typed, `base` the one that had saved what that page started with.
    """

    token: str
    path: str
    title: str
    fields: tuple[tuple[str, str], ...]
    proceeding_id: int | None = None
    writer: str = ""
    base: str = ""

    @property
    def content(self) -> str:
        """The fields as they are kept.

        Raises:
            TooLarge: they are more than a draft may hold.
        """
        content = json.dumps(self.fields, ensure_ascii=False)
        if len(content) > LARGEST:
            raise TooLarge
        return content


def fields_of(draft: Draft) -> tuple[tuple[str, str], ...]:
    """Each field with its text."""
    return tuple((name, text) for name, text in json.loads(draft.content))


def save(written: Written, *, owner_id: int, at: datetime, most: int = MOST) -> str:
    """Keep what was typed, and return the token under which it lies.

    It is another one than the form's when some other page has saved the same draft meanwhile: nobody's words
    overwrite anybody's. What was sent before is not kept again.

    Raises:
        NotFound: the token is none.
        TooLarge: there is too much of it.
        TooMany: it would be one more than `most`.
    """
    if not TOKEN.fullmatch(written.token):
        raise NotFound
    content = written.content
    with transaction() as session:
        mine = session.scalars(_of(owner_id, written.token).with_for_update()).first()
        if mine and mine.sent_at:
            return mine.token
        if mine and mine.writer not in (written.writer, written.base):
            mine, written = None, replace(written, token=uuid4().hex)
        if mine is None and _live(session, owner_id) >= most:
            raise TooMany
        session.execute(_kept(session, written, content, owner_id, at))
        return written.token


def listed(viewer: Viewer, at: datetime, path: str = "") -> Sequence[Draft]:
    """The viewer's drafts, newest first, with those put aside a moment ago; `path` narrows to one page."""
    offered = sa.or_(Draft.discarded_at.is_(None), Draft.discarded_at > at - UNDO)
    query = visible_to(viewer, Draft).where(offered).order_by(Draft.updated_at.desc(), Draft.id.desc())
    return db.session.scalars(query.where(Draft.path == path) if path else query).all()


def take(token: str, viewer: Viewer) -> Draft:
    """The viewer's draft of that token.

    Raises:
        NotFound: there is none that the viewer may go on with.
    """
    return _find(db.session(), token, viewer)


def waits(token: str, owner_id: int) -> bool:
    """Whether the person has such a draft."""
    return db.session.scalars(_of(owner_id, token).where(Draft.sent_at.is_(None))).first() is not None


def discard(token: str, *, viewer: Viewer, at: datetime) -> None:
    """Put the draft aside; for a while it can be brought back.

    Raises:
        NotFound: there is none that the viewer may go on with.
    """
    with transaction() as session:
        _find(session, token, viewer).discarded_at = at


def restore(token: str, *, viewer: Viewer) -> None:
    """Bring back a draft that was put aside.

    Raises:
        NotFound: there is none that the viewer may go on with.
    """
    with transaction() as session:
        _find(session, token, viewer).discarded_at = None


def claim(session: Session, token: str, *, viewer: Viewer, at: datetime) -> bool:
    """The form of that token is sent, and its draft goes; False when it had been sent before.

    Of the same form sent twice at once, the second waits here for the first. What comes from no form has no
    token and is always done.
    """
    if not token:
        return True
    row = {"owner_id": viewer.user_id, "token": token, "started_at": at, "updated_at": at, "sent_at": at}
    sent = {"content": "", "title": "", "path": "", "writer": ""}
    return run(session, _claiming(dialect_insert(session)), row | sent).first() is not None


@cache
def _claiming(insert: Any) -> sa.Insert:
    claimed = insert(_TABLE)
    statement: sa.Insert = claimed.on_conflict_do_update(
        index_elements=["owner_id", "token"],
        set_={name: claimed.excluded[name] for name in ("sent_at", "content", "title")},
        where=_TABLE.c.sent_at.is_(None),
    ).returning(_TABLE.c.id)
    return statement


def led_to(session: Session, token: str, outcome_id: int, *, viewer: Viewer) -> None:
    """Remember what the form of that token has opened."""
    own = (Draft.owner_id == viewer.user_id, Draft.token == token)
    session.execute(sa.update(Draft).where(*own).values(outcome_id=outcome_id))


def outcome(session: Session, token: str, *, viewer: Viewer) -> int:
    """What the form of that token had opened when it was sent before.

    Raises:
        NotFound: it had opened nothing.
    """
    draft = session.scalars(_of(viewer.user_id, token)).first()
    if draft is None or draft.outcome_id is None:
        raise NotFound
    return draft.outcome_id


def forget(session: Session, token: str, *, viewer: Viewer) -> None:
    """What the form of that token asked for is done, and will not be done again: its draft goes."""
    if token:
        run(session, _FORGET, {"owner": viewer.user_id, "form": token})


_TABLE: sa.Table = Draft.__table__  # type: ignore[assignment]
_FORGET = sa.delete(_TABLE).where(
    _TABLE.c.owner_id == sa.bindparam("owner"), _TABLE.c.token == sa.bindparam("form")
)


def erase(*, at: datetime) -> int:
    """Erase what was put aside yesterday, and what nobody has touched for long; returns how many."""
    aside = Draft.discarded_at < at - timedelta(days=1)
    with transaction() as session:
        erased = session.execute(sa.delete(Draft).where(sa.or_(aside, Draft.updated_at < at - KEPT)))
        return int(erased.rowcount)  # type: ignore[attr-defined]


def _of(owner_id: int, token: str) -> sa.Select[Draft]:
    return sa.select(Draft).where(Draft.owner_id == owner_id, Draft.token == token)


def _find(session: Session, token: str, viewer: Viewer) -> Draft:
    found = session.scalars(visible_to(viewer, Draft).where(Draft.token == token)).first()
    if found is None:
        raise NotFound("没有这份草稿，可能已经提交或者作废。")
    return found


def _live(session: Session, owner_id: int) -> int:
    waiting = (Draft.owner_id == owner_id, Draft.sent_at.is_(None), Draft.discarded_at.is_(None))
    return session.scalars(sa.select(sa.func.count(Draft.id)).where(*waiting)).one()


def _kept(session: Session, written: Written, content: str, owner_id: int, at: datetime) -> sa.Insert:
    """A new draft, or the new text of one; two pages that save a new one at once are one after the other."""
    text = {
        "path": written.path,
        "title": written.title,
        "content": content,
        "writer": written.writer,
        "proceeding_id": written.proceeding_id,
        "updated_at": at,
    }
    row = {"owner_id": owner_id, "token": written.token, "started_at": at, **text}
    insert: sa.Insert = (
        dialect_insert(session)(Draft)
        .values(row)
        .on_conflict_do_update(
            index_elements=[Draft.owner_id, Draft.token],
            set_={**text, "discarded_at": None},
            where=Draft.sent_at.is_(None),
        )
    )
    return insert
