"""What a change of the calendar would do to the clocks that run: counted, and clock by clock (变更预览).

Nothing is written. Counts and lines are of what the viewer sees; whoever may apply the change is told how
many there are in all, for it concerns them all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import sqlalchemy as sa

from caseflow.casework.calendars.changes import calendar_with
from caseflow.casework.calendars.recount import CASES, CLOCKS, Move, moves
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import CalendarChange
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.paging import PAGE, Cursor, Page
from caseflow.extensions import db
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import Permission, Viewer


@dataclass(slots=True)
class Tally:
    """How many clocks of a process move, which way, and to what their lights turn."""

    moved: int = 0
    earlier: int = 0
    later: int = 0
    settled: int = 0
    turns: Counter[Light] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Line:
    """A clock that moves: whose, from which day to which, and how it stands before and after."""

    id: int
    process: Process
    number: str
    clock: str
    before: date
    after: date
    was: Light | None
    becomes: Light | None
    settles: bool


@dataclass(frozen=True)
class Sight:
    """Looks at what a change would do, now, for a viewer."""

    change: CalendarChange
    viewer: Viewer
    now: Now

    @cached_property
    def _then(self) -> Now:
        """The present on the calendar as it will be."""
        return Now(self.now.at, calendar_with(self.now.calendar, self.change))

    def counted(self) -> list[tuple[Process, Tally]]:
        """By process, in the order of the processes; those without any are left out."""
        tallies: dict[str, Tally] = defaultdict(Tally)
        whole = self.viewer.can(Permission.CALENDAR_APPLY)
        for move in self._moves() if whole else self._moves(proceedings_in_scope(self.viewer)):
            self._count(move, tallies[move.row.process])
        return [(process, tallies[process.name]) for process in wired().processes if process.name in tallies]

    def lines(self, after: Cursor | None, turn: Light | None) -> Page[Line]:
        """A page of the clocks in scope; of those only that turn to a light, if one is named."""
        found: list[tuple[Move, Line]] = []
        for move in self._moves(proceedings_in_scope(self.viewer), after=after):
            line = self._line(move)
            if turn is None or line.was is not line.becomes is turn:
                found.append((move, line))
            if len(found) > PAGE:
                break
        last = found[PAGE - 1][0].row if len(found) > PAGE else None
        following = Cursor(last.proceeding_id, last.id) if last else None
        return Page([line for _, line in found[:PAGE]], following)

    def _moves(self, *where: sa.ColumnElement[bool], after: Cursor | None = None) -> Iterator[Move]:
        calendar = self._then.calendar
        if after is None:
            return moves(db.session(), calendar, *where)
        place = after.place or 0
        later = sa.tuple_(CLOCKS.c.proceeding_id, CLOCKS.c.id) > sa.tuple_(place, after.id)
        return moves(db.session(), calendar, *where, later, after=place - 1)

    def _count(self, move: Move, tally: Tally) -> None:
        tally.moved += 1
        tally.earlier += move.due.moment < move.row.due_at
        tally.later += move.due.moment > move.row.due_at
        tally.settled += move.settles
        was, becomes = self._lights(move)
        if becomes and was is not becomes:
            tally.turns[becomes] += 1

    def _line(self, move: Move) -> Line:
        row = move.row
        process = wired().models[row.process].definition
        was, becomes = self._lights(move)
        return Line(
            id=row.proceeding_id,
            process=process,
            number=row.number or "未编号",
            clock=move.clock.label,
            before=row.due_on,
            after=move.due.rolled,
            was=was,
            becomes=becomes,
            settles=move.settles,
        )

    def _lights(self, move: Move) -> tuple[Light | None, Light | None]:
        """Before and after; what does not bind makes nobody late."""
        row, due = move.row, move.due
        if not move.clock.ladder.binds:
            return None, None
        was = self.now.light(row.due_at, paused=row.paused, provisional=row.provisional)
        return was, self._then.light(due.moment, paused=row.paused, provisional=due.provisional)


def waiting(viewer: Viewer, year: int) -> int:
    """How many clocks in scope wait for the calendar of the year (暂定)."""
    query = (
        sa.select(sa.func.count())
        .select_from(CLOCKS.join(CASES, CASES.c.id == CLOCKS.c.proceeding_id))
        .where(CLOCKS.c.provisional, CLOCKS.c.stopped_at.is_(None))
        .where(CLOCKS.c.due_on.between(date(year, 1, 1), date(year, 12, 31)))
    )
    return db.session.scalar(query.where(proceedings_in_scope(viewer))) or 0
