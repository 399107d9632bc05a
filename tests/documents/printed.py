"""What a PDF says, read back; and where it says it."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader

POINTS = 72 / 25.4
"""Points to the millimetre."""


def words_of(pdf: bytes) -> str:
    """The text without blanks: the reader puts some where figures stand beside characters."""
    return bare("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def bare(text: str) -> str:
    return "".join(text.split())


@dataclass(frozen=True)
class Line:
    """A line of a page: where it begins, in millimetres from the left and the bottom, and what it says."""

    left: float
    up: float
    text: str


def lines_of(pdf: bytes) -> list[list[Line]]:
    """The lines of each page, from top to bottom."""
    return [_lines(page) for page in PdfReader(BytesIO(pdf)).pages]


def _lines(page: Any) -> list[Line]:
    found: dict[float, list[tuple[float, str]]] = {}

    def note(text: str, cm: Any, tm: Any, *rest: Any) -> None:
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        if text.strip():
            found.setdefault(round(y, 0), []).append((x, text.strip()))

    page.extract_text(visitor_text=note)
    rows = sorted(found.items(), reverse=True)
    return [
        Line(min(x for x, _ in parts) / POINTS, up / POINTS, "".join(t for _, t in sorted(parts)))
        for up, parts in rows
    ]
