"""A year's working days: loaded from the State Council's notice; the clocks that waited for it settled.

The notice is 国务院办公厅关于部分节假日安排的通知, issued each November for the year that follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, selectinload

from caseflow.accounts.grants import require
from caseflow.casework import audit, clocks, engine, law
from caseflow.casework.audit import Deed
from caseflow.casework.calendars.changes import Document
from caseflow.casework.db import transaction
from caseflow.casework.law import Law
from caseflow.casework.limitations import roll_anew
from caseflow.casework.models import CalendarOverride, CalendarYear, Matter, Proceeding, RunningClock
from caseflow.kernel.calendar import SpecialDay, local_day
from caseflow.kernel.roles import SYSTEM, Permission, Viewer

BATCH = 200

_LADDER = timedelta(days=30)
"""Farther than any stage that is counted in working days lies from the due day."""


def load_year(
    year: int, days: Sequence[SpecialDay], document: Document, *, viewer: Viewer, at: datetime
) -> CalendarYear:
    """Take over the days of a notice, in place of those known for the year before.

    Clocks that run keep their dates; those whose dates are provisional wait for `settle`.
    """
    require(viewer, Permission.CALENDAR_APPLY)
    with transaction() as session:
        return put_year(session, year, days, document, viewer, at)


def put_year(
    session: Session, year: int, days: Sequence[SpecialDay], document: Document, viewer: Viewer, at: datetime
) -> CalendarYear:
    """The same, as a step of the caller's transaction."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    law.has_changed(session)
    session.execute(sa.delete(CalendarOverride).where(CalendarOverride.day.between(first, last)))
    session.add_all(CalendarOverride(day=d.day, working=d.working, note=d.reason) for d in days)
    loaded = CalendarYear(
        year=year,
        source=document.source,
        number=document.number,
        issued_on=document.issued_on,
        loaded_at=at,
        loaded_by=viewer.user_id,
    )
    loaded = session.merge(loaded)
    _look_again(session, first, at)
    data = {"year": year, "source": document.source, "days": {d.day.isoformat(): d.working for d in days}}
    audit.record(session, None, Deed(action="calendar_loaded", viewer=viewer, at=at, data=data))
    return loaded


def _look_again(session: Session, first: date, at: datetime) -> None:
    """Let the next sweep find anew when the ladders that reach into the year speak: its days have moved."""
    session.execute(
        sa.update(RunningClock)
        .where(RunningClock.next_stage_at > at, RunningClock.due_on >= first - _LADDER)
        .values(next_stage_at=at)
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """How many provisional clocks now have their final dates, and how many still wait for a year."""

    settled: int = 0
    waiting: int = 0


def settle(*, at: datetime, batch: int = BATCH) -> Settled:
    """Reckon the provisional clocks whose years have been published, and the limitations (暂定期限核定).

    Each batch is a transaction: what was settled before a crash stays settled, and the rest is found again. A
    clock that somebody works on at that moment waits for the next run.
    """
    with transaction() as session:
        roll_anew(session, local_day(at))
    settled, waiting, after = 0, 0, 0
    while seen := _one_batch(after, batch, at):
        settled += seen.settled
        waiting += seen.waiting
        after = seen.last_id
    return Settled(settled, waiting)


@dataclass(frozen=True, slots=True)
class _Seen:
    settled: int
    waiting: int
    last_id: int


def _one_batch(after: int, batch: int, at: datetime) -> _Seen | None:
    with transaction() as session:
        in_force = law.current_law(session)
        found = session.scalars(_provisional(RunningClock.id > after).limit(batch)).all()
        if not found:
            return None
        ready = [c.id for c in found if not clocks.due_of(c, in_force.calendar).provisional]
        held = session.scalars(_held(ready)).all()
        for running in held:
            _settle(session, running, in_force, at)
        return _Seen(len(held), len(found) - len(ready), found[-1].id)


def _provisional(where: sa.ColumnElement[bool]) -> sa.Select[RunningClock]:
    query = sa.select(RunningClock).where(RunningClock.provisional, where)
    return query.options(selectinload(RunningClock.pauses)).order_by(RunningClock.id)


def _held(ids: Sequence[int]) -> sa.Select[RunningClock]:
    """Those still provisional, with their proceedings and matters, but for what somebody else holds."""
    proceeding = contains_eager(RunningClock.proceeding)
    return (
        _provisional(RunningClock.id.in_(ids))
        .join(RunningClock.proceeding)
        .join(Proceeding.matter)
        .options(proceeding, proceeding.contains_eager(Proceeding.matter))
        .with_for_update(of=(RunningClock, Proceeding.__table__, Matter), skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )


def _settle(session: Session, running: RunningClock, in_force: Law, at: datetime) -> None:
    proceeding = running.proceeding
    clock = proceeding.definition.clock(running.code)
    before = {"nominal_before": running.nominal_on, "due_before": running.due_on}
    clocks.settle(running, at, in_force, clock)
    clocks.note_next_due(proceeding, clocks.of(proceeding, session))
    now = {"nominal_on": running.nominal_on, "due_on": running.due_on}
    data = {"clock": f"{clock.code} {clock.label}", **before, **now}
    engine.note(proceeding, "clock_settled", viewer=SYSTEM, at=at, data=data)
