"""The last day on which a worker may apply for arbitration (仲裁时效, 劳动争议调解仲裁法 第二十七条)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseflow.kernel.calendar import Due, Months, Pause, WorkCalendar
from caseflow.kernel.errors import CalendarNotPublished

PERIOD = Months(12)


class Effect(StrEnum):
    """What an event does to the limitation."""

    START = "start"  # the worker knew, or for pay the employment ended (第二十七条第一款、第四款)
    RESTART = (
        "restart"  # the claim was asserted, filed or acknowledged (第二十七条第二款; 办案规则 第二十七条)
    )
    SUSPEND = "suspend"  # force majeure and the like: the rest of the time goes on later (第二十七条第三款)
    HOLDS = "holds"  # no time runs yet: pay is owed and the employment goes on (第二十七条第四款)
    NOTHING = "nothing"  # remembered, but no safe ground, such as a call to the hotline


@dataclass(frozen=True, slots=True)
class Event:
    """Something that bears on the limitation; `days` is how long a suspension lasted.

    What would make the last day later is not `certain` until a lawyer has confirmed it, and never moves it.
    """

    effect: Effect
    on: date
    certain: bool
    days: int = 0


def that_count(events: Iterable[Event]) -> list[Event]:
    """The events that the last day rests on, oldest first of each effect; none while no time runs.

    The start is the earliest a lawyer has confirmed, or else the earliest anyone has told; then come the
    confirmed restarts after it, and the confirmed suspensions of the time that runs since. A start does not
    count where it is confirmed that no time ran on that day or later.
    """
    known = sorted(events, key=lambda e: e.on)
    held = max((e.on for e in known if e.effect is Effect.HOLDS and e.certain), default=date.min)
    starts = [e for e in known if e.effect is Effect.START and e.on >= held]
    if not starts:
        return []
    start = next((e for e in starts if e.certain), starts[0])
    confirmed = [e for e in known if e.certain and e.on >= start.on]
    restarts = [e for e in confirmed if e.effect is Effect.RESTART]
    since = [start, *restarts][-1].on
    return [start, *restarts, *(e for e in confirmed if e.effect is Effect.SUSPEND and e.on >= since)]


def last_day(events: Iterable[Event], calendar: WorkCalendar) -> Due | None:
    """The conservative last day: the earliest the events allow; None while no time runs.

    Only what has been confirmed makes it later. A year without a published calendar leaves it unrolled.
    """
    counted = that_count(events)
    if not counted:
        return None
    since = max(e.on for e in counted if e.effect is not Effect.SUSPEND)
    pauses = [Pause(e.on, e.on + timedelta(e.days)) for e in counted if e.effect is Effect.SUSPEND]
    try:
        return PERIOD.due(since, calendar, pauses)
    except CalendarNotPublished:
        return PERIOD.earliest(since, calendar, pauses)
