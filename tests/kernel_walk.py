"""A proceeding that is led through its process by `decide`, action by action, without a database."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Self

from caseflow.kernel.decide import Change, Decision, decide, options
from caseflow.kernel.machine import START, Clock, Datum, Facts, Kind, Process
from caseflow.kernel.roles import SYSTEM_ID, Role
from tests.kernel_given import someone

SAMPLES: dict[Kind, Any] = {
    Kind.LINE: "示例",
    Kind.TEXT: "示例内容",
    Kind.DATE: date(2026, 9, 1),
    Kind.MOMENT: datetime(2026, 9, 1, 2, tzinfo=UTC),
    Kind.NUMBER: 3,
    Kind.MONEY: Decimal(1000),
    Kind.YES: True,
    Kind.CONFIRMED: True,
    Kind.PERSON: 901,
    Kind.PEOPLE: (901, 902),
    Kind.UNIT: 801,
}


def person(role: Role) -> int:
    """One person for each role, unless a test says otherwise."""
    return SYSTEM_ID if role is Role.SYSTEM else 101 + list(Role).index(role)


def answer(datum: Datum) -> Any:
    """Something the datum takes."""
    return datum.choices[0][0] if datum.kind is Kind.CHOICE else SAMPLES[datum.kind]


@dataclass
class Walk:
    """Where a proceeding stands, what is known of it, and which clocks it would have."""

    process: Process
    facts: Facts
    state: str = START
    running: set[str] = field(default_factory=set)
    paused: set[str] = field(default_factory=set)
    started: set[str] = field(default_factory=set)

    def could(self, action: str, role: Role, user_id: int | None = None, **data: Any) -> Decision:
        """What the action would do; what is required and not given gets a sample."""
        needs = self.process.transition(action).needs
        known = {d.name: answer(d) for d in needs if d.required or d.kind is Kind.CONFIRMED} | data
        who = someone(role, user_id=person(role) if user_id is None else user_id)
        return decide(self.process, self.state, action, viewer=who, facts=self.facts, data=known)

    def does(self, action: str, role: Role, user_id: int | None = None, **data: Any) -> Self:
        """Take the action."""
        decision = self.could(action, role, user_id, **data)
        self.state = decision.target
        doers = (*self.facts.done_by.get(action, ()), person(role) if user_id is None else user_id)
        done_by = {**self.facts.done_by, action: doers}
        self.facts = replace(decision.facts, done_by=done_by, overlays=decision.overlays)
        for clock, change in decision.clocks:
            self._change(clock, change)
        return self

    def learns(self, **facts: Any) -> Self:
        """Something becomes known that no action brings."""
        self.facts = replace(self.facts, **facts)
        return self

    def lapses(self, code: str) -> Self:
        """The clock's last day passes, and the timer acts if it has to."""
        assert code in self.running, code
        self.learns(lapsed=self.facts.lapsed | {code})
        act = self.process.clock(code).on_lapse
        return self.does(act, Role.SYSTEM) if act else self

    def offers(self, role: Role) -> set[str]:
        """The actions that the person's page offers before anything is filled in."""
        who = someone(role, user_id=person(role))
        every = options(self.process, self.state, viewer=who, facts=self.facts)
        return {option.transition.action for option in every if option.refusal is None}

    def _change(self, clock: Clock, change: Change) -> None:
        match change:
            case Change.PAUSE:
                self.paused |= self.running & {clock.code}
                self.running.discard(clock.code)
            case Change.RESUME:
                self.running |= self.paused & {clock.code}
                self.paused.discard(clock.code)
            case Change.STOP | Change.MEET | Change.RESTART:
                self._end(clock.code)
        if change in (Change.START, Change.RESTART):
            self._start(clock)

    def _end(self, code: str) -> None:
        self.running.discard(code)
        self.paused.discard(code)
        self.learns(lapsed=self.facts.lapsed - {code})

    def _start(self, clock: Clock) -> None:
        """As the engine does: only what applies, has its last day, and may start again."""
        ends = getattr(self.facts, clock.ends_on) if clock.ends_on else True
        again = clock.once and clock.code in self.started
        if clock.applies_to(self.facts) and ends and not again:
            self.running.add(clock.code)
            self.started.add(clock.code)
