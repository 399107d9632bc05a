"""What every kind of period offers a clock (期限)."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, Self

from caseflow.kernel.calendar.due import Due
from caseflow.kernel.calendar.pauses import Pause
from caseflow.kernel.calendar.workdays import WorkCalendar


class Period(Protocol):
    """A period of any kind, counted from `start`: a day, or an aware instant."""

    @property
    def text(self) -> str:
        """The period in Chinese, as a letter says it."""

    def due(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """When the period ends.

        Raises:
            CalendarNotPublished: the answer depends on a year that is not published.
        """

    def earliest(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The earliest the period can end, marked provisional, while `due` has no answer (暂定)."""

    def plus(self, extra: int) -> Self:
        """The same period, longer by so many of its units (延期)."""

    def encode(self) -> str:
        """The short form that `parse_period` reads back."""
