"""One number of a report, as data."""

from dataclasses import dataclass
from decimal import Decimal

from caseflow.reports.measures import Count, Happened, InPost, Mean, Measure, Share

PERCENT, YUAN, POINTS = "%", "万元", "分"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    `note` says what is counted and by which event it is dated. One that is not `additive` is not the sum of
    its parts: a share, or what stands at the end of the period. The `chief` ones stand in tables by unit,
    month or category.
    """

    code: str
    label: str
    unit: str
    measure: Measure
    note: str
    group: str
    chief: bool = False

    @property
    def additive(self) -> bool:
        """Whether units add up to the whole and months to the year."""
        return not isinstance(self.measure, Share | Mean | InPost)

    def text(self, value: Decimal | None) -> str:
        """The number as it is printed; a dash where there is nothing to measure."""
        if value is None:
            return "—"
        if self.unit == PERCENT:
            return f"{value}%"
        return f"{value:,}" if self.unit in (YUAN, POINTS) else f"{int(value):,}"


def count(*codes: str, **named: tuple[str, ...]) -> Count:
    """How often one of these happened, of the named values only."""
    return Count(Happened(codes, **named))
