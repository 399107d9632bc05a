"""What a bundle is made of, and what it became (材料)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from caseflow.casework.filetypes import FileType

Read = Callable[[str], Iterable[bytes]]
"""The bytes of a content by its SHA-256, in stretches."""

MOST_PAGES, MOST_BYTES = 200, 40 * 1024 * 1024
"""What one volume holds, so that binding it takes little time and memory; what is larger alone is its own."""

_UNKNOWN_PAGES = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that belongs in a bundle; without `sha256` there is nothing to bind, `apart` says why.

    `made` is what it consists of where it is drawn for this bundle alone.
    """

    title: str
    sha256: str = ""
    type: FileType = FileType.PDF
    size: int = 0
    pages: int | None = None
    number: str = ""
    on: str = ""
    apart: str = ""
    made: bytes = b""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list of contents: a piece with its pages, or why it lies apart (单独存放)."""

    n: int
    title: str
    number: str
    on: str
    pages: int
    first: int
    apart: str = ""

    @property
    def span(self) -> str:
        """The pages on which it stands."""
        if not self.pages:
            return ""
        last = self.first + self.pages - 1
        return str(self.first) if last == self.first else f"{self.first}–{last}"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page: the title, and pairs of label and text."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    issuer: str
    on: str
    note: str = ""


@dataclass(frozen=True)
class Bound:
    """A finished bundle; `pages` are those that were bound, without cover and contents."""

    pdf: bytes
    pages: int
    rows: tuple[Row, ...]

    @property
    def sha256(self) -> str:
        """The hash of it."""
        return sha256(self.pdf).hexdigest()

    @property
    def apart(self) -> list[Row]:
        """What could not be bound."""
        return [row for row in self.rows if row.apart]


def volumes(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in volumes of a size that can be handled (分册); one, even if it is empty."""
    found: list[list[Piece]] = [[]]
    pages = size = 0
    for piece in pieces:
        more = piece.pages or _UNKNOWN_PAGES
        if found[-1] and (pages + more > MOST_PAGES or size + piece.size > MOST_BYTES):
            found.append([])
            pages = size = 0
        found[-1].append(piece)
        pages, size = pages + more, size + piece.size
    return found
