"""The clocks whose moment has come, those together that end and speak at one moment (到期期限)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.law import Law
from caseflow.casework.listed import dialect_of, gathered
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Clock

# The tables themselves: what the slices add in theirs is not asked for here, and would be joined.
PROCEEDINGS: sa.Table = Proceeding.__table__  # type: ignore[assignment]
CLOCKS: sa.Table = RunningClock.__table__  # type: ignore[assignment]

Rows = sa.Select[*tuple[Any, ...]]

_ALIKE = (
    PROCEEDINGS.c.process,
    CLOCKS.c.code,
    CLOCKS.c.rule_version,
    CLOCKS.c.nominal_on,
    CLOCKS.c.due_on,
    CLOCKS.c.due_at,
    CLOCKS.c.provisional,
    CLOCKS.c.next_stage_at,
)
"""What the stages of a clock follow from, but for when it was started."""


PLACE = (
    sa.cast(PROCEEDINGS.c.unit_id, sa.String)
    .concat("/")
    .concat(sa.cast(sa.func.coalesce(PROCEEDINGS.c.handler_id, 0), sa.String))
)

Place = tuple[int, int]
"""The unit with which a proceeding lies, and who handles it; 0 for nobody."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Clocks of one kind that end at one moment and speak at one moment, as `row` has it.

    They were started between `first` and `last`, and their proceedings lie in the `places`.
    """

    row: Any
    ids: Sequence[int]
    places: frozenset[Place]
    first: datetime
    last: datetime

    @classmethod
    def of(cls, row: Any) -> "Alike":
        """The group that was read."""
        places = (place.split("/") for place in row.places.split(","))
        return cls(
            row=row,
            ids=[int(id) for id in row.ids.split(",")],
            places=frozenset((int(unit), int(handler)) for unit, handler in places),
            first=row.first,
            last=row.last,
        )


def anything(session: Session, at: datetime) -> bool:
    """Whether any clock has something to say, or to do; one look into its index."""
    return bool(session.scalar(sa.select(sa.exists().where(CLOCKS.c.next_stage_at <= at))))


def due(at: datetime, *columns: sa.ColumnElement[Any]) -> Rows:
    """The clocks whose moment has come, earliest first, but for those that somebody else holds."""
    return (
        sa.select(*columns)
        .join(PROCEEDINGS, PROCEEDINGS.c.id == CLOCKS.c.proceeding_id)
        .where(CLOCKS.c.next_stage_at <= at)
        .order_by(CLOCKS.c.next_stage_at)
        .with_for_update(of=(CLOCKS, PROCEEDINGS), skip_locked=True, key_share=True)
    )


def alike(
    session: Session,
    at: datetime,
    *where: sa.ColumnElement[bool],
    acting: int = 0,
    most: int | None = None,
) -> list[Alike]:
    """The clocks whose moment has come, in groups; they are this transaction's now.

    The clock with the id `acting`, on which the timer acts, has a group of its own.
    """
    acts = (CLOCKS.c.id == acting).label("acting")
    columns = (CLOCKS.c.id, CLOCKS.c.started_at, PLACE.label("place"), acts, *_ALIKE)
    held = due(at, *columns).where(*where).limit(most).cte("held")
    keys = [held.c.acting, *(held.c[column.name] for column in _ALIKE)]
    found = (
        sa.func.aggregate_strings(sa.cast(held.c.id, sa.String), ",").label("ids"),
        gathered(dialect_of(session).name, held.c.place).label("places"),
        sa.func.min(held.c.started_at).label("first"),
        sa.func.max(held.c.started_at).label("last"),
    )
    return [Alike.of(row) for row in session.execute(sa.select(*keys, *found).group_by(*keys))]


def started(session: Session, ids: Sequence[int]) -> sa.Result[int, datetime]:
    """When each of the clocks was started."""
    return session.execute(sa.select(CLOCKS.c.id, CLOCKS.c.started_at).where(CLOCKS.c.id.in_(ids)))


def awaits_timer(law: Law) -> sa.ColumnElement[bool]:
    """The timer acts when the clock ends, and has not yet; on a provisional day it never does."""
    kind = sa.tuple_(PROCEEDINGS.c.process, CLOCKS.c.code)
    lapsing: sa.ColumnElement[bool] = kind.in_(
        (p.name, clock.code) for p in wired().processes for clock in p.clocks if clock.on_lapse
    )
    for version, kinds in law.lapses().items():
        otherwise = CLOCKS.c.rule_version == version
        lapsing = sa.or_(sa.and_(otherwise, kind.in_(kinds)), sa.and_(sa.not_(otherwise), lapsing))
    return sa.and_(lapsing, CLOCKS.c.next_stage_at <= CLOCKS.c.due_at, sa.not_(CLOCKS.c.provisional))


def ruled(row: Any, law: Law) -> Clock:
    """The clock as the rule has it that it started under."""
    return law.ruled(wired().models[row.process].definition.clock(row.code), row.rule_version)
