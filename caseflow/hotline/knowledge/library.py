"""What can be told to a caller and by which article, and how to ask (知识库、话术); the data is beside this.

Everything is checked when it is read, so that only law that was verified reads like law.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caseflow.hotline.catalogue import GROUPS, SUBJECTS
from caseflow.hotline.triage.tree import BEGINS
from caseflow.kernel.rules import Mark

MOST = 5
"""Items shown beside a call."""

FEWEST = 3
"""Items that every category has."""


class MalformedLibrary(Exception):
    """The library contradicts itself; raised at import, never at the desk."""


@dataclass(frozen=True, slots=True)
class Article:
    """What an item rests on, and how binding that is."""

    basis: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Item:
    """One thing worth knowing (知识库条目); `categories` are codes or beginnings of them, "" is every one."""

    code: str
    title: str
    text: str
    categories: tuple[str, ...]
    articles: tuple[Article, ...]

    def nearness(self, category: str) -> int:
        """How closely the item concerns the category: the longer the beginning they share; -1 not at all."""
        return max((len(own) for own in self.categories if category.startswith(own)), default=-1)

    def concerns(self, part: str) -> bool:
        """Whether it is about the category, or about any of the group; everything is when `part` is empty."""
        return any(part.startswith(own) or own.startswith(part) for own in self.categories)

    @property
    def basis(self) -> str:
        """All it rests on in one line, to be cited in an answer."""
        return "、".join(article.basis for article in self.articles)

    @property
    def cited(self) -> str:
        """How an answer names the item."""
        return f"{self.code} {self.title}"


@dataclass(frozen=True, slots=True)
class Script:
    """What to ask about a category, and what to say (话术)."""

    ask: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class Library:
    """All items and scripts, of a version; `fields` says how to ask for what a form field wants."""

    version: str
    date: date
    items: Mapping[str, Item]
    scripts: Mapping[str, Script]
    fields: Mapping[str, str]

    def about(self, category: str) -> list[Item]:
        """The items that concern the category, the nearest first; without one those for everybody."""
        near = [item for item in self.items.values() if item.nearness(category) >= 0]
        return sorted(near, key=lambda item: -item.nearness(category))

    def beside(self, category: str) -> list[Item]:
        """The few of them that are shown during a call."""
        return self.about(category)[:MOST]

    def search(self, text: str, category: str = "") -> list[Item]:
        """The items of a category or of a whole group that hold every word of the text, the nearest first."""
        words = text.lower().split()
        of_it = [item for item in self.items.values() if item.concerns(category)]
        found = [item for item in of_it if all(word in _haystack(item) for word in words)]
        return sorted(found, key=lambda item: -item.nearness(category))

    def script(self, category: str) -> Script | None:
        """How to speak about the category, or else about its group."""
        return self.scripts.get(category) or self.scripts.get(category[:2])


def _haystack(item: Item) -> str:
    labels = (SUBJECTS.get(code) or GROUPS.get(code, "") for code in item.categories)
    return " ".join((item.code, item.title, item.text, item.basis, *labels)).lower()


def read(items: str, scripts: str) -> Library:
    """The library that the two TOML texts describe.

    Raises:
        MalformedLibrary: it contradicts itself, or it names something that is not known.
    """
    shelf, speech = tomllib.loads(items), tomllib.loads(scripts)
    known = [_item(row) for row in shelf["items"]]
    library = Library(
        version=shelf["version"],
        date=shelf["date"],
        items={item.code: item for item in known},
        scripts={row["code"]: Script(tuple(row["ask"]), row["say"]) for row in speech["scripts"]},
        fields=speech["fields"],
    )
    if faults := [*_doubles([item.code for item in known]), *_faults(library)]:
        raise MalformedLibrary("; ".join(faults))
    return library


def _item(row: Mapping[str, Any]) -> Item:
    articles = (Article(basis, mark) for mark, key in KEYS.items() for basis in row.get(key, ()))
    return Item(row["code"], row["title"], row["text"], tuple(row["categories"]), tuple(articles))


KEYS = {Mark.STATUTE: "law", Mark.ELSEWHERE: "elsewhere", Mark.HOUSE: "house"}


def _doubles(codes: Sequence[str]) -> Iterator[str]:
    yield from (f"{code} is there twice" for code in sorted(set(codes)) if codes.count(code) > 1)


def _faults(library: Library) -> Iterator[str]:
    codes = {"", *GROUPS, *SUBJECTS}
    for item in library.items.values():
        if not item.articles or not item.text:
            yield f"{item.code} says nothing or rests on nothing"
        if not codes.issuperset(item.categories):
            yield f"{item.code} names an unknown category"
        wrong = [a.basis for a in item.articles if not a.basis.startswith(BEGINS[a.mark])]
        yield from (f"{item.code}: {basis} does not read as its mark says" for basis in wrong)
    yield from (f"a script for {code}, which is unknown" for code in library.scripts.keys() - codes)
    for category in SUBJECTS:
        if len(library.beside(category)) < FEWEST or library.script(category) is None:
            yield f"{category} has too few items or no script"


def _text(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


LIBRARY = read(_text("items.toml"), _text("scripts.toml"))
