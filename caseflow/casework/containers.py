"""Files that hold other files: ZIP (docx, xlsx) and OLE (doc, xls), looked into without trusting them."""

import struct
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MOST_MEMBERS = 5_000
LONGEST_DIRECTORY = 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes that the members of a document may unpack to, all together."""

_END, _ENDS = b"PK\x05\x06", struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 0xFFFF
_STRETCH = 64 * 1024
_ENTRY = 128
_NAME = 64


class Broken(Exception):
    """It cannot be unpacked, or would unpack to too much."""


def unpacked(stream: BinaryIO) -> set[str]:
    """The names of the members of a ZIP file, each of which has been unpacked once to know its true size.

    Raises:
        Broken: it is no sound ZIP file, or a bomb.
    """
    _check_directory(stream)
    try:
        with zipfile.ZipFile(stream) as archive:
            left = LARGEST_UNPACKED
            for member in archive.infolist():
                left = _unpack(archive, member, left)
            return set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as fault:
        raise Broken from fault


def _check_directory(stream: BinaryIO) -> None:
    """The directory is read into memory as a whole: it has to be small, whatever it says of the members."""
    size = stream.seek(0, 2)
    stream.seek(max(size - _LONGEST_COMMENT - _ENDS.size, 0))
    tail = stream.read()
    found = tail.rfind(_END)
    if found < 0 or len(tail) < found + _ENDS.size:
        raise Broken
    _, _, _, _, members, length, _, _ = _ENDS.unpack_from(tail, found)
    if members > MOST_MEMBERS or length > LONGEST_DIRECTORY:
        raise Broken


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """How much is still allowed after the member."""
    if member.file_size > left:
        raise Broken
    with archive.open(member) as content:
        while stretch := content.read(_STRETCH):
            left -= len(stretch)
            if left < 0:
                raise Broken
    return left


def entries(stretches: Iterable[bytes]) -> set[str]:
    """The names of streams and storages in an OLE file; stretches are multiples of an entry's length.

    An entry is 128 bytes: the name in UTF-16 (64 bytes), its length with the closing zero, its kind.
    """
    return {name for stretch in stretches for wanted in _WANTED for name in _entries_named(stretch, wanted)}


_WANTED = ("WordDocument", "Workbook", "Book", "_VBA_PROJECT", "VBA", "Macros")
_HOLDS = (b"\1", b"\2")
"""Kinds of entries that have content: storage, stream."""


def _entries_named(stretch: bytes, name: str) -> Iterable[str]:
    begins = name.encode("utf-16-le") + b"\0\0"
    ends = struct.pack("<H", len(begins))
    found = stretch.find(begins)
    while found >= 0:
        kind = stretch[found + _NAME + 2 : found + _NAME + 3]
        if found % _ENTRY == 0 and stretch.startswith(ends, found + _NAME) and kind in _HOLDS:
            yield name
            return
        found = stretch.find(begins, found + 1)
