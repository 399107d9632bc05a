"""The published calendar as tests use it: the State Council's days, years 2004 to 2026."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

from caseflow.kernel.calendar import SHANGHAI, SpecialDay, WorkCalendar, year_days

NAMES = {holiday.value: holiday.chinese for holiday in Holiday}


def special_days() -> Iterator[SpecialDay]:
    yield from (SpecialDay(day, working=False, reason=NAMES[name]) for day, name in holidays.items())
    yield from (SpecialDay(day, working=True, reason="调休上班") for day in workdays)


def published(years: Iterable[int] = range(2004, 2027), own: Iterable[SpecialDay] = ()) -> WorkCalendar:
    """The calendar of these years, with the office's own days on top."""
    return WorkCalendar(year_days(years, (*special_days(), *own)), version="test")


CALENDAR = published()


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant by the clock in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
