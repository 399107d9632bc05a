"""The board: how much of the work is late, near or at rest, by process, unit or person (督办看板)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit, User
from caseflow.casework.lights import Light, Now
from caseflow.casework.queries import BUILT
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import paging
from caseflow.casework.worklists.attention import Attention
from caseflow.casework.worklists.part import NOBODY, Part, on_board
from caseflow.casework.worklists.tallies import counted
from caseflow.extensions import UtcDateTime, db
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import Viewer

COLUMNS = (Light.OVERDUE, Light.NEAR, Light.NORMAL, Light.PAUSED, Light.PROVISIONAL)
"""From left to right."""


class By(StrEnum):
    """What a row of the board stands for."""

    PROCESS = "process"
    UNIT = "unit"
    PERSON = "person"

    @property
    def label(self) -> str:
        """The word on the switch."""
        return _LABELS[self]

    def row_of(self, part: Part, key: str) -> Part:
        """Of that part of the board, what the row of the key shows."""
        match self:
            case By.PROCESS:
                return replace(part, process=key)
            case By.UNIT:
                return replace(part, unit_id=int(key))
            case By.PERSON:
                return replace(part, handler_id=int(key))


_LABELS = {By.PROCESS: "按流程", By.UNIT: "按单位", By.PERSON: "按人员"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the board, or all of them in one; `key` is the process, or the id of the unit or person."""

    key: str
    label: str
    counts: Mapping[Light, int]

    @property
    def total(self) -> int:
        """All of the row."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Board:
    """The rows, those with most that is late first, and their sum."""

    rows: Sequence[Row]
    every: Row


def board(viewer: Viewer, by: By, part: Part, now: Now) -> Board:
    """How many there are of each light in each row of that part of the board, in one query."""
    found = db.session.execute(_matrix(viewer, by, part), moments(now)).all()
    counts: dict[str, dict[Light, int]] = {}
    names: dict[str, str] = {}
    for row in found:
        key = str(row.key if row.key is not None else NOBODY)
        names[key] = row.name
        counts.setdefault(key, {})[Light(row.light)] = row.n
    labels = _labels(viewer, part) if by is By.PROCESS else names
    rows = [Row(key, label, counts.get(key, {})) for key, label in labels.items()]
    every = {light: sum(row.counts.get(light, 0) for row in rows) for light in COLUMNS}
    return Board(rows if by is By.PROCESS else sorted(rows, key=pressing), Row("", "合计", every))


def _labels(viewer: Viewer, part: Part) -> dict[str, str]:
    """The processes that the viewer sees at all, with or without work in them."""
    asked = (p for p in wired().processes if part.process in ("", p.name))
    return {process.name: process.label for process in asked if viewer.reach(process.family)}


def pressing(row: Row) -> tuple[int, int, str]:
    """The order of units and people: those with most that is late, then near, come first."""
    return -row.counts.get(Light.OVERDUE, 0), -row.counts.get(Light.NEAR, 0), row.label


def to_look_at(viewer: Viewer, now: Now) -> list[tuple[Attention, int]]:
    """How many need a look, for each reason, counted to just above the most of any list, in one query."""
    bounds = {"at": now.at} | paging.bounds()
    row = db.session.execute(_to_look_at(viewer), bounds).one()
    return [(why, getattr(row, why)) for why in Attention]


@lru_cache(BUILT)
def _to_look_at(viewer: Viewer) -> paging.Rows:
    seen = on_board(viewer)
    return paging.capped({why: (sa.and_(seen, why.condition),) for why in Attention})


def next_due(viewer: Viewer, part: Part, now: Now) -> tuple[datetime, int] | None:
    """The first moment at which something of that part falls due, and how many do then; None without any."""
    row = db.session.execute(_next_due(viewer, replace(part, light=None)), moments(now)).first()
    return (row.due_at, row.n) if row else None


@lru_cache(BUILT)
def _next_due(viewer: Viewer, part: Part) -> sa.Select[*tuple[Any, ...]]:
    rows = counted(viewer).subquery()
    n = sa.func.sum(rows.c.n)
    to_come = *_narrowed(rows, part), rows.c.due_at > _at
    query = sa.select(rows.c.due_at, n.label("n")).where(*to_come).group_by(rows.c.due_at)
    return query.having(n != 0).order_by(rows.c.due_at).limit(1)


def _narrowed(rows: sa.Subquery, part: Part) -> Iterator[sa.ColumnElement[bool]]:
    """It is of the part, whatever its light."""
    yield from part.of(rows.c.unit_id, rows.c.handler_id)
    if part.process:
        yield rows.c.process == part.process


def moments(now: Now) -> dict[str, Any]:
    """The present, and until when a deadline is near."""
    return {"at": now.at, "soon": now.soon}


_at, _soon = sa.bindparam("at", type_=UtcDateTime()), sa.bindparam("soon", type_=UtcDateTime())


@lru_cache(BUILT)
def _matrix(viewer: Viewer, by: By, part: Part) -> sa.Select[*tuple[Any, ...]]:
    rows = counted(viewer).subquery()
    key, name, table = names_of(rows)[by]
    light = light_of(rows)
    sums = (
        sa.select(key.label("key"), light.label("light"), sa.func.sum(rows.c.n).label("n"))
        .where(*_narrowed(rows, part), light.is_not(None))
        .group_by(key, light)
        .having(sa.func.sum(rows.c.n) != 0)
        .subquery()
    )
    query = sa.select(sums, name.label("name"))
    return query.select_from(sums if table is None else sums.outerjoin(table, table.id == sums.c.key))


def names_of(rows: sa.Subquery) -> Mapping[By, tuple[Any, Any, Any]]:
    """What tells the rows apart, what they are called, and where that stands."""
    return {
        By.PROCESS: (rows.c.process, sa.literal(""), None),
        By.UNIT: (rows.c.unit_id, Unit.name, Unit),
        By.PERSON: (rows.c.handler_id, sa.func.coalesce(User.name, "未确定"), User),
    }


def light_of(rows: sa.Subquery) -> sa.Case[Any]:
    """The light that these show now; none for what is open, has no date and does not rest."""
    resting = sa.tuple_(rows.c.process, rows.c.state).in_(list(_resting()))
    return sa.case(
        (rows.c.provisional == 1, Light.PROVISIONAL.value),
        (rows.c.due_at <= _at, Light.OVERDUE.value),
        (rows.c.due_at <= _soon, Light.NEAR.value),
        (rows.c.due_at.is_not(None), Light.NORMAL.value),
        (resting, Light.PAUSED.value),
        else_=None,
    )


def _resting() -> Iterator[tuple[str, str]]:
    every = ((process, state) for process in wired().processes for state in process.states)
    return ((p.name, state.name) for p, state in every if state.phase is Phase.PAUSED)
