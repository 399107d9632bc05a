"""A period whose last day is given: by an agreement, by a letter, from above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Self

from caseflow.kernel.calendar import trace
from caseflow.kernel.calendar.due import Due, TraceDay, counted, end_of_day, skipped
from caseflow.kernel.calendar.instants import day_of
from caseflow.kernel.calendar.lengths import Days, WorkingDays, stays_code, stays_text
from caseflow.kernel.calendar.pauses import Pause
from caseflow.kernel.calendar.workdays import WorkCalendar
from caseflow.kernel.errors import DomainError


class NotExtendable(DomainError):
    """The last day is given, so no length can be added to it (不能延期)."""


@dataclass(frozen=True)
class Until:
    """Up to a given day, or to a day a little `before` it (约定或指定之日).

    The given day takes the place of `start`; pauses do not move it. A day off moves to the next working day
    (民法典 第二百零三条). The margin is house practice, no period in law: the day before it is kept as it
    falls, for moving it on would use the margin up.
    """

    before: Days | WorkingDays | None = None
    rolls: bool = True

    @property
    def text(self) -> str:
        """The given day, and the margin."""
        return (
            f"指定之日前 {self.before.text}" if self.before else "至指定之日" + stays_text(rolls=self.rolls)
        )

    def encode(self) -> str:
        """Such as “until” and “until-1wd”."""
        return f"until-{self.before.encode()}" if self.before else "until" + stays_code(rolls=self.rolls)

    def plus(self, extra: int) -> Self:
        """Never.

        Raises:
            NotExtendable: a given day changes only when a new one is given.
        """
        raise NotExtendable("到期日由约定或指定产生，不能在此延期；请登记新的到期日")

    def due(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The given day, rolled, or the day the margin before it asks for."""
        nominal = self._nominal(day_of(start), calendar)
        rolled = nominal if self.before or not self.rolls else calendar.roll(nominal)
        return Due(nominal, rolled, end_of_day(rolled), partial(self._trace, start, rolled, calendar.assumed))

    def earliest(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The given day, not moved; a margin of working days is counted Monday to Friday."""
        day = self._nominal(day_of(start), calendar.assumed)
        explain = partial(self._trace, start, day, calendar.assumed)
        return Due(day, day, end_of_day(day), explain, provisional=True)

    def _nominal(self, given: date, calendar: WorkCalendar) -> date:
        return self.before.back_from(given, calendar) if self.before else given

    def _trace(self, start: date, rolled: date, calendar: WorkCalendar) -> Iterator[TraceDay]:
        given = day_of(start)
        if self.before:
            yield counted(rolled, f"指定之日前 {self.before.text}")
            yield skipped(given, "指定之日")
        else:
            yield counted(given, "指定之日")
            yield from trace.roll(given, rolled, calendar)


@dataclass(frozen=True)
class SameDay:
    """The day itself, whatever day it is (当日): danger to people does not wait for office hours or days."""

    @property
    def text(self) -> str:
        """The day itself."""
        return "当日"

    def encode(self) -> str:
        """Always “same-day”."""
        return "same-day"

    def plus(self, extra: int) -> Self:
        """Never.

        Raises:
            NotExtendable: another day is not the same day.
        """
        raise NotExtendable("当日办结的事项不能延期")

    def due(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The day of `start`, until 24:00, a day off or not."""
        day = day_of(start)
        return Due(day, day, end_of_day(day), lambda: (counted(day, "当日，休息日不顺延"),))

    def earliest(self, start: date, calendar: WorkCalendar, pauses: Sequence[Pause] = ()) -> Due:
        """The same: no calendar has a say."""
        return self.due(start, calendar, pauses)
