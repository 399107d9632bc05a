"""Clocks that run, rest or have ended."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.casework.models.proceeding import Proceeding
from caseflow.extensions import Base, stored
from caseflow.kernel.rules import Mark


class RunningClock(Base):
    """A period that was started, with everything that made its dates (期限).

    `day_zero` is the day that is not counted; `nominal_on` the last day before, `due_on` after moving past
    days off; `due_at` the instant it ends. `provisional` dates wait for a year's calendar (暂定). `revision`
    grows with every new due date, so that its reminders are told apart. `next_stage_at` is when the ladder
    speaks next.
    """

    __tablename__ = "running_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(12))
    period: Mapped[str] = mapped_column(sa.String(20))
    basis: Mapped[str] = mapped_column(sa.String(200))
    mark: Mapped[Mark] = mapped_column(stored(Mark))
    rule_version: Mapped[str] = mapped_column(sa.String(40))
    calendar_version: Mapped[str] = mapped_column(sa.String(40))
    started_at: Mapped[datetime]
    day_zero: Mapped[date]
    ends_on: Mapped[date | None]
    extra: Mapped[int] = mapped_column(default=0)
    times_extended: Mapped[int] = mapped_column(default=0)
    nominal_on: Mapped[date]
    due_on: Mapped[date]
    due_at: Mapped[datetime]
    provisional: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    paused: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(sa.String(12), default="")
    next_stage_at: Mapped[datetime | None]

    proceeding: Mapped[Proceeding] = relationship()
    pauses: Mapped[list["ClockPause"]] = relationship(order_by="ClockPause.since", back_populates="clock")
    extensions: Mapped[list["ClockExtension"]] = relationship(order_by="ClockExtension.granted_at")

    __table_args__ = (
        sa.Index(
            "ix_running_clock_next_stage_at",
            "next_stage_at",
            postgresql_where=sa.text("next_stage_at is not null"),
            sqlite_where=sa.text("next_stage_at is not null"),
        ),
        sa.Index(  # what a report asks of deadlines is answered from it alone
            "ix_running_clock_counted", "code", "due_on", "due_at", "stopped_at", "outcome", "paused"
        ),
        sa.Index(
            "ix_running_clock_live",
            "code",
            "proceeding_id",
            postgresql_where=sa.text("stopped_at is null"),
            sqlite_where=sa.text("stopped_at is null"),
        ),
        sa.Index(
            "ix_running_clock_provisional",
            "id",
            postgresql_where=sa.text("provisional"),
            sqlite_where=sa.text("provisional = 1"),
        ),
    )


class ClockPause(Base):
    """An interval in which a clock rested, with cause and proof (中止); `until` is open while it rests.

    `requested_by` is who asked for it, `by_id` who confirmed it; `proof_id` is the file that proves it.
    """

    __tablename__ = "clock_pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(sa.ForeignKey("running_clock.id"), index=True)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    cause: Mapped[str] = mapped_column(sa.Text)
    proof: Mapped[str] = mapped_column(sa.Text, default="")
    proof_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    requested_by: Mapped[int | None]
    by_id: Mapped[int]

    clock: Mapped[RunningClock] = relationship(back_populates="pauses")


class ClockExtension(Base):
    """A longer period that was asked for and granted (延期); `extra` is in the unit of the clock's period."""

    __tablename__ = "clock_extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(sa.ForeignKey("running_clock.id"), index=True)
    extra: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.Text)
    requested_by: Mapped[int]
    granted_by: Mapped[int]
    granted_at: Mapped[datetime]
