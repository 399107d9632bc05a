"""When the steps of a past case were taken, as far as a ledger tells (补记时间)."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from caseflow.kernel.calendar import SHANGHAI, WorkCalendar, local_day

OPENING = time(9, 30, tzinfo=SHANGHAI)
BETWEEN = timedelta(minutes=10)


def morning(day: date) -> datetime:
    """Half past nine in Shanghai."""
    return datetime.combine(day, OPENING).astimezone(UTC)


@dataclass
class Diary:
    """Instants one after the other, on working days, none after the `last` day.

    A ledger tells the first and the last day; what lies between is put there in the order of the process.
    """

    at: datetime
    last: date
    calendar: WorkCalendar

    @classmethod
    def of(cls, first: date, last: date, calendar: WorkCalendar) -> "Diary":
        """A diary whose first step is taken in the morning of the first day."""
        return cls(morning(first) - BETWEEN, last, calendar.assumed)

    def then(self, days: int = 0) -> datetime:
        """The instant of the next step, so many working days after the one before."""
        day = min(self.calendar.add_working_days(local_day(self.at), days), self.last)
        self.at = max(self.at + BETWEEN, morning(day))
        return self.at

    def at_last(self) -> datetime:
        """The instant of a step on the last day."""
        self.at = max(self.at + BETWEEN, morning(self.last))
        return self.at

    def afterwards(self) -> "Diary":
        """A diary that goes on from here without an end."""
        return replace(self, last=date.max)

    @property
    def today(self) -> date:
        """The day of the step taken last."""
        return local_day(self.at)
