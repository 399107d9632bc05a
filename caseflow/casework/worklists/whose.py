"""Whose work a proceeding is: conditions that ask the definitions, never the names of states (轮到谁)."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import sqlalchemy as sa

from caseflow.casework.models import Proceeding
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Phase, Process, State
from caseflow.kernel.roles import Role, Viewer

Condition = sa.ColumnElement[bool]
Ways = tuple[Condition, ...]
"""Conditions of which one must hold; each can be read from one index in order of deadlines."""


def my_move(viewer: Viewer) -> Ways:
    """The stage waits for a role of the viewer, and nobody else is in charge of it (轮到我)."""
    personal = [_turn(process, state) for process, state in _awaited(viewer) if _is_personal(process, state)]
    held = (sa.and_(held, sa.or_(*personal)) for held in _held_by(viewer)) if personal else ()
    return (*_offered(viewer), *held)


def mine(viewer: Viewer) -> Ways:
    """The viewer is in charge, or somebody for whom the viewer stands in; or it is the viewer's move."""
    return (*_held_by(viewer), *_offered(viewer))


def waiting_for_others(viewer: Viewer) -> Ways:
    """The viewer is in charge, and somebody else has to move first."""
    not_mine = sa.not_(one_of(my_move(viewer)))
    return tuple(sa.and_(held, not_mine) for held in _held_by(viewer))


def unassigned() -> Ways:
    """Nobody is in charge yet, or the next step is to choose the unit (待派)."""
    return (_held_by_nobody(), *in_states(lambda process, state: state.name in _dispatched_from(process)))


def paused() -> Ways:
    """The proceeding rests until somebody outside has acted (挂起、中止)."""
    return in_states(lambda _, state: state.phase is Phase.PAUSED)


def resting() -> Condition:
    """Paused, and no clock runs meanwhile."""
    return sa.and_(Proceeding.next_due_at.is_(None), one_of(paused()))


def one_of(ways: Ways) -> Condition:
    """One of the ways holds."""
    return sa.or_(sa.false(), *ways)


def in_states(chosen: Callable[[Process, State], bool]) -> Ways:
    """Proceedings in the states that are chosen, process by process."""
    every = ((process, state) for process in wired().processes for state in process.states)
    return tuple(_stands(process, state) for process, state in every if chosen(process, state))


def of_families(*families: str) -> Condition:
    """Proceedings of these families of processes."""
    return Proceeding.process.in_([p.name for p in wired().processes if p.family in families])


def _offered(viewer: Viewer) -> Iterator[Condition]:
    """It waits for whoever holds a role of the viewer's, or for a person, who is not known yet.

    State by state, since most of what nobody has in hand may wait for others.
    """
    for process, state in _awaited(viewer):
        turn = _turn(process, state)
        yield sa.and_(turn, _held_by_nobody()) if _is_personal(process, state) else turn


@lru_cache
def in_charge(process: Process) -> frozenset[Role]:
    """The roles whose people the process puts in charge (承办人)."""
    named = (datum for t in process.transitions for datum in t.needs if datum.name == "handler_id")
    return frozenset(role for datum in named for role in datum.roles)


def _awaited(viewer: Viewer) -> Iterator[tuple[Process, State]]:
    every = ((process, state) for process in wired().processes for state in process.states)
    return ((process, state) for process, state in every if _waits_for_one_of(state, viewer))


def _waits_for_one_of(state: State, viewer: Viewer) -> bool:
    return not viewer.roles.isdisjoint({state.waits_for, *state.also} - {None})


def _is_personal(process: Process, state: State) -> bool:
    """It waits for the person in charge, not for whoever holds the role."""
    return state.waits_for in in_charge(process)


def _stands(process: Process, state: State) -> Condition:
    return sa.and_(Proceeding.process == process.name, Proceeding.state == state.name)


def _turn(process: Process, state: State) -> Condition:
    """It stands in the state and somebody can move: while it rests, nobody can."""
    stands = _stands(process, state)
    return sa.and_(stands, Proceeding.next_due_at.is_not(None)) if state.phase is Phase.PAUSED else stands


def _held_by(viewer: Viewer) -> Ways:
    return tuple(sa.and_(Proceeding.open, Proceeding.handler_id == one.concerned) for one in viewer.everyone)


def _held_by_nobody() -> Condition:
    return sa.and_(Proceeding.open, Proceeding.handler_id.is_(None))


@lru_cache
def _dispatched_from(process: Process) -> frozenset[str]:
    """The states from which an action must name the unit."""
    choosing = (t for t in process.transitions for d in t.needs if d.name == "unit_id" and d.required)
    return frozenset(source for transition in choosing for source in transition.sources)
