"""The priority that the house rules propose for a call, for a person to confirm (优先级建议)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from caseflow.calculators.limitation import Effect, Event, last_day
from caseflow.hotline.catalogue import Proposal, Signals, priority_of
from caseflow.hotline.matches import Match
from caseflow.kernel.calendar import WorkCalendar

SPRING_FESTIVAL = "春节"


def propose(answers: Mapping[str, Any], found: Sequence[Match], on: date, calendar: WorkCalendar) -> Proposal:
    """The priority of a call on that day, from what was answered and what was told before."""
    category = answers.get("category", "")
    told_before = sum(match.same_person and match.category == category for match in found)
    signals = Signals(
        service=answers.get("service", ""),
        category=category,
        headcount=answers.get("headcount", 1),
        urgent=answers.get("urgent", False),
        limitation_days=_limitation_days(answers.get("event_on"), on, calendar),
        festival_days=_festival_days(on, calendar),
        injured_without_money=answers.get("injured_without_money", False),
        times_told=told_before + 1,
        widely_watched=answers.get("widely_watched", False),
    )
    return priority_of(signals)


def _limitation_days(event_on: date | None, on: date, calendar: WorkCalendar) -> int | None:
    """Days to the earlier, nominal last day for arbitration."""
    due = last_day([Event(Effect.START, event_on, certain=False)], calendar) if event_on else None
    return (due.nominal - on).days if due else None


def _festival_days(on: date, calendar: WorkCalendar) -> int | None:
    """Days to the first day of the Spring Festival, when its notice is loaded."""
    special = (day for year in calendar.years.values() for day in year.special.values())
    ahead = (
        day.day for day in special if day.reason == SPRING_FESTIVAL and not day.working and day.day >= on
    )
    first = min(ahead, default=None)
    return (first - on).days if first else None
