"""What the figures count: one row for each thing that happened and is counted."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class Milestone(Base):
    """Something countable that happened to a proceeding (统计事实), told by its audit row.

    It repeats what the trail says so that a year is counted in one indexed query, and can be written anew
    from it at any time. `month` is 202411 for November 2024, by the day in Shanghai. `turn` is 0 where only
    the first time counts, else the number of the audit row. A `void` one counts no longer (撤回、并案).
    Where it belongs (`unit_id`, `channel`, `service`, `category`) follows the proceeding.
    """

    __tablename__ = "milestone"

    id: Mapped[int] = mapped_column(primary_key=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"))
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(24))
    turn: Mapped[int] = mapped_column(default=0)
    process: Mapped[str] = mapped_column(sa.String(20))
    day: Mapped[date]
    month: Mapped[int]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    channel: Mapped[str] = mapped_column(sa.String(10), default="")
    service: Mapped[str] = mapped_column(sa.String(2), default="")
    category: Mapped[str] = mapped_column(sa.String(8), default="")
    detail: Mapped[str] = mapped_column(sa.String(24), default="")
    cents: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    persons: Mapped[int] = mapped_column(default=0)
    void: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.UniqueConstraint("proceeding_id", "code", "turn"),
        sa.Index(
            "ix_milestone_counted",
            "month",
            "code",
            "process",
            "channel",
            "service",
            "detail",
            "unit_id",
            "category",
            "cents",
            "persons",
            "void",
            postgresql_where=sa.text("not void"),
            sqlite_where=sa.text("void = 0"),
        ),
    )
