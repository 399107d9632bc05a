"""Files as rows of text: CSV in the encodings that offices use, and workbooks (读文件)."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from caseflow.kernel.errors import DomainError

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""

LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a workbook once it is unpacked."""

ENCODINGS = ("utf-8-sig", "gb18030")

_WORKBOOK = b"PK\x03\x04"

Record = list[str]


class FileRefused(DomainError):
    """A file that cannot be read as a table."""


def sheets(data: bytes) -> Iterator[Iterator[Record]]:
    """The rows of each sheet of the file, blank ones included, so that row numbers hold.

    Raises:
        FileRefused: it is empty, too large, or no table.
    """
    if not data.strip():
        raise FileRefused("文件是空的")
    if len(data) > LARGEST:
        raise FileRefused(f"文件超过{LARGEST // 1024 // 1024}MB，请拆分后导入")
    if data.startswith(_WORKBOOK):
        yield from _workbook(data)
    else:
        yield _text_table(data)


def _workbook(data: bytes) -> Iterator[Iterator[Record]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise FileRefused("工作簿内容过大，请拆分后导入")
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).iter_rows()
            yield ([_written(cell) for cell in row] for row in rows)
    except (zipfile.BadZipFile, CalamineError) as fault:
        raise FileRefused("不是可以读取的Excel工作簿，请另存为xlsx或者CSV") from fault


def _written(cell: object) -> str:
    """A cell of a workbook as somebody would have typed it."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _text_table(data: bytes) -> Iterator[Record]:
    if b"\0" in data:
        raise FileRefused("文件含有空字节，不是文本表格，请另存为xlsx或者UTF-8编码的CSV")
    return _records(_decoded(data))


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("文件编码无法识别，请另存为xlsx或者UTF-8编码的CSV")


def _records(text: str) -> Iterator[Record]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error as fault:
        raise FileRefused("CSV格式有误，请检查引号和换行") from fault
