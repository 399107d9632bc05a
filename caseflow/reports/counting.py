"""A report is counted in three queries, however many figures it has and however finely it is split (统计)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit
from caseflow.casework.models import Matter, Milestone, Proceeding, RunningClock
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import FAMILIES, Reach, Viewer
from caseflow.outreach.models import Officer
from caseflow.reports.figures import FIGURES, Figure
from caseflow.reports.measures import FellDue, Measure, Share, Sum, Tally, kept
from caseflow.reports.periods import Period
from caseflow.reports.roster import Post, in_post_during

# The tables themselves: what the slices add in theirs is not asked for here, and would be joined.
PROCEEDINGS: sa.Table = Proceeding.__table__  # type: ignore[assignment]
MATTERS: sa.Table = Matter.__table__  # type: ignore[assignment]


class Split(StrEnum):
    """By what a report is split into rows or columns."""

    NONE = ""
    UNIT = "unit"
    MONTH = "month"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about: a period, and of all that the viewer sees the part that is chosen.

    `unit_id` stands for the unit and all below it; `category` may be the first two digits of one; `cell`
    keeps to one cell of a report that is split: by what, and its key.
    """

    viewer: Viewer
    period: Period
    at: datetime
    unit_id: int | None = None
    channel: str = ""
    category: str = ""
    cell: tuple[Split, Any] | None = None


@dataclass(frozen=True)
class Report:
    """What was counted, cell by cell; the key of a cell is a unit, a month or a category."""

    asked: Asked
    cells: Mapping[Any, Tally] = field(default_factory=dict)
    whole: Tally = field(default_factory=Tally)

    def value(self, figure: Figure, key: Any = None) -> Decimal | None:
        """The figure for one cell, or for the whole."""
        return figure.measure.of(self.whole if key is None else self.cells.get(key, Tally()))

    def split(self) -> list[Any]:
        """The cells in which anything was counted, in order."""
        return sorted(self.cells)


def count(asked: Asked, split: Split = Split.NONE) -> Report:
    """Count everything that the figures need, split as asked."""
    happened = db.session.execute(_happened(asked, split)).all()
    due = [each for row in db.session.execute(_due(asked, split)) for each in _kept_and_missed(row)]
    known = _known(asked)
    cells = {}
    if split is not Split.NONE:
        rows, deadlines, posts = _by_key(happened), _by_key(due), _posts_by_key(asked, known, split)
        cells = {
            key: Tally(tuple(rows[key]), tuple(deadlines[key]), posts.get(key))
            for key in {*rows, *deadlines, *posts}
        }
    return Report(asked, cells, Tally(tuple(happened), tuple(due), _at_the_end(asked, known)))


def posts(asked: Asked) -> tuple[Post, ...] | None:
    """Who held a post at the end of the period, or on the day of the report if that comes first."""
    return _at_the_end(asked, _known(asked))


def _known(asked: Asked) -> tuple[Post, ...] | None:
    """Who held a post on any day of the period; None where the report is narrowed by what posts have not."""
    if asked.channel or asked.category or (asked.cell and asked.cell[0] is Split.CATEGORY):
        return None
    conditions = [] if asked.viewer.everywhere else [Officer.unit_id.in_(asked.viewer.unit_ids)]
    if asked.unit_id:
        conditions.append(Officer.unit_id.in_(_below(asked.unit_id)))
    if asked.cell and asked.cell[0] is Split.UNIT:
        conditions.append(Officer.unit_id == asked.cell[1])
    return in_post_during(asked.period.first_day, asked.period.last_day, *conditions)


def _at_the_end(asked: Asked, known: tuple[Post, ...] | None) -> tuple[Post, ...] | None:
    """Those of them who held it on the last day of the period, or of the month that the cell is."""
    cell = asked.cell
    period = Period(cell[1], cell[1]) if cell and cell[0] is Split.MONTH else asked.period
    today = local_day(asked.at)
    if known is None or period.first_day > today:
        return None
    day = min(period.last_day, today)
    return tuple(post for post in known if post.on(day))


def _posts_by_key(asked: Asked, known: tuple[Post, ...] | None, split: Split) -> dict[Any, tuple[Post, ...]]:
    """Cell by cell; categories have none."""
    if split is Split.MONTH:
        months = {m: _at_the_end(replace(asked, cell=(split, m)), known) for m in asked.period.months}
        return {month: found for month, found in months.items() if found is not None}
    found = _at_the_end(asked, known) if split is Split.UNIT else None
    by_unit: dict[Any, list[Post]] = defaultdict(list)
    for post in found or ():
        by_unit[post.unit_id].append(post)
    return {unit_id: tuple(here) for unit_id, here in by_unit.items()}


def _by_key(rows: Sequence[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row)
    return found


_HAPPENED: Mapping[Split, Any] = {
    Split.NONE: sa.literal(""),
    Split.UNIT: Milestone.unit_id,
    Split.MONTH: Milestone.month,
    Split.CATEGORY: Milestone.category,
}
_DUE: Mapping[Split, Any] = {
    Split.NONE: sa.literal(""),
    Split.UNIT: PROCEEDINGS.c.unit_id,
    Split.MONTH: sa.extract("year", RunningClock.due_on) * 100 + sa.extract("month", RunningClock.due_on),
    Split.CATEGORY: MATTERS.c.category,
}
"""The key of a cell, of what happened and of what fell due."""


def _happened(asked: Asked, split: Split) -> sa.Select[*tuple[Any, ...]]:
    columns = (Milestone.code, Milestone.process, Milestone.channel, Milestone.service, Milestone.detail)
    totals = (
        sa.func.count().label("count"),
        sa.func.sum(Milestone.cents).label("cents"),
        sa.func.sum(Milestone.persons).label("persons"),
    )
    key, more = _HAPPENED[split], () if split in (Split.NONE, Split.MONTH) else (_HAPPENED[split],)
    # Month by month, as the index has them: nothing is sorted.
    query = sa.select(key.label("key"), *columns, *totals).where(milestones(asked))
    return query.group_by(Milestone.month, *columns, *more)


def milestones(asked: Asked) -> sa.ColumnElement[bool]:
    """Which milestones the report is about."""
    conditions = [
        Milestone.month.between(asked.period.first, asked.period.last),
        sa.not_(Milestone.void),
        _in_scope(asked.viewer, Milestone.process, Milestone.proceeding_id),
    ]
    conditions += _in_part(asked, Milestone.unit_id, _HAPPENED)
    if asked.channel:
        conditions.append(Milestone.channel == asked.channel)
    if asked.category:
        conditions.append(Milestone.category.startswith(asked.category, autoescape=True))
    return sa.and_(*conditions)


def _due(asked: Asked, split: Split) -> sa.Select[*tuple[Any, ...]]:
    key, code, all_ = _DUE[split], RunningClock.code, sa.func.count()
    totals = all_.label("count"), sa.func.count().filter(kept()).label("kept")
    query = sa.select(key.label("key"), code, *totals).select_from(_with_proceeding(asked, split))
    return query.where(deadlines(asked)).group_by(code, *(() if split is Split.NONE else (key,)))


@dataclass(frozen=True, slots=True)
class Due:
    """How many deadlines of a code fell due in a cell, and were kept or missed."""

    key: Any
    code: str
    kept: bool
    count: int


def _kept_and_missed(row: Any) -> tuple[Due, Due]:
    missed = row.count - row.kept
    return Due(row.key, row.code, kept=True, count=row.kept), Due(row.key, row.code, kept=False, count=missed)


def _with_proceeding(asked: Asked, split: Split) -> sa.FromClause:
    """The clocks, with what the report asks of their proceedings and matters, if it asks for anything."""
    clocks: sa.FromClause = RunningClock.__table__
    by = {split, asked.cell[0]} if asked.cell else {split}
    by_category = Split.CATEGORY in by or asked.category
    if not (by_category or Split.UNIT in by or asked.unit_id or asked.channel) and _sees_all(asked.viewer):
        return clocks
    joined = clocks.join(PROCEEDINGS, PROCEEDINGS.c.id == RunningClock.proceeding_id)
    return joined.join(MATTERS, MATTERS.c.id == PROCEEDINGS.c.matter_id) if by_category else joined


def deadlines(asked: Asked) -> sa.ColumnElement[bool]:
    """Which clocks fell due; not those that were over before for another reason, or that rest."""
    last = min(asked.period.last_day, local_day(asked.at))
    moot = sa.and_(RunningClock.outcome == "left", RunningClock.stopped_at <= RunningClock.due_at)
    conditions = [
        RunningClock.due_on.between(asked.period.first_day, last),
        RunningClock.due_at <= asked.at,
        RunningClock.code.in_(sorted(clock_codes())),
        sa.not_(RunningClock.paused),
        sa.not_(moot),
        _in_scope(asked.viewer, PROCEEDINGS.c.process, PROCEEDINGS.c.id),
    ]
    conditions += _in_part(asked, PROCEEDINGS.c.unit_id, _DUE)
    if asked.channel:
        conditions.append(PROCEEDINGS.c.id.in_(_come_by(asked.channel)))
    if asked.category:
        conditions.append(MATTERS.c.category.startswith(asked.category, autoescape=True))
    return sa.and_(*conditions)


def _come_by(channel: str) -> sa.Select[int]:
    return sa.select(Milestone.proceeding_id).where(Milestone.channel == channel)


def _in_part(asked: Asked, unit_id: Any, keys: Mapping[Split, Any]) -> Iterator[sa.ColumnElement[bool]]:
    """The chosen units, and the chosen cell."""
    if asked.unit_id:
        yield unit_id.in_(_below(asked.unit_id))
    if asked.cell:
        split, key = asked.cell
        yield keys[split] == key


def _below(unit_id: int) -> sa.Select[int]:
    """The unit and everything under it."""
    path = sa.select(Unit.path).where(Unit.id == unit_id).scalar_subquery()
    return sa.select(Unit.id).where(sa.or_(Unit.id == unit_id, Unit.path.startswith(path)))


def _in_scope(viewer: Viewer, process: Any, proceeding_id: Any) -> sa.ColumnElement[bool]:
    """What the viewer may see; who sees whole families everywhere is asked for nothing more."""
    whole = _whole_families(viewer)
    seen: sa.ColumnElement[bool]
    if _sees_all(viewer):
        return sa.true()
    if not viewer.capacities and all(not viewer.reach(f) or f in whole for f in FAMILIES):
        seen = process.in_([p.name for p in wired().processes if p.family in whole])
    else:
        seen = proceeding_id.in_(sa.select(Proceeding.id).where(proceedings_in_scope(viewer)))
    return seen


def _whole_families(viewer: Viewer) -> set[str]:
    return {f for f in FAMILIES if viewer.everywhere and Reach.UNIT in viewer.reach(f)}


def _sees_all(viewer: Viewer) -> bool:
    """Whether there is nothing that the viewer does not see."""
    return _whole_families(viewer) == set(FAMILIES)


def clock_codes() -> set[str]:
    """The codes of every clock that a figure counts."""
    return {code for figure in FIGURES for measure in _parts(figure.measure) for code in _codes(measure)}


def _codes(measure: Measure) -> tuple[str, ...]:
    return measure.clocks if isinstance(measure, FellDue) else ()


def _parts(measure: Measure) -> Iterator[Measure]:
    """The measure and all that it is made of."""
    yield measure
    if isinstance(measure, Share):
        yield from (*_parts(measure.part), *_parts(measure.whole))
    elif isinstance(measure, Sum):
        for part in measure.parts:
            yield from _parts(part)
