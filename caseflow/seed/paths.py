"""The shortest legal way through a process, found on its definition (合法路径).

The way leads over changes of state; where a guard refuses one, actions that stay in the state are looked for
that make it possible, such as a proposal before an approval.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from caseflow.kernel.machine import STAY, Facts, Process, Transition

Try = Callable[[str, Facts, Transition], Facts | None]
"""The facts once the action has been taken in the state, or None when it is refused."""

MOST_PREPARATIONS = 3


class NoWay(Exception):
    """No legal actions lead to the state."""


def way(
    process: Process, state: str, facts: Facts, target: str, attempt: Try, via: Collection[str] = ()
) -> tuple[list[Transition], Facts]:
    """The actions that lead from one state to another, and the facts once they are taken.

    Of two ways of the same length the one over actions named in `via` is taken, else the one defined first.

    Raises:
        NoWay: the guards leave none open.
    """
    closed: set[tuple[str, str]] = set()
    while (steps := _shortest(process, state, target, closed, via)) is not None:
        found = _follow(process, state, facts, steps, attempt, closed)
        if found is not None:
            return found
    raise NoWay(f"{process.name}: {state or 'START'} → {target}")


def _shortest(
    process: Process, start: str, target: str, closed: Collection[tuple[str, str]], via: Collection[str]
) -> list[Transition] | None:
    """Breadth first over the states, without the closed (state, action) pairs."""
    ways: dict[str, list[Transition]] = {start: []}
    edge = deque([start])
    while edge:
        state = edge.popleft()
        if state == target:
            return ways[state]
        for step in sorted(process.leaving(state), key=lambda t: t.action not in via):
            after = step.goes_to(state)
            if after not in ways and (state, step.action) not in closed:
                ways[after] = [*ways[state], step]
                edge.append(after)
    return None


def _follow(
    process: Process,
    state: str,
    facts: Facts,
    steps: Sequence[Transition],
    attempt: Try,
    closed: set[tuple[str, str]],
) -> tuple[list[Transition], Facts] | None:
    """The steps with what must come before each; where one stays refused it is closed."""
    taken: list[Transition] = []
    for step in steps:
        found = _prepared(process, state, facts, step, attempt)
        if found is None:
            closed.add((state, step.action))
            return None
        actions, facts = found
        taken += actions
        state = step.goes_to(state)
    return taken, facts


def _prepared(
    process: Process, state: str, facts: Facts, step: Transition, attempt: Try
) -> tuple[list[Transition], Facts] | None:
    """The fewest actions without a change of state after which the step is open, and the step."""
    staying = [t for t in process.leaving(state) if t.target == STAY]
    tried: dict[frozenset[str], tuple[list[Transition], Facts]] = {frozenset(): ([], facts)}
    for _ in range(MOST_PREPARATIONS + 1):
        for actions, known in tried.values():
            if after := attempt(state, known, step):
                return [*actions, step], after
        tried = dict(_one_more(state, tried, staying, attempt))
    return None


def _one_more(
    state: str,
    tried: Mapping[frozenset[str], tuple[list[Transition], Facts]],
    staying: Sequence[Transition],
    attempt: Try,
) -> Iterator[tuple[frozenset[str], tuple[list[Transition], Facts]]]:
    """Everything that was tried, with each further action that is open after it."""
    for names, (actions, known) in tried.items():
        for action in staying:
            if action.action not in names and (after := attempt(state, known, action)):
                yield names | {action.action}, ([*actions, action], after)
