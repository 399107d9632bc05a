"""Tables as files: XLSX row by row in constant memory, and CSV; text never becomes a formula (导出文件)."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO, Protocol

import xlsxwriter

from caseflow.casework.exports.columns import Cell, Cells, Watermark
from caseflow.casework.models import ExportForm
from caseflow.kernel.calendar import SHANGHAI

LAST_ROW = 1_048_576
"""Rows of a sheet; what follows stands on another one."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_PRINTED = 200
"""Characters of the watermark on the margin of a printed page."""


class Sheet(Protocol):
    """A table that is being written."""

    def write(self, cells: Cells) -> None:
        """One more row."""

    def close(self) -> None:
        """Nothing more follows."""


def write(
    form: ExportForm, stream: BinaryIO, mark: Watermark, heads: Mapping[str, int], rows: Iterable[Cells]
) -> int:
    """Write a whole table into the stream: watermark, headings with their widths, rows; how many rows."""
    sheet: Sheet = _Xlsx(stream, mark, heads) if form is ExportForm.XLSX else _Csv(stream, mark, heads)
    count = 0
    for cells in rows:
        sheet.write(cells)
        count += 1
    sheet.close()
    return count


class _Csv:
    """For spreadsheets: with a byte order mark, and nothing that one would take for a formula."""

    def __init__(self, stream: BinaryIO, mark: Watermark, heads: Mapping[str, int]) -> None:
        self._text = TextIOWrapper(stream, "utf-8-sig", newline="")
        self._writer = csv.writer(self._text)
        self.write([mark.line])
        self.write(list(heads))

    def write(self, cells: Cells) -> None:
        self._writer.writerow([_harmless(cell) for cell in cells])

    def close(self) -> None:
        self._text.flush()
        self._text.detach()


def _harmless(cell: Cell) -> Cell:
    """Text that begins as a formula does is told to be text; numbers are what they are."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    if isinstance(cell, datetime):
        return f"{cell.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return cell


class _Xlsx:
    """A workbook, of which only the row that is written lies in memory."""

    def __init__(self, stream: BinaryIO, mark: Watermark, heads: Mapping[str, int]) -> None:
        plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(stream, plain)
        self._mark, self._heads = mark, heads
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._formats = {date: self._format(_DAY), datetime: self._format(_MOMENT)}
        self._begin()

    def _format(self, number: str) -> Any:
        return self._book.add_format({"num_format": number, "align": "left"})

    def _begin(self) -> None:
        """A sheet with its head, which stays in sight and is printed on every page."""
        self._sheet = sheet = self._book.add_worksheet()
        for n, width in enumerate(self._heads.values()):
            sheet.set_column(n, n, width)
        sheet.freeze_panes(2, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_footer(f"&L{self._mark.line[:_PRINTED].replace('&', '&&')}&R&P / &N")
        sheet.write_string(0, 0, self._mark.line)
        for n, head in enumerate(self._heads):
            sheet.write_string(1, n, head, self._bold)
        self._row = 2
        self._write: Mapping[type, Callable[..., Any]] = {
            str: sheet.write_string,
            int: sheet.write_number,
            float: sheet.write_number,
            Decimal: sheet.write_number,
            date: self._day,
            datetime: self._moment,
        }

    def write(self, cells: Cells) -> None:
        if self._row == LAST_ROW:
            self._begin()
        row, write = self._row, self._write
        for n, cell in enumerate(cells):
            if cell is not None and cell != "":
                write[type(cell)](row, n, cell)
        self._row = row + 1

    def _day(self, row: int, n: int, day: date) -> None:
        self._sheet.write_datetime(row, n, day, self._formats[date])

    def _moment(self, row: int, n: int, moment: datetime) -> None:
        local = moment.astimezone(SHANGHAI).replace(tzinfo=None)
        self._sheet.write_datetime(row, n, local, self._formats[datetime])

    def close(self) -> None:
        self._book.close()
