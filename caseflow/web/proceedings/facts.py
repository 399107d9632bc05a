"""What is known of a matter and of a proceeding in it, for those who may know it (案情)."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy.orm import class_mapper

from caseflow.casework.files import Names
from caseflow.casework.filing.keeping import configured
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Datum, Kind, Process, is_blank
from caseflow.web.proceedings.values import Reader, asked_in, ids_in, spoken

MATTER: Mapping[str, tuple[str, Kind]] = {
    "category": ("诉求类别", Kind.CHOICE),
    "priority": ("优先级", Kind.CHOICE),
    "event_on": ("事发日期", Kind.DATE),
    "work_place": ("工作地点", Kind.LINE),
    "headcount": ("涉及人数", Kind.NUMBER),
    "amount": ("涉及金额", Kind.MONEY),
    "other_procedure": ("其他程序", Kind.CHOICE),
}
"""Columns of the matter in the order of the page; choices are those of whichever process asks for them."""

EMPLOYER = {"employer_name": "name", "employer_address": "address"}
"""What letters ask of the employer, and where the matter's employer has it."""

_ELSEWHERE = frozenset({"handler_id", "unit_id", "number", "facts_text", "sanitised_facts", "safe_contact"})


class Fact(NamedTuple):
    """A label and what is known; a long text is set below its label."""

    label: str
    text: str
    long: bool = False


def of_matter(matter: Matter, reader: Reader, names: Names) -> list[Fact]:
    """The matter: figures first, then the story, or what is fit for everyone of it."""
    found = [
        Fact(label, spoken(wired().datum(name) or Datum(name, label, kind), getattr(matter, name), names))
        for name, (label, kind) in MATTER.items()
        if not is_blank(getattr(matter, name))
    ]
    if matter.facts_text and reader.story:
        found.append(Fact("诉求内容", matter.facts_text, long=True))
    if matter.sanitised_facts:
        found.append(Fact("对外事实（脱敏）", matter.sanitised_facts, long=True))
    return found


def of_proceeding(proceeding: Proceeding, reader: Reader, names: Names) -> list[Fact]:
    """What the actions of the process have found out so far, in the order in which they ask for it."""
    return [
        Fact(datum.label, spoken(datum, value, names), long=datum.kind is Kind.TEXT)
        for datum, value in kept(proceeding)
        if not reader.barred(datum)
    ]


def named_in(proceeding: Proceeding) -> tuple[set[int], set[int]]:
    """The ids of people and of units that the proceeding's own columns name."""
    return ids_in(kept(proceeding))


def kept(proceeding: Proceeding) -> Iterator[tuple[Datum, Any]]:
    """The columns of the slice that hold an answer, each with the datum that asked for it."""
    for datum in _own(type(proceeding), proceeding.definition):
        value = getattr(proceeding, datum.name)
        if not is_blank(value) and value is not False:
            yield datum, value


@cache
def _own(model: type[Proceeding], process: Process) -> tuple[Datum, ...]:
    """What the process asks for and keeps in a column of the slice."""
    columns = class_mapper(model).columns
    shared = {*class_mapper(Matter).columns.keys(), *_ELSEWHERE}
    return tuple(d for name, d in asked_in(process).items() if name in columns and name not in shared)


def standing(proceeding: Proceeding, needs: tuple[Datum, ...], reader: Reader) -> dict[str, Any]:
    """What the columns hold that an action would set, be it nothing, as far as the reader may know it."""
    found: dict[str, Any] = {}
    known = [d.name for d in needs if d.kind is not Kind.CONFIRMED and not reader.barred(d)]
    for owner in (proceeding.matter, proceeding):
        columns = class_mapper(type(owner)).columns
        found.update((name, getattr(owner, name)) for name in known if name in columns)
    return found


def present(proceeding: Proceeding, needs: tuple[Datum, ...], reader: Reader) -> dict[str, Any]:
    """The answers among them."""
    found = standing(proceeding, needs, reader)
    return {name: value for name, value in found.items() if not is_blank(value)}


def offered(proceeding: Proceeding, needs: tuple[Datum, ...], reader: Reader) -> dict[str, Any]:
    """What a form starts with: what stands now, and the matter's employer where a letter names none yet."""
    found = {**present(proceeding, needs, reader), **_proposed(proceeding, needs)}
    unnamed = [d.name for d in needs if d.name in EMPLOYER and d.name not in found]
    employer = proceeding.matter.employer if unnamed else None
    return {**({name: getattr(employer, EMPLOYER[name]) for name in unnamed} if employer else {}), **found}


def _proposed(proceeding: Proceeding, needs: tuple[Datum, ...]) -> dict[str, Any]:
    """The unit that the desk proposed, and how long the office's list keeps the file, where that is asked."""
    asked = {datum.name for datum in needs}
    unit_id = getattr(proceeding, "proposed_unit_id", None)
    unit = {"unit_id": unit_id} if unit_id and "unit_id" in asked else {}
    return unit | ({"retention": configured(proceeding)} if "retention" in asked else {})
