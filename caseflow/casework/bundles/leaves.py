"""The pages of one piece, whatever state its file is in (页).

Files come from people: one that is damaged, locked or made up to do harm is set apart by name, and hinders
no other.
"""

import struct
import zlib
from io import BytesIO
from typing import BinaryIO

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from caseflow.casework.bundles.pieces import Piece
from caseflow.casework.bundles.sheets import BadPicture, picture
from caseflow.casework.filetypes import FileType

MOST_LEAVES = 2_000
"""Pages of one file."""

DAMAGED, LOCKED = "文件损坏，读不出页面", "文件有密码"
TOO_LONG = f"超过 {MOST_LEAVES} 页"
EMPTY = "文件没有页面"

UNREADABLE = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
    OverflowError,
    NotImplementedError,
    OSError,
    struct.error,
    zlib.error,
)
"""What reading a broken PDF may raise."""

_DRAWN = (FileType.JPEG, FileType.PNG, FileType.WEBP)


class Apart(Exception):
    """The piece cannot be bound, for the reason given."""


def add_leaves(writer: PdfWriter, piece: Piece, content: bytes) -> int:
    """Add the pages of the piece at the end, and say how many.

    Raises:
        Apart: it has none that could be added; the writer is as it was.
    """
    if piece.type is FileType.PDF:
        return _add(writer, content)
    if piece.type in _DRAWN:
        return _add(writer, _drawn(piece.type, content))
    raise Apart(f"{piece.type.label}（{piece.type.value.upper()}），不能装订")


def count_pages(content: BinaryIO) -> int | None:
    """How many pages a PDF has; None when it does not tell."""
    try:
        return len(_opened(content).pages) or None
    except (Apart, *UNREADABLE):
        return None


def words_in(content: bytes) -> str:
    """What a PDF says, as far as it can be read.

    Raises:
        Apart: it cannot be opened.
    """
    try:
        return "".join(page.extract_text() for page in _opened(BytesIO(content)).pages)
    except UNREADABLE as fault:
        raise Apart(DAMAGED) from fault


def _opened(content: BinaryIO) -> PdfReader:
    reader = PdfReader(content, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Apart(LOCKED)
    return reader


def _add(writer: PdfWriter, content: bytes) -> int:
    before = len(writer.pages)
    try:
        reader = _opened(BytesIO(content))
        many = len(reader.pages)
        if many > MOST_LEAVES:
            raise Apart(TOO_LONG)
        writer.append(reader, import_outline=False)
        for n in range(before, len(writer.pages)):
            _calm(writer.pages[n])
            _measured(writer.pages[n])
    except UNREADABLE as fault:
        _take_back(writer, before)
        raise Apart(DAMAGED) from fault
    if not many:
        raise Apart(EMPTY)
    return many


def _take_back(writer: PdfWriter, before: int) -> None:
    while len(writer.pages) > before:
        writer.remove_page(len(writer.pages) - 1)


def _calm(page: DictionaryObject) -> None:
    """Nothing in a bundle runs by itself or leads outside."""
    page.pop("/AA", None)
    for link in page.get("/Annots", ArrayObject()) or ():
        note = link.get_object()
        if isinstance(note, DictionaryObject):
            for action in ("/A", "/AA"):
                note.pop(action, None)


def _measured(page: DictionaryObject) -> None:
    """A page without a size, or with one that is none, cannot be stamped."""
    box = page.cropbox  # type: ignore[attr-defined]
    if float(box.width) <= 0 or float(box.height) <= 0:
        raise ValueError("the page has no size")
    int(page.get("/Rotate", 0))


def _drawn(kind: FileType, content: bytes) -> bytes:
    try:
        return picture(kind, content)
    except BadPicture as fault:
        raise Apart(str(fault)) from fault
