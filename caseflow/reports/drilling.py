"""The proceedings behind a number (下钻): exactly those that were counted, as many as the number says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from caseflow.casework.models import Matter, Milestone, Proceeding, RunningClock
from caseflow.casework.worklists.paging import PAGE, Cursor, Page
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.reports.counting import Asked, deadlines, milestones
from caseflow.reports.figures import Figure
from caseflow.reports.measures import FellDue, Measure, Share, Sum

# The tables themselves: what the slices add in theirs is not asked for here, and would be joined.
_PROCEEDINGS: sa.Table = Proceeding.__table__  # type: ignore[assignment]
_MATTERS: sa.Table = Matter.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was counted, on which day, with how much money (cents) and how many people."""

    proceeding_id: int
    process: str
    number: str | None
    state: str
    unit_id: int
    day: date
    cents: int
    persons: int


@dataclass(frozen=True, slots=True)
class Part:
    """What can be listed behind a figure: all of it, or one side of a share."""

    code: str
    label: str
    measure: Measure


def parts(figure: Figure) -> tuple[Part, ...]:
    """What a figure is made of."""
    if isinstance(figure.measure, Share):
        return Part("part", "分子", figure.measure.part), Part("whole", "分母", figure.measure.whole)
    return (Part("", figure.label, figure.measure),)


def part(figure: Figure, code: str) -> Part:
    """One of the parts; the first if none is named.

    Raises:
        NotFound: the figure has no such part.
    """
    found = [each for each in parts(figure) if code in ("", each.code)]
    if not found:
        raise NotFound
    return found[0]


def items(measure: Measure, asked: Asked, after: Cursor | None = None) -> Page[Item]:
    """A page of what the measure counted, the newest first."""
    place, key, query = _due(measure, asked) if isinstance(measure, FellDue) else _happened(measure, asked)
    if after:
        query = query.where(sa.tuple_(place, key) < sa.tuple_(sa.literal(after.place), sa.literal(after.id)))
    found = db.session.execute(query.order_by(place.desc(), key.desc()).limit(PAGE + 1)).all()
    return Page.of(found, _item)


def _item(row: Any) -> Item:
    names = ("proceeding_id", "process", "number", "state", "unit_id", "day", "cents", "persons")
    return Item(*(getattr(row, name) for name in names))


Listed = tuple[Any, Any, sa.Select[*tuple[Any, ...]]]
"""The number that orders the list, the id that decides between equals, and the list."""


def _happened(measure: Measure, asked: Asked) -> Listed:
    columns = (
        Milestone.id,
        Milestone.month.label("place"),
        Milestone.proceeding_id,
        Milestone.process,
        Milestone.unit_id,
        Milestone.day,
        Milestone.cents,
        Milestone.persons,
        _PROCEEDINGS.c.number,
        _PROCEEDINGS.c.state,
    )
    query = (
        sa.select(*columns)
        .join(_PROCEEDINGS, _PROCEEDINGS.c.id == Milestone.proceeding_id)
        .where(milestones(asked), _condition(measure))
    )
    return Milestone.month, Milestone.id, query


def _condition(measure: Measure) -> sa.ColumnElement[bool]:
    if isinstance(measure, Sum):
        return sa.or_(*map(_condition, measure.parts))
    condition: sa.ColumnElement[bool] = measure.what.condition()  # type: ignore[attr-defined]
    return condition


def _due(measure: FellDue, asked: Asked) -> Listed:
    month = sa.extract("year", RunningClock.due_on) * 100 + sa.extract("month", RunningClock.due_on)
    columns = (
        RunningClock.id,
        month.label("place"),
        RunningClock.proceeding_id,
        _PROCEEDINGS.c.process,
        _PROCEEDINGS.c.unit_id,
        RunningClock.due_on.label("day"),
        sa.literal(0).label("cents"),
        sa.literal(0).label("persons"),
        _PROCEEDINGS.c.number,
        _PROCEEDINGS.c.state,
    )
    query = (
        sa.select(*columns)
        .join(_PROCEEDINGS, _PROCEEDINGS.c.id == RunningClock.proceeding_id)
        .join(_MATTERS, _MATTERS.c.id == _PROCEEDINGS.c.matter_id)
        .where(deadlines(asked), measure.condition())
    )
    return month, RunningClock.id, query
