"""The checks a definition must pass before any case uses it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

from caseflow.kernel.errors import MalformedProcess
from caseflow.kernel.machine import START, STAY, Clock, Phase, Process, Transition
from caseflow.kernel.roles import Role


def check(process: Process) -> Process:
    """The process itself, when nothing is wrong with it.

    Raises:
        MalformedProcess: with every fault found, so that all can be mended at once.
    """
    if faults := list(_faults(process)):
        raise MalformedProcess(f"{process.name}: " + "; ".join(faults))
    return process


def _faults(process: Process) -> Iterator[str]:
    yield from _doubled("state", (s.name for s in process.states))
    yield from _doubled("action", (t.action for t in process.transitions))
    yield from _doubled("clock", (c.code for c in process.clocks))
    for transition in process.transitions:
        yield from _transition_faults(process, transition)
    for clock in process.clocks:
        yield from _clock_faults(process, clock)
    yield from _approval_faults(process)
    yield from _dead_ends(process)


def _doubled(what: str, names: Iterable[str]) -> Iterator[str]:
    return (f"{what} {name} stands twice" for name, n in Counter(names).items() if n > 1)


def _unknown(process: Process, names: Iterable[str]) -> Iterator[str]:
    known = {s.name for s in process.states}
    return (f"unknown state {name}" for name in names if name not in known)


def _transition_faults(process: Process, t: Transition) -> Iterator[str]:
    targets = () if t.target == STAY else (t.target,)
    for fault in _unknown(process, (*(s for s in t.sources if s != START), *targets)):
        yield f"action {t.action}: {fault}"
    if not t.by:
        yield f"action {t.action}: nobody may do it"
    if not t.sources:
        yield f"action {t.action}: no source"
    if START in t.sources and t.target == STAY:
        yield f"action {t.action}: opens nothing"
    yield from _doubled(f"action {t.action}: datum", (d.name for d in t.needs))
    yield from _effect_faults(process, t)


def _effect_faults(process: Process, t: Transition) -> Iterator[str]:
    for overlay in (*t.raises, *t.clears):
        if overlay not in process.overlays:
            yield f"action {t.action}: unknown overlay {overlay}"
    for action in t.answers:
        if all(other.action != action for other in process.transitions):
            yield f"action {t.action}: answers the unknown action {action}"
    for code in t.extends:
        if all(c.code != code or c.extension is None for c in process.clocks):
            yield f"action {t.action}: clock {code} cannot be extended"


def _clock_faults(process: Process, clock: Clock) -> Iterator[str]:
    held = (*clock.runs_while, *clock.paused_while)
    for fault in _unknown(process, held):
        yield f"clock {clock.code}: {fault}"
    if not clock.basis:
        yield f"clock {clock.code}: no legal basis"
    if not clock.runs_while:
        yield f"clock {clock.code}: never runs"
    for name in set(process.states_in(Phase.FILED)).intersection(held):
        yield f"clock {clock.code}: still runs in the final state {name}"
    yield from _reference_faults(process, clock)


def _reference_faults(process: Process, clock: Clock) -> Iterator[str]:
    known = {f.name for f in fields(process.facts)}
    actions = {t.action: t for t in process.transitions}
    for fact in filter(None, (clock.counted_from, clock.ends_on, clock.length_from)):
        if fact not in known:
            yield f"clock {clock.code}: unknown fact {fact}"
    for action in (*clock.met_by, *clock.started_by, *clock.lapses):
        if action not in actions:
            yield f"clock {clock.code}: unknown action {action}"
    for action in clock.lapses:
        if action in actions and Role.SYSTEM not in actions[action].by:
            yield f"clock {clock.code}: {action} is not open to the timer"


def _approval_faults(process: Process) -> Iterator[str]:
    unknown = (overlay for overlay in process.approvals if overlay not in process.overlays)
    return (f"unknown overlay {overlay} among the approvals" for overlay in unknown)


def _dead_ends(process: Process) -> Iterator[str]:
    reached: set[str] = set()
    edge = {START}
    while edge:
        reached |= edge
        edge = {t.goes_to(s) for s in edge for t in process.leaving(s)} - reached
    for state in process.states:
        if state.main and all(t.action != state.main for t in process.leaving(state.name)):
            yield f"state {state.name}: its main action {state.main} does not start there"
        ways_out = [t for t in process.leaving(state.name) if t.goes_to(state.name) != state.name]
        if state.name not in reached:
            yield f"state {state.name}: no way in"
        if state.phase is not Phase.FILED and not ways_out:
            yield f"state {state.name}: no way out"
        if state.phase is Phase.FILED and process.leaving(state.name):
            yield f"state {state.name}: final, but has actions"
