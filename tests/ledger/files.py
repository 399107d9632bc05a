"""The ledgers of the invented district, as they are and with changes, as CSV and as workbooks."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

DATA = Path(__file__).parent.parent / "data"

LEDGER, NOTICES, UNITS = "ledger-2024.csv", "notices-2024.csv", "units.csv"
OFFICERS = "officers-2024.csv"

HEADER = 1
"""The position of the ledger's header row, below its title."""

Rows = list[list[str]]


def given(*names: str) -> dict[str, bytes]:
    """The files as they came."""
    return {name: (DATA / name).read_bytes() for name in names}


def rows(name: str) -> Rows:
    return list(csv.reader(io.StringIO((DATA / name).read_text("utf-8-sig"))))


def as_csv(table: Sequence[Sequence[str]], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode(encoding)


def as_workbook(table: Sequence[Sequence[object]], *, before: Sequence[str] = ()) -> bytes:
    """One sheet with the table, after sheets that hold a word each."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name in before:
            book.add_worksheet(name).write(0, 0, name)
        sheet = book.add_worksheet("台账")
        sheet.add_write_handler(type(None), lambda *_: 0)
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                sheet.write(number, column, value, *([day] if hasattr(value, "year") else []))
    return packed.getvalue()


def ledger_with(change: Callable[[dict[str, str]], object], *, only: bool = True) -> bytes:
    """The ledger with its first row changed by column; without the others, unless told."""
    title, header, first, *others = rows(LEDGER)
    cells = dict(zip(header, first, strict=True))
    change(cells)
    kept = [] if only else others
    return as_csv([title, header, [cells[name] for name in header], *kept])
