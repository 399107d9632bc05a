"""The single meaning of an action: `decide` says what it does or why it is refused, and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from caseflow.kernel.errors import DomainError, Forbidden, GuardRefused, Incomplete, WrongState
from caseflow.kernel.machine import START, Clock, Facts, Mode, Process, Transition, is_blank
from caseflow.kernel.roles import Role, Viewer


class Change(StrEnum):
    """What an action does to a clock."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    MEET = "meet"
    RESTART = "restart"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Decision:
    """An action that may be taken: where it leads and what it does to the clocks.

    The transition asks only for what these facts call for. A change names what happens to a clock *if it is
    there*: the engine starts none twice and stops none that never ran.
    """

    transition: Transition
    source: str
    target: str
    facts: Facts
    overlays: frozenset[str]
    clocks: tuple[tuple[Clock, Change], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An action as a page offers it: open, or closed with the reason."""

    transition: Transition
    refusal: DomainError | None

    @property
    def for_others(self) -> bool:
        """The action belongs to another role."""
        return isinstance(self.refusal, Forbidden)


def decide(
    process: Process,
    state: str,
    action: str,
    *,
    viewer: Viewer,
    facts: Facts,
    data: Mapping[str, Any] | None = None,
) -> Decision:
    """What the action would do now.

    `data` is what the form brings; None asks whether the action is open before anything is filled in.

    Raises:
        DomainError: the first reason why not: unknown action, wrong state, role, guard, missing data.
    """
    decision = outlook(process, state, action, viewer=viewer, facts=facts, data=data)
    if data is not None:
        _is_complete(decision.transition, data)
    return decision


def outlook(
    process: Process,
    state: str,
    action: str,
    *,
    viewer: Viewer,
    facts: Facts,
    data: Mapping[str, Any] | None = None,
) -> Decision:
    """The same by what is known so far: data that is still missing is no reason to refuse.

    Raises:
        DomainError: the first other reason why not.
    """
    transition, known = _judged(process, state, action, viewer, facts, data)
    target = transition.goes_to(state)
    return Decision(
        transition=transition,
        source=state,
        target=target,
        facts=known,
        overlays=(facts.overlays - set(transition.clears)) | set(transition.raises),
        clocks=clock_changes(process, state, target, action, known),
    )


def options(process: Process, state: str, *, viewer: Viewer, facts: Facts) -> tuple[Option, ...]:
    """Every action a person could take from the state, each open or with its reason."""
    people = (t for t in process.leaving(state) if set(t.by) != {Role.SYSTEM})
    return tuple(Option(t, _refusal(process, state, t.action, viewer, facts)) for t in people)


def _judged(
    process: Process, state: str, action: str, viewer: Viewer, facts: Facts, data: Mapping[str, Any] | None
) -> tuple[Transition, Facts]:
    """The action with what was known when it was found to be open."""
    transition = process.transition(action).asking(facts)
    _starts_here(process, transition, state)
    _is_open_to(transition, viewer)
    known = _known(transition, facts, data)
    _guards_agree(transition, known, viewer)
    _may_be_extended(process, transition, known)
    return transition, known


def _refusal(process: Process, state: str, action: str, viewer: Viewer, facts: Facts) -> DomainError | None:
    try:
        _judged(process, state, action, viewer, facts, None)
    except DomainError as refusal:
        return refusal
    return None


def _starts_here(process: Process, transition: Transition, state: str) -> None:
    if state in transition.sources:
        return
    label = process.state(state).label if state != START else "尚未建立"
    raise WrongState(f"当前状态是“{label}”，不能{transition.label}")


def _is_open_to(transition: Transition, viewer: Viewer) -> None:
    if viewer.roles.isdisjoint(transition.by):
        raise Forbidden(f"{transition.label}由{'、'.join(role.label for role in transition.by)}办理")


def _known(transition: Transition, facts: Facts, data: Mapping[str, Any] | None) -> Facts:
    """What the guards judge by: of the data only answers that were asked for, and that can be taken."""
    if data is None:
        return facts.without(datum.name for datum in transition.needs)
    asked = [datum for datum in transition.needs if datum.name in data]
    known = {d.name: data[d.name] for d in asked if not is_blank(data[d.name]) and not d.fault(data[d.name])}
    return facts.without(d.name for d in asked if is_blank(data[d.name])).given(known)


def _guards_agree(transition: Transition, facts: Facts, viewer: Viewer) -> None:
    for guard in transition.guards:
        if reason := guard(facts, viewer):
            raise GuardRefused(reason)


def _may_be_extended(process: Process, transition: Transition, facts: Facts) -> None:
    for code in transition.extends:
        if fault := facts.beyond(code, process.clock(code).extension):
            raise GuardRefused(fault)


def _is_complete(transition: Transition, data: Mapping[str, Any]) -> None:
    faults = {d.name: fault for d in transition.needs if (fault := d.missing(data))}
    if faults:
        raise Incomplete(faults)


def clock_changes(
    process: Process, source: str, target: str, action: str, facts: Facts
) -> tuple[tuple[Clock, Change], ...]:
    """What going from `source` to `target` by the action does to each clock of the process."""
    changes = ((clock, _change(clock, source, target, action, facts)) for clock in process.clocks)
    extended = ((process.clock(code), Change.EXTEND) for code in process.transition(action).extends)
    return (*((clock, change) for clock, change in changes if change is not None), *extended)


def _change(clock: Clock, source: str, target: str, action: str, facts: Facts) -> Change | None:
    was, now = clock.mode(source), clock.mode(target)
    if action in clock.met_by and was is not Mode.OFF:
        return Change.RESTART if clock.repeats and now is Mode.RUNS else Change.MEET
    if action in clock.started_by and now is Mode.RUNS:
        return Change.RESTART if clock.repeats else Change.START
    return None if was is now else _moved(clock, was, now, facts)


def _moved(clock: Clock, was: Mode, now: Mode, facts: Facts) -> Change | None:
    if now is Mode.OFF:
        return Change.STOP
    if now is Mode.PAUSED:
        return Change.PAUSE
    if was is Mode.PAUSED:
        return Change.RESUME
    return Change.START if not clock.started_by and clock.applies_to(facts) else None
