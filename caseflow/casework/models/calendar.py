"""Changes of the calendar: proposed, looked at, and then taken through the clocks that run."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored
from caseflow.kernel.calendar import Opening


class OwnDay(Base):
    """A day on which the office is closed, open, or open for half a day, as it decided (本单位安排)."""

    __tablename__ = "own_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    opening: Mapped[Opening] = mapped_column(stored(Opening))
    reason: Mapped[str] = mapped_column(sa.String(50))
    source: Mapped[str] = mapped_column(sa.String(200))


class ChangeKind(StrEnum):
    """What a change is about: the State Council's notice of a year, or days of the office itself."""

    NOTICE = "notice"
    OFFICE = "office"


class Phase(StrEnum):
    """How far a change has got."""

    PROPOSED = "proposed"
    APPLYING = "applying"
    DONE = "done"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What a screen says."""
        return _PHASES[self]


_PHASES = {
    Phase.PROPOSED: "待应用",
    Phase.APPLYING: "正在重算",
    Phase.DONE: "已完成",
    Phase.WITHDRAWN: "已撤回",
}


class CalendarChange(Base):
    """A change of the calendar (日历变更): who proposed and applied it, and how far the clocks have followed.

    `days` holds by date what each day becomes and why. Clocks follow in batches, proceeding by proceeding:
    `cursor` is the last one done, `total` how many there were to do at the start, `done` how many are done,
    and `moved` how many clocks have got another date. `two_persons` asks for another person to apply it.
    """

    __tablename__ = "calendar_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ChangeKind] = mapped_column(stored(ChangeKind))
    year: Mapped[int | None]
    source: Mapped[str] = mapped_column(sa.String(200))
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    issued_on: Mapped[date | None]
    days: Mapped[dict[str, Any]]
    phase: Mapped[Phase] = mapped_column(stored(Phase), default=Phase.PROPOSED)
    proposed_by: Mapped[int]
    proposed_at: Mapped[datetime]
    two_persons: Mapped[bool]
    applied_by: Mapped[int | None]
    applied_at: Mapped[datetime | None]
    cursor: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint(
            "applied_by is null or not two_persons or applied_by <> proposed_by", name="two_persons"
        ),
        sa.CheckConstraint("(kind = 'notice') = (year is not null)", name="year_of_notice"),
    )
