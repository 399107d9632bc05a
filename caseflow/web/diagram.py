"""The diagram of a process: where each state, and each way from one to another, is drawn (流程图).

States stand in rows by their least distance from the start. Ways that can be taken from many states, such as
a withdrawal, would hide the rest: they are drawn only from where the proceeding stands and has gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from caseflow.kernel.machine import START, STAY, Phase, Process
from caseflow.web.layout import Point, Slot, ordered, placed, slots_between

NODE_WIDTH = 116
NODE_HEIGHT = 34
ROW = 96
MARGIN = 20
MANY = 3
"""An action open in more states than this is left out where it is not of interest."""

_SIDE = NODE_WIDTH / 4
_BOW = 44
_LINE = 15

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A state; `x` and `y` are the centre of its box."""

    name: str
    label: str
    x: float
    y: float
    opens: bool
    current: bool
    visited: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `x` is its middle."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one state to another: an SVG path, and the actions where it leaves the present state."""

    source: str
    target: str
    path: str
    visited: bool
    labels: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """Everything a template draws."""

    width: float
    height: float
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(process: Process, current: str, visited: Iterable[Pair]) -> Diagram:
    """The diagram for a proceeding that stands in `current` and has gone the `visited` ways."""
    gone = {pair for pair in visited if pair[0] not in (START, pair[1])}
    ways = _ways(process)
    shown = [pair for pair in ways if pair in gone or _is_of_interest(process, pair, current)]
    depth = depths(process)
    centres = _centres(process, depth, shown)
    return Diagram(
        width=max(x for x, _ in centres.values()) + NODE_WIDTH / 2 + MARGIN,
        height=max(y for _, y in centres.values()) + NODE_HEIGHT / 2 + 2 * MARGIN,
        nodes=tuple(_nodes(process, centres, current, gone)),
        edges=tuple(
            _edge(pair, depth, centres, gone, ways[pair] if pair[0] == current else []) for pair in shown
        ),
    )


def depths(process: Process) -> dict[str, int]:
    """The least number of actions between the start and each state, from 0; filed states come last."""
    found = {START: -1}
    edge = [START]
    while edge:
        reached = {t.goes_to(s): found[s] + 1 for s in edge for t in process.leaving(s) if t.target != STAY}
        edge = [name for name in reached if name not in found]
        found.update((name, reached[name]) for name in edge)
    last = max(found.values()) + 1
    return {s.name: last if s.phase is Phase.FILED else found[s.name] for s in process.states}


def _ways(process: Process) -> dict[Pair, list[str]]:
    """The labels of the actions that lead from one state to another."""
    ways: dict[Pair, list[str]] = defaultdict(list)
    for transition in process.transitions:
        for source in transition.sources:
            if source not in (START, transition.goes_to(source)):
                ways[source, transition.target].append(transition.label)
    return dict(ways)


def _is_of_interest(process: Process, pair: Pair, current: str) -> bool:
    leads = (t for t in process.leaving(pair[0]) if t.target == pair[1])
    return pair[0] == current or any(len(t.sources) <= MANY for t in leads)


def _centres(process: Process, depth: Mapping[str, int], shown: list[Pair]) -> dict[Slot, Point]:
    """The centre of every state, and of every gap that a way passes through."""
    rows: list[list[Slot]] = [[] for _ in range(max(depth.values()) + 1)]
    for state in process.states:
        rows[depth[state.name]].append(state.name)
    links: list[tuple[Slot, Slot]] = []
    for source, target in shown:
        gaps = slots_between(source, target, depth)
        for slot in gaps:
            rows[slot[2]].append(slot)
        links += pairwise((source, *gaps, target))
    across = placed(ordered(rows, links), links, lambda slot: NODE_WIDTH if isinstance(slot, str) else 0)
    left = min(across.values()) - NODE_WIDTH / 2 - MARGIN
    return {
        slot: (across[slot] - left, MARGIN * 2 + NODE_HEIGHT / 2 + row * ROW)
        for row, slots in enumerate(rows)
        for slot in slots
    }


def _nodes(process: Process, centres: Mapping[Slot, Point], current: str, gone: set[Pair]) -> Iterable[Node]:
    been = {name for pair in gone for name in pair}
    opened = {t.target for t in process.leaving(START)}
    for state in process.states:
        x, y = centres[state.name]
        name = state.name
        yield Node(name, state.label, x, y, name in opened, name == current, name in been or name == current)


def _edge(
    pair: Pair, depth: Mapping[str, int], centres: Mapping[Slot, Point], gone: set[Pair], actions: list[str]
) -> Edge:
    source, target = pair
    (x0, y0), (x1, y1) = centres[source], centres[target]
    half = NODE_HEIGHT / 2
    if y0 == y1:
        side = _SIDE if x1 > x0 else -_SIDE
        begin, end, bow = (x0 + side, y0 + half), (x1 - side, y1 + half), y0 + half + _BOW
        path = f"M{_at(begin)} C{_at((begin[0], bow))} {_at((end[0], bow))} {_at(end)}"
        labels = _lines(actions, end[0], y1 + half + 6 + _LINE * len(actions))
        return Edge(source, target, path, pair in gone, labels)
    down = 1 if y1 > y0 else -1
    side = 0 if down > 0 else _SIDE
    gaps = [centres[slot] for slot in slots_between(source, target, depth)]
    points = [(x0 + side, y0 + down * half), *gaps, (x1 + side, y1 - down * half)]
    above = y1 - half - 10 if down > 0 else y1 + half + 6 + _LINE * len(actions)
    return Edge(source, target, _curve(points), pair in gone, _lines(actions, x1 + side, above))


def _curve(points: list[Point]) -> str:
    """A smooth line that is upright in each of its points."""
    parts = [f"M{_at(points[0])}"]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (y0 + y1) / 2
        parts.append(f"C{_at((x0, middle))} {_at((x1, middle))} {_at((x1, y1))}")
    return " ".join(parts)


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _lines(actions: list[str], x: float, bottom: float) -> tuple[Line, ...]:
    """The actions one above the other, the last at `bottom`."""
    return tuple(Line(text, x, bottom - _LINE * i) for i, text in enumerate(reversed(actions)))
