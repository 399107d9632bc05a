"""Messages to one person: read here, written by whatever caused them (消息)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.models import DIGEST, Manner, Notification, Proceeding
from caseflow.casework.queries import find
from caseflow.casework.worklists import paging
from caseflow.casework.worklists.paging import MOST, Cursor, Page
from caseflow.extensions import UtcDateTime, db, fetch
from caseflow.kernel.roles import Viewer


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a list shows it, with the proceeding or other thing that it is about; or a digest."""

    id: int
    text: str
    at: datetime
    read: bool
    proceeding_id: int | None
    process: str
    about: str
    digest: bool = False


def messages(viewer: Viewer, *, read: bool, after: Cursor | None = None) -> Page[Message]:
    """A page of the viewer's messages, read or not, the newest first."""
    key = sa.tuple_(Notification.at, Notification.id)
    newest = (Notification.at.desc(), Notification.id.desc())
    as_indexed = newest if read else (Notification.read_at.desc(), *newest)
    query = _of(viewer, read=read).order_by(*as_indexed)
    if after:
        query = query.where(key < sa.tuple_(sa.literal(after.moment, UtcDateTime()), sa.literal(after.id)))
    found = db.session.execute(paging.limited(query)).all()
    return Page.of(found, _message)


def unread(viewer: Viewer) -> int:
    """How many messages wait to be read, counted to just above `MOST`."""
    return int(fetch(_UNREAD, {"me": viewer.user_id, "most": MOST + 1}).scalar_one())


def mark_read(id: int, *, viewer: Viewer, at: datetime) -> None:
    """Mark one message as read; the first reading counts.

    Raises:
        NotFound: the viewer has no such message.
    """
    with transaction() as session:
        message = find(Notification, id, viewer, session=session)
        message.read_at = message.read_at or at


def mark_all_read(until: int, *, viewer: Viewer, at: datetime) -> None:
    """Mark the viewer's messages up to that id as read; what came after the page was shown stays unread."""
    seen = (
        Notification.recipient_id == viewer.user_id,
        Notification.manner == Manner.ALONE,
        Notification.read_at.is_(None),
        Notification.id <= until,
    )
    with transaction() as session:
        session.execute(sa.update(Notification).where(*seen).values(read_at=at))


def _of(viewer: Viewer, *, read: bool) -> sa.Select[*tuple[Any, ...]]:
    """The messages to the viewer, read or not."""
    opened = Notification.read_at.is_not(None) if read else Notification.read_at.is_(None)
    return (
        sa.select(
            Notification.id,
            Notification.text,
            Notification.at,
            Notification.at.label("place"),
            Notification.read_at,
            Notification.proceeding_id,
            Notification.stage,
            Notification.about,
            Proceeding.process,
        )
        .outerjoin(Proceeding, Proceeding.id == Notification.proceeding_id)
        .where(Notification.recipient_id == viewer.user_id, Notification.manner == Manner.ALONE, opened)
    )


def _message(row: Any) -> Message:
    read, digest = row.read_at is not None, row.stage == DIGEST
    about = (row.proceeding_id, row.process or "", row.about or "")
    return Message(row.id, row.text, row.at, read, *about, digest)


# Built once: every page counts.
_TO_ME = (
    Notification.recipient_id == sa.bindparam("me"),
    Notification.manner == Manner.ALONE,
    Notification.read_at.is_(None),
)
_FEW = sa.select(Notification.id).where(*_TO_ME).limit(sa.bindparam("most", type_=sa.Integer)).subquery()
_UNREAD = sa.select(sa.func.count()).select_from(_FEW)
