"""Which column of a file is which column of a layout: by their names, or as somebody has said (对应列)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from caseflow.ledger.files import FileRefused, Record, sheets
from caseflow.ledger.reading import HEADER_WITHIN, MOST_ROWS, TOTALS, Layout
from caseflow.ledger.values import bare

Numbered = tuple[int, Record]
"""A row with its number as a spreadsheet counts."""

Places = Mapping[str, int]
"""In which position of a row each column stands."""


@dataclass(frozen=True, slots=True)
class Header:
    """The row that names the columns, and those of the layout that were found in it."""

    number: int
    places: Places

    def complete(self, layout: Layout) -> bool:
        """Whether every column is there that must be."""
        return set(layout.columns) - layout.optional <= self.places.keys()


def best_sheet(data: bytes, layout: Layout, known: Mapping[str, str]) -> tuple[list[Numbered], Header]:
    """The rows of the sheet that fits the layout best, and its header.

    `known` says by which name in the header a column went last time.

    Raises:
        FileRefused: the file is no table, or has no row that could be a header with something below it.
    """
    read = [rows for sheet in sheets(data) if (rows := _filled(sheet))]
    if not read:
        raise FileRefused("文件里没有数据")
    found = [(rows, header_of(rows, layout, known)) for rows in read]
    rows, header = max(found, key=lambda one: (len(one[1].places), len(one[0])))
    if not any(number > header.number for number, _ in rows):
        raise FileRefused("表头下面没有数据")
    return rows, header


def _filled(sheet: Iterable[Record]) -> list[Numbered]:
    """The rows that are neither blank nor totals."""
    rows = list(islice(_worth(sheet), MOST_ROWS + HEADER_WITHIN + 1))
    if len(rows) > MOST_ROWS + HEADER_WITHIN:
        raise FileRefused(f"超过{MOST_ROWS}行，请拆分后导入")
    return rows


def _worth(sheet: Iterable[Record]) -> Iterator[Numbered]:
    for number, record in enumerate(sheet, start=1):
        first = next((bare(cell) for cell in record if cell.strip()), "")
        if first and first not in TOTALS:
            yield number, record


def header_of(rows: Sequence[Numbered], layout: Layout, known: Mapping[str, str]) -> Header:
    """The row among the first ones that names most of the columns; else the first one with several cells."""
    above = [row for row in rows if row[0] <= HEADER_WITHIN]
    found = [Header(number, places_in(record, layout, known)) for number, record in above]
    best = max(found, key=lambda header: len(header.places), default=Header(0, {}))
    if best.places:
        return best
    wide = (number for number, record in above if sum(bool(cell.strip()) for cell in record) > 1)
    return Header(next(wide, rows[0][0]), {})


def places_in(record: Record, layout: Layout, known: Mapping[str, str]) -> dict[str, int]:
    """Where each column of the layout stands, as far as names tell."""
    names = {bare(cell): at for at, cell in reversed(list(enumerate(record))) if cell.strip()}
    wanted = {column: (bare(known.get(column, "")), bare(column)) for column in layout.columns}
    return {
        column: next(names[name] for name in called if name in names)
        for column, called in wanted.items()
        if any(name in names for name in called)
    }
