"""Files as rows of text: CSV in the encodings that offices use, and workbooks (读文件)."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from caseflow.kernel.errors import DomainError
from caseflow.ledger import spans

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""

TOO_LARGE = f"文件超过{LARGEST // 1024 // 1024}MB，请拆分后导入"

ENCODINGS = {"utf-8-sig": "UTF-8", "gb18030": "GB18030"}
"""How text is tried to be read, in this order, and what a reader knows the encoding by."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = b"PK\x03\x04"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "这是旧版Excel（xls）或者Word文件，请用Excel打开后另存为xlsx",
    b"%PDF": "这是PDF文件，不是表格，请导入xlsx或者CSV",
    b"Rar!": "这是压缩包，请解压后导入里面的xlsx或者CSV",
    b"7z\xbc\xaf": "这是压缩包，请解压后导入里面的xlsx或者CSV",
    b"\x89PNG": "这是图片，不是表格，请导入xlsx或者CSV",
    b"\xff\xd8\xff": "这是图片，不是表格，请导入xlsx或者CSV",
}
"""What other files begin with, and what to do about them."""

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
        raise FileRefused(TOO_LARGE)
    if other := next((words for begins, words in _OTHERS.items() if data.startswith(begins)), ""):
        raise FileRefused(other)
    if data.startswith(_WORKBOOK):
        yield from _workbook(data)
    else:
        yield _text_table(data)


def _workbook(data: bytes) -> Iterator[Iterator[Record]]:
    try:
        spans.check(data)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).iter_rows()
            yield ([_written(cell) for cell in row] for row in rows)
    except spans.Unfit as fault:
        raise FileRefused(str(fault)) from fault
    except CalamineError as fault:
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
    if b"\0" in data and not data.startswith(_UTF16):
        raise FileRefused("文件含有空字节，不是文本表格，请另存为xlsx或者UTF-8编码的CSV")
    text, _ = _decoded(data)
    return _records(text)


def encoding_of(data: bytes) -> str:
    """What the text of a file is written in; of a workbook, that it is one."""
    return "xlsx" if data.startswith(_WORKBOOK) else _decoded(data)[1]


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding."""
    tried = {"utf-16": "UTF-16"} if data.startswith(_UTF16) else ENCODINGS
    for encoding, name in tried.items():
        try:
            return data.decode(encoding), name
        except UnicodeDecodeError:
            continue
    raise FileRefused("文件编码无法识别，请另存为xlsx或者UTF-8编码的CSV")


def _records(text: str) -> Iterator[Record]:
    tabs = "\t" in text.partition("\n")[0]
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tabs else ",")
    except csv.Error as fault:
        raise FileRefused("CSV格式有误，请检查引号和换行") from fault
