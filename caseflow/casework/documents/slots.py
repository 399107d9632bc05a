"""What a paper has to be told: typed, checked, filled from the proceeding (填写项)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from caseflow.casework.documents.numerals import capital_amount, chinese_day, official_day
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.machine import Datum, Kind, is_blank

MOST_ROWS = 300
"""Rows of one table, items of one list."""

_LONGEST_NAME = 60
_LARGEST = Decimal(10) ** 12


class Shape(StrEnum):
    """What goes into a slot."""

    LINE = "line"
    TEXT = "text"  # paragraphs, one to a line
    LIST = "list"  # items, one to a line; the paper numbers them
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    PERSON = "person"
    TABLE = "table"  # rows of texts, one to a column


_KINDS: Mapping[Shape, Kind] = {
    Shape.LINE: Kind.LINE,
    Shape.TEXT: Kind.TEXT,
    Shape.LIST: Kind.TEXT,
    Shape.NUMBER: Kind.NUMBER,
    Shape.MONEY: Kind.MONEY,
    Shape.DATE: Kind.DATE,
    Shape.MOMENT: Kind.MOMENT,
    Shape.PERSON: Kind.LINE,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `width` is its share of the line."""

    label: str
    width: int = 1
    shape: Shape = Shape.LINE
    required: bool = True

    def fault(self, cell: str) -> str | None:
        """Why the cell cannot be printed; None when it can."""
        if not cell:
            return f"缺少{self.label}" if self.required else None
        if self.shape is Shape.MONEY and read_amount(cell) is None:
            return f"{self.label}“{cell}”不是金额"
        if self.shape is Shape.DATE and read_day(cell) is None:
            return f"{self.label}“{cell}”不是日期，请写成 2026-11-30"
        return None

    def spoken(self, cell: str) -> str:
        """The cell as the paper prints it."""
        if self.shape is Shape.MONEY and (amount := read_amount(cell)) is not None:
            return f"{amount:,.2f}"
        if self.shape is Shape.DATE and (day := read_day(cell)):
            return day.isoformat()
        return cell


Fill = Callable[[Any], Any]
"""What a slot starts with, found by looking at a `Source`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of a paper that is filled in.

    It starts with what `fill` finds, or else with what the proceeding knows under its `name`. What is
    `sealed` identifies a worker: it comes from the register alone, is typed by nobody, and masked until the
    paper is final. An answer that is `private` stays with those who may read such notes.
    """

    name: str
    label: str
    shape: Shape = Shape.LINE
    required: bool = True
    hint: str = ""
    least: int | None = None
    columns: tuple[Column, ...] = ()
    fill: Fill | None = field(default=None, compare=False)
    sealed: bool = False
    private: bool = False

    @property
    def datum(self) -> Datum:
        """The same as an action would ask for it; of everything but a table."""
        return Datum(
            self.name,
            self.label,
            _KINDS[self.shape],
            required=self.required,
            least=self.least,
            hint=self.hint,
        )

    def fault(self, value: Any) -> str | None:
        """Why the paper cannot be finished with the value, in the reader's words; None when it can."""
        if self.sealed:
            return f"{self.label}没有登记，请先在本案当事人中补充" if self.required and not value else None
        if self.shape is Shape.TABLE:
            return self._table_fault(value or ())
        return self.datum.fault(value) or (None if is_blank(value) else self._own_fault(value))

    def misfit(self, value: Any) -> str | None:
        """The same while it is a draft: what is still missing is no fault."""
        rows = [row for row in value or () if any(row)] if self.shape is Shape.TABLE else value
        return None if is_blank(rows) else self.fault(value)

    def _own_fault(self, value: Any) -> str | None:
        if self.shape is Shape.PERSON and (len(value) > _LONGEST_NAME or re.search(r"\d", value)):
            return f"{self.label}请只写姓名"
        if self.shape is Shape.MONEY and not 0 <= value < _LARGEST:
            return f"{self.label}超出可以填写的范围"
        if self.shape is Shape.LIST and len(items_of(value)) > MOST_ROWS:
            return f"{self.label}最多{MOST_ROWS}项"
        return None

    def _table_fault(self, rows: Sequence[Sequence[str]]) -> str | None:
        filled = [row for row in rows if any(row)]
        if not filled:
            return f"请填写{self.label}" if self.required else None
        if len(filled) > MOST_ROWS:
            return f"{self.label}最多{MOST_ROWS}行"
        faults = (
            f"第{n}行{fault}"
            for n, row in enumerate(filled, 1)
            for column, cell in zip(self.columns, row, strict=True)
            if (fault := column.fault(cell))
        )
        return next(faults, None)


def spoken(slot: Slot, value: Any, spec: str = "") -> str:
    """The value as the paper says it; `大写` writes out an amount, `汉` a day. Nothing is an empty text."""
    if is_blank(value):
        return ""
    match slot.shape:
        case Shape.MONEY:
            return capital_amount(value) if spec == "大写" else f"{value:,.2f}"
        case Shape.DATE:
            return chinese_day(value) if spec == "汉" else official_day(value)
        case Shape.MOMENT:
            local = value.astimezone(SHANGHAI)
            return f"{official_day(local.date())}{local.hour}时{local.minute:02d}分"
    return "；".join(items_of(value)) if slot.shape is Shape.LIST else str(value).strip()


_NUMBERED = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+[、.．]|\d+[、.．)）])\s*"
)


def items_of(text: str | None) -> list[str]:
    """The items of a list without the numbers that somebody may have put before them."""
    bare = (_NUMBERED.sub("", line) for line in (text or "").splitlines())
    return [line.strip() for line in bare if line.strip()]


def read_amount(cell: str) -> Decimal | None:
    """An amount as people type it; None if it is none."""
    try:
        amount = Decimal(cell.replace(",", "").replace("，", "").removesuffix("元").strip())
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _LARGEST and amount == round(amount, 2) else None


def read_day(cell: str) -> date | None:
    """A day as people type it; None if it is none."""
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", cell.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def revived(slot: Slot, kept: Any) -> Any:
    """A value as it was before it was kept as JSON."""
    if is_blank(kept):
        return None
    revive: Mapping[Shape, Callable[[Any], Any]] = {
        Shape.DATE: date.fromisoformat,
        Shape.MOMENT: datetime.fromisoformat,
        Shape.MONEY: Decimal,
        Shape.TABLE: lambda rows: tuple(tuple(row) for row in rows),
    }
    return revive.get(slot.shape, lambda value: value)(kept)
