"""A year as twelve months: what each day is, in a sign and a word, and what it rests on."""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import groupby

from caseflow.casework.law import PACKAGED
from caseflow.casework.models import CalendarYear
from caseflow.extensions import db
from caseflow.kernel.calendar import OfficeDay, Opening, WorkCalendar
from caseflow.web.filters import day as written

FIRST, LAST = 2004, 2100
"""The years that can be looked at."""


class Look(Enum):
    """How a day that is not like others is drawn: its sign in the month, its word in the list."""

    OFF = ("休", "放假")
    WORK = ("班", "调休上班")
    CLOSED = ("停", "本单位停办")
    HALF = ("半", "本单位半天办公")
    OPEN = ("开", "本单位照常办公")

    @property
    def sign(self) -> str:
        """One character."""
        return self.value[0]

    @property
    def word(self) -> str:
        """What the sign means."""
        return self.value[1]

    @property
    def css(self) -> str:
        """The name of its colours."""
        return self.name.lower()


_LOOKS = {Opening.CLOSED: Look.CLOSED, Opening.OPEN: Look.OPEN}


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in its month."""

    day: date
    look: Look | None
    why: str
    weekend: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday on; days of its neighbours are left blank."""

    number: int
    weeks: list[list[Cell | None]]


@dataclass(frozen=True, slots=True)
class Span:
    """Days one after the other that are alike, with the document behind them."""

    first: date
    last: date
    look: Look
    reason: str
    source: str

    @property
    def text(self) -> str:
        """The days as a notice writes them."""
        if self.first == self.last:
            return f"{self.first.month}月{self.first.day}日"
        month = "" if self.first.month == self.last.month else f"{self.last.month}月"
        return f"{self.first.month}月{self.first.day}日至{month}{self.last.day}日"

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the calendar in force; one that is not published has only its week-ends."""

    year: int
    published: bool
    source: str
    working_days: int | None
    months: list[Month]
    spans: list[Span]


def year_of(calendar: WorkCalendar, year: int, today: date) -> Year:
    """The year as it is known."""
    known = calendar.published(year)
    source = _source(year) if known else ""
    weeks = Calendar()
    months = [
        Month(
            n,
            [[_cell(day, n, calendar, today) for day in week] for week in weeks.monthdatescalendar(year, n)],
        )
        for n in range(1, 13)
    ]
    return Year(
        year=year,
        published=known,
        source=source,
        working_days=len(calendar.of(year).working) if known else None,
        months=months,
        spans=list(_spans(_named(calendar, year, source))),
    )


def _source(year: int) -> str:
    """The document that the days of the year come from."""
    loaded = db.session.get(CalendarYear, year)
    if loaded is None:
        return f"国务院办公厅{year}年放假安排（随程序提供，{PACKAGED}）"
    parts = (loaded.number, loaded.issued_on and f"{written(loaded.issued_on)}发布")
    more = "，".join(part for part in parts if part)
    return f"{loaded.source}（{more}）" if more else loaded.source


def _cell(day: date, month: int, calendar: WorkCalendar, today: date) -> Cell | None:
    if day.month != month:
        return None
    look = _look(day, calendar)
    own = calendar.office.days.get(day)
    why = own.why if own else calendar.assumed.why(day)
    return Cell(day, look, why, not calendar.assumed.is_working(day), day == today)


def _look(day: date, calendar: WorkCalendar) -> Look | None:
    """None for a plain working day and a plain week-end."""
    if own := calendar.office.days.get(day):
        return look_of(own)
    if not calendar.published(day.year) or day not in calendar.of(day.year).special:
        return None
    return Look.WORK if calendar.is_working(day) else Look.OFF


def look_of(own: OfficeDay) -> Look:
    """How a day of the office is drawn."""
    return _LOOKS.get(own.opening, Look.HALF)


Named = tuple[date, Look, str, str]


def _named(calendar: WorkCalendar, year: int, source: str) -> list[Named]:
    """Every day that is not like others: those of the notice, and those of the office."""
    special = calendar.of(year).special.values() if source else ()
    days: list[Named] = [(s.day, Look.WORK if s.working else Look.OFF, s.reason, source) for s in special]
    own = calendar.office.between(date(year, 1, 1), date(year, 12, 31))
    days += [(o.day, look_of(o), _reason(o), o.source) for o in own]
    return sorted(days, key=lambda one: (one[0], one[1].name))


def _reason(own: OfficeDay) -> str:
    return f"{own.opening.label}：{own.reason}" if own.opening.half else own.reason


def _spans(days: Sequence[Named]) -> Iterator[Span]:
    """The days put together as long as they follow each other and are alike."""
    for (look, reason, source), some in groupby(days, key=lambda one: one[1:]):
        for run in _runs(day for day, *_ in some):
            yield Span(run[0], run[-1], look, reason, source)


def _runs(days: Iterable[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > timedelta(days=1):
            yield run
            run = []
        run.append(day)
    yield run
