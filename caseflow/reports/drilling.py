"""The proceedings behind a number (下钻): exactly those that were counted, as many as the number says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit
from caseflow.casework.models import Milestone, RunningClock
from caseflow.casework.worklists.paging import Cursor, Page, limited, page_rows
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.outreach.models import Officer, labels
from caseflow.outreach.reading import unit_type
from caseflow.reports.counting import MATTERS, PROCEEDINGS, Asked, deadlines, milestones, posts
from caseflow.reports.figures import Figure
from caseflow.reports.measures import FellDue, InPost, Measure, Share, Sum
from caseflow.reports.roster import Post


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
    found = db.session.execute(limited(query.order_by(place.desc(), key.desc()))).all()
    return Page.of(found, _item)


@dataclass(frozen=True, slots=True)
class Person:
    """One of the 三员 who was counted; where units were counted, one stands for its unit."""

    name: str
    held: str
    certificate_no: str
    appointed_on: date
    unit: str
    unit_type: str
    in_unit: int


def persons(measure: InPost, asked: Asked, after: Cursor | None = None) -> Page[Person]:
    """A page of the persons or units that were counted, in the order in which they were entered."""
    return persons_of(measure, measure.among(posts(asked) or ()), after)


def persons_of(measure: InPost, found: Sequence[Post], after: Cursor | None = None) -> Page[Person]:
    """The same of those who hold these posts."""
    in_units = Counter(post.unit_id for post in found)
    counted = {post.unit_id: post for post in reversed(found)} if measure.unit_type else None
    ids = sorted(post.officer_id for post in (counted.values() if counted is not None else found))
    wanted = [id for id in ids if after is None or id > after.id][: page_rows() + 1]
    query = sa.select(Officer, Unit, Officer.id, sa.literal(0).label("place"))
    query = query.join(Unit, Unit.id == Officer.unit_id).where(Officer.id.in_(wanted)).order_by(Officer.id)
    return Page.of(db.session.execute(query).all(), lambda row: _person(row.Officer, row.Unit, in_units))


def _person(officer: Officer, unit: Unit, in_units: Counter[int]) -> Person:
    return Person(
        officer.name,
        labels(officer.held),
        officer.certificate_no or "",
        officer.appointed_on,
        unit.name,
        unit_type(unit.kind),
        in_units[unit.id],
    )


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
        PROCEEDINGS.c.number,
        PROCEEDINGS.c.state,
    )
    query = (
        sa.select(*columns)
        .join(PROCEEDINGS, PROCEEDINGS.c.id == Milestone.proceeding_id)
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
        PROCEEDINGS.c.process,
        PROCEEDINGS.c.unit_id,
        RunningClock.due_on.label("day"),
        sa.literal(0).label("cents"),
        sa.literal(0).label("persons"),
        PROCEEDINGS.c.number,
        PROCEEDINGS.c.state,
    )
    query = (
        sa.select(*columns)
        .join(PROCEEDINGS, PROCEEDINGS.c.id == RunningClock.proceeding_id)
        .join(MATTERS, MATTERS.c.id == PROCEEDINGS.c.matter_id)
        .where(deadlines(asked), measure.condition())
    )
    return month, RunningClock.id, query
