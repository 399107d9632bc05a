"""The days of a State Council notice, typed into a table and saved as CSV (放假安排表)."""

import csv
import re
from collections.abc import Iterable
from datetime import date
from io import StringIO

from caseflow.kernel.calendar import SpecialDay, YearDays
from caseflow.kernel.errors import DomainError

COLUMNS = ["日期", "类型", "说明"]
WORKING = {"放假": False, "上班": True}
FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Month and day of the holidays that fall on the same date each year (全国年节及纪念日放假办法 第二条)."""

_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_LONGEST = 50


class FaultyCalendar(DomainError):
    """The table is not the notice of the year; `faults` says what is wrong, row by row (放假安排表有误)."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class _Fault(Exception):
    """What is wrong with one row."""


def read_calendar(content: bytes, year: int) -> tuple[SpecialDay, ...]:
    """The days off and the make-up days of a year, from CSV with the columns 日期, 类型 and 说明.

    The file is UTF-8 or, as spreadsheets save it here, GB 18030; a date is 2027-01-01, 2027/1/1 or
    2027年1月1日.

    Raises:
        FaultyCalendar: with the faults of all rows; nothing is taken from such a file.
    """
    rows = csv.reader(StringIO(_decoded(content)))
    if [cell.strip() for cell in next(rows, [])] != COLUMNS:
        raise FaultyCalendar([f"第1行应为表头：{','.join(COLUMNS)}"])
    days: dict[date, SpecialDay] = {}
    faults: list[str] = []
    for row in filter(any, rows):
        try:
            special = _special_day(row, year, days)
        except _Fault as fault:
            faults.append(f"第{rows.line_num}行：{fault}")
        else:
            days[special.day] = special
    if faults := faults or _missing(days, year):
        raise FaultyCalendar(faults)
    return tuple(days.values())


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _special_day(row: list[str], year: int, earlier: Iterable[date]) -> SpecialDay:
    if len(row) != len(COLUMNS):
        raise _Fault(f"应有{len(COLUMNS)}列，实有{len(row)}列")
    written, kind, reason = (cell.strip() for cell in row)
    day = _day(written, year)
    if day in earlier:
        raise _Fault(f"日期{day}重复")
    if kind not in WORKING:
        raise _Fault(f"类型“{kind}”应为{'或'.join(WORKING)}")
    if WORKING[kind] and YearDays(year).is_working(day):
        raise _Fault(f"{day}是周一至周五，不是调休上班日")
    if not 0 < len(reason) <= _LONGEST:
        raise _Fault(f"说明应为1至{_LONGEST}字")
    return SpecialDay(day, WORKING[kind], reason)


def _day(written: str, year: int) -> date:
    match = _DATE.fullmatch(written)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise _Fault(f"日期“{written}”无法识别，请写如 {year}-01-01")
    if day.year != year:
        raise _Fault(f"{day}不在{year}年")
    return day


def _missing(days: dict[date, SpecialDay], year: int) -> list[str]:
    """Holidays that every notice names: a table without them was cut off, and would give wrong periods."""
    fixed = (date(year, month, day) for month, day in FIXED)
    return [f"缺少法定节日{day}" for day in fixed if day not in days or days[day].working]
