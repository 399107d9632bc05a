"""What a letter demands, one to a line, each with its time limit at the end (要求和期限).

A limit is written as people read it in the letter: （收到之日起10个工作日内） or （2026年12月14日前）.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseflow.casework.documents.numerals import official_day
from caseflow.casework.documents.slots import items_of, read_day
from caseflow.kernel.calendar import Days, WorkCalendar, WorkingDays

Limit = WorkingDays | Days | date
"""A period from the day on which the letter is received, or a day."""

SERVED_WITHIN = 3
"""Working days from the signature to service (ND10), with which limits are foreseen."""

_LONGEST = 366
_PERIOD = re.compile(r"(?:自?收到(?:本函|本意见书|本书|函件)?之日起)?(\d{1,4})(个?工作日|日|天)(?:以?内)?")
_DAY = re.compile(r"(?:于|应于)?(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:以?前|之前)?(?:完成)?")
_AT_THE_END = re.compile(r"^(.*?)\s*[（(]([^（()）]*\d[^（()）]*)[)）]\s*[。；;.]?$")


class Unreadable(ValueError):
    """What is written as a limit is none; said in words for the one who wrote it."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand, and its limit if it has one."""

    text: str
    limit: Limit | None = None

    @property
    def line(self) -> str:
        """As the letter says it."""
        return f"{self.text}（{spoken(self.limit)}）" if self.limit else self.text

    def due(self, received: date, calendar: WorkCalendar) -> date | None:
        """The last day for it, if the letter is received on that day; one that is off moves on."""
        if self.limit is None or isinstance(self.limit, date):
            return self.limit
        return self.limit.due(received, calendar.assumed).rolled


def spoken(limit: Limit) -> str:
    """The limit in the words of a letter."""
    if isinstance(limit, date):
        return f"{official_day(limit)}前"
    return f"收到之日起{limit.text.replace(' ', '')}内"


def limit_of(words: str) -> Limit | None:
    """The limit that the words say; None when they are empty or speak of something else.

    Raises:
        Unreadable: they name a day or a period that there is not.
    """
    bare = "".join(words.split())
    if found := _PERIOD.fullmatch(bare):
        n = int(found[1])
        if not 1 <= n <= _LONGEST:
            raise Unreadable(f"期限“{words}”不在1到{_LONGEST}之间")
        return WorkingDays(n) if "工作日" in found[2] else Days(n)
    if found := _DAY.fullmatch(bare):
        day = read_day(found[1])
        if day is None:
            raise Unreadable(f"没有“{found[1]}”这一天")
        return day
    return None


def demands_in(text: str | None) -> list[Demand]:
    """The demands that the lines say.

    Raises:
        Unreadable: a line ends in a limit that there is not.
    """
    return [_demand(line) for line in items_of(text)]


def _demand(line: str) -> Demand:
    found = _AT_THE_END.match(line)
    limit = limit_of(found[2]) if found else None
    return Demand(found[1], limit) if found and limit else Demand(line)


def received_by(today: date, calendar: WorkCalendar) -> date:
    """The day by which a letter that is signed today is received (ND10)."""
    return calendar.assumed.add_working_days(today, SERVED_WITHIN)


def last_day(demands: Sequence[Demand], today: date, calendar: WorkCalendar) -> date | None:
    """The last of all limits, for a letter that is signed today."""
    received = received_by(today, calendar)
    return max((due for one in demands if (due := one.due(received, calendar))), default=None)


def fault_in(text: str | None, today: date) -> str:
    """What is wrong with the limits, in words; empty for nothing."""
    try:
        found = demands_in(text)
    except Unreadable as fault:
        return f"{fault}，请写成（10个工作日内）或者（2026-12-14前）"
    past = [n for n, one in enumerate(found, 1) if isinstance(one.limit, date) and one.limit <= today]
    return f"第{past[0]}项的期限已经过去，请改为今天以后的日子" if past else ""
