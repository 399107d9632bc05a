"""Clocks of a proceeding: started, rested, extended and ended as decisions say; only the engine calls this.

Nothing here adds a row: the engine keeps what `change` has started, or looks at it before anything is kept.

A clock keeps every fact that made its dates, so that reckoning them again always gives the stored ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, object_session

from caseflow.casework import gathering, reckoning
from caseflow.casework.db import kept_in
from caseflow.casework.law import Law, current_law
from caseflow.casework.models import AuditEvent, ClockExtension, ClockPause, Proceeding, RunningClock
from caseflow.casework.step import Step
from caseflow.kernel.calendar import (
    Due,
    Length,
    Pause,
    Period,
    WorkCalendar,
    local_day,
    parse_period,
)
from caseflow.kernel.decide import Change
from caseflow.kernel.holding import PROOF
from caseflow.kernel.machine import Clock, Facts

MET, LEFT = "met", "left"


def of(proceeding: Proceeding, session: Session) -> list[RunningClock]:
    """Every clock the proceeding ever had, oldest first; of one opened in this transaction they are known."""
    known: list[RunningClock] | None = kept_in(session).get((RunningClock, proceeding.id))
    return list(session.scalars(_OF, {"wanted": proceeding.id}).unique()) if known is None else known


def opened(proceeding: Proceeding, session: Session) -> list[RunningClock]:
    """The clocks of a proceeding that begins now: none yet; the transaction keeps them at hand."""
    known: list[RunningClock] = []
    kept_in(session)[RunningClock, proceeding.id] = known
    return known


_OF = (
    sa.select(RunningClock)
    .where(RunningClock.proceeding_id == sa.bindparam("wanted", type_=sa.Integer))
    .options(joinedload(RunningClock.pauses))
    .order_by(RunningClock.id)
)


def live(known: Sequence[RunningClock]) -> list[RunningClock]:
    """The clocks that have not ended; some of them may rest."""
    return [clock for clock in known if clock.stopped_at is None]


def has_lapsed(clock: RunningClock, at: datetime) -> bool:
    """Whether the clock still runs although its last day has passed; a provisional day settles nothing."""
    runs = clock.stopped_at is None and not clock.paused
    return runs and not clock.provisional and clock.due_at <= at


def change(proceeding: Proceeding, known: list[RunningClock], step: Step, law: Law) -> None:
    """Do to the clocks what was decided, and remember the nearest due moment on the proceeding.

    What starts is appended to `known`.
    """
    for clock, what in step.decision.clocks:
        running = next((c for c in live(known) if c.code == clock.code), None)
        if running is not None:
            _change_running(proceeding, running, clock, what, step, law)
        if what in (Change.START, Change.RESTART):
            known.extend(_started(proceeding, known, clock, step, law))
    note_next_due(proceeding, known)


def _change_running(
    proceeding: Proceeding, running: RunningClock, clock: Clock, what: Change, step: Step, law: Law
) -> None:
    match what:
        case Change.STOP:
            _stop(running, step.at, LEFT, law, clock)
        case Change.MEET | Change.RESTART:
            _stop(running, step.at, MET, law, clock)
        case Change.PAUSE:
            _pause(running, proceeding, step)
        case Change.RESUME:
            _resume(running, step.at)
            reckon_again(running, step.at, law, clock)
        case Change.EXTEND:
            _extend(running, proceeding, step)
            reckon_again(running, step.at, law, clock)


def note_next_due(proceeding: Proceeding, known: Sequence[RunningClock]) -> None:
    """Keep the earliest due moment of the clocks that run, and the place in a queue that follows from them.

    What does not bind makes nobody late.
    """
    running = [c for c in live(known) if not c.paused]
    due = [(proceeding.definition.clock(c.code), c.mark, c.due_at) for c in running]
    proceeding.next_due_at, proceeding.urgency = reckoning.nearest(due, proceeding.card)


def _started(
    proceeding: Proceeding, known: Sequence[RunningClock], clock: Clock, step: Step, law: Law
) -> Iterator[RunningClock]:
    """The clock with its dates, unless it runs already or does not concern the proceeding."""
    facts = step.decision.facts
    taken = {c.code for c in (known if clock.once else live(known))}
    ends_on = getattr(facts, clock.ends_on) if clock.ends_on else None
    if clock.code in taken or not clock.applies_to(facts) or (clock.ends_on and not ends_on):
        return
    day_zero = _day_zero(clock, facts, step.at)
    rule = law.rule(clock, day_zero)
    running = RunningClock(
        proceeding_id=proceeding.id,
        code=clock.code,
        period=_length(clock, facts, rule.period).encode(),
        basis=rule.basis,
        mark=rule.mark,
        rule_version=rule.version,
        started_at=step.at,
        day_zero=day_zero,
        ends_on=ends_on,
        extra=0,
        times_extended=0,
        revision=0,
        paused=False,
        pauses=[],
    )
    reckon(running, law, clock)
    yield running


def _length(clock: Clock, facts: Facts, usual: Period) -> Period:
    """The period of the rule, or as many of its units as the letter itself states."""
    stated = getattr(facts, clock.length_from) if clock.length_from else None
    return replace(usual, n=stated) if stated and isinstance(usual, Length) else usual


def _day_zero(clock: Clock, facts: Facts, at: datetime) -> date:
    """The day of the fact the clock counts from, or the day it starts; it is not counted itself."""
    given = getattr(facts, clock.counted_from) if clock.counted_from else None
    day: date = given or at
    return local_day(day) if isinstance(day, datetime) else day


def reckon(running: RunningClock, law: Law, clock: Clock) -> None:
    """Set the dates of the clock from the facts it keeps, as the law's calendar now has them."""
    due = due_of(running, law.calendar)
    running.nominal_on, running.due_on, running.due_at = due.nominal, due.rolled, due.moment
    running.provisional = due.provisional
    running.calendar_version = law.calendar.version
    running.revision += 1
    running.next_stage_at = next_stage(running, law, clock, after=running.started_at)


def due_of(running: RunningClock, calendar: WorkCalendar) -> Due:
    """When the clock ends by its facts; the earliest day it can where a year is unpublished (暂定).

    A house rule counts by the office's own days too; what rests on law never does.
    """
    return _end_of(running, period_of(running), calendar)


def due_before_extension(running: RunningClock, calendar: WorkCalendar) -> Due:
    """When the clock would end without the extensions granted."""
    return _end_of(running, parse_period(running.period), calendar)


def _end_of(running: RunningClock, period: Period, calendar: WorkCalendar) -> Due:
    pauses = [Pause(p.since, p.until) for p in running.pauses]
    start = reckoning.start_of(running, period)
    return reckoning.end_of(period, start, pauses, reckoning.calendar_for(running.mark, calendar))


def period_of(running: RunningClock) -> Period:
    """The period with the extensions granted."""
    return reckoning.lengthened(running.period, running.extra)


def next_stage(running: RunningClock, law: Law, clock: Clock, *, after: datetime) -> datetime | None:
    """When the ladder speaks next, or the timer acts, by the rule that the clock started under."""
    due = (running.nominal_on, running.due_on, running.due_at)
    ruled = law.ruled(clock, running.rule_version)
    return reckoning.next_stage(ruled, running.started_at, due, law.calendar, after)


def _stages(running: RunningClock, calendar: WorkCalendar, ruled: Clock, after: datetime) -> list[datetime]:
    due = (running.nominal_on, running.due_on, running.due_at)
    return reckoning.stages(ruled, running.started_at, due, calendar, after)


def forget_past(proceeding: Proceeding, session: Session, now: datetime) -> None:
    """Say and do nothing about what fell due before `now`, when a proceeding is taken over from elsewhere."""
    law = current_law(session)
    for running in live(of(proceeding, session)):
        ruled = law.ruled(proceeding.definition.clock(running.code), running.rule_version)
        ahead = _stages(running, law.calendar, ruled, now)
        if ruled.on_lapse and running.due_at > now:
            ahead.append(running.due_at)
        running.next_stage_at = None if running.paused else min(ahead, default=None)


def _stop(running: RunningClock, at: datetime, outcome: str, law: Law, clock: Clock) -> None:
    """Ended; a rest that ends with the clock has moved its due day all the same."""
    if running.paused:
        _resume(running, at)
        reckon(running, law, clock)
    running.stopped_at, running.outcome, running.next_stage_at = at, outcome, None
    running.provisional = False


def _pause(running: RunningClock, proceeding: Proceeding, step: Step) -> None:
    actor, request = step.viewer.user_id, _request(proceeding, step)
    cause = str(step.given.get("cause") or step.given.get("reason") or step.transition.label)
    proof = str(step.given.get("proof") or "")
    asked_by = request.actor_id if request else actor
    running.pauses.append(
        ClockPause(
            since=step.at,
            cause=cause,
            proof=proof,
            proof_id=step.given.get(PROOF),
            requested_by=asked_by,
            by_id=actor,
        )
    )
    running.paused, running.next_stage_at = True, None


def _resume(running: RunningClock, at: datetime) -> None:
    rest = running.pauses[-1]
    rest.until, running.paused = max(at, rest.since), False  # two servers may differ by a moment


def _extend(running: RunningClock, proceeding: Proceeding, step: Step) -> None:
    extra, actor = proceeding.extension or 0, step.viewer.user_id
    request = _request(proceeding, step)
    running.extra += extra
    running.times_extended += 1
    running.extensions.append(
        ClockExtension(
            extra=extra,
            reason=str((request.data if request else step.given).get("reason") or ""),
            requested_by=request.actor_id if request else actor,
            granted_by=actor,
            granted_at=step.at,
        )
    )


def _request(proceeding: Proceeding, step: Step) -> AuditEvent | None:
    """The request that is granted, if there was one: the last action that set the mark which this clears."""
    marks = step.decision.facts.overlays.intersection(step.transition.clears)
    if not marks:
        return None
    gathering.write(session := _session(proceeding))
    asking = [t.action for t in proceeding.definition.transitions if marks & set(t.raises)]
    query = sa.select(AuditEvent).where(
        AuditEvent.proceeding_id == proceeding.id, AuditEvent.action.in_(asking)
    )
    return session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).first()


def reckon_again(running: RunningClock, at: datetime, law: Law, clock: Clock) -> None:
    """New dates for a clock under way: what the ladder would have said before is not said again."""
    reckon(running, law, clock)
    stage_at = next_stage(running, law, clock, after=at)
    running.next_stage_at = None if running.paused else stage_at


def settle(running: RunningClock, at: datetime, law: Law, clock: Clock) -> None:
    """Final dates for a provisional clock; nothing was called late before, so what is late is said now."""
    reckon_again(running, at, law, clock)
    if running.due_at < at and not running.paused:
        running.next_stage_at = next_stage(running, law, clock, after=running.due_at)


def _session(row: Proceeding) -> Session:
    session = object_session(row)
    if session is None:
        raise RuntimeError("the row belongs to no session")
    return session
