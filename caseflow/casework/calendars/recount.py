"""Every clock that runs or rests, reckoned anew on a calendar, many at a time; nothing is written here.

Rows are read by the thousand from the tables themselves, and equal periods are reckoned once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import reckoning
from caseflow.casework.models import ClockPause, Proceeding, RunningClock
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import Due, Pause, WorkCalendar
from caseflow.kernel.machine import Clock
from caseflow.kernel.rules import Mark

READ = 2_000
"""Proceedings whose clocks are read at once while nothing is written."""

CLOCKS: sa.Table = RunningClock.__table__  # type: ignore[assignment]
CASES: sa.Table = Proceeding.__table__  # type: ignore[assignment]
_LIVE = CLOCKS.c.stopped_at.is_(None)


@dataclass(frozen=True, slots=True)
class Move:
    """A clock as it is stored, and the end it has on the calendar."""

    row: Any
    due: Due

    @property
    def clock(self) -> Clock:
        """The clock as its process defines it."""
        return wired().models[self.row.process].definition.clock(self.row.code)

    @property
    def settles(self) -> bool:
        """Whether a day that was provisional becomes final."""
        return bool(self.row.provisional) and not self.due.provisional


class Reckoner:
    """Reckons stored clocks on one calendar."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendars = {mark: reckoning.calendar_for(mark, calendar) for mark in Mark}
        self._known: dict[tuple[bool, str, int, date], Due] = {}

    def due(self, row: Any, pauses: Sequence[Pause] = ()) -> Due:
        """When the clock of the row ends."""
        period = reckoning.lengthened(row.period, row.extra)
        start = reckoning.start_of(row, period)
        if pauses:
            return reckoning.end_of(period, start, pauses, self._calendars[row.mark])
        key = (row.mark is Mark.HOUSE, row.period, row.extra, start)
        due = self._known.get(key)
        if due is None:
            due = self._known[key] = reckoning.end_of(period, start, (), self._calendars[row.mark])
        return due

    def move(self, row: Any, pauses: Sequence[Pause]) -> Move | None:
        """The clock with its new end, if that is another one than is stored."""
        due = self.due(row, pauses)
        stored = (row.nominal_on, row.due_on, row.due_at, row.provisional)
        return None if (due.nominal, due.rolled, due.moment, due.provisional) == stored else Move(row, due)


def next_cases(session: Session, after: int, most: int) -> Sequence[int]:
    """The next proceedings that have a clock which runs or rests, by id."""
    query = sa.select(CLOCKS.c.proceeding_id).where(_LIVE, CLOCKS.c.proceeding_id > after)
    return session.scalars(query.distinct().order_by(CLOCKS.c.proceeding_id).limit(most)).all()


def cases(session: Session) -> int:
    """How many proceedings have a clock which runs or rests."""
    return session.scalar(sa.select(sa.func.count(CLOCKS.c.proceeding_id.distinct())).where(_LIVE)) or 0


_READ = (
    *(
        CLOCKS.c[name]
        for name in (
            *("id", "proceeding_id", "code", "period", "mark", "extra", "started_at", "day_zero", "ends_on"),
            *("nominal_on", "due_on", "due_at", "provisional", "paused", "revision", "rule_version"),
        )
    ),
    *(CASES.c[name] for name in ("matter_id", "process", "number", "card")),
)


def standing(session: Session, ids: Sequence[int], *where: sa.ColumnElement[bool]) -> Sequence[Any]:
    """The clocks of these proceedings that run or rest, proceeding by proceeding."""
    query = (
        sa.select(*_READ)
        .join(CASES, CASES.c.id == CLOCKS.c.proceeding_id)
        .where(_LIVE, CLOCKS.c.proceeding_id.between(ids[0], ids[-1]), *where)
    )
    return session.execute(query.order_by(CLOCKS.c.proceeding_id, CLOCKS.c.id)).all()


def rests(session: Session, ids: Sequence[int]) -> Mapping[int, list[Pause]]:
    """The pauses of those clocks, by the clock's id; few have any."""
    query = (
        sa.select(ClockPause.clock_id, ClockPause.since, ClockPause.until)
        .join(CLOCKS, CLOCKS.c.id == ClockPause.clock_id)
        .where(_LIVE, CLOCKS.c.proceeding_id.between(ids[0], ids[-1]))
        .order_by(ClockPause.since)
    )
    found: dict[int, list[Pause]] = {}
    for row in session.execute(query):
        found.setdefault(row.clock_id, []).append(Pause(row.since, row.until))
    return found


def moves(
    session: Session, calendar: WorkCalendar, *where: sa.ColumnElement[bool], after: int = 0
) -> Iterator[Move]:
    """The clocks that the calendar gives another end, of the proceedings after that one."""
    reckoner = Reckoner(calendar)
    while ids := next_cases(session, after, READ):
        pauses = rests(session, ids)
        for row in standing(session, ids, *where):
            if move := reckoner.move(row, pauses.get(row.id, ())):
                yield move
        after = ids[-1]
