"""The last day on which a worker may apply for arbitration (仲裁时效, 劳动争议调解仲裁法 第二十七条)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseflow.kernel.calendar import Due, Months, WorkCalendar
from caseflow.kernel.errors import CalendarNotPublished

PERIOD = Months(12)


class Effect(StrEnum):
    """What an event does to the limitation."""

    START = "start"  # the worker knew, or for pay the employment ended (第二十七条第一款、第四款)
    RESTART = (
        "restart"  # the claim was asserted, filed or acknowledged (第二十七条第二款; 办案规则 第二十七条)
    )
    SUSPEND = "suspend"  # force majeure and the like: the rest of the time goes on later (第二十七条第三款)
    NOTHING = "nothing"  # remembered, but no safe ground, such as a call to the hotline


@dataclass(frozen=True, slots=True)
class Event:
    """Something that bears on the limitation; `days` is how long a suspension lasted.

    A restart or suspension that no lawyer has confirmed is not `certain` and never moves the date.
    """

    effect: Effect
    on: date
    certain: bool
    days: int = 0


def last_day(events: Iterable[Event], calendar: WorkCalendar) -> Due | None:
    """The conservative last day: the earliest the events allow; None while no time runs.

    Only what has been confirmed makes it later. A year without a published calendar leaves it unrolled.
    """
    known = sorted(events, key=lambda e: e.on)
    starts = [e.on for e in known if e.effect is Effect.START]
    if not starts:
        return None
    confirmed = [e for e in known if e.certain and e.on >= starts[0]]
    since = max([starts[0], *(e.on for e in confirmed if e.effect is Effect.RESTART)])
    lost = sum(e.days for e in confirmed if e.effect is Effect.SUSPEND and e.on >= since)
    return _reckon(since, lost, calendar)


def _reckon(since: date, lost: int, calendar: WorkCalendar) -> Due:
    try:
        due = PERIOD.due(since, calendar)
        return due if not lost else _later(due, lost, calendar)
    except CalendarNotPublished:
        due = PERIOD.earliest(since, calendar)
        return due if not lost else _later(due, lost, calendar.assumed)


def _later(due: Due, lost: int, calendar: WorkCalendar) -> Due:
    nominal = due.nominal + timedelta(days=lost)
    rolled = calendar.roll(nominal)
    return Due(nominal, rolled, due.moment + (rolled - due.rolled), lambda: due.trace, due.provisional)
