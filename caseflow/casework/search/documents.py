"""What a proceeding is found by, put together from its rows (检索文档)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from caseflow.casework.models import Matter, PartyKind
from caseflow.casework.pinyin import initials
from caseflow.casework.privacy import blind
from caseflow.casework.search.words import fold, lower, pieces, terms
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Datum, Kind, Process
from caseflow.kernel.roles import REACH, Role


class Audience(StrEnum):
    """Who may read a text; the value names the column that keeps it."""

    OPEN = "open_text"  # everyone who sees the proceeding
    INSIDE = "inside_text"  # everyone of the union
    GUARDED = "guarded_text"  # those who may read the story of a confidential matter
    PRIVATE = "private_text"  # those who may read private notes


SIGN: Mapping[Audience, str] = {
    Audience.OPEN: "",
    Audience.INSIDE: "",
    Audience.GUARDED: "*",
    Audience.PRIVATE: "^",
}
"""What the terms of a text begin with, so that only those who may read it can ask for them."""

OUTSIDE = "@"
"""What the terms of open texts begin with once more, for people outside the union, who ask for no others."""

OUTSIDERS = frozenset({Role.AGENCY, Role.INFORMANT})
HIDDEN = "~"
"""Begins a line that is found and never shown."""

MOST = 25_000
"""Characters that one go takes up, and from which on a document is full: a `tsvector` holds 1 MB."""

PRINT = 20
"""Characters of a fingerprint that tell it from others."""

CODE = "code"
"""The purpose of fingerprints of employers' codes, which are found as a whole (统一社会信用代码)."""

STORY = "facts_text"
MATTER = frozenset({STORY, "sanitised_facts", "category", "work_place", "confidential"})
"""Columns of the matter that its documents are made from."""

_UNSAID = frozenset({STORY, "safe_contact"})


class Draft:
    """A document, or what is added to one."""

    def __init__(self, process: Process, room: int = MOST) -> None:
        self.process = process
        self.texts: dict[Audience, list[str]] = {audience: [] for audience in Audience}
        self.terms: dict[str, None] = {}
        self._left = room

    def say(self, audience: Audience, text: str) -> None:
        """A text that is shown where it is found."""
        text = fold(text)[: self._left]
        self._left -= len(text)
        if text:
            self.texts[audience].append(text)
            self._find_by(audience, terms(text))

    def number(self, number: str) -> None:
        """An official number, also found by a part of it."""
        self._hide(Audience.OPEN, number)
        self._find_by(Audience.OPEN, (*terms(number), *pieces("#", number)))

    def subject(self, code: str) -> None:
        """What the matter is about, in words that every list shows anyway."""
        subjects = wired().datum("category")
        label = dict(subjects.choices).get(code, "") if subjects else ""
        if label:
            self._hide(Audience.OPEN, label)
            self._find_by(Audience.OPEN, terms(label))

    def name(self, audience: Audience, name: str) -> None:
        """A name, also found by the initials of any part of it."""
        letters = initials(name)
        self._hide(audience, f"{name} {letters}")
        self._find_by(audience, (*terms(name), *pieces("~", letters)))

    def fingerprint(self, audience: Audience, fingerprint: str | None) -> None:
        """A number that is found as a whole, without opening it."""
        if fingerprint:
            print_ = f"!{fingerprint[:PRINT]}"
            self._hide(audience, print_)
            self._find_by(audience, (print_,))

    def columns(self) -> dict[str, Any]:
        """The columns of the document by name."""
        return {**{audience: "\n".join(lines) for audience, lines in self.texts.items()}, "terms": self.terms}

    def _hide(self, audience: Audience, text: str) -> None:
        self.texts[audience].append(HIDDEN + lower(text).replace("\n", " "))

    def _find_by(self, audience: Audience, found: Iterable[str]) -> None:
        sign = SIGN[audience]
        signed = [sign + term for term in found] if sign else list(found)
        self.terms.update(dict.fromkeys(signed))
        if audience is Audience.OPEN and _is_seen_outside(self.process.family):
            self.terms.update(dict.fromkeys(OUTSIDE + term for term in signed))


@cache
def _is_seen_outside(family: str) -> bool:
    return any(family in REACH[role] for role in OUTSIDERS)


def tell_number(draft: Draft, number: str | None) -> None:
    """The number, once there is one."""
    if number:
        draft.number(number)


def tell_matter(draft: Draft, matter: Matter | Any, parties: Iterable[Any]) -> None:
    """The matter and the people in it: a confidential one is found by nobody's identity (举报保密)."""
    draft.subject(matter.category)
    draft.say(Audience.OPEN, matter.work_place)
    draft.say(Audience.OPEN, matter.sanitised_facts)
    draft.say(Audience.GUARDED if matter.confidential else Audience.INSIDE, matter.facts_text)
    for party in parties:
        if party.kind is PartyKind.EMPLOYER:
            _tell_employer(draft, party)
        elif not matter.confidential:
            _tell_person(draft, party)


def _tell_employer(draft: Draft, party: Any) -> None:
    draft.name(Audience.OPEN, party.name)
    draft.fingerprint(Audience.OPEN, blind(party.credit_code, CODE))
    draft.say(Audience.OPEN, party.address)


def _tell_person(draft: Draft, party: Any) -> None:
    if party.name:
        draft.name(Audience.INSIDE, party.name)
    for fingerprint in (party.phone_index, party.phone_tail, party.id_index, party.id_tail):
        draft.fingerprint(Audience.INSIDE, fingerprint)


def tell_answers(draft: Draft, needs: Iterable[Datum], given: Mapping[str, Any]) -> None:
    """What was written in answer to an action; the story is the matter's."""
    for datum in needs:
        value = given.get(datum.name)
        written = datum.kind in (Kind.LINE, Kind.TEXT) and isinstance(value, str)
        if written and datum.name not in _UNSAID:
            draft.say(Audience.PRIVATE if datum.private else Audience.OPEN, str(value))
