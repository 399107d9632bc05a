"""Working time: hours counted only while the office is open (工作小时)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from caseflow.kernel.calendar.instants import DAY, days, local_day, start_of
from caseflow.kernel.calendar.workdays import WorkCalendar

_NONE = timedelta(0)


def add_working_time(start: datetime, amount: timedelta, calendar: WorkCalendar) -> datetime:
    """The instant at which so much working time has passed since `start`.

    Raises:
        CalendarNotPublished: the count walks into a year that is not published.
    """
    day, left = local_day(start), amount
    while True:
        for opens, closes in calendar.open_on(day):
            begin = max(opens, start)
            if begin + left <= closes:
                return begin + left
            left -= max(closes - begin, _NONE)
        day += DAY


def working_time_between(a: datetime, b: datetime, calendar: WorkCalendar) -> timedelta:
    """Working time from `a` to `b`; nothing when `b` is not later."""
    spans = (span for day in days(local_day(a), local_day(b)) for span in calendar.open_on(day))
    return sum((max(min(closes, b) - max(opens, a), _NONE) for opens, closes in spans), _NONE)


def speaking_time(at: datetime, calendar: WorkCalendar) -> datetime:
    """The instant itself between the opening and the close of a working day, else the next opening (免打扰).

    Raises:
        CalendarNotPublished: the next opening may lie in a year that is not published.
    """
    opens, closes, then = _speaking_hours(local_day(at), calendar)
    return max(at, opens) if at < closes else then


@lru_cache(maxsize=4096)
def _speaking_hours(day: date, calendar: WorkCalendar) -> tuple[datetime, datetime, datetime]:
    """When the office opens and closes that day, and when it opens next; closed all day it closes at once."""
    spans = calendar.open_on(day)
    then = calendar.opens(calendar.next_working(day))
    return (spans[0][0], spans[-1][1], then) if spans else (then, start_of(day), then)


def worked_on(
    day: date,
    begin: datetime,
    end: datetime,
    paused: Sequence[tuple[datetime, datetime]],
    calendar: WorkCalendar,
) -> list[tuple[datetime, datetime]]:
    """The spans of the day from `begin` to `end` in which the office was open and nothing was paused."""
    spans = [(max(opens, begin), min(closes, end)) for opens, closes in calendar.open_on(day)]
    for since, until in paused:
        spans = [part for a, b in spans for part in ((a, min(b, since)), (max(a, until), b))]
    return [(a, b) for a, b in spans if a < b]
