"""A paper filled with samples, so that a template can be tried before anybody needs it (试排)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.printing import Sheet
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.casework.documents.typesetting import typeset

_ROWS = 60
_SAMPLES: dict[Shape, Any] = {
    Shape.LINE: "示例内容",
    Shape.PERSON: "王喆堃",
    Shape.TEXT: "示例内容，" * 60,
    Shape.LIST: "\n".join(["示例内容，" * 6] * 12),
    Shape.NUMBER: 3,
    Shape.MONEY: Decimal("12345.60"),
    Shape.DATE: date(2026, 11, 30),
    Shape.MOMENT: datetime(2026, 11, 30, 2, tzinfo=UTC),
}
_CELLS = {Shape.MONEY: "12345.60", Shape.DATE: "2026-11-30"}
_NUMBER = "示例〔2026〕1号"


def samples(paper: Paper) -> list[Sheet]:
    """The paper with much in it, and with nothing that may be left out."""
    full = {slot.name: sample(slot) for slot in paper.every}
    bare = {slot.name: full[slot.name] for slot in paper.every if slot.required}
    number = _NUMBER if paper.numbered else ""
    return [typeset(paper, values, number, draft=False) for values in (full, bare)]


def sample(slot: Slot) -> Any:
    """Something that fits the slot."""
    if slot.shape is Shape.TABLE:
        return (tuple(_CELLS.get(column.shape, "示例") for column in slot.columns),) * _ROWS
    return _SAMPLES[slot.shape]
