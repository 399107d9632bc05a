"""What has rested too long (暂停过久): a clock that looks after a rest, of the ladder `HOLD`, is over.

How long each cause may last is the period of that clock, which the rule book may change (本单位规定).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.wiring import wired
from caseflow.kernel.ladder import HOLD
from caseflow.kernel.machine import Clock


@dataclass(frozen=True, slots=True)
class Overlong:
    """A proceeding that has rested since `since`, longer than the clock `label` allows, up to `due_at`."""

    proceeding_id: int
    process: str
    number: str
    unit_id: int
    handler_id: int | None
    label: str
    since: datetime
    due_at: datetime


def rested_too_long(
    session: Session, at: datetime, *, scope: sa.ColumnElement[bool] | None = None
) -> Sequence[Overlong]:
    """Every proceeding that rests too long, the longest first; within the condition on `Proceeding`, if any.

    A hold with a last day is no concern here: it ends by itself.
    """
    query = (
        sa.select(
            Proceeding.id,
            Proceeding.process,
            Proceeding.number,
            Proceeding.unit_id,
            Proceeding.handler_id,
            RunningClock.code,
            RunningClock.started_at,
            RunningClock.due_at,
        )
        .join(RunningClock, RunningClock.proceeding_id == Proceeding.id)
        .where(too_long(at), sa.true() if scope is None else scope)
        .order_by(RunningClock.due_at, Proceeding.id)
    )
    return [_overlong(row) for row in session.execute(query)]


def too_long(at: datetime | sa.BindParameter[datetime]) -> sa.ColumnElement[bool]:
    """The condition on `RunningClock` that it looks after a rest, and is over."""
    live = RunningClock.stopped_at.is_(None), RunningClock.code.in_(_codes())
    return sa.and_(*live, RunningClock.due_at <= at, sa.not_(RunningClock.provisional))


def _codes() -> Collection[str]:
    return sorted({clock.code for clock in wired().clocks if looks_after_a_rest(clock)})


def looks_after_a_rest(clock: Clock) -> bool:
    """It says when somebody looks again; it does not end the rest itself."""
    return clock.ladder is HOLD and not clock.on_lapse


def _overlong(row: sa.Row[*tuple[object, ...]]) -> Overlong:
    process = wired().models[row.process].definition
    return Overlong(
        proceeding_id=row.id,
        process=row.process,
        number=row.number or "未编号",
        unit_id=row.unit_id,
        handler_id=row.handler_id,
        label=process.clock(row.code).label,
        since=row.started_at,
        due_at=row.due_at,
    )
