"""What a clock's last day would be under the proposed rule, from the facts that the clock keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from caseflow.casework import reckoning
from caseflow.casework.lights import Light, Now
from caseflow.kernel.calendar import Due, Length, Pause
from caseflow.kernel.machine import Clock
from caseflow.kernel.rules import Rule


class Standing(StrEnum):
    """How a clock stands, running or ended (期限状态)."""

    NORMAL = Light.NORMAL.value
    NEAR = Light.NEAR.value
    OVERDUE = Light.OVERDUE.value
    PAUSED = Light.PAUSED.value
    PROVISIONAL = Light.PROVISIONAL.value
    IN_TIME = "in_time"
    LATE = "late"

    @property
    def label(self) -> str:
        """The word for it."""
        return _ENDED.get(self) or Light(self.value).label

    @property
    def light(self) -> Light | None:
        """The light of a clock that runs."""
        return None if self in _ENDED else Light(self.value)

    @property
    def red(self) -> bool:
        """Late: running still, or when it ended."""
        return self in (Standing.OVERDUE, Standing.LATE)


_ENDED = {Standing.IN_TIME: "按期办结", Standing.LATE: "超期办结"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A clock as it is, and as it would be."""

    id: int
    process: str
    proceeding_id: int
    number: str
    unit_id: int
    before: Standing
    after: Standing
    old_due: date
    new_due: date

    @property
    def moved(self) -> bool:
        """The last day would be another one."""
        return self.old_due != self.new_due

    @property
    def turns_red(self) -> bool:
        """It would be late, and is not."""
        return self.after.red and not self.before.red


@dataclass(frozen=True)
class Judge:
    """Judges clocks of one code by the proposed rule, as of now; `clock` is as its process declares it."""

    rule: Rule
    now: Now

    def outcome(self, row: Any, clock: Clock, pauses: Sequence[Pause], stated: int | None) -> Outcome:
        """What becomes of the clock in `row`; `stated` is the length that its letter states itself."""
        due = self._due(row, clock.under(self.rule), pauses, stated)
        return Outcome(
            id=row.id,
            process=row.process,
            proceeding_id=row.proceeding_id,
            number=row.number or "未编号",
            unit_id=row.unit_id,
            before=self._standing(row, row.due_at, provisional=row.provisional),
            after=self._standing(row, due.moment, provisional=due.provisional),
            old_due=row.due_on,
            new_due=due.rolled,
        )

    def _due(self, row: Any, ruled: Clock, pauses: Sequence[Pause], stated: int | None) -> Due:
        period = ruled.within
        if stated and isinstance(period, Length):
            period = replace(period, n=stated)
        extra = _allowed(ruled, row.extra, row.times_extended)
        rests = pauses if ruled.paused_while else ()
        longer = period.plus(extra) if extra else period
        calendar = reckoning.calendar_for(self.rule.mark, self.now.calendar)
        return reckoning.end_of(longer, reckoning.start_of(row, longer), rests, calendar)

    def _standing(self, row: Any, due_at: datetime, *, provisional: bool) -> Standing:
        if row.stopped_at is not None:
            return Standing.IN_TIME if row.stopped_at < due_at else Standing.LATE
        light = self.now.light(due_at, paused=row.paused, provisional=provisional)
        return Standing((light or Light.NORMAL).value)


def _allowed(ruled: Clock, granted: int, times: int) -> int:
    """As much of the time granted as the rule would have allowed."""
    limit = ruled.extension
    if not granted or limit is None:
        return 0 if limit is None else granted
    return min(granted, min(times, limit.times) * limit.cap.n) if limit.cap else granted * bool(limit.times)


Stated = Mapping[int, int]
"""Proceeding → the number of units that its letter states."""
