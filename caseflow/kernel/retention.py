"""How long closed files are kept before what identifies a worker may be erased (保管期限, domain §8.5).

No statute fixes the periods for the files of a union: each office draws up its own list and has it approved
by the archives authority of its level. So all of them are configuration, with the mark of a house rule.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseflow.kernel.rules import Mark

BASIS = "本单位保管期限表，报同级档案主管部门审核（《中华人民共和国档案法实施条例》第十九条）"
MARK = Mark.HOUSE

PERMANENT = "permanent"
COLLECTIVE = "collective"
"""The name in the configuration of the least period of a matter of many."""

_YEARS = re.compile(r"([1-9]\d?)_years")


class UnreadablePeriod(ValueError):
    """A period that is neither `permanent` nor `N_years` (保管期限不正确)."""


def years(period: str) -> int | None:
    """How many years; None for ever.

    Raises:
        UnreadablePeriod: it is no period.
    """
    if period == PERMANENT:
        return None
    found = _YEARS.fullmatch(period)
    if found is None:
        raise UnreadablePeriod(f"“{period}” is neither permanent nor N_years")
    return int(found[1])


def said(period: str) -> str:
    """The period in words."""
    number = years(period)
    return "永久" if number is None else f"{number}年"


def kept_until(closed_on: date, period: str) -> date | None:
    """The last day of the period, the day of closing not counted; None for ever."""
    number = years(period)
    if number is None:
        return None
    last = closed_on.year + number
    leap = closed_on.month == 2 and closed_on.day == 29  # noqa: PLR2004 - 29 February
    return date(last, 2, 28) if leap and last % 4 else closed_on.replace(year=last)


@dataclass(frozen=True)
class Schedule:
    """The office's list of periods (保管期限表): by process, and the least one for a matter of many."""

    periods: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> "Schedule":
        """From `ticket=10_years collective=30_years …`.

        Raises:
            UnreadablePeriod: a part of it is no period.
        """
        pairs = [part.partition("=") for part in text.split()]
        for name, _, period in pairs:
            if not name:
                raise UnreadablePeriod("a period belongs to no process")
            years(period)
        return cls({name: period for name, _, period in pairs})

    def period(self, process: str, *, collective: bool) -> str:
        """How long such a file is kept unless its archivist said so; one that is not listed, for ever."""
        known = self.periods.get(process, PERMANENT)
        return longer(known, self.periods.get(COLLECTIVE, known)) if collective else known


def longer(one: str, other: str) -> str:
    """The longer one of two periods."""
    return max(one, other, key=lambda period: years(period) or 10_000)
