"""What people add to the figures: numbers from elsewhere, the annual review as worded, reports submitted."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class ManualFigure(Base):
    """A figure that the system does not hold, entered by hand with its source (手工填报).

    Label and measure (份, 场 …) are those of the day it was entered; `period` is a code as `Period` reads it.
    """

    __tablename__ = "manual_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(30))
    label: Mapped[str] = mapped_column(sa.String(50))
    measure: Mapped[str] = mapped_column(sa.String(10))
    period: Mapped[str] = mapped_column(sa.String(20))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    value: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(200))
    entered_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    entered_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("unit_id", "period", "code"),)


class ReviewDraft(Base):
    """The annual review of a unit as somebody has worded it (年度工作回眸).

    `basis` is what the figures said when it was saved; `version` counts how often it was.
    """

    __tablename__ = "review_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    year: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    basis: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    saved_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("unit_id", "year"),)


class Snapshot(Base):
    """A report as it was submitted (上报快照), which never changes; `turn` counts those of unit and period.

    `told` are its figures, those entered by hand, who held a post, and the text of an annual review. `sha256`
    covers all of it and the digest of its facts, and the link `event_id` of the audit chain tells it.
    Beside it stands by code what the figures say now, where that is another thing, as last looked at.
    """

    __tablename__ = "snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(sa.String(20))
    turn: Mapped[int]
    submitted_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    submitted_at: Mapped[datetime]
    told: Mapped[dict[str, Any]]
    facts: Mapped[int] = mapped_column(default=0)
    facts_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("audit_event.id"))
    restated: Mapped[dict[str, Any]]
    checked_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("unit_id", "period", "turn"),)

    def told_value(self, code: str) -> str:
        """The figure as it was submitted, in print; empty where there was none."""
        return next((str(each["text"]) for each in self.told["figures"] if each["code"] == code), "")


class SnapshotFact(Base):
    """One thing that a submitted report counted, as it was then: a milestone, or a deadline that fell due.

    Of a deadline `turn` is the id of its clock, `day` its last day, and `kept` whether it was met by its end.
    """

    __tablename__ = "snapshot_fact"

    id: Mapped[int] = mapped_column(primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"))
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"))
    code: Mapped[str] = mapped_column(sa.String(24))
    turn: Mapped[int]
    process: Mapped[str] = mapped_column(sa.String(20))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    day: Mapped[date]
    channel: Mapped[str] = mapped_column(sa.String(10), default="")
    service: Mapped[str] = mapped_column(sa.String(2), default="")
    detail: Mapped[str] = mapped_column(sa.String(24), default="")
    cents: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    persons: Mapped[int] = mapped_column(default=0)
    kept: Mapped[bool | None]

    __table_args__ = (
        sa.UniqueConstraint("snapshot_id", "proceeding_id", "code", "turn"),
        sa.Index("ix_snapshot_fact_code", "snapshot_id", "code", "id"),
    )
