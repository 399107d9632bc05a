"""What people write beside the actions of a process, and who is looking at it just now."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.privacy import Sealed
from caseflow.extensions import PERSONAL, Base, stored


class Audience(StrEnum):
    """For whom a note is written (给谁看)."""

    INTERNAL = "internal"
    PRIVATE = "private"
    WORKER = "worker"

    @property
    def label(self) -> str:
        """The audience in a word."""
        return {"internal": "内部", "private": "律师", "worker": "职工"}[self.value]


class Note(Base):
    """A note to a proceeding (备注), sealed because it may name people.

    `event_id` is the link of the audit chain that says it was written, `follows_id` the note it adds to.
    `withheld`: written for the worker, but not to be sent by itself, because contact may not be safe.
    `token` is that of the form it came by: sent twice, it makes one note.
    """

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_event.id"), unique=True)
    follows_id: Mapped[int | None] = mapped_column(sa.ForeignKey("note.id"))
    token: Mapped[str] = mapped_column(sa.String(36), unique=True)
    audience: Mapped[Audience] = mapped_column(stored(Audience))
    text: Mapped[str] = mapped_column(Sealed("note.text"), info=PERSONAL)
    withheld: Mapped[bool] = mapped_column(default=False)
    written_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]


class Presence(Base):
    """Somebody looks at a proceeding, or is about to take an `action` on it (正在查看、正在办理).

    A row counts for a minute after `at`; all of it may be lost without harm.
    """

    __tablename__ = "presence"

    proceeding_id: Mapped[int] = mapped_column(
        sa.ForeignKey("proceeding.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    action: Mapped[str] = mapped_column(sa.String(40), primary_key=True, default="")
    at: Mapped[datetime] = mapped_column(index=True)
