"""Employers to be looked into before a dispute breaks out."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored


class Finding(StrEnum):
    """What became of it."""

    NOTHING = "nothing"
    SETTLED = "settled"
    LETTER = "letter"
    HANDED_OVER = "handed_over"

    @property
    def label(self) -> str:
        """The word for it."""
        return _FINDINGS[self]


_FINDINGS = {
    Finding.NOTHING: "未发现隐患",
    Finding.SETTLED: "隐患已化解",
    Finding.LETTER: "已发提示函",
    Finding.HANDED_OVER: "已移交有关部门",
}


class Screening(Base):
    """An employer on the list of those to be looked into (矛盾纠纷排查), by the unit, for the `reason`.

    `rule` is the interlock that put it there, empty where a person did; an employer is there once until
    somebody says what was found.
    """

    __tablename__ = "screening"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("employer_record.id"))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
    rule: Mapped[str] = mapped_column(sa.String(8), default="")
    listed_by: Mapped[int]
    listed_at: Mapped[datetime]
    finding: Mapped[Finding | None] = mapped_column(stored(Finding))
    found: Mapped[str] = mapped_column(sa.String(1000), default="")
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        sa.Index(
            "uq_screening_open",
            "record_id",
            unique=True,
            postgresql_where=sa.text("closed_at is null"),
            sqlite_where=sa.text("closed_at is null"),
        ),
        sa.Index("ix_screening_record", "record_id"),
        sa.CheckConstraint("(finding is null) = (closed_at is null)", name="found_when_closed"),
    )
