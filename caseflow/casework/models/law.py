"""Law that varies by place and year: rules of periods, the calendar of working days."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from caseflow.extensions import Base, stored
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark


class Stand(StrEnum):
    """How far a proposal has come (提案状态)."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Proposed:
    """What one person proposes and another approves, for a region from a day on (一人提出、另一人批准).

    It counts only once it is approved, and is never changed then; another proposal for the same region and
    day takes the place of one that waits.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(30))
    region: Mapped[str] = mapped_column(sa.String(12), default="")
    effective_from: Mapped[date]
    basis: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    proposed_by: Mapped[int]
    proposed_at: Mapped[datetime | None]
    approved_by: Mapped[int | None]
    approved_at: Mapped[datetime | None]
    refused_by: Mapped[int | None]
    refusal: Mapped[str] = mapped_column(sa.Text, default="")
    withdrawn_at: Mapped[datetime | None]

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        standing = sa.text("refused_by is null and withdrawn_at is null")
        table: str = cls.__tablename__  # type: ignore[attr-defined]
        return (
            sa.Index(
                f"uq_{table}_standing",
                *("code", "region", "effective_from"),
                unique=True,
                postgresql_where=standing,
                sqlite_where=standing,
            ),
            sa.CheckConstraint("approved_by is null or approved_by <> proposed_by", name="two_persons"),
            sa.CheckConstraint("refused_by is null or refused_by <> proposed_by", name="refused_by_another"),
        )

    @property
    def stand(self) -> Stand:
        """How far it has come."""
        if self.approved_by is not None:
            return Stand.APPROVED
        if self.refused_by is not None:
            return Stand.REFUSED
        return Stand.WITHDRAWN if self.withdrawn_at else Stand.WAITING


class DeadlineRule(Proposed, Base):
    """A period in force for a region from a day on, in place of the declared one (期限规则).

    `period` is written as `15wd`, `30d`, `12m`, `2h`, `30d-fixed`. The terms that are null are as the process
    declares them: whether the clock may rest, its extension (`extension_times` 0: none), its `ladder` as
    `kernel.stages` writes it, and the timer's action `on_lapse` (empty: it reminds only).
    """

    __tablename__ = "deadline_rule"

    period: Mapped[str] = mapped_column(sa.String(20))
    mark: Mapped[Mark] = mapped_column(stored(Mark))
    pausable: Mapped[bool | None]
    extension_times: Mapped[int | None]
    extension_cap: Mapped[str | None] = mapped_column(sa.String(20))
    extension_by: Mapped[Role | None] = mapped_column(stored(Role))
    ladder: Mapped[str | None] = mapped_column(sa.String(500))
    on_lapse: Mapped[str | None] = mapped_column(sa.String(40))


class LocalParameter(Proposed, Base):
    """A figure that a place sets for a time, such as its minimum wage (地方参数).

    `value` is written as `kernel.parameters` reads it; `basis` is the document that sets it.
    """

    __tablename__ = "local_parameter"

    value: Mapped[str] = mapped_column(sa.String(500))


class RuleTrial(Base):
    """A proposed rule run over the matters there are, to see what it would move (试算).

    It goes through the clocks in the order of their ids, up to `after_id` so far; `counts` are those seen.
    """

    __tablename__ = "rule_trial"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(sa.ForeignKey("deadline_rule.id"), index=True)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    total: Mapped[int]
    after_id: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    finished_at: Mapped[datetime | None]


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
