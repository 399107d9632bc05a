"""Clocks and dates that must follow from the states."""

from collections.abc import Iterator
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


def out_of_step(session: Session, at: datetime) -> Iterator[Found]:
    """Clocks that run, rest or are missing where the state says otherwise."""
    for process in wired().processes:
        for clock in process.clocks:
            yield from _misplaced(session, process, clock)
            if always_runs(clock):
                yield from _missing(session, process, clock)


def _misplaced(session: Session, process: Process, clock: Clock) -> Iterator[Found]:
    modes = {state.name: clock.mode(state.name) for state in process.states}
    runs, rests = ([s for s, mode in modes.items() if mode is wanted] for wanted in (Mode.RUNS, Mode.PAUSED))
    right = sa.or_(
        sa.and_(_CASES.state.in_(runs), sa.not_(RunningClock.paused)),
        sa.and_(_CASES.state.in_(rests), RunningClock.paused.is_distinct_from(_restless(session, clock))),
    )
    query = (
        sa.select(_CASES.id)
        .join(RunningClock, RunningClock.proceeding_id == _CASES.id)
        .where(_CASES.process == process.name, RunningClock.code == clock.code, _LIVE, sa.not_(right))
    )
    for id in session.scalars(query.limit(SHOWN)):
        yield f"“{clock.label}”与案件状态不符", id


def _restless(session: Session, clock: Clock) -> sa.ColumnElement[bool]:
    """Whether the clock started under a rule that lets it run on where others rest."""
    rules = (rule for rule in current_law(session).rules.rows if rule.code == clock.code)
    return RunningClock.rule_version.in_([rule.version for rule in rules if rule.terms.pausable is False])


def _missing(session: Session, process: Process, clock: Clock) -> Iterator[Found]:
    there = sa.exists().where(RunningClock.proceeding_id == _CASES.id, RunningClock.code == clock.code, _LIVE)
    states = (*clock.runs_while, *clock.paused_while)
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
