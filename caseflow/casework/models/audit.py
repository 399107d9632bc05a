"""What happened, in a chain that shows any later change."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class AuditEvent(Base):
    """One thing that was done (留痕); `digest` covers the row and the digest before it in the same chain.

    `chain` is the matter's id, or 0 for what concerns no matter. Rows are never changed or deleted: they
    outlive a proceeding whose import is taken back.
    """

    __tablename__ = "audit_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[int]
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"))
    seq: Mapped[int]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int]
    actor: Mapped[str] = mapped_column(sa.String(110))
    proceeding_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(40))
    source: Mapped[str] = mapped_column(sa.String(30), default="")
    target: Mapped[str] = mapped_column(sa.String(30), default="")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(sa.String(64))

    __table_args__ = (
        sa.UniqueConstraint("chain", "seq"),
        sa.Index("ix_audit_event_matter_id", "matter_id", "id"),
    )


class AuditAnchor(Base):
    """A daily digest over the heads of all chains up to a link: cutting off a chain's end shows too."""

    __tablename__ = "audit_anchor"

    day: Mapped[date] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    last_id: Mapped[int]
    events: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))


class Viewing(Base):
    """Who opened a proceeding on which day (查阅记录, 个人信息保护法 第五十一条).

    `shown_seq` is the last link of the matter's chain that the visit at `last_at` showed, `earlier_seq` the
    one that the visit before it did: what came after that is new to the viewer.
    """

    __tablename__ = "viewing"

    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime | None]
    shown_seq: Mapped[int | None]
    earlier_seq: Mapped[int | None]
