"""A paper as data: what it is called, whose it is, when it is made, what it asks for and says (文书即数据).

Each slice declares its own in `documents.py`; the registry hands them in. Contradictions raise
`MalformedPaper` when the module is imported.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from caseflow.casework.documents.blocks import Part, slots_in
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.casework.models import Numbering
from caseflow.kernel.machine import START, Process


class MalformedPaper(Exception):
    """A paper contradicts itself; raised at import, never at the desk."""


class Look(StrEnum):
    """How a paper is laid out: a letter with a red head, a notice without, a form without date and seal."""

    LETTER = "letter"
    FORM = "form"
    NOTICE = "notice"


class Audience(StrEnum):
    """Who reads the paper outside the office; an employer must not learn from it who complained."""

    WORKER = "worker"
    EMPLOYER = "employer"
    AGENCY = "agency"
    PARTIES = "parties"
    INSIDE = "inside"

    @property
    def label(self) -> str:
        """The word for it."""
        return _AUDIENCES[self]


_AUDIENCES = {
    Audience.WORKER: "职工",
    Audience.EMPLOYER: "用人单位",
    Audience.AGENCY: "有关部门",
    Audience.PARTIES: "双方当事人",
    Audience.INSIDE: "内部",
}

ISSUER = Slot(name="issuer", label="落款单位")
ISSUED_ON = Slot(name="issued_on", label="落款日期", shape=Shape.DATE)

STORY = frozenset({"facts_text", "dispute_facts", "clue"})
"""What was told in the worker's own words: never on a paper that an employer reads."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One kind of document (文种).

    It is offered where an action of the processes names it (`Transition.document`), by `label` or by one of
    the names `called`; and besides in the states `at`. Signing actions in `signed_by` make it final in their
    own transaction; afterwards it is not made again. With a `numbering` it takes a number of its own; with
    `own_number` it bears that of its proceeding. `voids` names the action that calls a signed one back.
    What its values must be to each other stands in `rules`: each names the faults by slot.
    """

    code: str
    label: str
    processes: tuple[str, ...]
    look: Look
    audience: Audience
    slots: tuple[Slot, ...]
    body: tuple[Part, ...]
    title: str = ""
    called: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    voids: str = ""
    numbering: Numbering | None = None
    own_number: bool = False
    seal: bool = True
    copies: str = ""
    rules: tuple[Callable[[Mapping[str, Any]], dict[str, str]], ...] = ()

    def __post_init__(self) -> None:
        known = self.by_name
        if len(known) != len(self.every):
            raise MalformedPaper(f"{self.code}: a slot has two definitions")
        for part in self.body:
            for name, spec in slots_in(part):
                _check(self.code, name, spec, known)
        if self.audience is Audience.EMPLOYER and known.keys() & STORY:
            raise MalformedPaper(f"{self.code}: an employer would read what the worker told")

    @property
    def every(self) -> tuple[Slot, ...]:
        """Its slots, and those of every paper that ends with a name and a date."""
        return self.slots if self.look is Look.FORM else (*self.slots, ISSUER, ISSUED_ON)

    @cached_property
    def by_name(self) -> dict[str, Slot]:
        """All of them by name."""
        return {slot.name: slot for slot in self.every}

    def faults(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Why it cannot be finished with these values, by slot."""
        own = {slot.name: fault for slot in self.every if (fault := slot.fault(values.get(slot.name)))}
        return own or {name: fault for rule in self.rules for name, fault in rule(values).items()}

    @property
    def numbered(self) -> bool:
        """Whether it bears a number."""
        return self.numbering is not None or self.own_number

    @property
    def names(self) -> frozenset[str]:
        """What actions may call it."""
        return frozenset({*names_in(self.label), *self.called})

    def actions(self, process: Process) -> frozenset[str]:
        """The actions of the process to which it belongs."""
        named = (t for t in process.transitions if not self.names.isdisjoint(names_in(t.document)))
        return frozenset({*(t.action for t in named), *self.signed_by})

    def offered(self, process: Process, state: str, done: Collection[str]) -> bool:
        """Whether it can be made now: an action it belongs to was taken, or could be from this state."""
        if process.name not in self.processes:
            return False
        actions = self.actions(process)
        near = (t for t in process.transitions if t.action in actions and START not in t.sources)
        past = not self.signed_by and bool(actions & set(done))
        return past or state in self.at or any(state in t.sources for t in near)


_SPECS = {Shape.MONEY: ("大写",), Shape.DATE: ("汉",)}


def _check(code: str, name: str, spec: str, known: dict[str, Slot]) -> None:
    if name not in known:
        raise MalformedPaper(f"{code}: nothing is known of {name}")
    if spec and spec not in _SPECS.get(known[name].shape, ()):
        raise MalformedPaper(f"{code}: {name} cannot be written as {spec}")


def names_in(document: str) -> tuple[str, ...]:
    """The papers that an action names (受理通知书、权利义务告知书 are two), without what is in brackets."""
    return tuple(re.sub(r"（.*?）", "", name) for name in document.split("、") if name)


def by_code(papers: Iterable[Paper]) -> dict[str, Paper]:
    """The papers by code.

    Raises:
        MalformedPaper: two bear the same one.
    """
    found: dict[str, Paper] = {}
    for paper in papers:
        if paper.code in found:
            raise MalformedPaper(f"{paper.code} is declared twice")
        found[paper.code] = paper
    return found
