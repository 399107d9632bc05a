"""The texts of a letter that are reviewed, line by line (审核的段落)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import class_mapper

from caseflow.casework.models import Proceeding
from caseflow.kernel.machine import Kind

WHOLE = "whole"
"""What is said of the letter as such."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """A text of the letter under its label."""

    name: str
    label: str
    text: str


def parts_of(notice: Proceeding) -> Iterator[TextPart]:
    """The texts in the order in which they are asked for; last the letter as a whole."""
    step = notice.definition.transition("revise")
    for datum in step.needs:
        if datum.kind is Kind.TEXT:
            yield TextPart(datum.name, datum.label, _standing(notice, datum.name) or "")
    yield TextPart(WHOLE, "整份函件", "")


def _standing(notice: Proceeding, name: str) -> Any:
    owners = (notice, notice.matter)
    return next((getattr(o, name) for o in owners if name in class_mapper(type(o)).columns), "")


def lines_of(text: str | None) -> list[str]:
    """The lines in which anything stands."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
