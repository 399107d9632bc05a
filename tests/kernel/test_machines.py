"""Every process, any history: whatever anybody tries, the machine stays sound."""

from collections import Counter
from dataclasses import fields
from heapq import heappop, heappush
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.kernel.decide import Option, options
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import START, Phase, Process
from caseflow.kernel.roles import Role
from caseflow.registry import PROCESSES
from tests.kernel.history import FOUND, History

STEPS = 25

every_process = pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)
luck = st.randoms(use_true_random=False)


@every_process
@settings(max_examples=40, deadline=None)
@given(random=luck)
def test_whatever_is_tried_the_machine_stays_sound(process: Process, random: Random) -> None:
    history = History(process, random)
    for _ in range(STEPS):
        history.step()
        buttons_tell_what_a_request_would_hear(history)
@every_process
def test_every_action_can_be_taken(process: Process) -> None:
    taken, random = set[str](), Random(process.name)
    for n in range(300):
        missing = [t for t in process.transitions if t.action not in taken]
        if not missing: break
        history = History(process, random)
        far = steps_to(process, {s for t in missing for s in t.sources})
        for _ in range(40):
            history.goes_on(far)
            random.randint(0,4) or history.is_found_out()
        taken |= history.taken.keys()
    print(process.name, n, [t.action for t in process.transitions if not t.action in taken])
    assert taken == {t.action for t in process.transitions}

def steps_to(process: Process, goals: set[str]) -> dict[str, int]:
    """How many actions at least lead from each state to one of the goals."""
    steps: dict[str, int] = {}
    edge, n = goals, 0
    while edge:
        steps |= dict.fromkeys(edge, n)
        edge = {s for t in process.transitions for s in t.sources if t.goes_to(s) in edge} - steps.keys()
        n += 1
    return steps

def buttons_tell_what_a_request_would_hear(history: History) -> None:
    who = history.somebody(*Role)
    shown = options(history.process, history.walk.state, viewer=who, facts=history.walk.facts)
    for option in shown:
        try:
            history.asks(option.transition, who, history.chance.answers(option.transition))
        except DomainError as e:
            if option.refusal is not None:
                if (type(e), str(e)) != (type(option.refusal), str(option.refusal)): pass
        else:
            assert option.refusal is None, (option.transition.action, option.refusal, history.walk.facts)
