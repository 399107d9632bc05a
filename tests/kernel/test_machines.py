"""Every process, any history: whatever anybody tries, the machine stays sound."""

from dataclasses import fields
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseflow.kernel.decide import Option, options
from caseflow.kernel.errors import DomainError, GuardRefused
from caseflow.kernel.machine import START, Facts, Mode, Phase, Process
from caseflow.kernel.roles import REACH, Reach, Role, Viewer
from caseflow.registry import PROCESSES
from tests.kernel.history import FOUND, History

PASSES = {"open_children": 0, "joint_mediation_running": False, "identity_found": False, "instalments": None}
PASSES |= {"comments_unanswered": 0, "comments_open": 0}
"""What hinders only for a while."""

every_process = pytest.mark.parametrize("process", PROCESSES.values(), ids=PROCESSES)


@every_process
@settings(max_examples=25, deadline=None)
@given(random=st.randoms(use_true_random=False), length=st.integers(1, 30))
def test_whatever_is_tried_the_machine_stays_sound(process: Process, random: Random, length: int) -> None:
    history = History(process, random)
    for _ in range(length):
        random.choice((history.goes_on, history.is_tried, history.is_found_out))()
        buttons_tell_what_a_request_would_hear(history)
    if history.walk.state != START:
        it_can_be_brought_to_its_end(history)


def buttons_tell_what_a_request_would_hear(history: History) -> None:
    """A button that is open is refused only for what is filled in, a greyed one whatever is."""
    who = history.somebody(*Role)
    for option in options(history.process, history.walk.state, viewer=who, facts=history.walk.facts):
        heard = what_a_request_hears(history, option, who)
        assert heard is None or str(heard)
        if option.refusal is None:
            assert heard is None or isinstance(heard, GuardRefused)
        else:
            assert type(heard) is type(option.refusal)
            assert str(option.refusal) == str(heard) or isinstance(heard, GuardRefused)


def what_a_request_hears(history: History, option: Option, who: Viewer) -> DomainError | None:
    try:
        history.asks(option.transition, who, history.chance.answers(option.transition))
    except DomainError as refusal:
        return refusal
    return None


def it_can_be_brought_to_its_end(history: History) -> None:
    known, filed = {f.name for f in fields(history.process.facts)}, history.process.states_in(Phase.FILED)
    history.people = tuple(range(1, 10))
    history.walk.learns(**{name: value for name, value in PASSES.items() if name in known})
    for _ in range(100):
        if history.walk.state not in filed:
            history.goes_towards(filed)
    assert history.walk.state in filed
    assert not history.walk.running | history.walk.paused


@every_process
def test_every_action_is_taken_in_some_history(process: Process) -> None:
    taken, random = set[str](), Random(process.name)  # noqa: S311 - always the same histories
    for transition, _ in product(process.transitions, range(100)):
        if transition.action not in taken:
            history = History(process, random)
            for _ in range(30):
                history.goes_towards(transition.sources, transition.action)
                random.choice((history.is_found_out, int))()
            taken |= history.taken.keys()
    assert taken == {t.action for t in process.transitions}


@every_process
def test_nothing_can_be_done_with_what_is_filed(process: Process) -> None:
    filed = process.states_in(Phase.FILED)
    assert filed
    assert [t.action for state in filed for t in process.leaving(state)] == []


@every_process
def test_no_clock_begins_with_a_rest(process: Process) -> None:
    moves = {(source, t.goes_to(source)) for t in process.transitions for source in t.sources}
    modes = {(clock.code, clock.mode(a), clock.mode(b)) for clock in process.clocks for a, b in moves}
    assert [code for code, was, now in modes if (was, now) == (Mode.OFF, Mode.PAUSED)] == []


@every_process
def test_whoever_is_to_act_can_see_it(process: Process) -> None:
    """By the reach of a role that may, or because an action names the person."""
    named = {role for t in process.transitions for datum in t.needs for role in datum.roles}
    sees = {role for role in Role if role in named or REACH[role].get(process.family) is Reach.UNIT}
    later = [t for t in process.transitions if START not in t.sources]
    assert [t.action for t in later if sees.isdisjoint(t.by)] == []
    assert {state.waits_for for state in process.states if state.waits_for} <= sees


@every_process
def test_every_fact_is_asked_for_or_found_out(process: Process) -> None:
    own = {f.name for f in fields(process.facts)} - {f.name for f in fields(Facts)}
    kin = [other for other in PROCESSES.values() if other.facts is process.facts]
    asked = {datum.name for other in kin for t in other.transitions for datum in t.needs}
    assert own - asked - FOUND.keys() == set()
