"""Periods, declared with the states they run in."""

from dataclasses import dataclass
from enum import StrEnum

from caseflow.kernel.calendar import Length, Period
from caseflow.kernel.ladder import DUTY, Ladder
from caseflow.kernel.machine.facts import Condition, Facts
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark


class Mode(StrEnum):
    """What a clock does while its proceeding is in a state."""

    OFF = "off"
    RUNS = "runs"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Extension:
    """How a clock may be extended (延期): how often, by how much at most each time, by whom."""

    times: int
    cap: Length | None
    by: Role

    def fault(self, used: int, asked: int | None) -> str | None:
        """Why the clock may not be extended by so much once more; None when it may."""
        if used >= self.times:
            return f"最多延期{self.times}次，已经用完"
        if self.cap and asked and asked > self.cap.n:
            return f"最多延长{self.cap.text}"
        return None


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that runs while its proceeding is in certain states (期限).

    Entering `runs_while` starts it, `paused_while` pauses it, leaving both stops it; an action in `met_by`
    meets it without a change of state and, if it `repeats`, starts it anew. With `started_by` no state starts
    it, but these actions, taken where it runs; again only if it `repeats`. `counted_from` names the fact
    that is day 0 (else the day it starts); `ends_on` names the fact that is the last day, for periods of kind
    `Until`; `length_from` names the fact that holds the number of units where a letter may state its own.
    """

    code: str
    label: str
    runs_while: tuple[str, ...]
    within: Period
    basis: str
    mark: Mark
    owner: Role | None = None
    paused_while: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    started_by: tuple[str, ...] = ()
    once: bool = False
    repeats: bool = False
    counted_from: str = ""
    ends_on: str = ""
    length_from: str = ""
    applies: Condition | None = None
    extension: Extension | None = None
    on_lapse: str = ""
    ladder: Ladder = DUTY

    def mode(self, state: str) -> Mode:
        """Whether the clock runs, rests or is off in the state."""
        if state in self.runs_while:
            return Mode.RUNS
        return Mode.PAUSED if state in self.paused_while else Mode.OFF

    def applies_to(self, facts: Facts) -> bool:
        """Whether the clock concerns a proceeding with these facts."""
        return self.applies is None or self.applies(facts)
