"""What stands on a paper, from top to bottom; words with `{slots}` that become blocks (版面).

A paper is written once: typst and Word draw the same blocks. A sentence that speaks of something optional
which nobody filled in is left out; what has to be filled in and is not yet shows as a line to write on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from caseflow.casework.documents.numerals import chinese_number
from caseflow.casework.documents.slots import Shape, Slot, items_of, spoken

LINE = "＿＿＿＿＿＿"
"""Where something has to be written yet."""

Block = dict[str, Any]
"""What the templates draw: `kind`, and what belongs to it; texts only."""


@dataclass(frozen=True)
class Told:
    """The slots of a paper with their values."""

    slots: Mapping[str, Slot]
    values: Mapping[str, Any]

    def sentence(self, pattern: str) -> str:
        """The pattern with its slots filled in; empty when it speaks of what is optional and not there."""
        said = list(self._pieces(pattern))
        if any(slot and not slot.required and not text for slot, text in said):
            return ""
        return "".join(text or LINE if slot else text for slot, text in said)

    def cell(self, pattern: str) -> str:
        """The same in a form, where what is not there stays empty."""
        return "".join(text for _, text in self._pieces(pattern))

    def _pieces(self, pattern: str) -> Iterator[tuple[Slot | None, str]]:
        for words, name, spec, _ in Formatter().parse(pattern):
            yield None, words
            if name is not None:
                slot = self.slots[name]
                yield slot, spoken(slot, self.values.get(name), spec or "")

    def items(self, name: str) -> list[str]:
        """The items of a list."""
        return items_of(self.values.get(name))


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of sentences; `indent` sets its first line back."""

    sentences: tuple[str, ...]
    kind: str = "para"

    def blocks(self, told: Told) -> Iterator[Block]:
        """One paragraph for each line of what it says, or none."""
        said = "".join(told.sentence(sentence) for sentence in self.sentences)
        for line in said.splitlines():
            if line.strip():
                yield {"kind": self.kind, "text": line.strip()}

    @property
    def patterns(self) -> tuple[str, ...]:
        """Every pattern of it."""
        return self.sentences


def para(*sentences: str) -> Para:
    """An ordinary paragraph (段落)."""
    return Para(sentences)


def line(*sentences: str) -> Para:
    """A line that begins at the margin, such as the addressee (顶格)."""
    return Para(sentences, "line")


def head(*sentences: str) -> Para:
    """A heading in the text (小标题)."""
    return Para(sentences, "head")


def right(*sentences: str) -> Para:
    """A line at the right margin."""
    return Para(sentences, "right")


def centre(*sentences: str) -> Para:
    """A line in the middle, such as the title of an annex."""
    return Para(sentences, "centre")


@dataclass(frozen=True, slots=True)
class Items:
    """A list whose items are numbered: 一、 or, with `brackets`, （一）."""

    slot: str
    brackets: bool = False

    def blocks(self, told: Told) -> Iterator[Block]:
        """A paragraph for each item; a line to write on when there is none and one is needed."""
        found = told.items(self.slot) or ([LINE] if told.slots[self.slot].required else [])
        for n, item in enumerate(found, 1):
            number = f"（{chinese_number(n)}）" if self.brackets else f"{chinese_number(n)}、"
            yield {"kind": "para", "text": number + item}

    @property
    def patterns(self) -> tuple[str, ...]:
        """What it speaks of."""
        return (f"{{{self.slot}}}",)


@dataclass(frozen=True, slots=True)
class Grid:
    """A form: rows of one or two pairs of label and pattern.

    `tall` is how many lines a row of one pair is high at least.
    """

    rows: tuple[tuple[tuple[str, str], ...], ...]
    tall: int = 1

    def blocks(self, told: Told) -> Iterator[Block]:
        """One grid; what is not filled in stays empty, to be written by hand."""
        rows = [[(label, told.cell(pattern)) for label, pattern in row] for row in self.rows]
        yield {"kind": "grid", "rows": rows, "tall": self.tall}

    @property
    def patterns(self) -> tuple[str, ...]:
        """Every pattern of it."""
        return tuple(pattern for row in self.rows for _, pattern in row)


@dataclass(frozen=True, slots=True)
class Table:
    """A table slot with its head; `spare` empty rows for writing by hand where there is none."""

    slot: str
    spare: int = 3

    def blocks(self, told: Told) -> Iterator[Block]:
        """One table, unless it is optional and empty."""
        slot = told.slots[self.slot]
        filled = [row for row in told.values.get(self.slot) or () if any(row)]
        if not filled and not slot.required:
            return
        rows = [[c.spoken(cell) for c, cell in zip(slot.columns, row, strict=True)] for row in filled]
        yield {
            "kind": "table",
            "head": [column.label for column in slot.columns],
            "widths": [column.width for column in slot.columns],
            "money": [column.shape is Shape.MONEY for column in slot.columns],
            "rows": rows or [[""] * len(slot.columns)] * self.spare,
        }

    @property
    def patterns(self) -> tuple[str, ...]:
        """What it speaks of."""
        return (f"{{{self.slot}}}",)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, two to a row."""

    labels: tuple[str, ...]

    def blocks(self, told: Told) -> Iterator[Block]:
        """One block."""
        yield {"kind": "signatures", "labels": list(self.labels)}

    @property
    def patterns(self) -> tuple[str, ...]:
        """It speaks of nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Strip:
    """What is cut off and sent back (回执), below name and date; `fresh` begins a page of its own."""

    title: str
    parts: tuple[Any, ...]
    fresh: bool = False

    def blocks(self, told: Told) -> Iterator[Block]:
        """One block that holds the others."""
        inner = [block for part in self.parts for block in part.blocks(told)]
        yield {"kind": "strip", "fresh": self.fresh, "title": self.title, "blocks": inner}

    @property
    def patterns(self) -> tuple[str, ...]:
        """Every pattern of it."""
        return tuple(pattern for part in self.parts for pattern in part.patterns)


Part = Para | Items | Grid | Table | Signatures | Strip


def grid(*rows: tuple[tuple[str, str], ...], tall: int = 1) -> Grid:
    """A form of rows."""
    return Grid(rows, tall)


def slots_in(part: Part) -> Iterator[tuple[str, str]]:
    """The name and the form of writing of every slot that a part speaks of."""
    for pattern in part.patterns:
        for _, name, spec, _ in Formatter().parse(pattern):
            if name is not None:
                yield name, spec or ""


def drawn(parts: tuple[Part, ...], told: Told) -> list[Block]:
    """Everything that stands on the paper."""
    return [block for part in parts for block in part.blocks(told)]
