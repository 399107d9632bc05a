"""The shortest legal way, on a process of three states where the answer needs a proposal first."""

from dataclasses import replace

import pytest

from caseflow.kernel.decide import decide
from caseflow.kernel.errors import DomainError
from caseflow.kernel.guards import only_when
from caseflow.kernel.machine import START, STAY, Facts, Process, State, Transition
from caseflow.kernel.roles import Role, Viewer
from caseflow.seed.paths import NoWay, way

BOTH = (Role.OPERATOR, Role.DISPATCHER)
PETITION = Process(
    name="petition",
    label="请愿",
    family="test",
    facts=Facts,
    states=(State("told", "已提出"), State("answered", "已答复"), State("filed", "已归档")),
    transitions=(
        Transition("tell", "提出", (START,), "told", BOTH),
        Transition("write", "递交", (START,), "told", BOTH),
        Transition("note", "记录", ("told",), STAY, BOTH),
        Transition("propose", "拟答复", ("told",), STAY, BOTH, raises=("proposed",)),
        Transition("answer", "答复", ("told",), "answered", BOTH, (only_when("proposed", "请先拟"),)),
        Transition("lose", "遗失", ("told",), "filed", BOTH, (only_when("never", "不会发生"),)),
        Transition("file", "归档", ("answered",), "filed", BOTH),
    ),
    overlays={"proposed": "已拟", "never": "从不"},
)


def attempt(state: str, facts: Facts, step: Transition) -> Facts | None:
    viewer = Viewer(1, frozenset({1}), frozenset(BOTH))
    try:
        decision = decide(PETITION, state, step.action, viewer=viewer, facts=facts, data={})
    except DomainError:
        return None
    return replace(decision.facts, overlays=decision.overlays)


def actions(target: str, *via: str) -> list[str]:
    return [step.action for step in way(PETITION, START, Facts(), target, attempt, via)[0]]


def test_what_a_guard_asks_for_comes_first() -> None:
    assert actions("answered") == ["tell", "propose", "answer"]


def test_a_way_that_stays_closed_is_gone_around() -> None:
    assert actions("filed") == ["tell", "propose", "answer", "file"]


def test_named_actions_are_preferred() -> None:
    assert actions("told", "write") == ["write"]


def test_no_way() -> None:
    with pytest.raises(NoWay):
        way(PETITION, "filed", Facts(), "told", attempt)
