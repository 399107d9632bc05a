"""Finding a category by what one types: code, name, everyday word or pinyin initials (类别检索)."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from caseflow.casework.pinyin import initials
from caseflow.hotline.catalogue import GROUPS, SUBJECTS

MOST = 8
WORDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class Category:
    """A category as it is picked; `words` are its name, the parts of it, and what people say instead."""

    code: str
    label: str
    group: str
    words: tuple[str, ...]
    initials: tuple[str, ...]

    @property
    def keys(self) -> str:
        """What may be typed for it beside its name and code, in one line."""
        return " ".join((*self.words[1:], *self.initials))

    @property
    def name(self) -> str:
        """Code and label, as the box shows what was picked."""
        return f"{self.code} {self.label}"


@cache
def categories() -> tuple[Category, ...]:
    """Every category, in the order of the catalogue."""
    return tuple(_category(code, label) for code, label in SUBJECTS.items())


def find_categories(text: str, most: int = MOST) -> list[Category]:
    """The categories that the text may mean, best first: 欠薪, qx, 拖欠 and 0101 all find 拖欠工资."""
    typed = "".join(text.lower().split())
    ranked = [(rank, each) for each in categories() if (rank := _rank(typed, each)) is not None]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])][:most]


def category_named(text: str) -> str:
    """The code of what was picked or typed in the box, such as “0101 拖欠工资”; empty when it means none."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if first in SUBJECTS:
        return first
    found = find_categories(text, 1)
    return found[0].code if found else ""


def _category(code: str, label: str) -> Category:
    parts = label.replace("（", "、").rstrip("）").split("、")
    words = tuple(dict.fromkeys((label, *parts, *WORDS.get(code, ()))))
    return Category(code, label, GROUPS[code[:2]], words, tuple(dict.fromkeys(map(initials, words))))


def _rank(typed: str, category: Category) -> int | None:
    """How well the typed text fits, 0 best; None when it does not."""
    return next((rank for rank, fits in enumerate(_fits(typed, category)) if typed and fits), None)


def _fits(typed: str, category: Category) -> Iterator[bool]:
    words = [word.lower() for word in category.words]
    yield typed == category.code or typed in words
    yield typed in category.initials
    yield category.code.startswith(typed) or any(word.startswith(typed) for word in words)
    yield any(each.startswith(typed) for each in category.initials)
    yield any(typed in word for word in words)
    yield any(word in typed for word in words if len(word) > 1)
    yield typed in (category.group, initials(category.group)) or category.group.startswith(typed)
