"""Layout of a layered graph: rows ordered so that few lines cross, then slots set out across each row.

A slot is a box, known by its name, or a gap that a long line passes through in a row between its ends.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise

Gap = tuple[str, str, int]
Slot = str | Gap
Link = tuple[Slot, Slot]
Point = tuple[float, float]
Rows = Sequence[Sequence[Slot]]

ROUNDS = 12
SETTLING = 60
FAINT = 0.001
"""The say that a slot without links has in where its row stands."""
SPACE = 24
"""The least distance between two slots of a row."""


def slots_between(source: str, target: str, depth: Mapping[str, int]) -> list[Gap]:
    """The gaps that a line passes through, from its source to its target."""
    begin, end = depth[source], depth[target]
    step = 1 if end > begin else -1
    return [(source, target, row) for row in range(begin + step, end, step)]


def ordered(rows: Rows, links: Sequence[Link]) -> list[list[Slot]]:
    """The rows, each by the mean place of what its slots are linked to, downward and upward in turn."""
    near = neighbours(links)
    found = [list(row) for row in rows]
    best, least = found, crossings(found, links)
    for turn in range(ROUNDS):
        indices = range(len(found)) if turn % 2 == 0 else range(len(found) - 1, -1, -1)
        for index in indices:
            beside = index - 1 if turn % 2 == 0 else index + 1
            if 0 <= beside < len(found):
                found[index] = _by_mean(found[index], found[beside], near)
        if (count := crossings(found, links)) < least:
            best, least = [list(row) for row in found], count
    return best


def neighbours(links: Sequence[Link]) -> dict[Slot, list[Slot]]:
    """What each slot is linked to."""
    near: dict[Slot, list[Slot]] = defaultdict(list)
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    return near


def _by_mean(row: Sequence[Slot], beside: Sequence[Slot], near: Mapping[Slot, list[Slot]]) -> list[Slot]:
    place = {slot: i for i, slot in enumerate(beside)}
    was = {slot: i for i, slot in enumerate(row)}

    def mean(slot: Slot) -> float:
        places = [place[other] for other in near.get(slot, ()) if other in place]
        return sum(places) / len(places) if places else was[slot]

    return sorted(row, key=lambda slot: (mean(slot), was[slot]))


def crossings(rows: Rows, links: Sequence[Link]) -> int:
    """How many pairs of links between two rows cross."""
    place = {slot: (i, j) for i, row in enumerate(rows) for j, slot in enumerate(row)}
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in links:
        upper, lower = sorted((place[a], place[b]))
        if upper[0] != lower[0]:
            between[upper[0]].append((upper[1], lower[1]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0
        for lines in between.values()
        for i, a in enumerate(lines)
        for b in lines[:i]
    )


def placed(rows: Rows, links: Sequence[Link], width: Callable[[Slot], float]) -> dict[Slot, float]:
    """Where the middle of each slot lies across: near what it is linked to, in order, never overlapping."""
    row_of = {slot: i for i, row in enumerate(rows) for slot in row}
    near = neighbours([(a, b) for a, b in links if row_of[a] != row_of[b]])
    across = {slot: place for row in rows for slot, place in zip(row, _offsets(row, width), strict=True)}
    for turn in range(SETTLING):
        for row in rows if turn % 2 else reversed(rows):
            across.update(zip(row, _settled(row, across, near, _offsets(row, width)), strict=True))
    return across


def _offsets(row: Sequence[Slot], width: Callable[[Slot], float]) -> list[float]:
    """The middles of the slots of a row when they stand as close together as they may, around 0."""
    steps = ((width(a) + width(b)) / 2 + SPACE for a, b in pairwise(row))
    places = list(accumulate(steps, initial=0.0))[: len(row)]
    return [place - places[-1] / 2 for place in places]


def _settled(
    row: Sequence[Slot],
    across: Mapping[Slot, float],
    near: Mapping[Slot, list[Slot]],
    offsets: Sequence[float],
) -> list[float]:
    """The places nearest to the means of the links that keep order and distances (isotonic regression)."""
    blocks: list[tuple[float, float, int]] = []  # shift from the closest places, weight, slots
    for slot, offset in zip(row, offsets, strict=True):
        linked = [across[other] for other in near.get(slot, ())] or [across[slot]]
        weight = len(linked) if slot in near else FAINT
        shift, size = sum(linked) / len(linked) - offset, 1
        while blocks and blocks[-1][0] > shift:
            before, heavy, slots = blocks.pop()
            shift = (shift * weight + before * heavy) / (weight + heavy)
            weight, size = weight + heavy, size + slots
        blocks.append((shift, weight, size))
    shifts = (shift for shift, _, size in blocks for _ in range(size))
    return [shift + offset for shift, offset in zip(shifts, offsets, strict=True)]
