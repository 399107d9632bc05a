"""Periods, declared with the states they run in."""

from dataclasses import dataclass, replace
from enum import StrEnum

from caseflow.kernel.calendar import Period
from caseflow.kernel.ladder import DUTY, Ladder
from caseflow.kernel.machine.facts import Condition, Facts
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import DECLARED, Mark, Rule
from caseflow.kernel.terms import Extension


class Mode(StrEnum):
    """What a clock does while its proceeding is in a state."""

    OFF = "off"
    RUNS = "runs"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that runs while its proceeding is in certain states (期限).

    Entering `runs_while` starts it, `paused_while` pauses it, leaving both stops it; an action in `met_by`
    meets it without a change of state and, if it `repeats`, starts it anew. With `started_by` no state starts
    it, but these actions, taken where it runs; again only if it `repeats`. `counted_from` names the fact
    that is day 0 (else the day it starts); `ends_on` names the fact that is the last day, for periods of kind
    `Until`; `length_from` names the fact that holds the number of units where a letter may state its own.
    When it ends the timer takes the action `on_lapse`; a rule may choose one of `may_lapse` instead.
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
    may_lapse: tuple[str, ...] = ()
    ladder: Ladder = DUTY

    def mode(self, state: str) -> Mode:
        """Whether the clock runs, rests or is off in the state."""
        if state in self.runs_while:
            return Mode.RUNS
        return Mode.PAUSED if state in self.paused_while else Mode.OFF

    def applies_to(self, facts: Facts) -> bool:
        """Whether the clock concerns a proceeding with these facts."""
        return self.applies is None or self.applies(facts)

    def under(self, rule: Rule) -> "Clock":
        """The clock as the rule has it (按规则执行的期限); what the rule does not say is as declared.

        One that may not rest runs on where it would have rested.
        """
        if rule.version == DECLARED:
            return self
        terms = rule.terms
        rests = terms.pausable is not False
        return replace(
            self,
            within=rule.period,
            basis=rule.basis,
            mark=rule.mark,
            runs_while=self.runs_while if rests else (*self.runs_while, *self.paused_while),
            paused_while=self.paused_while if rests else (),
            extension=terms.extension or self.extension,
            ladder=terms.ladder or self.ladder,
            on_lapse=self.on_lapse if terms.on_lapse is None else terms.on_lapse,
        )

    @property
    def lapses(self) -> tuple[str, ...]:
        """The actions that the timer may take when the clock ends, the declared one first."""
        return tuple(filter(None, (self.on_lapse, *self.may_lapse)))
