"""The drawing of every process: complete, in rows by distance, nothing on top of anything else."""

from itertools import combinations

import pytest

from caseflow.kernel.machine import START, Phase, Process
from caseflow.registry import PROCESSES
from caseflow.web.diagram import NODE_HEIGHT, NODE_WIDTH, Diagram, depths, draw
from caseflow.web.layout import crossings, ordered, placed, slots_between

EVERY = pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda process: str(process.name))


def drawn(process: Process, current: str = "", visited: tuple[tuple[str, str], ...] = ()) -> Diagram:
    return draw(process, current or process.states[0].name, visited)


@EVERY
def test_every_state_is_drawn_once_and_none_covers_another(process: Process) -> None:
    nodes = drawn(process).nodes
    assert [node.name for node in nodes] == [state.name for state in process.states]
    for a, b in combinations(nodes, 2):
        assert abs(a.x - b.x) >= NODE_WIDTH or abs(a.y - b.y) >= NODE_HEIGHT


@EVERY
def test_everything_lies_within_the_drawing(process: Process) -> None:
    diagram = drawn(process)
    for node in diagram.nodes:
        assert NODE_WIDTH / 2 < node.x < diagram.width - NODE_WIDTH / 2
        assert NODE_HEIGHT / 2 < node.y < diagram.height - NODE_HEIGHT / 2
    assert diagram.width < 1300


@EVERY
def test_rows_follow_the_distance_from_the_start(process: Process) -> None:
    depth = depths(process)
    by_row = {node.name: node.y for node in drawn(process).nodes}
    for a, b in combinations(depth, 2):
        assert (depth[a] < depth[b]) == (by_row[a] < by_row[b])
    opened = {t.target for t in process.leaving(START)}
    assert {name for name, row in depth.items() if row == 0} == opened
    filed = set(process.states_in(Phase.FILED))
    assert {name for name, row in depth.items() if row == max(depth.values())} == filed


@EVERY
def test_every_way_out_of_the_present_state_is_drawn_and_named(process: Process) -> None:
    for state in process.states:
        diagram = drawn(process, state.name)
        leading = [t for t in process.leaving(state.name) if t.goes_to(state.name) != state.name]
        named = {line.text for edge in diagram.edges for line in edge.labels}
        assert named == {t.label for t in leading}
        assert {e.target for e in diagram.edges if e.source == state.name} == {t.target for t in leading}


def test_the_way_gone_is_marked() -> None:
    process = PROCESSES["ticket"]
    gone = (("", "registered"), ("registered", "pending_dispatch"), ("in_progress", "in_progress"))
    diagram = drawn(process, "pending_dispatch", gone)
    assert [(e.source, e.target) for e in diagram.edges if e.visited] == [("registered", "pending_dispatch")]
    assert {n.name for n in diagram.nodes if n.visited} == {"registered", "pending_dispatch"}
    assert [n.name for n in diagram.nodes if n.current] == ["pending_dispatch"]


def test_a_way_gone_is_drawn_although_many_states_have_it() -> None:
    process = PROCESSES["ticket"]
    withdrawn = ("registered", "withdrawn")
    assert withdrawn not in {(e.source, e.target) for e in drawn(process, "callback").edges}
    assert withdrawn in {(e.source, e.target) for e in drawn(process, "withdrawn", (withdrawn,)).edges}


def test_a_drawing_is_the_same_each_time() -> None:
    process = PROCESSES["aid"]
    assert drawn(process) == drawn(process)


def test_lines_over_several_rows_go_through_gaps() -> None:
    depth = {"a": 0, "b": 3}
    assert slots_between("a", "b", depth) == [("a", "b", 1), ("a", "b", 2)]
    assert slots_between("b", "a", depth) == [("b", "a", 2), ("b", "a", 1)]


def test_rows_are_ordered_so_that_lines_do_not_cross() -> None:
    rows, links = [["a", "b"], ["c", "d"]], [("a", "d"), ("b", "c")]
    assert crossings(rows, links) == 1
    assert crossings(ordered(rows, links), links) == 0


def test_slots_stand_under_what_they_are_linked_to() -> None:
    across = placed([["a"], ["b", "c"], ["d"]], [("a", "b"), ("a", "c"), ("b", "d")], lambda _: 100)
    assert across["c"] - across["b"] >= 100
    assert abs(across["d"] - across["b"]) < 1
