"""What a letter may rest on and demand, by category (条款库); the data is beside this.

Everything is checked when it is read. An article that nobody has read is told to whoever drafts, and never
stands in a letter.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseflow.kernel.rules import Mark
from caseflow.notice.demands import Demand, limit_of

GENERAL = "通用"


class MalformedClauses(Exception):
    """The library contradicts itself; raised at import, never at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One duty (条款): the article and what it says, how a breach of it reads, what to demand and by when.

    `categories` are codes or beginnings of them, "" is every one. `verified` says that somebody has read the
    article. `limit` is what this office usually allows for the demand, and no period of the law.
    """

    code: str
    title: str
    categories: tuple[str, ...]
    article: str
    mark: Mark
    verified: bool
    rule: str
    breach: str = ""
    demand: str = ""
    limit: str = ""

    @property
    def cited(self) -> str:
        """The article as a letter cites it; empty for what is not verified law of this place."""
        if not self.verified or self.mark is not Mark.STATUTE:
            return ""
        return f"{self.article}：{self.rule}" if self.rule else self.article

    @property
    def blamed(self) -> str:
        """The breach as a letter words it, with the article where it may be cited."""
        violates = f"，不符合{self.article}的规定" if self.cited else ""
        return f"{self.breach}{violates}" if self.breach else ""

    @property
    def demanded(self) -> str:
        """The demand with its usual limit, as a line of a letter."""
        return Demand(self.demand, limit_of(self.limit)).line if self.demand else ""

    def nearness(self, category: str) -> int:
        """How closely it concerns the category: the longer the beginning they share; -1 not at all."""
        return max((len(own) for own in self.categories if category.startswith(own)), default=-1)


@dataclass(frozen=True)
class Library:
    """The clauses that come with the program, of a version, as reviewed on a day."""

    version: str
    date: date
    clauses: Mapping[str, Clause]


def near(clauses: Iterable[Clause], category: str) -> list[Clause]:
    """Those that concern the category, the nearest first."""
    found = [clause for clause in clauses if clause.nearness(category) >= 0]
    return sorted(found, key=lambda clause: -clause.nearness(category))


def read(text: str) -> Library:
    """The library that the TOML text describes.

    Raises:
        MalformedClauses: it contradicts itself.
    """
    shelf = tomllib.loads(text)
    known = [_clause(row) for row in shelf["clauses"]]
    if faults := list(_faults(known)):
        raise MalformedClauses("; ".join(faults))
    return Library(shelf["version"], shelf["date"], {clause.code: clause for clause in known})


def _clause(row: Mapping[str, Any]) -> Clause:
    verified = "law" in row
    return Clause(
        code=row["code"],
        title=row["title"],
        categories=tuple(row["categories"]),
        article=row.get("law") or row.get("unverified", ""),
        mark=Mark.STATUTE,
        verified=verified,
        rule=row.get("rule", ""),
        breach=row.get("breach", ""),
        demand=row.get("demand", ""),
        limit=row.get("limit", ""),
    )


def _faults(known: list[Clause]) -> Iterator[str]:
    codes = [clause.code for clause in known]
    yield from (f"{code} is there twice" for code in sorted(set(codes)) if codes.count(code) > 1)
    for clause in known:
        if not clause.article:
            yield f"{clause.code} rests on nothing"
        if clause.verified != bool(clause.rule):
            yield f"{clause.code}: only an article that was read is told"
        if bool(clause.demand) != (limit_of(clause.limit) is not None):
            yield f"{clause.code}: a demand has a usual limit, and nothing else has one"


LIBRARY = read((Path(__file__).parent / "clauses.toml").read_text(encoding="utf-8"))
