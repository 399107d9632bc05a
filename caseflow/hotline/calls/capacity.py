"""How many calls the desk of a unit can make in each hour, and which hours are free (回拨容量)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.queries import find
from caseflow.hotline.calls.models import CallCapacity, CallSlot
from caseflow.kernel.calendar import SHANGHAI, WorkCalendar, local_day
from caseflow.kernel.roles import Permission, Viewer

HOURS = range(8, 21)
"""Hours that a unit may open."""

USUAL: Mapping[int, int] = dict.fromkeys((9, 10, 11, 14, 15, 16, 17), 4)
"""Calls in each hour where a unit has said nothing."""

DAYS = 5
"""Working days that the table of hours shows."""

AHEAD = 20
"""Working days ahead in which an hour may be booked."""

NOON, EVENING = 12, 18
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Plan:
    """The hours of a unit's desk from now on, with what is taken."""

    hours: Mapping[int, int]
    days: Mapping[date, int]
    taken: Mapping[datetime, int]
    calendar: WorkCalendar
    at: datetime

    def room(self, starts_at: datetime) -> int:
        """How many calls the hour has room for, taken or not; none outside working days and hours."""
        local = starts_at.astimezone(SHANGHAI)
        usual = self.hours.get(local.hour, 0)
        if not usual or not self.calendar.assumed.is_working(local.date()):
            return 0
        return self.days.get(local.date(), usual)

    def left(self, starts_at: datetime) -> int:
        """How many more calls fit into the hour; none once it is over."""
        if starts_at + HOUR <= self.at:
            return 0
        return max(self.room(starts_at) - self.taken.get(starts_at, 0), 0)

    def working_days(self, count: int) -> list[date]:
        """Today if people work, and the working days after it, so many together."""
        calendar, first = self.calendar.assumed, self.calendar.assumed.roll(local_day(self.at))
        return [first, *(calendar.add_working_days(first, n) for n in range(1, count))]

    def slots(self, days: int) -> Iterator[datetime]:
        """The hours that are open on the next working days, in order."""
        for day in self.working_days(days):
            yield from (start for hour in sorted(self.hours) if self.room(start := starts(day, hour)))

    def free(self, count: int = 3) -> list[datetime]:
        """The next hours with room."""
        return list(islice((start for start in self.slots(AHEAD) if self.left(start)), count))


def starts(day: date, hour: int) -> datetime:
    """The beginning of the hour in Shanghai, in UTC."""
    return datetime.combine(day, time(hour), SHANGHAI).astimezone(UTC)


def part_of_day(at: datetime) -> str:
    """上午, 下午 or 晚上, in Shanghai."""
    hour = at.astimezone(SHANGHAI).hour
    return "上午" if hour < NOON else "下午" if hour < EVENING else "晚上"


def plan_of(session: Session, unit_id: int, calendar: WorkCalendar, at: datetime) -> Plan:
    """The plan of a unit, in two queries."""
    rows = session.scalars(sa.select(CallCapacity).filter_by(unit_id=unit_id)).all()
    hours = {row.hour: row.calls for row in rows if row.hour is not None}
    days = {row.day: row.calls for row in rows if row.day is not None}
    since = starts(local_day(at), 0)
    taken = sa.select(CallSlot.starts_at, CallSlot.taken).where(
        CallSlot.unit_id == unit_id, CallSlot.starts_at >= since
    )
    slots = [(starts_at, count) for starts_at, count in session.execute(taken)]
    return Plan(hours or USUAL, days, dict(slots), calendar, at)


def next_try(plan: Plan, failed: list[datetime]) -> datetime | None:
    """When to try again: on another day and, if there is such an hour, at another time of the day.

    `failed` are the calls that reached nobody.
    """
    last = max(map(local_day, failed))
    later = [start for start in plan.slots(AHEAD) if plan.left(start) and local_day(start) > last]
    tried = {part_of_day(at) for at in failed}
    latest = {part_of_day(max(failed))}
    for avoided in (tried, latest, set[str]()):
        if fit := next((start for start in later if part_of_day(start) not in avoided), None):
            return fit
    return None


def set_capacity(
    unit_id: int, hours: Mapping[int, int], days: Mapping[date, int], *, viewer: Viewer, at: datetime
) -> None:
    """Say anew how many calls the unit makes; appointments that exist stay.

    Raises:
        NotFound: the unit is out of the viewer's scope.
    """
    require(viewer, Permission.ACCOUNTS)
    with transaction() as session:
        unit = find(Unit, unit_id, viewer, session=session)
        session.execute(sa.delete(CallCapacity).filter_by(unit_id=unit.id))
        session.add_all(CallCapacity(unit_id=unit.id, hour=h, calls=n) for h, n in hours.items())
        session.add_all(CallCapacity(unit_id=unit.id, day=d, calls=n) for d, n in days.items())
        said = {"unit_id": unit.id, "hours": hours, "days": {f"{day}": n for day, n in days.items()}}
        audit.record(session, None, Deed(action="call_capacity", viewer=viewer, at=at, data=said))
