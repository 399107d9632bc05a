"""How a figure is counted from what happened, and which proceedings stand behind it (计数口径)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

import sqlalchemy as sa

from caseflow.casework.models import Milestone, RunningClock
from caseflow.outreach.reading import UNIT_TYPES
from caseflow.reports.roster import Post

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
MYRIAD = 1_000_000
"""Cents in ten thousand yuan (万元)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted for one cell of a report: happenings, deadlines that fell due, and who held a post.

    `posts` is None where the report is narrowed by something that people in a post do not have.
    """

    happened: tuple[Any, ...] = ()
    due: tuple[Any, ...] = ()
    posts: tuple[Post, ...] | None = None


class Measure(Protocol):
    """How a figure follows from a tally; None where there is nothing to measure."""

    def of(self, tally: Tally) -> Decimal | None:
        """The number."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Which milestones count: of these codes, and of these values where any are named."""

    codes: tuple[str, ...]
    process: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()

    def holds(self, row: Any) -> bool:
        """Whether the row of a tally counts."""
        return row.code in self.codes and all(
            not values or getattr(row, name) in values for name, values in self._narrowed()
        )

    def condition(self, of: Any = Milestone) -> sa.ColumnElement[bool]:
        """The same, asked of the database: of what holds now, or of what a report counted."""
        named = (getattr(of, name).in_(values) for name, values in self._narrowed() if values)
        return sa.and_(of.code.in_(self.codes), *named)

    def _narrowed(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        names = ("process", "channel", "service", "detail")
        return ((name, getattr(self, name)) for name in names)


@dataclass(frozen=True, slots=True)
class Count:
    """How often it happened."""

    what: Happened

    def of(self, tally: Tally) -> Decimal:
        """The number of them."""
        return Decimal(sum(row.count for row in tally.happened if self.what.holds(row)))


@dataclass(frozen=True, slots=True)
class Persons:
    """How many people it concerned."""

    what: Happened

    def of(self, tally: Tally) -> Decimal:
        """The number of people, as each case tells it."""
        return Decimal(sum(row.persons for row in tally.happened if self.what.holds(row)))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of the number that each told, such as a score."""

    what: Happened

    def of(self, tally: Tally) -> Decimal | None:
        """To one place; None where there was none."""
        rows = [row for row in tally.happened if self.what.holds(row)]
        count = sum(row.count for row in rows)
        total = Decimal(sum(row.persons for row in rows))
        return (total / count).quantize(TENTH, ROUND_HALF_UP) if count else None


@dataclass(frozen=True, slots=True)
class Money:
    """How much money it concerned."""

    what: Happened

    def of(self, tally: Tally) -> Decimal:
        """In ten thousand yuan, to two places (万元)."""
        cents = sum(row.cents for row in tally.happened if self.what.holds(row))
        return (Decimal(cents) / MYRIAD).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class FellDue:
    """Deadlines that fell due; with `met` only those kept, or only those missed."""

    clocks: tuple[str, ...]
    met: bool | None = None

    def of(self, tally: Tally) -> Decimal:
        """The number of deadlines."""
        return Decimal(sum(row.count for row in tally.due if self._holds(row)))

    def condition(self) -> sa.ColumnElement[bool]:
        """Which clocks these are."""
        ours = RunningClock.code.in_(self.clocks)
        return ours if self.met is None else sa.and_(ours, kept() if self.met else sa.not_(kept()))

    def frozen(self, of: Any) -> sa.ColumnElement[bool]:
        """The same of deadlines as a report counted them."""
        ours: sa.ColumnElement[bool] = of.code.in_(self.clocks)
        return ours if self.met is None else sa.and_(ours, of.kept.is_(self.met))

    def _holds(self, row: Any) -> bool:
        return row.code in self.clocks and self.met in (None, bool(row.kept))


def kept() -> sa.ColumnElement[bool]:
    """Whether the clock was met by its (extended) end."""
    return sa.and_(RunningClock.stopped_at.is_not(None), RunningClock.stopped_at <= RunningClock.due_at)


@dataclass(frozen=True, slots=True)
class InPost:
    """The 三员 in post at the end of the period; with a type of unit, the units where there is one."""

    unit_type: str = ""

    def of(self, tally: Tally) -> Decimal | None:
        """The number of different persons, or of different units."""
        if tally.posts is None:
            return None
        found = self.among(tally.posts)
        return Decimal(len({post.unit_id for post in found} if self.unit_type else found))

    def among(self, posts: Iterable[Post]) -> list[Post]:
        """The posts that count."""
        kinds = UNIT_TYPES.get(self.unit_type)
        return [post for post in posts if kinds is None or post.unit_kind in kinds]


@dataclass(frozen=True, slots=True)
class Share:
    """One measure as a part of another, in per cent."""

    part: Measure
    whole: Measure

    def of(self, tally: Tally) -> Decimal | None:
        """To one place; None where the whole is nothing."""
        part, whole = self.part.of(tally), self.whole.of(tally)
        if not part and not whole:
            return None
        return (part * 100 / whole).quantize(TENTH, ROUND_HALF_UP) if part is not None and whole else None


@dataclass(frozen=True, slots=True)
class Sum:
    """Several measures together."""

    parts: tuple[Measure, ...]

    def of(self, tally: Tally) -> Decimal:
        """Their sum."""
        return sum((part.of(tally) or Decimal(0) for part in self.parts), Decimal(0))
