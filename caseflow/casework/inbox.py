"""Messages to one person: read here, written by whatever caused them (消息)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.models import Notification, Proceeding
from caseflow.casework.queries import find
from caseflow.casework.worklists.paging import MOST, PAGE, Cursor, Page
from caseflow.extensions import UtcDateTime, db
from caseflow.kernel.roles import Viewer


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a list shows it, with the proceeding it is about, if any."""

    id: int
    text: str
    at: datetime
    read: bool
    proceeding_id: int | None
    process: str


def messages(viewer: Viewer, *, read: bool, after: Cursor | None = None) -> Page[Message]:
    """A page of the viewer's messages, read or not, the newest first."""
    query = _of(viewer, read=read).order_by(Notification.at.desc(), Notification.id.desc()).limit(PAGE + 1)
    if after:
        key = sa.tuple_(Notification.at, Notification.id)
        query = query.where(key < sa.tuple_(sa.literal(after.moment, UtcDateTime()), sa.literal(after.id)))
    return Page.of(db.session.execute(query).all(), _message)


def unread(viewer: Viewer) -> int:
    """How many messages wait to be read, counted to just above `MOST`."""
    few = sa.select(Notification.id).where(*_to(viewer, read=False)).limit(MOST + 1).subquery()
    return db.session.scalars(sa.select(sa.func.count()).select_from(few)).one()


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
        Notification.read_at.is_(None),
        Notification.id <= until,
    )
    with transaction() as session:
        session.execute(sa.update(Notification).where(*seen).values(read_at=at))


def _of(viewer: Viewer, *, read: bool) -> sa.Select[*tuple[Any, ...]]:
    """The messages to the viewer, read or not, with the process each is about."""
    return (
        sa.select(
            Notification.id,
            Notification.text,
            Notification.at,
            Notification.at.label("moment"),
            Notification.read_at,
            Notification.proceeding_id,
            Proceeding.process,
        )
        .outerjoin(Proceeding, Proceeding.id == Notification.proceeding_id)
        .where(*_to(viewer, read=read))
    )


def _to(viewer: Viewer, *, read: bool) -> tuple[sa.ColumnElement[bool], ...]:
    opened = Notification.read_at.is_not(None) if read else Notification.read_at.is_(None)
    return Notification.recipient_id == viewer.user_id, opened


def _message(row: Any) -> Message:
    return Message(row.id, row.text, row.at, row.read_at is not None, row.proceeding_id, row.process or "")
