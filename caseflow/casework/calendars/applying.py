"""A change of the calendar is put in force, and the clocks that run follow it in batches (应用变更).

The change itself is one transaction; from then on new clocks count by it. Those that run follow proceeding by
proceeding; each batch is a transaction that moves the cursor on, too: killed half-way, another goes on there.
Each change of a date stands in the timeline of its matter with the calendar it was counted by, and has a
revision of its own, so that what was still to be said of the old day is not said.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit, law, reckoning
from caseflow.casework.audit import Deed
from caseflow.casework.calendars.changes import Document, held, note, own_days, special_days, waiting
from caseflow.casework.calendars.recount import (
    CASES,
    CLOCKS,
    Move,
    Reckoner,
    cases,
    next_cases,
    rests,
    standing,
)
from caseflow.casework.calendars.years import put_year
from caseflow.casework.db import transaction
from caseflow.casework.law import Law, current_law
from caseflow.casework.listed import rewrite
from caseflow.casework.models import CalendarChange, Matter, OwnDay, Phase
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import SYSTEM, Permission, Viewer

BATCH = 1_000
"""Proceedings whose clocks follow in one transaction."""

MOVED, SETTLED = "clock_recounted", "clock_settled"


def apply(id: int, *, viewer: Viewer, at: datetime) -> None:
    """Put a proposed change in force; `step` and `carry_on` take the clocks that run along.

    Raises:
        GuardRefused: it does not wait any more, or the same person has proposed it and may not decide alone.
    """
    require(viewer, Permission.CALENDAR_APPLY)
    with transaction() as session:
        change = held(session, id)
        waiting(change)
        if change.two_persons and change.proposed_by == viewer.user_id:
            raise GuardRefused("督办员提出的变更须由另一人应用")
        change.phase, change.applied_by, change.applied_at = Phase.APPLYING, viewer.user_id, at
        change.total = cases(session)
        _put_in_force(session, change, viewer, at)
        note(session, change, "calendar_applied", viewer, at)


def _put_in_force(session: Session, change: CalendarChange, viewer: Viewer, at: datetime) -> None:
    if change.year is not None:
        document = Document(change.source, change.number, change.issued_on)
        put_year(session, change.year, special_days(change), document, viewer, at)
        return
    law.has_changed(session)
    own, back = own_days(change)
    session.execute(sa.delete(OwnDay).where(OwnDay.day.in_([*back, *(one.day for one in own)])))
    session.add_all(
        OwnDay(day=one.day, opening=one.opening, reason=one.reason, source=one.source) for one in own
    )


def carry_on(*, at: datetime, batch: int = BATCH) -> int:
    """Take every change that is being applied to its end; how many clocks have moved (日历重算)."""
    moved = 0
    under_way = sa.select(CalendarChange.id).where(CalendarChange.phase == Phase.APPLYING)
    for id in db.session.scalars(under_way.order_by(CalendarChange.id)).all():
        while (change := step(id, at=at, batch=batch)).phase is Phase.APPLYING:
            pass
        moved += change.moved
    return moved


def step(id: int, *, at: datetime, batch: int = BATCH) -> CalendarChange:
    """One batch of a change that is being applied, and how far it is then; nothing if it is over."""
    with transaction() as session:
        change = held(session, id)
        if change.phase is Phase.APPLYING:
            _one_batch(session, change, batch, at)
        return change


def _one_batch(session: Session, change: CalendarChange, batch: int, at: datetime) -> None:
    ids = next_cases(session, change.cursor, batch)
    if ids:
        change.moved += _recount(session, ids, change, at)
        change.cursor, change.done = ids[-1], change.done + len(ids)
        return
    change.phase, change.finished_at = Phase.DONE, at
    note(session, change, "calendar_recounted", SYSTEM, at, proceedings=change.done, moved=change.moved)


def _recount(session: Session, ids: Sequence[int], change: CalendarChange, at: datetime) -> int:
    """Give the clocks of these proceedings the dates of the calendar in force; how many moved."""
    _hold(session, ids)
    in_force = current_law(session)
    reckoner, pauses, rows = Reckoner(in_force.calendar), rests(session, ids), standing(session, ids)
    moves = {row.id: move for row in rows if (move := reckoner.move(row, pauses.get(row.id, ())))}
    if moves:
        _write_clocks(session, moves.values(), in_force, at)
        _write_places(session, rows, moves)
        told = [(move.row.matter_id, _deed(move, change, in_force, at)) for move in moves.values()]
        audit.record_many(session, told)
    return len(moves)


def _hold(session: Session, ids: Sequence[int]) -> None:
    """The matters first, and in order, as everybody who acts on a proceeding does."""
    matters = sa.select(CASES.c.matter_id).where(CASES.c.id.between(ids[0], ids[-1]))
    query = sa.select(Matter.id).where(Matter.id.in_(matters)).order_by(Matter.id)
    session.execute(query.with_for_update(key_share=True))


def _write_clocks(session: Session, moves: Iterable[Move], in_force: Law, at: datetime) -> None:
    rewrite(session, CLOCKS, [_dates(move, in_force, at) for move in moves])


def _dates(move: Move, in_force: Law, at: datetime) -> dict[str, Any]:
    row, due = move.row, move.due
    return {
        "id": row.id,
        "nominal_on": due.nominal,
        "due_on": due.rolled,
        "due_at": due.moment,
        "provisional": due.provisional,
        "calendar_version": in_force.calendar.version,
        "revision": row.revision + 1,
        "next_stage_at": None if row.paused else _next_stage(move, in_force, at),
    }


def _next_stage(move: Move, in_force: Law, at: datetime) -> datetime | None:
    """What the ladder would have said before is not said again; but what is late only now is said."""
    row, due = move.row, move.due
    newly_late = due.moment < at and (row.provisional or row.due_at >= at)
    dates = (due.nominal, due.rolled, due.moment)
    after = due.moment if newly_late else at
    ruled = in_force.ruled(move.clock, row.rule_version)
    return reckoning.next_stage(ruled, row.started_at, dates, in_force.calendar, after)


def _write_places(session: Session, rows: Sequence[Any], moves: dict[int, Move]) -> None:
    """Where the proceedings of the clocks that moved now stand in the queues."""
    touched = {move.row.proceeding_id: move.row for move in moves.values()}
    running: dict[int, list[Any]] = {id: [] for id in touched}
    for row in rows:
        if row.proceeding_id in touched and not row.paused:
            clock = wired().models[row.process].definition.clock(row.code)
            due_at = moves[row.id].due.moment if row.id in moves else row.due_at
            running[row.proceeding_id].append((clock, row.mark, due_at))
    places = {id: reckoning.nearest(running[id], row.card) for id, row in touched.items()}
    new = [{"id": id, "next_due_at": due_at, "urgency": at} for id, (due_at, at) in places.items()]
    rewrite(session, CASES, new)


def _deed(move: Move, change: CalendarChange, in_force: Law, at: datetime) -> Deed:
    row, due, clock = move.row, move.due, move.clock
    data = {
        "clock": f"{clock.code} {clock.label}",
        "nominal_before": row.nominal_on,
        "due_before": row.due_on,
        "nominal_on": due.nominal,
        "due_on": due.rolled,
        "calendar": in_force.calendar.version,
        "because": change.source,
    }
    action = SETTLED if move.settles else MOVED
    return Deed(action=action, viewer=SYSTEM, at=at, proceeding_id=row.proceeding_id, data=data)
