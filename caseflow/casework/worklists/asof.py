"""How the work stood at any past moment, told by the dates of its clocks (往日的看板)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from caseflow.accounts.models import Unit, User
from caseflow.casework.attribution import attribution, together
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import ClockPause, Proceeding, RunningClock
from caseflow.casework.queries import BUILT
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.board import COLUMNS, Board, Row, pressing
from caseflow.casework.worklists.part import on_board
from caseflow.extensions import UtcDateTime, db
from caseflow.kernel.attribution import Shares
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import Viewer

MOST = 200
"""Late ones that are listed."""

AGES = ((7, "7天以内"), (30, "8–30天"), (60, "31–60天"), (90, "61–90天"), (None, "90天以上"))
"""How old work is, in calendar days."""

_then, _soon = sa.bindparam("then", type_=UtcDateTime()), sa.bindparam("soon", type_=UtcDateTime())


class LateThen(NamedTuple):
    """A proceeding that was late at that moment; nobody is named but those in charge."""

    id: int
    process: Process
    number: str
    unit: str
    handler: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Past:
    """The board by process and by person as it was, with the late ones, the latest first."""

    board: Board
    people: Board
    late: Sequence[LateThen]


def past(viewer: Viewer, then: Now) -> Past:
    """How the viewer's board stood at that moment, in two queries.

    Due dates are those that the clocks have now: an extension granted since counts as if it had been then.
    """
    rows = db.session.execute(_counts(viewer), _moments(then)).all()
    processes = {process.name: process for process in wired().processes if viewer.reach(process.family)}
    by_process = _summed((row.process, processes[row.process].label, row) for row in rows)
    labels = {name: by_process.get(name, Row(name, p.label, {})) for name, p in processes.items()}
    people = _summed((str(row.handler_id or 0), row.handler or "未确定", row) for row in rows)
    return Past(
        _with_sum(list(labels.values())),
        _with_sum(sorted(people.values(), key=pressing)),
        [_late_then(row) for row in db.session.execute(_late(viewer), _moments(then))],
    )


def _late_then(row: Any) -> LateThen:
    process = wired().models[row.process].definition
    return LateThen(row.id, process, row.number or "未编号", row.unit, row.handler or "", row.due_at)


def _moments(then: Now) -> dict[str, datetime]:
    return {"then": then.at, "soon": then.soon}


def _summed(rows: Iterable[tuple[str, str, Any]]) -> dict[str, Row]:
    counts: dict[str, dict[Light, int]] = {}
    labels: dict[str, str] = {}
    for key, label, row in rows:
        labels[key], light = label, Light(row.light)
        own = counts.setdefault(key, {})
        own[light] = own.get(light, 0) + row.n
    return {key: Row(key, labels[key], own) for key, own in counts.items()}


def _with_sum(rows: Sequence[Row]) -> Board:
    every = {light: sum(row.counts.get(light, 0) for row in rows) for light in COLUMNS}
    return Board(rows, Row("", "合计", every))


def _running(then: Any) -> sa.Subquery:
    """Each proceeding with a clock that had begun and not ended: the nearest due date of those that ran.

    Without any date, all its clocks rested. `waits` is the nearest of the provisional ones.
    """
    paused = sa.exists().where(
        ClockPause.clock_id == RunningClock.id,
        ClockPause.since <= then,
        sa.or_(ClockPause.until.is_(None), ClockPause.until > then),
    )
    due = sa.case((sa.not_(paused), RunningClock.due_at), else_=None)
    waits = sa.case((sa.and_(sa.not_(paused), RunningClock.provisional), RunningClock.due_at), else_=None)
    return (
        sa.select(
            RunningClock.proceeding_id.label("id"),
            sa.func.min(due, type_=UtcDateTime()).label("due_at"),
            sa.func.min(waits, type_=UtcDateTime()).label("waits"),
        )
        .where(
            RunningClock.started_at <= then,
            sa.or_(RunningClock.stopped_at.is_(None), RunningClock.stopped_at > then),
            RunningClock.code.in_(_binding()),
        )
        .group_by(RunningClock.proceeding_id)
        .subquery()
    )


def _binding() -> list[str]:
    return sorted({clock.code for clock in wired().clocks if clock.ladder.binds})


def _light(of: sa.Subquery) -> sa.Case[Any]:
    return sa.case(
        (of.c.due_at.is_(None), Light.PAUSED.value),
        (of.c.waits == of.c.due_at, Light.PROVISIONAL.value),
        (of.c.due_at <= _then, Light.OVERDUE.value),
        (of.c.due_at <= _soon, Light.NEAR.value),
        else_=Light.NORMAL.value,
    )


@lru_cache(BUILT)
def _counts(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    clocks = _running(_then)
    light = _light(clocks)
    kinds = (
        sa.select(Proceeding.process, Proceeding.handler_id, light.label("light"), sa.func.count().label("n"))
        .select_from(clocks)
        .join(Proceeding, Proceeding.id == clocks.c.id)
        .where(on_board(viewer))
        .group_by(Proceeding.process, Proceeding.handler_id, light)
        .subquery()
    )
    return sa.select(kinds, User.name.label("handler")).outerjoin_from(
        kinds, User, User.id == kinds.c.handler_id
    )


@lru_cache(BUILT)
def _late(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    clocks = _running(_then)
    shown = Proceeding.id, Proceeding.process, Proceeding.number, clocks.c.due_at
    return (
        sa.select(*shown, Unit.name.label("unit"), User.name.label("handler"))
        .select_from(clocks)
        .join(Proceeding, Proceeding.id == clocks.c.id)
        .join(Unit, Unit.id == Proceeding.unit_id)
        .outerjoin(User, User.id == Proceeding.handler_id)
        .where(on_board(viewer), _light(clocks) == Light.OVERDUE.value)
        .order_by(clocks.c.due_at, Proceeding.id)
        .limit(MOST)
    )


def trend(viewer: Viewer, moments: Sequence[datetime]) -> list[int]:
    """How many proceedings were late at each of the moments, in one query."""
    counts = [_late_at(viewer, moment).label(f"at{n}") for n, moment in enumerate(moments)]
    return [int(n) for n in db.session.execute(sa.select(*counts)).one()]


def _late_at(viewer: Viewer, moment: datetime) -> sa.ScalarSelect[int]:
    then = sa.bindparam(None, moment, UtcDateTime())
    clocks = _running(then)
    waits = clocks.c.waits.is_distinct_from(clocks.c.due_at)
    count = sa.select(sa.func.count()).select_from(clocks).join(Proceeding, Proceeding.id == clocks.c.id)
    return count.where(on_board(viewer), clocks.c.due_at <= then, waits).scalar_subquery()


def ages(viewer: Viewer, then: Now) -> list[tuple[str, int]]:
    """How old the work was that was under way then."""
    age = sa.case(
        *((Proceeding.opened_at > _days_before(then, days), label) for days, label in AGES if days),
        else_=AGES[-1][1],
    )
    open_then = sa.or_(Proceeding.closed_at.is_(None), Proceeding.closed_at > then.at)
    query = sa.select(age.label("age"), sa.func.count().label("n")).where(
        on_board(viewer), Proceeding.opened_at <= then.at, open_then
    )
    found = {row.age: row.n for row in db.session.execute(query.group_by(age))}
    return [(label, found.get(label, 0)) for _, label in AGES]


def _days_before(then: Now, days: int) -> datetime:
    return then.at - days * DAY


def lain(viewer: Viewer, since: datetime, then: Now) -> list[tuple[str, Shares]]:
    """With whom the proceedings closed since then had lain, summed by unit; the longest first."""
    closed = on_board(viewer), Proceeding.closed_at > since, Proceeding.closed_at <= then.at
    ids: Any = sa.select(Proceeding.id).where(*closed)
    rows = db.session.execute(sa.select(Proceeding.id, Unit.name).join(Unit).where(*closed)).all()
    found = attribution(db.session(), ids, then.calendar, then.at)
    units: dict[str, list[Shares]] = {}
    for id, unit in rows:
        units.setdefault(unit, []).append(found.get(id, {}))
    sums = [(unit, together(some)) for unit, some in units.items()]
    return sorted(sums, key=lambda pair: -sum(share.days for share in pair[1].values()))
