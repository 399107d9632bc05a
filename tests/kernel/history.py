"""A proceeding on which chance acts, without a database: anybody tries anything."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import UTC, datetime
from random import Random
from typing import Any

from caseflow.kernel.decide import Decision, decide
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import Clock, Mode, Process, Transition
from caseflow.kernel.roles import SYSTEM, Role, Viewer
from tests.chance import Chance
from tests.kernel_given import someone
from tests.kernel_walk import Walk

NOON = datetime(2026, 9, 16, 4, tzinfo=UTC)
FAR = 99

FOUND: dict[str, tuple[Any, ...]] = {
    "open_children": (0, 1),
    "joint_mediation_running": (False, True),
    "identity_found": (False, True),
    "comments_unanswered": (0, 1),
    "comments_open": (0, 1),
    "collective": (False, True),
    "number": (None, "示例"),
    "parent_kind": (None, "reminder", "opinion"),
    "county_level": (None, True, False),
    "require_reminder_first": (False, True),
    "conflicted_people": (frozenset(), frozenset({1})),
    "opinion_issuers": (frozenset(), frozenset({2})),
    "instalments": (None, "2026-10-20 1000 工资\n2026-11-20 500 工资"),  # chance types none that can be read
    "next_instalment_on": (None,),  # follows from them
}
"""Facts that no action brings, with values they take."""


class History:
    """A proceeding of the process; `taken` counts how often each action was taken."""

    people: tuple[int, ...] = (1, 2, 3, 4)

    def __init__(self, process: Process, random: Random) -> None:
        self.process, self.random = process, random
        self.walk = Walk(process, process.facts())
        self.chance = Chance(random, lambda _: self.people, units=(1, 2), at=NOON)
        self.taken = Counter[str]()

    def goes_on(self, cost: Callable[[Transition], int] = lambda _: 0) -> None:
        """Somebody takes an action that is open to them: a cheap one, and one that was not taken often."""
        ways = list(self.process.leaving(self.walk.state))
        self.random.shuffle(ways)
        for way in sorted(ways, key=lambda t: cost(t) + self.taken[t.action]):
            if self._takes(way, self.somebody(*way.by), self.chance.answers(way)):
                return

    def goes_towards(self, states: Collection[str], action: str = "") -> None:
        """Somebody takes that action, or one that leads nearer to the states."""
        steps = steps_to(self.process, states)
        self.goes_on(lambda t: -FAR if t.action == action else steps.get(t.goes_to(self.walk.state), FAR))

    def is_tried(self) -> None:
        """Anybody tries anything; a refusal leaves everything as it was."""
        here = self.process.leaving(self.walk.state)
        action = self.random.choice((*self.process.transitions, *here * 3))
        data = self.random.choice((self.chance.answers, self.chance.spoiled))(action)
        before = repr(self.walk)
        taken = self._takes(action, self.somebody(*Role, *action.by * 10), data)
        assert taken or repr(self.walk) == before

    def is_found_out(self) -> None:
        """Something becomes known that no action brings, or the last day of a clock passes."""
        name = self.random.choice([f.name for f in fields(self.process.facts) if f.name in FOUND])
        self.walk.learns(**{name: self.random.choice(FOUND[name])})
        lapsed = self.random.sample(sorted(self.walk.running), min(1, len(self.walk.running)))
        self.walk.learns(lapsed=self.walk.facts.lapsed.union(lapsed))

    def somebody(self, *roles: Role) -> Viewer:
        """A person of one of the roles, or the system."""
        role = self.random.choice(roles)
        return SYSTEM if role is Role.SYSTEM else someone(role, user_id=self.random.choice(self.people))

    def asks(self, transition: Transition, who: Viewer, data: dict[str, Any] | None) -> Decision:
        """What the action would do; without data, whether it is open."""
        state, facts = self.walk.state, self.walk.facts
        return decide(self.process, state, transition.action, viewer=who, facts=facts, data=data)

    def _takes(self, transition: Transition, who: Viewer, data: dict[str, Any]) -> bool:
        try:
            decision = self.asks(transition, who, data)
        except DomainError:
            return False
        assert not any(datum.fault(data.get(datum.name)) for datum in decision.transition.needs)
        self._follow(decision, who, data)
        return True

    def _follow(self, decision: Decision, who: Viewer, data: dict[str, Any]) -> None:
        walk, (role,) = self.walk, who.roles
        live, started = walk.running | walk.paused, frozenset(walk.started)
        walk.does(decision.transition.action, role, who.user_id, **data)
        self.taken[decision.transition.action] += 1
        for clock in self.process.clocks:
            lives = lives_after(clock, decision, was=clock.code in live, before=clock.code in started)
            mode = clock.mode(walk.state)
            assert (clock.code in walk.running) == (lives and mode is Mode.RUNS), clock.code
            assert (clock.code in walk.paused) == (lives and mode is Mode.PAUSED), clock.code
        self._keep_count(decision)

    def _keep_count(self, decision: Decision) -> None:
        """What the engine finds out about the clocks that live."""
        walk, live = self.walk, self.walk.running | self.walk.paused
        used = Counter(walk.facts.extended) + Counter(decision.transition.extends)
        walk.learns(lapsed=walk.facts.lapsed & walk.running, extended={code: used[code] for code in live})


def steps_to(process: Process, states: Collection[str]) -> dict[str, int]:
    """How many actions at least lead from each state to one of these."""
    steps: dict[str, int] = {}
    edge, n = set(states), 0
    while edge:
        steps |= dict.fromkeys(edge, n)
        edge = {s for t in process.transitions for s in t.sources if t.goes_to(s) in edge} - steps.keys()
        n += 1
    return steps


def lives_after(clock: Clock, decision: Decision, *, was: bool, before: bool) -> bool:
    """Whether the clock runs or rests after the action; `before` when it has ever been started."""
    source, target = clock.mode(decision.source), clock.mode(decision.target)
    if decision.transition.action in clock.met_by and source is not Mode.OFF:
        return clock.repeats and _starts(clock, decision, before=before)
    if decision.transition.action in clock.started_by and target is Mode.RUNS:
        return was or _starts(clock, decision, before=before)
    if target is Mode.OFF:
        return False
    by_state = not clock.started_by and _starts(clock, decision, before=before)
    return by_state if source is Mode.OFF else was


def _starts(clock: Clock, decision: Decision, *, before: bool) -> bool:
    runs, facts = clock.mode(decision.target) is Mode.RUNS, decision.facts
    has_end = getattr(facts, clock.ends_on) if clock.ends_on else True
    return runs and bool(clock.applies_to(facts) and has_end) and not (clock.once and before)
