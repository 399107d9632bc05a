"""What stands against erasing a worker's identity, and what was asked and done (法律保全、删除个人信息)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class LegalHold(Base):
    """Nothing of a worker's may be erased until a second person releases the hold (法律保全)."""

    __tablename__ = "legal_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("worker_record.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
    placed_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    placed_at: Mapped[datetime]
    released_because: Mapped[str] = mapped_column(sa.String(300), default="")
    released_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    released_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("released_by is null or released_by <> placed_by", name="two_persons"),
    )


class Erasure(Base):
    """A request to erase what identifies a worker, and the decision (删除个人信息).

    `ground` is that of 个人信息保护法 第四十七条. Once it is `approved`, `certificate` counts what was erased
    and names the digests of the files, and `proof` is the link of the audit chain that says so; `refusal` is
    why it was not.
    """

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("worker_record.id"), index=True)
    ground: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(300))
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    approved: Mapped[bool | None]
    refusal: Mapped[str] = mapped_column(sa.String(300), default="")
    certificate: Mapped[dict[str, Any]] = mapped_column(default=dict)
    proof: Mapped[str] = mapped_column(sa.String(64), default="")

    __table_args__ = (sa.CheckConstraint("decided_by is null or decided_by <> asked_by", name="two_persons"),)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_by is None and self.withdrawn_at is None

    @property
    def standing(self) -> str:
        """How far it has come, in words."""
        if self.withdrawn_at:
            return "已撤回"
        return "等待批准" if self.waits else "已删除" if self.approved else "未批准"
