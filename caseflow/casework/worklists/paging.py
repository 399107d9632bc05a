"""Pages by key, never by offset: the last row of a page says where the next one begins."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

import sqlalchemy as sa

from caseflow.casework.models import Proceeding
from caseflow.casework.worklists.whose import Condition, Ways
from caseflow.extensions import UtcDateTime
from caseflow.kernel.errors import NotFound

T = TypeVar("T")
Rows = sa.Select[*tuple[Any, ...]]

PAGE = 50
"""Rows of a page, unless a list is read in longer stretches."""

MOST = 1_000
"""Counting stops just above; a screen then says 1000+."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(\d{0,16})\.(\d{1,18})", re.ASCII)


_stretch: ContextVar[int | None] = ContextVar("stretch", default=None)


@contextmanager
def stretch(rows: int) -> Iterator[None]:
    """Let every page be so long meanwhile: a whole list is read in fewer queries than a screen would ask."""
    token = _stretch.set(rows)
    try:
        yield
    finally:
        _stretch.reset(token)


def page_rows() -> int:
    """How many rows a page has."""
    return _stretch.get() or PAGE


def limited(query: Rows) -> Rows:
    """The query, as far as a page reaches, and one row more that says whether there is a next one."""
    return query.limit(page_rows() + 1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The key of the last row of a page: the place it is ordered by, if it has one, and its id.

    Where moments are the order, a place is a count of microseconds.
    """

    place: int | None
    id: int

    @classmethod
    def at(cls, place: datetime | int | None, id: int) -> Self:
        """The key of a row that is ordered by a moment, or by a number."""
        return cls((place - _EPOCH) // _MICROSECOND if isinstance(place, datetime) else place, id)

    @property
    def moment(self) -> datetime | None:
        """The moment that the place stands for."""
        return None if self.place is None else _EPOCH + self.place * _MICROSECOND

    def __str__(self) -> str:
        return f"{'' if self.place is None else self.place}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The cursor that an address bears; none when it bears none.

        Raises:
            NotFound: no page ever ended there.
        """
        if not text:
            return None
        if not (key := _CURSOR.fullmatch(text)):
            raise NotFound
        return cls(int(key[1]) if key[1] else None, int(key[2]))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of a page, and where the next one begins if there is one."""

    rows: list[T]
    next: Cursor | None

    @classmethod
    def of(cls, found: Sequence[Any], show: Callable[[Any], T]) -> Self:
        """The found rows that fit on a page, as they are shown; one more says that there is a next page."""
        rows = page_rows()
        last = found[rows - 1] if len(found) > rows else None
        return cls([show(row) for row in found[:rows]], Cursor.at(last.place, last.id) if last else None)


class Start(StrEnum):
    """Where a page begins: at the top, after a deadline, or among what has none."""

    TOP = "top"
    DATED = "dated"
    UNDATED = "undated"

    @classmethod
    def after(cls, cursor: Cursor | None) -> Self:
        """The start of the page after the cursor."""
        if cursor is None:
            return cls.TOP
        return cls.UNDATED if cursor.place is None else cls.DATED


# Written into the statement when it is sent: PostgreSQL plans anew each time for a limit that it cannot see.
_ROWS = sa.bindparam("rows", type_=sa.Integer, literal_execute=True)
_MOST = sa.bindparam("most", type_=sa.Integer, literal_execute=True)
_PLACE = sa.bindparam("after_place", type_=sa.BigInteger)
_MOMENT = sa.bindparam("after_moment", type_=UtcDateTime())
_ID = sa.bindparam("after_id", type_=sa.Integer)


def bounds(after: Cursor | None = None) -> dict[str, Any]:
    """The parameters of every page and count: how many rows, and after which."""
    return {"rows": page_rows() + 1, "most": MOST + 1, **(key(after) if after else {})}


def key(after: Cursor) -> dict[str, Any]:
    """The parameters of a page that begins after the cursor, by number or by moment."""
    return {"after_place": after.place, "after_moment": after.moment, "after_id": after.id}


@dataclass(frozen=True, slots=True)
class Pick:
    """The keys of a page and of the first row after it, and the order they stand in."""

    keys: sa.Subquery
    order: tuple[sa.ColumnElement[Any], ...]

    def apply(self, details: Rows) -> Rows:
        """The details of what was picked, in order, each with its key."""
        return details.add_columns(self.keys.c.place).order_by(*self.order).limit(_ROWS)


def by_urgency(seen: Condition, ways: Ways, start: Start) -> Pick:
    """What is most urgent comes first; what has no deadline comes last.

    Each way is read from its index as far as the page reaches, so that a late page of a long list costs what
    the first page of a short one does, on both databases.
    """
    picked = merged(part for way in ways for part in _parts(_keys(seen, way), start))
    return Pick(picked, (picked.c.place.asc().nulls_last(), picked.c.id.asc()))


def merged(parts: Iterable[Rows]) -> sa.Subquery:
    """The parts in one, each as far as its own limit; what is in several of them is there once."""
    return sa.union(*(sa.select(part.subquery()) for part in parts)).subquery()


def _keys(*where: Condition) -> Rows:
    place = Proceeding.urgency
    keys = sa.select(Proceeding.id, place.label("place")).where(*where)
    return keys.order_by(place.asc().nulls_last(), Proceeding.id).limit(_ROWS)


def _parts(keys: Rows, start: Start) -> tuple[Rows, ...]:
    """What comes after the cursor: later deadlines, and then what has none."""
    place = Proceeding.urgency
    match start:
        case Start.TOP:
            return (keys,)
        case Start.DATED:
            later = sa.tuple_(place, Proceeding.id) > sa.tuple_(_PLACE, _ID)
            return keys.where(place.is_not(None), later), keys.where(place.is_(None))
        case Start.UNDATED:
            return (keys.where(place.is_(None), Proceeding.id > _ID),)


def by_closing(seen: Condition, ways: Ways, start: Start) -> Pick:
    """What was closed last comes first."""
    closed, id_ = Proceeding.closed_at, Proceeding.id
    keys = sa.select(id_, closed.label("place")).where(seen, sa.or_(*ways), closed.is_not(None))
    if start is not Start.TOP:
        keys = keys.where(sa.tuple_(closed, id_) < sa.tuple_(_MOMENT, _ID))
    picked = keys.order_by(closed.desc(), id_.desc()).limit(_ROWS).subquery()
    return Pick(picked, (picked.c.place.desc(), picked.c.id.desc()))


def capped(every: Mapping[Any, Ways]) -> Rows:
    """How many proceedings are found in one of the ways, counted to just above `MOST`, as one row."""
    return sa.select(*(_count(ways).label(name) for name, ways in every.items()))


def _count(ways: Ways) -> sa.ScalarSelect[int]:
    """Each way is followed in its index as far as counting goes; what lies on several of them counts once."""
    parts = [sa.select(Proceeding.id).where(way).limit(_MOST).subquery() for way in ways]
    few = parts[0] if len(parts) == 1 else _once(parts)
    return sa.select(sa.func.count()).select_from(few).scalar_subquery()


def _once(parts: Sequence[sa.Subquery]) -> sa.Subquery:
    found = sa.union_all(*map(sa.select, parts)).subquery()
    return sa.select(found.c.id).distinct().limit(_MOST).subquery()
