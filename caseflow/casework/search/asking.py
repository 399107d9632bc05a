"""What was typed, as the terms that a document must hold for the viewer who asks (检索式)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import sqlalchemy as sa

from caseflow.casework.models import SearchDocument
from caseflow.casework.privacy import blind, normalised
from caseflow.casework.search.documents import CODE, OUTSIDE, OUTSIDERS, PRINT, SIGN, Audience
from caseflow.casework.search.synonyms import meant_by
from caseflow.casework.search.words import PIECE, is_latin, lower, pieces, runs, wanted
from caseflow.kernel.errors import DomainError
from caseflow.kernel.roles import Permission, Viewer

LONGEST, MOST_WORDS = 100, 8

_APART = re.compile(r"[\s,;，、；]+")
_PURPOSES = {
    "phone": re.compile(r"\d{7,15}"),
    "phone/tail": re.compile(r"\d{4}"),
    "id": re.compile(r"\d{15}|\d{17}[\dX]"),
    "id/tail": re.compile(r"\d{3}[\dX]"),
    CODE: re.compile(r"[0-9A-Z]{18}"),
}
"""What fingerprints are taken of, and what such a number looks like."""

_NUMBER = re.compile(r"[0-9 \-+]{7,30}[0-9x]")


class Unsearchable(DomainError):
    """Nothing can be looked for with what was typed."""

    status = 422


@dataclass(frozen=True, slots=True)
class Way:
    """One way to find a word: all of the terms, and the phrase they came from.

    `exact` when the terms alone say that the phrase is there; `begins` when the term is the beginning of
    one; a `key` is never part of a text that is shown.
    """

    terms: tuple[str, ...]
    phrase: str
    exact: bool = False
    begins: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: each word with the ways to find it."""

    words: tuple[tuple[Way, ...], ...]

    @property
    def phrases(self) -> list[list[str]]:
        """For each word what a text shows of it."""
        return [[way.phrase for way in ways if not way.key] for ways in self.words]


def read(text: str) -> Asked:
    """What was typed, in words that must all be found.

    Raises:
        Unsearchable: it is empty, too long, or nothing but signs.
    """
    plain = lower(text).strip()
    if len(plain) > LONGEST:
        raise Unsearchable(f"搜索词最多{LONGEST}字，请只留关键的几个词")
    typed = [plain] if _NUMBER.fullmatch(plain) else list(dict.fromkeys(filter(None, _APART.split(plain))))
    if len(typed) > MOST_WORDS:
        raise Unsearchable(f"一次最多搜索{MOST_WORDS}个词，请减少几个")
    meant = meant_by(typed)
    words = tuple(ways for word in typed if (ways := tuple(_ways(word, meant.get(word, ())))))
    if not words:
        raise Unsearchable("请输入编号、姓名、电话、单位或者案情里的字词")
    return Asked(words)


def _ways(word: str, meant: Sequence[str]) -> Iterator[Way]:
    yield from _in_text(word)
    if any(char.isdigit() for char in word) and (parts := [p for p in pieces("#", word) if len(p) > PIECE]):
        pairs = (term for run in runs(word) if not is_latin(run) for term in wanted(run))
        yield Way((*parts, *pairs), word)
    if word.isalnum() and is_latin(word) and len(word) > 1 and not word.isdigit():
        yield Way(tuple(pieces("~", word)), word, key=True)
    for other in meant:
        yield from _in_text(other)
    yield from _identities(word)


def _in_text(word: str) -> Iterator[Way]:
    """The word as it stands in a text; lone characters as the beginnings of pairs."""
    of = runs(word)
    terms = wanted(word) or of
    if terms:
        yield Way(
            tuple(terms), word, exact=of == [word] and len(terms) == 1, begins=terms == of != wanted(word)
        )


def _identities(word: str) -> Iterator[Way]:
    """A phone or ID number, or the last four characters of one, or an employer's code, by fingerprint."""
    number = normalised(word)
    for purpose, form in _PURPOSES.items():
        if form.fullmatch(number):
            print_ = f"!{(blind(number, purpose) or '')[:PRINT]}"
            yield Way((print_,), print_, exact=True, key=True)


@dataclass(frozen=True, slots=True)
class Readable:
    """What a viewer may read of documents: the signs of its terms, and the columns of its texts."""

    signs: tuple[str, ...]
    audiences: tuple[Audience, ...]

    @classmethod
    def by(cls, viewer: Viewer) -> "Readable":
        """What the viewer may read."""
        if not viewer.roles - OUTSIDERS:
            return cls((OUTSIDE,), (Audience.OPEN,))
        more = {Audience.GUARDED: Permission.REVEAL, Audience.PRIVATE: Permission.PRIVATE_NOTES}
        audiences = [audience for audience, permission in more.items() if viewer.can(permission)]
        signs = dict.fromkeys(SIGN[audience] for audience in (Audience.OPEN, *audiences))
        return cls(tuple(signs), (Audience.OPEN, Audience.INSIDE, *audiences))

    @property
    def columns(self) -> tuple[sa.orm.InstrumentedAttribute[str], ...]:
        """The columns of those texts."""
        return tuple(getattr(SearchDocument, audience) for audience in self.audiences)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a database spells the words of a query."""

    both: str
    either: str
    quote: str
    begins: str


POSTGRESQL = Spelling(" & ", " | ", "'", ":*")
SQLITE = Spelling(" AND ", " OR ", '"', " *")


def spelt(asked: Asked, readable: Readable, spelling: Spelling) -> str:
    """The query over the terms; a phrase lies in one text, so its terms bear one sign."""
    words = (
        spelling.either.join(_signed(way, sign, spelling) for way in ways for sign in readable.signs)
        for ways in asked.words
    )
    return spelling.both.join(f"({word})" for word in words)


def _signed(way: Way, sign: str, spelling: Spelling) -> str:
    begins = spelling.begins if way.begins else ""
    quoted = (f"{spelling.quote}{sign}{term}{spelling.quote}{begins}" for term in dict.fromkeys(way.terms))
    return f"({spelling.both.join(quoted)})"


def share(asked: Asked, readable: Readable, shares: Sequence[tuple[str, float]]) -> float:
    """Of all documents about how many are found, by the shares of terms that are known to be frequent.

    Words are taken to have nothing to do with each other.
    """
    known = dict(shares)

    def of_term(term: str, way: Way) -> float:
        beginning = (share for other, share in shares if other.startswith(term))
        return sum(beginning) if way.begins else known.get(term, 0.0)

    def of_way(way: Way) -> float:
        return sum(min(of_term(sign + term, way) for term in way.terms) for sign in readable.signs)

    return prod(sum(map(of_way, ways)) for ways in asked.words)
