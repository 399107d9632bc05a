"""What a workbook would unpack to, looked at before anything reads it into memory (表格有多大)."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from caseflow.casework.containers import Broken, unpacked
from caseflow.kernel.errors import DomainError

LARGEST_UNPACKED = 96 * 1024 * 1024
"""Bytes of all parts of a workbook once it is unpacked."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_100, 200, 2_000_000
"""How far a sheet may reach and how many cells it may have: a reader takes memory for the whole rectangle."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRETCH = 256 * 1024
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?r=[\"']([A-Z]{1,4})(\d{1,9})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?r=[\"'](\d{1,9})[\"']")


class Unfit(DomainError):
    """A workbook that is broken, or too large to be read (文件过大或者损坏)."""


def check(data: bytes) -> None:
    """Look through the workbook, stretch by stretch.

    Raises:
        Unfit: it is no sound ZIP file, a bomb, or a sheet reaches too far.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_size(packed)
            unpacked(io.BytesIO(data))
            for name in filter(_SHEET.fullmatch, packed.namelist()):
                with packed.open(name) as sheet:
                    _check_span(sheet)
    except (Broken, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as fault:
        raise Unfit("不是可以读取的Excel工作簿，请另存为xlsx或者CSV") from fault


def _check_size(packed: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
        raise Unfit(f"工作簿解开后超过{LARGEST_UNPACKED // 1024 // 1024}MB，内容过大，请拆分后导入")


def _check_span(sheet: IO[bytes]) -> None:
    cells = 0
    for stretch in _stretches(sheet):
        rows = [int(found[1]) for found in _ROW.finditer(stretch)]
        places = [(len(found[1]), found[1], int(found[2])) for found in _CELL.finditer(stretch)]
        cells += len(places)
        lowest = max([*rows, *(row for _, _, row in places)], default=0)
        width = _column(max(places)[1]) if places else 0
        if lowest > MOST_ROWS or width > MOST_COLUMNS or cells > MOST_CELLS:
            raise Unfit(f"表格超过{MOST_ROWS - 100}行或者{MOST_COLUMNS}列，请删去多余的行列，或者拆分后导入")


def _stretches(sheet: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces, none of which ends within a tag."""
    rest = b""
    while stretch := sheet.read(_STRETCH):
        whole = rest + stretch
        end = whole.rfind(b">", max(len(whole) - _STRETCH, 0)) + 1
        yield whole[:end]
        rest = whole[end:][-_STRETCH:]
    yield rest


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
