"""The office's own days: closed, open, or open for half a day (本单位安排).

They are house practice. What a working day is in law, the State Council's calendar decides: a clock whose
basis is a statute, or another region's rule, never counts by them; house rules do (`WorkCalendar.house`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property

Spans = tuple[tuple[time, time], ...]

_MIDDAY = time(13)
"""Parts a day in two: what opens before it belongs to the morning."""


class Opening(StrEnum):
    """How the office is open on a day of its own."""

    OPEN = "open"
    CLOSED = "closed"
    MORNING = "morning"
    AFTERNOON = "afternoon"

    @property
    def label(self) -> str:
        """What a screen says."""
        return _LABELS[self]

    @property
    def half(self) -> bool:
        """Whether the office is open for half of the day."""
        return self in (Opening.MORNING, Opening.AFTERNOON)


_LABELS = {
    Opening.OPEN: "照常办公",
    Opening.CLOSED: "停办",
    Opening.MORNING: "只上午办公",
    Opening.AFTERNOON: "只下午办公",
}


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """A day on which the office keeps other hours than usual, and why; `source` is the decision behind it."""

    day: date
    opening: Opening
    reason: str
    source: str = ""

    @property
    def why(self) -> str:
        """The reason, as a reckoning gives it."""
        return f"本单位{self.opening.label}：{self.reason}"


@dataclass(frozen=True)
class Office:
    """The own days of the office; `half_counts` says whether a half day is a working day (house practice)."""

    days: Mapping[date, OfficeDay] = field(default_factory=dict)
    half_counts: bool = True

    def is_working(self, own: OfficeDay) -> bool:
        """Whether the own day counts as a working day of a house rule."""
        return self.half_counts if own.opening.half else own.opening is Opening.OPEN

    @cached_property
    def halves(self) -> Mapping[date, Opening]:
        """The half days."""
        return {day: own.opening for day, own in self.days.items() if own.opening.half}

    def between(self, first: date, last: date) -> list[OfficeDay]:
        """The own days from the first to the last, both included, in order."""
        return [self.days[day] for day in sorted(self.days) if first <= day <= last]


def half_of(spans: Spans, opening: Opening) -> Spans:
    """The part of a day's office hours that lies in the half: its real hours."""
    morning = opening is Opening.MORNING
    parts = ((a, min(b, _MIDDAY)) if morning else (max(a, _MIDDAY), b) for a, b in spans)
    return tuple((a, b) for a, b in parts if a < b)


def on_top(own: Iterable[OfficeDay]) -> dict[date, OfficeDay]:
    """The days by their dates; of two for one day the later wins."""
    return {one.day: one for one in own}
