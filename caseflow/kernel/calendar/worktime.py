"""Working time: hours counted only while the office is open (工作小时)."""

from datetime import date, datetime, timedelta

from caseflow.kernel.calendar.instants import DAY, days, local_day
from caseflow.kernel.calendar.workdays import WorkCalendar

_NONE = timedelta(0)


def add_working_time(start: datetime, amount: timedelta, calendar: WorkCalendar) -> datetime:
    """The instant at which so much working time has passed since `start`.

    Raises:
        CalendarNotPublished: the count walks into a year that is not published.
    """
    day, left = local_day(start), amount
    while True:
        for opens, closes in _open_on(day, calendar):
            begin = max(opens, start)
            if begin + left <= closes:
                return begin + left
            left -= max(closes - begin, _NONE)
        day += DAY


def working_time_between(a: datetime, b: datetime, calendar: WorkCalendar) -> timedelta:
    """Working time from `a` to `b`; nothing when `b` is not later."""
    spans = (span for day in days(local_day(a), local_day(b)) for span in _open_on(day, calendar))
    return sum((max(min(closes, b) - max(opens, a), _NONE) for opens, closes in spans), _NONE)


def speaking_time(at: datetime, calendar: WorkCalendar) -> datetime:
    """The instant itself between the opening and the close of a working day, else the next opening (免打扰).

    Raises:
        CalendarNotPublished: the next opening may lie in a year that is not published.
    """
    day = local_day(at)
    if calendar.is_working(day) and at < calendar.hours.on(day)[-1][1]:
        return max(at, calendar.opens(day))
    return calendar.opens(calendar.next_working(day))


def _open_on(day: date, calendar: WorkCalendar) -> tuple[tuple[datetime, datetime], ...]:
    return calendar.hours.on(day) if calendar.is_working(day) else ()
