"""What holds for a region from a day on: the nearest region first, then the latest day (按地区和日期)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """Something that holds in a region, named by the beginning of its code, from a day on or always."""

    @property
    def region(self) -> str:
        """A code of GB/T 2260 or the beginning of one: "50" holds for "500119"; "" holds everywhere."""

    @property
    def effective_from(self) -> date | None:
        """The first day; None when it has always held."""


D = TypeVar("D", bound=Dated)


def in_force(rows: Iterable[D], on: date, region: str) -> D | None:
    """The row that holds on the day in the region; of two for the same region and day the later one."""
    found: D | None = None
    for row in rows:
        holds = region.startswith(row.region) and (row.effective_from or date.min) <= on
        if holds and (found is None or _rank(row) >= _rank(found)):
            found = row
    return found


def _rank(row: Dated) -> tuple[int, date]:
    return len(row.region), row.effective_from or date.min
