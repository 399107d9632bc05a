"""The span of time that a report is about (报告期)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from caseflow.kernel.errors import DomainError


class UnreadablePeriod(DomainError):
    """What was typed names no period (看不懂的报告期)."""

    status = 422


_FORMS = re.compile(
    r"(?P<year>(19|20)\d\d)年?"
    r"(?:[-/.]?(?:(?:Q|第)(?P<quarter>[1-4一二三四])(?:季度)?|(?P<half>[上下])半年|(?P<month>1[0-2]|0?[1-9])月?))?",
    re.IGNORECASE,
)
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}
_YEAR, _HALF, _QUARTER = 12, 6, 3
"""How many months each has."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, from `first` to `last`, each a number such as 202411."""

    first: int
    last: int

    @staticmethod
    def parse(text: str) -> "Period":
        """2024, 2024年, 2024Q3, 2024年第三季度, 2024年上半年, 2024-11, 2024年11月.

        Raises:
            UnreadablePeriod: it has none of these forms.
        """
        found = _FORMS.fullmatch(text.strip().replace(" ", ""))
        if found is None:
            raise UnreadablePeriod("请写成 2024、2024Q3、2024年上半年 或者 2024-11 这样的报告期")
        year = int(found["year"])
        if month := found["month"]:
            return Period(_key(year, int(month)), _key(year, int(month)))
        if quarter := found["quarter"]:
            number = _CHINESE.get(quarter) or int(quarter)
            return Period(_key(year, number * 3 - 2), _key(year, number * 3))
        if half := found["half"]:
            return (
                Period(_key(year, 1), _key(year, 6))
                if half == "上"
                else Period(_key(year, 7), _key(year, 12))
            )
        return Period(_key(year, 1), _key(year, 12))

    @staticmethod
    def year(year: int) -> "Period":
        """The calendar year."""
        return Period(_key(year, 1), _key(year, 12))

    @property
    def months(self) -> tuple[int, ...]:
        """Its months in order."""
        return tuple(self._walk())

    def _walk(self) -> Iterator[int]:
        month = self.first
        while month <= self.last:
            yield month
            month = _next(month)

    @property
    def first_day(self) -> date:
        """The first day of it."""
        return date(self.first // 100, self.first % 100, 1)

    @property
    def last_day(self) -> date:
        """The last day of it."""
        following = _next(self.last)
        return date(following // 100, following % 100, 1) - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The period of the same length that ends where this one begins (上期)."""
        count = len(self.months)
        return Period(_back(self.first, count), _back(self.first, 1))

    @property
    def year_before(self) -> "Period":
        """The same months a year earlier (同期)."""
        return Period(self.first - 100, self.last - 100)

    @property
    def name(self) -> str:
        """How one speaks of it: 2024年, 2024年第三季度, 2024年上半年, 2024年11月."""
        year, start, count = self.first // 100, self.first % 100, len(self.months)
        if count == _YEAR and start == 1:
            return f"{year}年"
        if count == _HALF and start in (1, 7):
            return f"{year}年{'上' if start == 1 else '下'}半年"
        if count == _QUARTER and start % 3 == 1:
            return f"{year}年第{'一二三四'[start // 3]}季度"
        if count == 1:
            return month_name(self.first)
        return f"{month_name(self.first)}至{month_name(self.last)}"

    @property
    def code(self) -> str:
        """How it is written in an address, as `parse` reads it."""
        year, start, count = self.first // 100, self.first % 100, len(self.months)
        if count == _YEAR:
            return f"{year}"
        if count == _HALF:
            return f"{year}年{'上' if start == 1 else '下'}半年"
        return f"{year}Q{start // 3 + 1}" if count == _QUARTER else f"{year}-{start:02d}"

    def standing(self, today: date) -> str:
        """What to say of a period that is not over, or has not begun; nothing of one that is past."""
        if self.first_day > today:
            return "本期尚未开始"
        if self.last_day >= today:
            return f"本期尚未结束，数字截至{today.year}年{today.month}月{today.day}日"
        return ""


def month_name(month: int) -> str:
    """2024年11月 for 202411."""
    return f"{month // 100}年{month % 100}月"


def _key(year: int, month: int) -> int:
    return year * 100 + month


def _next(month: int) -> int:
    return month + 89 if month % 100 == _YEAR else month + 1


def _back(month: int, count: int) -> int:
    whole = month // 100 * 12 + month % 100 - 1 - count
    return _key(whole // 12, whole % 12 + 1)
