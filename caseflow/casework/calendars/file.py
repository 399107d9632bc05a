"""The days of a State Council notice, typed into a table and saved as CSV (放假安排表)."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO

from caseflow.kernel.calendar import SpecialDay, YearDays
from caseflow.kernel.calendar.instants import days as every_day
from caseflow.kernel.errors import DomainError

COLUMNS = ["日期", "类型", "说明"]
WORKING = {
    **dict.fromkeys(("放假", "休息", "休", "放"), False),
    **dict.fromkeys(("上班", "调休上班", "补班", "班"), True),
}
"""What the second column may say, and whether the day is worked then."""

FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
"""Month and day of the holidays that fall on the same date each year (全国年节及纪念日放假办法 第二条)."""

_WEEKDAY = re.compile(r"\((?:周|星期)[一二三四五六日天]\)")
_TO = re.compile(r"\s*(?:至|到|~|—|–|--|-(?=\d{1,2}月|\d{4}\D))\s*")
_DATE = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_DAY = re.compile(r"(\d{1,2})日?")
_SHORT = re.compile(r"(.*月\d{1,2}日?)-(\d{1,2}日?)")
_LONGEST, _MOST_DAYS = 50, 31


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table as it was typed, and what is wrong with it, if anything."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""

    @property
    def text(self) -> str:
        """The fault with its row."""
        return f"第{self.number}行：{self.fault}"


class FaultyCalendar(DomainError):
    """The table is not the notice of the year; `rows` are as typed, each with its fault (放假安排表有误)."""

    def __init__(self, faults: list[str], rows: tuple[Row, ...] = ()) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
        self.rows = rows


class RowFault(DomainError):
    """What is wrong with one row."""


def read_calendar(content: bytes, year: int) -> tuple[SpecialDay, ...]:
    """The days off and the make-up days of a year, from CSV with the columns 日期, 类型 and 说明.

    The file is UTF-8, UTF-16 or, as spreadsheets save it here, GB 18030, its columns apart by commas or tabs;
    full-width digits and signs are read like others. A date is 2027-01-01, 2027/1/1, 2027年1月1日 or 1月1日;
    a range is 2月5日至11日, 2027-02-05至2027-02-11; the day of the week may stand beside it.

    Raises:
        FaultyCalendar: with the faults of all rows; nothing is taken from such a file.
    """
    table = _rows(decoded(content))
    if [cell.strip() for cell in next(table, (0, []))[1]] != COLUMNS:
        raise FaultyCalendar([f"第1行应为表头：{','.join(COLUMNS)}"])
    days: dict[date, SpecialDay] = {}
    rows = [_read(number, row, year, days) for number, row in table]
    faults = [row.text for row in rows if row.fault]
    if faults := faults or missing(days, year):
        raise FaultyCalendar(faults, tuple(rows))
    return tuple(days.values())


def decoded(content: bytes) -> str:
    """The text of the file, whichever way a spreadsheet has saved it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with its line; full-width signs are as good as others."""
    text = unicodedata.normalize("NFKC", text)
    header = text.partition("\n")[0]
    rows = csv.reader(StringIO(text), delimiter="\t" if "\t" in header else ",")
    return ((rows.line_num, row) for row in rows if any(cell.strip() for cell in row))


def _read(number: int, row: list[str], year: int, known: dict[date, SpecialDay]) -> Row:
    """Take the days of the row over, or say what is wrong with it."""
    cells = tuple(cell.strip() for cell in row)
    try:
        found = list(special_days_of(cells, year, known))
    except RowFault as fault:
        return Row(number, cells, str(fault))
    known.update({special.day: special for special in found})
    return Row(number, cells)


def special_days_of(cells: tuple[str, ...], year: int, known: dict[date, SpecialDay]) -> Iterator[SpecialDay]:
    """The days that a row names; `known` are those of the rows before.

    Raises:
        RowFault: it cannot be read, or contradicts them.
    """
    if len(cells) != len(COLUMNS):
        raise RowFault(f"应有{len(COLUMNS)}列，实有{len(cells)}列")
    written, kind, reason = cells
    first, last = _range(written, year)
    if kind not in WORKING:
        raise RowFault(f"类型“{kind}”应为放假或上班")
    if not 0 < len(reason) <= _LONGEST:
        raise RowFault(f"说明应为1至{_LONGEST}字")
    for day in every_day(first, last):
        if day in known:
            raise RowFault(f"日期{day}重复")
        if WORKING[kind] and YearDays(year).is_working(day):
            raise RowFault(f"{day}是周一至周五，不是调休上班日")
        yield SpecialDay(day, WORKING[kind], reason)


def _range(written: str, year: int) -> tuple[date, date]:
    """The first and the last day that the cell names; both are the same for one day."""
    plain = _WEEKDAY.sub("", written)
    short = _SHORT.fullmatch(plain)
    begin, *rest = short.groups() if short else _TO.split(plain, maxsplit=1)
    first = _day(begin, year, written)
    last = _last(rest[0], first, year, written) if rest else first
    if last < first:
        raise RowFault(f"日期“{written}”的末日早于首日")
    if (last - first).days >= _MOST_DAYS:
        raise RowFault(f"日期“{written}”超过{_MOST_DAYS}天，请核对")
    return first, last


def _last(text: str, first: date, year: int, written: str) -> date:
    """The end of a range, which may leave out the month of its beginning."""
    only_day = _DAY.fullmatch(text.strip())
    return _day(f"{first.year}-{first.month}-{only_day[1]}" if only_day else text, year, written)


def _day(text: str, year: int, written: str) -> date:
    match = _DATE.fullmatch(text.strip())
    try:
        day = date(int(match[1] or year), int(match[2]), int(match[3])) if match else None
    except ValueError:
        day = None
    if day is None:
        raise RowFault(f"日期“{written}”无法识别，请写如 {year}-01-01")
    if day.year != year:
        raise RowFault(f"{day}不在{year}年")
    return day


def missing(days: dict[date, SpecialDay], year: int) -> list[str]:
    """Holidays that every notice names: a table without them was cut off, and would give wrong periods."""
    fixed = (date(year, month, day) for month, day in FIXED)
    return [f"缺少法定节日{day}" for day in fixed if day not in days or days[day].working]
