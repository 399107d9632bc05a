"""The one engine: applies an action to a proceeding, in the caller's transaction (流程引擎).

State, clocks, audit row and reactions are written together or not at all. Nothing else assigns a state,
starts or stops a clock, or writes an audit row about a proceeding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session, object_session
from sqlalchemy.orm.attributes import set_committed_value

from caseflow.casework import audit, clocks, gathering, milestones, search
from caseflow.casework.answers import asked_for, fitting, take
from caseflow.casework.audit import Deed
from caseflow.casework.candidates import unfit
from caseflow.casework.capacity import Ground, capacities, decide_as, options_as
from caseflow.casework.handover import hand_over
from caseflow.casework.involvement import involve
from caseflow.casework.law import Law, current_law
from caseflow.casework.models import AuditEvent, Card, Proceeding, RunningClock
from caseflow.casework.notices import tell_of
from caseflow.casework.numbering import take_number
from caseflow.casework.step import Step
from caseflow.casework.wiring import ENDED, wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.decide import Option, outlook
from caseflow.kernel.errors import Conflict, DomainError, Incomplete
from caseflow.kernel.machine import START, Facts
from caseflow.kernel.roles import Viewer

P = TypeVar("P", bound=Proceeding)


def open_proceeding(
    proceeding: P,
    action: str,
    *,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object],
    recorded_at: datetime | None = None,
) -> P:
    """Bring a new proceeding into being by its opening action (立案、登记).

    The caller has made the row with its matter, parent and unit and added it to the session.

    Raises:
        DomainError: the action is refused.
    """
    _begin(proceeding, at)
    _session_of(proceeding).flush()
    set_committed_value(proceeding, "open_children", 0)
    apply(proceeding, action, viewer=viewer, at=at, data=data, recorded_at=recorded_at)
    return proceeding


def apply(
    proceeding: Proceeding,
    action: str,
    *,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object] | None = None,
    recorded_at: datetime | None = None,
) -> AuditEvent:
    """Take the action now, or as of `at` when it is written down later (`recorded_at`).

    The caller holds the matter (`find_to_change`), so that its audit chain grows one link at a time.

    Raises:
        DomainError: the action is refused; nothing has been changed.
    """
    session = _session_of(proceeding)
    data = data or {}
    known = (clocks.opened if proceeding.state == START else clocks.of)(proceeding, session)
    law = current_law(session)
    able = capacities(session, proceeding, viewer)
    decision, viewer = decide_as(able, ground_of(proceeding, known, at, law), action, data)
    given = asked_for(proceeding, decision, data)
    past = recorded_at is not None
    wrong = unfit(session, decision.transition, given, at, about=proceeding.id, past=past)
    if faults := wrong | proceeding.objections(given):
        raise Incomplete(faults)
    step = Step(decision, viewer, at, given, take(proceeding, given), recorded_at)
    with session.no_autoflush:  # all of it is written in one go
        _move(proceeding, step)
        numbered = _number(session, proceeding, step)
        involve(session, proceeding, step)
        had = len(known)
        clocks.change(proceeding, known, step, law)
        gathering.keep(session, known[had:])
        event = audit.record(session, proceeding.matter, _deed(proceeding, step))
        search.follow(session, proceeding, step, numbered=numbered)
        milestones.follow(session, proceeding, step, event)
    _spread(session, proceeding, step, event, law)
    return event


def _spread(session: Session, proceeding: Proceeding, step: Step, event: AuditEvent, law: Law) -> None:
    """Tell whom it concerns, and let the other processes react."""
    if step.transition.tells or step.transition.answers:
        tell_of(session, proceeding, step, event)
    hand_over(session, proceeding, step, event, law.calendar)
    for occasion in _occasions(proceeding, step):
        for reaction in wired().reactions.get((proceeding.process, occasion), ()):
            reaction(proceeding, step)


Planned = tuple[str, Viewer, Mapping[str, object]]
"""An action that somebody would take, with what they would answer."""


def foresee(
    proceeding: Proceeding, plan: Iterable[Planned], *, at: datetime, law: Law
) -> tuple[list[RunningClock], DomainError | None]:
    """The clocks that would run if the proceeding were opened and taken on as planned; nothing is written.

    The row and its matter stand in no session. What the actions ask for may be incomplete; the first one that
    is refused ends the look ahead, and its refusal is returned.
    """
    _begin(proceeding, at)
    known: list[RunningClock] = []
    for action, viewer, data in plan:
        on = ground_of(proceeding, known, at, law)
        try:
            decision = outlook(on.process, on.state, action, viewer=viewer, facts=on.facts, data=data)
        except DomainError as refusal:
            return clocks.live(known), refusal
        given = fitting(proceeding, decision, data)
        step = Step(decision, viewer, at, given, take(proceeding, given))
        _move(proceeding, step)
        clocks.change(proceeding, known, step, law)
    return clocks.live(known), None


def _begin(proceeding: Proceeding, at: datetime) -> None:
    proceeding.state = START
    proceeding.opened_at = proceeding.state_since = at
    proceeding.overlays, proceeding.done_by, proceeding.card = [], {}, Card.NONE


def note(
    proceeding: Proceeding,
    action: str,
    *,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object],
    recorded_at: datetime | None = None,
) -> AuditEvent:
    """Write down what concerns the proceeding but is no action of its process, such as a reveal."""
    session = _session_of(proceeding)
    deed = Deed(
        action=action,
        viewer=capacities(session, proceeding, viewer)[0],
        at=at,
        recorded_at=recorded_at,
        proceeding_id=proceeding.id,
        data=data,
    )
    event = audit.record(session, proceeding.matter, deed)
    milestones.follow_note(session, proceeding, data, at, event)
    return event


def choices(
    proceeding: Proceeding, known: Sequence[RunningClock], *, viewer: Viewer, at: datetime, law: Law
) -> tuple[Option, ...]:
    """The actions a page offers, by the same decision that a request would get."""
    able = capacities(_session_of(proceeding), proceeding, viewer)
    return options_as(able, ground_of(proceeding, known, at, law))


def ground_of(proceeding: Proceeding, known: Sequence[RunningClock], at: datetime, law: Law) -> Ground:
    """What an action is decided by: the process as the rules have it here, the state, the facts."""
    running = {clock.code: clock.rule_version for clock in clocks.live(known)}
    process = law.process(proceeding.definition, running, local_day(at))
    limits = {code: limit for code in running if (limit := process.clock(code).extension)}
    facts = facts_of(proceeding, known, at)
    return Ground(process, proceeding.state, replace(facts, limits=limits) if limits else facts)


def facts_of(proceeding: Proceeding, known: Sequence[RunningClock], at: datetime) -> Facts:
    """What the guards may know about the proceeding at that instant."""
    return proceeding.facts(
        live=frozenset(c.code for c in clocks.live(known)),
        lapsed=frozenset(c.code for c in known if clocks.has_lapsed(c, at)),
        extended={c.code: c.times_extended for c in clocks.live(known)},
        limits={},
    )


def expect_version(proceeding: Proceeding, version: int) -> None:
    """Refuse to act on a page that is no longer true (乐观锁).

    Raises:
        Conflict: the proceeding has changed since the page was shown.
    """
    if proceeding.version != version:
        raise Conflict


def model_of(process: str) -> type[Proceeding]:
    """The model that keeps proceedings of the process."""
    return wired().models[process]


def _occasions(proceeding: Proceeding, step: Step) -> tuple[str, ...]:
    """What others may react to: the action, and the end of the work if it was the last one."""
    stage = proceeding.definition.state
    ended = step.decision.source != START and not stage(step.decision.source).closed and not proceeding.open
    return (step.action, ENDED) if ended else (step.action,)


def _session_of(proceeding: Proceeding) -> Session:
    session = object_session(proceeding)
    if session is None:
        raise RuntimeError("the proceeding belongs to no session")
    return session


def _move(proceeding: Proceeding, step: Step) -> None:
    decision = step.decision
    proceeding.overlays = sorted(decision.overlays)
    actor = step.viewer.user_id
    others = [user for user in proceeding.done_by.get(step.action, []) if user != actor]
    proceeding.done_by = {**proceeding.done_by, step.action: [*others, actor]}
    if decision.target == decision.source:
        return
    closed = proceeding.definition.state(decision.target).closed
    proceeding.state, proceeding.state_since = decision.target, step.at
    proceeding.open = not closed
    proceeding.closed_at = (proceeding.closed_at or step.at) if closed else None
    if closed:
        proceeding.card = Card.NONE


def _number(session: Session, proceeding: Proceeding, step: Step) -> bool:
    """Give the proceeding its number if this is the action at which it gets one; whether it did."""
    due = proceeding.number is None and step.action in proceeding.numbering.actions
    if due:
        proceeding.number = take_number(session, proceeding.numbering, step.at)
    return due


def _deed(proceeding: Proceeding, step: Step) -> Deed:
    return Deed(
        action=step.action,
        viewer=step.viewer,
        at=step.at,
        recorded_at=step.recorded_at,
        proceeding_id=proceeding.id,
        source=step.decision.source,
        target=step.decision.target,
        data={**step.given, **({"was": step.before} if step.before else {})},
    )
