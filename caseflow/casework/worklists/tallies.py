"""The counts behind the board: kept by the database, added up by a job, made again if they are lost."""

from collections import Counter
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding, RunningClock, Tally
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.part import on_board
from caseflow.casework.worklists.standing import provisional
from caseflow.casework.worklists.whose import Condition
from caseflow.kernel.roles import Permission, Reach, Viewer

Rows = sa.Select[*tuple[Any, ...]]

_KEYS = (Tally.process, Tally.state, Tally.unit_id, Tally.handler_id, Tally.due_at)
_CASES = Proceeding.__table__.c
_STANDS = sa.or_(_CASES.open, _CASES.next_due_at.is_not(None))
"""It is counted: under way, or with something still to be filed."""

_OWN = (_CASES.process, _CASES.state, _CASES.unit_id, _CASES.handler_id, _CASES.next_due_at.label("due_at"))


def counted(viewer: Viewer) -> sa.CompoundSelect[Any] | Rows:
    """What the viewer's board holds: so many (`n`) of each kind, `provisional` or not; a kind may come twice.

    Those who supervise get the sums of their units; what they see beyond them, and the own row of all others,
    are few and are read one by one.
    """
    if not viewer.can(Permission.OVERDUE_READ):
        return _one_by_one(on_board(viewer))
    whole = _whole(viewer, Proceeding.process, Proceeding.unit_id)
    parts: list[Any] = [_summed(viewer), _waiting(whole, -1, 0), _waiting(whole, 1, 1)]
    if _sees_more(viewer):
        parts.append(_one_by_one(sa.and_(proceedings_in_scope(viewer), sa.not_(whole))))
    return sa.union_all(*parts)


def _summed(viewer: Viewer) -> Rows:
    return sa.select(*_KEYS, Tally.n, sa.literal(0).label("provisional")).where(
        _whole(viewer, Tally.process, Tally.unit_id)
    )


def _one_by_one(seen: Condition) -> Rows:
    waits = sa.case((sa.and_(Proceeding.next_due_at.is_not(None), provisional), 1), else_=0)
    return sa.select(*_OWN, sa.literal(1).label("n"), waits.label("provisional")).where(seen, _STANDS)


def _waiting(seen: Condition, n: int, waits: int) -> Rows:
    """What waits for a year's calendar, of which the sums know nothing; its clocks have an index."""
    clocks = (
        # The sum keeps SQLite from reading the whole index of proceedings to tell them apart.
        sa.select((RunningClock.proceeding_id + 0).label("proceeding_id"), RunningClock.due_at)
        .where(RunningClock.provisional, RunningClock.stopped_at.is_(None))
        .distinct()
        .subquery()
    )
    there = sa.and_(Proceeding.id == clocks.c.proceeding_id, Proceeding.next_due_at == clocks.c.due_at)
    query = sa.select(*_OWN, sa.literal(n).label("n"), sa.literal(waits).label("provisional"))
    return query.select_from(sa.join(clocks, Proceeding.__table__, there)).where(seen)


def _whole(viewer: Viewer, process: Any, unit_id: Any) -> Condition:
    """It lies in the viewer's units, and is of a process of which the viewer sees all there."""
    names = [p.name for p in wired().processes if Reach.UNIT in viewer.reach(p.family)]
    of_units = sa.true() if viewer.everywhere else unit_id.in_(viewer.unit_ids)
    return sa.and_(process.in_(names), of_units)


def _sees_more(viewer: Viewer) -> bool:
    beyond = (viewer.reach(process.family) - {Reach.UNIT} for process in wired().processes)
    return bool(viewer.capacities) or any(beyond)


def compact(*, at: datetime) -> int:
    """Add up what has been counted since; how many rows that spares. Any number may run at once."""
    with transaction() as session:
        if not session.scalar(sa.select(sa.exists().where(Tally.n < 0))):
            return 0
        gone = session.execute(sa.delete(Tally).returning(*_KEYS, Tally.n)).all()
        sums: Counter[tuple[Any, ...]] = Counter()
        for *key, n in gone:
            sums[tuple(key)] += n
        rows = [dict(zip([c.key for c in _KEYS], key, strict=True), n=n) for key, n in sums.items() if n]
        if rows:
            session.execute(sa.insert(Tally), rows)
        return len(gone) - len(rows)


def rebuild() -> int:
    """Count everything anew; how many rows that makes. Others wait until it is done."""
    with transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("lock table tally in share row exclusive mode"))
        session.execute(sa.delete(Tally))
        session.execute(sa.insert(Tally).from_select([*_names(), "n"], truth()))
        return session.scalars(sa.select(sa.func.count(Tally.id))).one()


def truth() -> Rows:
    """The counts as the proceedings themselves say them."""
    state = sa.case((_CASES.next_due_at.is_(None), _CASES.state), else_=sa.literal_column("''"))
    keys = [_CASES.process, state, _CASES.unit_id, _CASES.handler_id, _CASES.next_due_at]
    named = [column.label(name) for column, name in zip(keys, _names(), strict=True)]
    return sa.select(*named, sa.func.count().label("n")).where(_STANDS).group_by(*keys)


def _names() -> list[str]:
    return [column.key for column in _KEYS]


def miscounted(session: Session) -> int:
    """How many of the sums differ from the truth."""
    kept: Counter[Any] = Counter()
    for *key, n in session.execute(sa.select(*_KEYS, Tally.n)):
        kept[tuple(key)] += n
    for *key, n in session.execute(truth()):
        kept[tuple(key)] -= n
    return sum(n != 0 for n in kept.values())
