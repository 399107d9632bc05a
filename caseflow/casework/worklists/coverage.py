"""Who is there to do what falls due: what must be done before an absence, what is too much (推演)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of somebody: how much falls due, and how much of what falls due later must be done on it, too.

    `there` is whether anybody works then; `heavy`, whether it is more than can be done.
    """

    day: date
    due: int
    sooner: int
    there: bool
    heavy: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of somebody; `stranded` falls due before the first day on which anybody is there."""

    cells: Sequence[Cell]
    stranded: int

    @property
    def due(self) -> int:
        """What falls due on all of the days."""
        return sum(cell.due for cell in self.cells)


def plan(due: Mapping[date, int], days: Sequence[date], away: AbstractSet[date], *, most: int) -> Plan:
    """Lay out what falls due: what does when nobody is there must be done on the last day before.

    `away` are the days, of those, on which nobody is there; `most` is what can be done on a day, 0 where
    nobody has been put in charge.
    """
    cells, waiting = [], 0
    for day in reversed(days):
        falls, there = due.get(day, 0), day not in away
        sooner = waiting if there else 0
        waiting = 0 if there else waiting + falls
        cells.append(Cell(day, falls, sooner, there, there and falls + sooner > most > 0))
    return Plan(cells[::-1], waiting)
