"""Disputes of many workers with one employer (群体性争议)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class DisputeGroup(Base):
    """Workers with a common claim (群体); what is done for all of them is done on the parent matter."""

    __tablename__ = "dispute_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), unique=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")


class GroupMember(Base):
    """A worker of a group (成员); `matter_id` is the worker's own matter, none before a ticket is opened.

    Represents the others from `represents_on` on; `consented_on` is when this one agreed to be represented
    (劳动人事争议仲裁办案规则: representatives need the consent of those they speak for).
    """

    __tablename__ = "group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("dispute_group.id"))
    party_id: Mapped[int] = mapped_column(sa.ForeignKey("party.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    joined_at: Mapped[datetime]
    joined_by: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    left_at: Mapped[datetime | None]
    left_by: Mapped[int | None]
    left_because: Mapped[str] = mapped_column(sa.String(200), default="")
    represents_on: Mapped[date | None]
    chosen_how: Mapped[str] = mapped_column(sa.String(20), default="")
    consented_on: Mapped[date | None]
    consented_how: Mapped[str] = mapped_column(sa.String(20), default="")

    __table_args__ = (sa.UniqueConstraint("group_id", "party_id"),)
