"""A letter that is led through its process by `decide`, answer by answer."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from caseflow.kernel.decide import Change, Decision, decide
from caseflow.kernel.machine import START, Datum, Facts, Kind, Process
from caseflow.kernel.roles import Role
from caseflow.notice.process import NoticeFacts
from tests.kernel_given import someone

SUP, LAW, SIGN, MGR = Role.SUPERVISOR, Role.LAWYER, Role.SIGNATORY, Role.MANAGER
HU, LIA, ARC, SYS = Role.HANDLING_UNIT, Role.LIAISON, Role.ARCHIVIST, Role.SYSTEM

PEOPLE = {SUP: 11, LAW: 12, SIGN: 13, MGR: 14, HU: 15, LIA: 16, ARC: 17, SYS: 0}
"""One person for each role, unless a test says otherwise."""

SAMPLES: dict[Kind, Any] = {
    Kind.LINE: "示例",
    Kind.TEXT: "示例内容",
    Kind.DATE: date(2026, 9, 1),
    Kind.NUMBER: 3,
    Kind.MONEY: Decimal(1000),
    Kind.YES: True,
    Kind.CONFIRMED: True,
    Kind.PERSON: PEOPLE[LAW],
    Kind.PEOPLE: (11, 15),
}


def answer(datum: Datum) -> Any:
    """Something the datum takes."""
    return datum.choices[0][0] if datum.kind is Kind.CHOICE else SAMPLES[datum.kind]


@dataclass
class Letter:
    """A letter of a kind, where it stands and what is known of it."""

    process: Process
    facts: Facts = field(default_factory=NoticeFacts)
    state: str = START
    running: set[str] = field(default_factory=set)

    def could(self, action: str, role: Role, user_id: int | None = None, **data: Any) -> Decision:
        """What the action would do; what is required and not given gets a sample."""
        needs = self.process.transition(action).needs
        known = {d.name: answer(d) for d in needs if d.required} | data
        who = someone(role, user_id=PEOPLE[role] if user_id is None else user_id)
        return decide(self.process, self.state, action, viewer=who, facts=self.facts, data=known)

    def does(self, action: str, role: Role, user_id: int | None = None, **data: Any) -> "Letter":
        """Take the action."""
        decision = self.could(action, role, user_id, **data)
        self.state = decision.target
        done_by = {**decision.facts.done_by, action: [PEOPLE[role] if user_id is None else user_id]}
        self.facts = replace(decision.facts, done_by=done_by, overlays=decision.overlays)
        for clock, change in decision.clocks:
            if change in (Change.STOP, Change.MEET):
                self.running.discard(clock.code)
            elif change is Change.START:
                self.running.add(clock.code)
        return self

    def learns(self, **facts: Any) -> "Letter":
        """Something becomes known that no action brings."""
        self.facts = replace(self.facts, **facts)
        return self


def drafted(process: Process, **facts: Any) -> Letter:
    """A draft by the supervisor, investigated and found true where the kind knows of it."""
    letter = Letter(process, NoticeFacts(**facts)).does("draft", SUP)
    if any(t.action == "investigate" for t in process.transitions):
        letter.does("investigate", SUP).does("conclude_investigation", SUP)
    return letter


def issued(process: Process, **facts: Any) -> Letter:
    """A letter that was reviewed and signed."""
    letter = drafted(process, **facts)
    return letter.does("submit_review", SUP).does("pass_review", LAW).does("sign_off", SIGN)


def served(process: Process, **facts: Any) -> Letter:
    """A letter that an employer has received, whose time to answer runs."""
    letter = issued(process, **facts).does("start_service", SUP)
    return letter.does("record_service", HU, receiver="示例前台").does("start_clock", SYS)


def overdue(process: Process, **facts: Any) -> Letter:
    """A letter that an employer did not answer."""
    return served(process, **facts).does("lapse", SYS)


def asked(process: Process, **facts: Any) -> Letter:
    """A 建议书 that an authority has received."""
    letter = issued(process, parent_kind="opinion", county_level=True, **facts)
    return letter.does("start_service", LIA).does("authority_received", LIA)
