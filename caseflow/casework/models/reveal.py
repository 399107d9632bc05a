"""Requests to see an identity in full."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class RevealRequest(Base):
    """Someone wants to see a party's full identity, and why (查看身份信息).

    In a confidential matter a second person approves first, or refuses (举报保密, two-person rule).
    """

    __tablename__ = "reveal_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    party_id: Mapped[int] = mapped_column(sa.ForeignKey("party.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"))
    requested_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    requested_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(sa.String(300))
    approved_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    refused_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    __table_args__ = (
        sa.CheckConstraint("approved_by is null or approved_by <> requested_by", name="two_persons"),
    )
