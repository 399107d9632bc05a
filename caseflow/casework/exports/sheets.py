"""Tables as files: XLSX row by row in constant memory, and CSV; text never becomes a formula (导出文件)."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import TextIOWrapper
from typing import Any, BinaryIO, Protocol

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from caseflow.casework.exports.columns import Cell, Cells, Watermark
from caseflow.casework.models import ExportForm
from caseflow.kernel.calendar import SHANGHAI

LAST_ROW = 1_048_576
"""Rows of a sheet; what follows stands on another one."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_SHOWN = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm"}
_DAY = timedelta(days=1)
_KNOWN = 20_000
"""Texts whose form in the file is kept."""

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock
"""Day 0 of a workbook, by the wall clock."""

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


class _Rows(Worksheet):
    """A sheet into whose file rows are put as they will stand there.

    Cell by cell, as XlsxWriter writes them, they take five times as long. Many texts come again and again:
    how they stand in the file is kept.
    """

    def begin(self, mark: str, heads: Mapping[str, int], bold: Format, dated: Mapping[type, Format]) -> None:
        """The head, which stays in sight and is printed on every page."""
        for n, (head, width) in enumerate(heads.items()):
            self.set_column(n, n, width)
            self.write_string(1, n, head, bold)
        self._write_single_row(2)  # what is put comes after it
        self.columns = [xl_col_to_name(n) for n in range(len(heads))]
        self._frame(mark)
        self.texts: dict[str, str] = {}
        self.told: Mapping[type, Callable[[Any], str]] = {
            str: self._text,
            **dict.fromkeys((int, float, Decimal), lambda number: f"><v>{number}</v></c>"),
            date: lambda day: self._days(
                datetime(day.year, day.month, day.day, tzinfo=SHANGHAI), dated[date]
            ),
            datetime: lambda moment: self._days(moment, dated[datetime]),
        }

    def _frame(self, mark: str) -> None:
        self.freeze_panes(2, 1)
        self.set_landscape()
        self.fit_to_pages(1, 0)
        self.repeat_rows(0, 1)
        self.set_footer(f"&L{mark[:_PRINTED].replace('&', '&&')}&R&P / &N")

    def put(self, row: int, cells: Cells) -> None:
        """One more row; none may be left out."""
        number, told = row + 1, self.told
        parts = [
            f'<c r="{column}{number}"{told[type(cell)](cell)}'
            for column, cell in zip(self.columns, cells, strict=True)
            if cell is not None and cell != ""
        ]
        self.row_data_fh.write(f'<row r="{number}">{"".join(parts)}</row>')
        self.dim_rowmax = row

    def _text(self, text: str) -> str:
        found = self.texts.get(text)
        if found is None:
            plain = self._escape_control_characters(self._escape_data(text[:LONGEST]))
            found = f' t="inlineStr"><is><t xml:space="preserve">{plain}</t></is></c>'
            if len(self.texts) >= _KNOWN:
                self.texts.clear()
            self.texts[text] = found
        return found

    def _days(self, moment: datetime, dated: Format) -> str:
        style = dated._get_xf_index()  # noqa: SLF001 - its number among the styles of the book
        wall = moment.astimezone(SHANGHAI).replace(tzinfo=None)
        return f' s="{style}"><v>{(wall - _EPOCH) / _DAY}</v></c>'


class _Xlsx:
    """A workbook, of which only the row that is written lies in memory; a very long one has more sheets."""

    def __init__(self, stream: BinaryIO, mark: Watermark, heads: Mapping[str, int]) -> None:
        plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = Workbook(stream, plain)
        self._mark, self._heads = mark.line, heads
        self._bold = self._book.add_format({"bold": True, "bottom": 1})
        self._dated = {kind: self._format(number) for kind, number in _SHOWN.items()}
        self._begin()

    def _format(self, number: str) -> Format:
        return self._book.add_format({"num_format": number, "align": "left"})

    def _begin(self) -> None:
        self._sheet: _Rows = self._book.add_worksheet(worksheet_class=_Rows)
        self._sheet.write_string(0, 0, self._mark)
        self._sheet.begin(self._mark, self._heads, self._bold, self._dated)
        self._row = 2

    def write(self, cells: Cells) -> None:
        if self._row == LAST_ROW:
            self._begin()
        self._sheet.put(self._row, cells)
        self._row += 1

    def close(self) -> None:
        self._book.close()
