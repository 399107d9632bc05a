"""A clock and its rules as the pages show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.casework import rule_words as words
from caseflow.casework.law import Law, rule_of
from caseflow.casework.models import DeadlineRule, Proposed, Stand
from caseflow.casework.rule_faults import Declared
from caseflow.kernel.ladder import Ladder
from caseflow.kernel.machine import Clock, Process
from caseflow.kernel.rules import DECLARED, Mark, Rule


@dataclass(frozen=True, slots=True)
class Line:
    """One clock in the list: as it would start today."""

    code: str
    label: str
    process: str
    length: str
    unit: str
    roll: str
    pausing: str
    extending: str
    reminding: str
    lapsing: str
    basis: str
    mark: Mark
    own: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a rule says, now and as proposed."""

    name: str
    text: str
    other: str = ""

    @property
    def changed(self) -> bool:
        """The proposal says something else."""
        return self.text != self.other


@dataclass(frozen=True, slots=True)
class Version:
    """A rule of a clock, and what it is today: in force, coming, past, waiting or refused."""

    rule: DeadlineRule
    said: tuple[str, ...]
    where: str
    status: str
    live: bool


def lines(process: Process, law: Law, on: date, waiting: set[str]) -> list[Line]:
    """The clocks of a process as they would start on the day."""
    return [_line(process, clock, law.rule(clock, on), clock.code in waiting) for clock in process.clocks]


def _line(process: Process, declared: Clock, rule: Rule, waiting: bool) -> Line:  # noqa: FBT001
    clock = declared.under(rule)
    return Line(
        code=clock.code,
        label=clock.label,
        process=process.label,
        length=words.length(clock),
        unit=words.unit(clock),
        roll=words.rolling(clock),
        pausing=words.pausing(clock),
        extending=words.extending(clock),
        reminding=named(clock.ladder),
        lapsing=words.lapsing(process, clock),
        basis=rule.basis,
        mark=rule.mark,
        own=rule.version != DECLARED,
        waiting=waiting,
    )


def named(ladder: Ladder) -> str:
    """The ladder in a word or two."""
    return words.LADDERS.get(ladder) or f"自定 {len(ladder.stages)} 级"


def terms(process: Process, clock: Clock) -> list[tuple[str, str]]:
    """Everything that the rule of a clock says, in order."""
    return [
        ("时长", clock.within.text),
        ("末日遇休息日", words.rolling(clock) or "不涉及"),
        ("暂停", words.pausing(clock)),
        ("延期", words.extending(clock)),
        ("提醒", words.reminding(clock.ladder)),
        ("届满时", words.lapsing(process, clock)),
        ("依据", clock.basis),
        ("依据性质", clock.mark.label),
    ]


def compared(process: Process, now: Clock, then: Clock) -> list[Term]:
    """The same for the rule in force and for a proposed one."""
    return [
        Term(name, old, new)
        for (name, old), (_, new) in zip(terms(process, now), terms(process, then), strict=True)
    ]


def versions(rows: Sequence[DeadlineRule], known: Declared, law: Law, on: date) -> Iterator[Version]:
    """The rules of a clock, each with what it is on the day."""
    _, clock = known[0]
    in_force = law.rule(clock, on).version
    for row in rows:
        live = rule_of(row, clock).version == in_force
        says = status(row, law.region, on, live=live)
        yield Version(row, tuple(words.terms_of(row)), place(row.region), says, live)


def status(row: Proposed, region: str, on: date, *, live: bool) -> str:
    """What a proposal is on the day in the region; `live` is what is in force there."""
    if row.stand is not Stand.APPROVED:
        return words.STANDS[row.stand]
    if live:
        return "在用"
    if not region.startswith(row.region):
        return "其他地区"
    return "将生效" if row.effective_from > on else "已被取代"


def place(region: str) -> str:
    """Where a rule holds."""
    return f"地区 {region}" if region else "全部地区"
