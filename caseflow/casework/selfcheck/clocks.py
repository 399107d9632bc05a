"""Clocks and dates that must follow from the states."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import pauses
from caseflow.casework.law import current_law
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import tallies
from caseflow.casework.worklists.attention import always_runs
from caseflow.kernel.machine import Clock, Mode, Process

Found = tuple[str, int | None]
"""What does not hold, and the proceeding it is about, if it is about one."""

SHOWN = 50
"""So many of one kind are named; the first ones are enough to find the cause."""

LATE = timedelta(minutes=15)
"""A sweep comes every minute; one that takes longer is still no backlog."""

_CASES = Proceeding.__table__.c
_LIVE = RunningClock.stopped_at.is_(None)
_CLOCKED = sa.join(Proceeding.__table__, RunningClock, RunningClock.proceeding_id == _CASES.id)
_ALIKE = (_CASES.process, _CASES.state, RunningClock.code, RunningClock.paused, RunningClock.rule_version)
"""What says whether a clock is as it should be."""

_IN_STATES = sa.select(_CASES.process, _CASES.state, sa.func.count().label("many")).group_by(
    _CASES.process, _CASES.state
)
_WITH_CLOCKS = (
    sa.select(*_ALIKE[:3], sa.func.count(_CASES.id.distinct()).label("many"))
    .select_from(_CLOCKED)
    .where(_LIVE)
    .group_by(*_ALIKE[:3])
)


def out_of_step(session: Session, at: datetime) -> Iterator[Found]:
    """Clocks that run, rest or are missing where the state says otherwise.

    Both are counted by what they follow from: cases are looked up only where something is wrong.
    """
    yield from _misplaced(session)
    yield from _missing(session)


def _misplaced(session: Session) -> Iterator[Found]:
    kinds = {(process.name, clock.code): clock for process in wired().processes for clock in process.clocks}
    rules = current_law(session).rules.rows
    restless = {(rule.code, rule.version) for rule in rules if rule.terms.pausable is False}
    for row in session.execute(sa.select(*_ALIKE).select_from(_CLOCKED).where(_LIVE).distinct()).all():
        clock = kinds.get((row.process, row.code))  # one that nobody knows is found elsewhere
        runs_on = (row.code, row.rule_version) in restless
        if clock is None or _fits(clock.mode(row.state), paused=row.paused, runs_on=runs_on):
            continue
        alike = (column == value for column, value in zip(_ALIKE, row, strict=True))
        query = sa.select(_CASES.id).select_from(_CLOCKED).where(_LIVE, *alike)
        for id in session.scalars(query.limit(SHOWN)):
            yield f"“{clock.label}”与案件状态不符", id


def _fits(mode: Mode, *, paused: bool, runs_on: bool) -> bool:
    """Whether a clock may be paused in the state, or not; `runs_on` under a rule that lets none rest."""
    return mode is not Mode.OFF and paused == (mode is Mode.PAUSED and not runs_on)


def _missing(session: Session) -> Iterator[Found]:
    cases = {(row.process, row.state): row.many for row in session.execute(_IN_STATES)}
    clocks = {(row.process, row.state, row.code): row.many for row in session.execute(_WITH_CLOCKS)}
    for process in wired().processes:
        for clock in filter(always_runs, process.clocks):
            states = (*clock.runs_while, *clock.paused_while)
            lacking = [
                state
                for state in states
                if clocks.get((process.name, state, clock.code), 0) < cases.get((process.name, state), 0)
            ]
            if lacking:
                yield from _without(session, process, clock, lacking)


def _without(session: Session, process: Process, clock: Clock, states: Sequence[str]) -> Iterator[Found]:
    there = sa.exists().where(RunningClock.proceeding_id == _CASES.id, RunningClock.code == clock.code, _LIVE)
    in_states = _CASES.process == process.name, _CASES.state.in_(states)
    query = sa.select(_CASES.id).where(*in_states, sa.not_(there))
    for id in session.scalars(query.limit(SHOWN)):
        yield f"没有“{clock.label}”", id


def rested_too_long(session: Session, at: datetime) -> Iterator[Found]:
    """Holds that nobody has looked at again in time."""
    for one in pauses.rested_too_long(session, at)[:SHOWN]:
        yield f"“{one.label}”已到时间", one.proceeding_id


def wrong_next_due(session: Session, at: datetime) -> Iterator[Found]:
    """Proceedings whose date in the queue is not that of their nearest clock."""
    windows = [clock.code for clock in wired().clocks if not clock.ladder.binds]
    counts = _LIVE, sa.not_(RunningClock.paused), RunningClock.code.not_in(windows)
    nearest = (
        sa.select(RunningClock.proceeding_id, sa.func.min(RunningClock.due_at).label("due_at"))
        .where(*counts)
        .group_by(RunningClock.proceeding_id)
        .subquery()
    )
    query = (
        sa.select(_CASES.id)
        .outerjoin(nearest, nearest.c.proceeding_id == _CASES.id)
        .where(_CASES.next_due_at.is_distinct_from(nearest.c.due_at))
    )
    for id in session.scalars(query.limit(SHOWN)):
        yield "队列中的到期日与最近的期限不一致", id


def miscounted(session: Session, at: datetime) -> Iterator[Found]:
    """Counts of the board that the proceedings do not bear out."""
    if count := tallies.miscounted(session):
        yield f"看板有 {count} 组计数与案件不符", None


def owed(session: Session, at: datetime) -> Iterator[Found]:
    """Clocks whose stage came some time ago and whose reminders were not written."""
    query = sa.select(sa.func.count(RunningClock.id)).where(RunningClock.next_stage_at < at - LATE)
    if count := session.scalar(query):
        yield f"{count} 个期限到了提醒时间还没有处理", None
