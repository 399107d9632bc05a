"""Rows with remarks as a page shows them: what is wrong, beside what is written (逐行说明)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from caseflow.casework.privacy import compact, mask_name, mask_number
from caseflow.ledger.batches import cells_of, told
from caseflow.ledger.kinds import Kind
from caseflow.ledger.models import ImportBatch, ImportRow

MASKED: Mapping[str, Callable[[str], str]] = {
    "诉求人": mask_name,
    "联系电话": lambda text: mask_number(compact(text)),
}
"""Columns that tell who somebody is; only where such a cell itself is wrong is it shown as it was typed."""

LONGEST = 60
"""Characters of a cell that is shown beside others."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: each remark with its column and what stands there, then the other columns."""

    number: int
    remarks: list[tuple[str, str, str]]
    others: list[tuple[str, str]]


def line_of(batch: ImportBatch, kind: Kind, row: ImportRow) -> Line:
    """The row with its faults, or with what is odd in it."""
    cells = told(cells_of(row), batch.places, kind.layout.columns)
    remarks: Mapping[str, str] = row.faults or row.odd
    return Line(
        row.number,
        [(column, _short(cells.get(column, "")), reason) for column, reason in remarks.items()],
        list(_others(cells, remarks)),
    )


def _others(cells: Mapping[str, str], remarks: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, text in cells.items():
        if text.strip() and column not in remarks:
            mask = MASKED.get(column)
            yield column, mask(text.strip()) if mask else _short(text)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
