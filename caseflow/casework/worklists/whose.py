"""Whose work a proceeding is: conditions that ask the definitions, never the names of states (轮到谁)."""

from collections.abc import Callable, Iterator

import sqlalchemy as sa

from caseflow.casework.models import Proceeding
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Phase, Process, State
from caseflow.kernel.roles import Role, Viewer

Condition = sa.ColumnElement[bool]


def my_move(viewer: Viewer) -> Condition:
    """The stage waits for a role of the viewer, and nobody else is in charge of it (轮到我)."""
    return sa.and_(sa.or_(sa.false(), *_moves(viewer)), sa.not_(resting()))


def mine(viewer: Viewer) -> Condition:
    """The viewer is in charge, or it is the viewer's move."""
    return sa.or_(sa.and_(Proceeding.open, Proceeding.handler_id == viewer.user_id), my_move(viewer))


def waiting_for_others(viewer: Viewer) -> Condition:
    """The viewer is in charge, and somebody else has to move first."""
    return sa.and_(Proceeding.open, Proceeding.handler_id == viewer.user_id, sa.not_(my_move(viewer)))


def unassigned() -> Condition:
    """Nobody is in charge yet, or the next step is to choose the unit (待派)."""
    to_dispatch = in_states(lambda process, state: state.name in _dispatched_from(process))
    return sa.and_(Proceeding.open, sa.or_(Proceeding.handler_id.is_(None), to_dispatch))


def paused() -> Condition:
    """The proceeding rests until somebody outside has acted (挂起、中止)."""
    return in_states(lambda _, state: state.phase is Phase.PAUSED)


def resting() -> Condition:
    """Paused, and no clock runs meanwhile."""
    return sa.and_(Proceeding.next_due_at.is_(None), paused())


def in_states(chosen: Callable[[Process, State], bool]) -> Condition:
    """Proceedings in the states that are chosen, process by process."""
    chosen_by_process = (
        (process.name, [state.name for state in process.states if chosen(process, state)])
        for process in wired().processes
    )
    return sa.or_(sa.false(), *(_among(name, states) for name, states in chosen_by_process if states))


def of_families(*families: str) -> Condition:
    """Proceedings of these families of processes."""
    return Proceeding.process.in_([p.name for p in wired().processes if p.family in families])


def in_charge(process: Process) -> frozenset[Role]:
    """The roles whose people the process puts in charge (承办人)."""
    named = (datum for t in process.transitions for datum in t.needs if datum.name == "handler_id")
    return frozenset(role for datum in named for role in datum.roles)


def _moves(viewer: Viewer) -> Iterator[Condition]:
    for process in wired().processes:
        personal = in_charge(process)
        awaited = {state.name: state.waits_for for state in process.states if state.waits_for in viewer.roles}
        if shared := [name for name, role in awaited.items() if role not in personal]:
            yield _among(process.name, shared)
        if own := [name for name, role in awaited.items() if role in personal]:
            free = sa.or_(Proceeding.handler_id == viewer.user_id, Proceeding.handler_id.is_(None))
            yield sa.and_(_among(process.name, own), free)


def _among(process: str, states: list[str]) -> Condition:
    return sa.and_(Proceeding.process == process, Proceeding.state.in_(states))


def _dispatched_from(process: Process) -> frozenset[str]:
    """The states from which an action must name the unit."""
    choosing = (t for t in process.transitions for d in t.needs if d.name == "unit_id" and d.required)
    return frozenset(source for transition in choosing for source in transition.sources)
