"""The clocks that a proposed rule is tried on: those that run, and those that started within a year."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import engine
from caseflow.casework.models import ClockPause, Proceeding, RunningClock
from caseflow.casework.trials.judging import Judge, Outcome
from caseflow.kernel.calendar import Pause

LAST_YEAR = timedelta(days=366)

_PROCEEDINGS: sa.Table = Proceeding.__table__  # type: ignore[assignment]


def tried(code: str, at: datetime) -> sa.ColumnElement[bool]:
    """The condition on `RunningClock` that a rule for the code is tried on it."""
    recent = sa.or_(RunningClock.stopped_at.is_(None), RunningClock.started_at >= at - LAST_YEAR)
    return sa.and_(RunningClock.code == code, recent)


def some(
    session: Session, judge: Judge, after: int, limit: int, at: datetime, *seen: sa.ColumnElement[bool]
) -> list[Outcome]:
    """The outcomes of the next clocks after that id, in three queries at most."""
    query = _rows().where(tried(judge.rule.code, at), RunningClock.id > after, *seen).limit(limit)
    rows = session.execute(query).all()
    pauses, stated = _pauses(session, rows), _stated(session, rows)
    return [
        judge.outcome(
            row,
            engine.model_of(row.process).definition.clock(row.code),
            pauses.get(row.id, ()),
            stated.get(row.proceeding_id),
        )
        for row in rows
    ]


def _rows() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            RunningClock.id,
            RunningClock.code,
            RunningClock.started_at,
            RunningClock.day_zero,
            RunningClock.ends_on,
            RunningClock.extra,
            RunningClock.times_extended,
            RunningClock.due_on,
            RunningClock.due_at,
            RunningClock.provisional,
            RunningClock.paused,
            RunningClock.stopped_at,
            RunningClock.proceeding_id,
            _PROCEEDINGS.c.process,
            _PROCEEDINGS.c.number,
            _PROCEEDINGS.c.unit_id,
        )
        .join(_PROCEEDINGS, _PROCEEDINGS.c.id == RunningClock.proceeding_id)
        .order_by(RunningClock.id)
    )


def _pauses(session: Session, rows: Sequence[Any]) -> dict[int, list[Pause]]:
    """The rests of the clocks, in order, found by the first and the last id: there may be many."""
    found: dict[int, list[Pause]] = defaultdict(list)
    if rows:
        between = ClockPause.clock_id.between(rows[0].id, rows[-1].id)
        ours = ClockPause.clock_id.in_(sa.select(RunningClock.id).where(RunningClock.code == rows[0].code))
        query = sa.select(ClockPause.clock_id, ClockPause.since, ClockPause.until).where(between, ours)
        for clock_id, since, until in session.execute(query.order_by(ClockPause.since)):
            found[clock_id].append(Pause(since, until))
    return found


def _stated(session: Session, rows: Sequence[Any]) -> dict[int, int]:
    """The numbers of units that letters state themselves, where the process lets them."""
    found: dict[int, int] = {}
    for process in {row.process for row in rows}:
        table, name = _own_length(process, rows[0].code)
        if name:
            found |= _numbers(session, table, name, (r.proceeding_id for r in rows if r.process == process))
    return found


def _own_length(process: str, code: str) -> tuple[sa.Table, str]:
    model = engine.model_of(process)
    table: sa.Table = model.__table__  # type: ignore[assignment]
    return table, model.definition.clock(code).length_from


def _numbers(session: Session, table: sa.Table, name: str, ids: Iterable[int]) -> dict[int, int]:
    wanted = sorted(ids)
    between = table.c.id.between(wanted[0], wanted[-1])
    query = sa.select(table.c.id, table.c[name].label("stated"))
    rows = session.execute(query.where(between, table.c[name].is_not(None)))
    return {row.id: row.stated for row in rows}
