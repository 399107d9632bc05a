"""Law that varies by place and year: rules of periods, the calendar of working days."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored
from caseflow.kernel.rules import Mark


class DeadlineRule(Base):
    """A period in force for a region from a day on, in place of the declared one (期限规则).

    It counts only once a second person has approved it; `period` is written as `15wd`, `30d`, `12m`, `2h`.
    """

    __tablename__ = "deadline_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(12))
    region: Mapped[str] = mapped_column(sa.String(12), default="")
    effective_from: Mapped[date]
    period: Mapped[str] = mapped_column(sa.String(20))
    basis: Mapped[str] = mapped_column(sa.String(200))
    mark: Mapped[Mark] = mapped_column(stored(Mark))
    proposed_by: Mapped[int]
    approved_by: Mapped[int | None]

    __table_args__ = (
        sa.UniqueConstraint("code", "region", "effective_from"),
        sa.CheckConstraint("approved_by is null or approved_by <> proposed_by", name="two_persons"),
    )


class CalendarYear(Base):
    """A year whose days off were loaded from a notice of the State Council (国务院办公厅放假安排通知).

    `number` and `issued_on` are those of the notice (文号、发文日期).
    """

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(sa.String(200))
    number: Mapped[str] = mapped_column(sa.String(60), default="")
    issued_on: Mapped[date | None]
    loaded_at: Mapped[datetime]
    loaded_by: Mapped[int]


class CalendarOverride(Base):
    """A day that is off, or worked, against the Monday-to-Friday pattern or the packaged calendar."""

    __tablename__ = "calendar_override"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.String(50))


class LawVersion(Base):
    """One row that every change of rules or calendar counts up, so that all processes notice."""

    __tablename__ = "law_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
