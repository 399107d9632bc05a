"""Pages by key, never by offset: the last row of a page says where the next one begins."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, Self, TypeVar

import sqlalchemy as sa

from caseflow.casework.models import Proceeding
from caseflow.casework.worklists.whose import Condition, Ways
from caseflow.extensions import UtcDateTime
from caseflow.kernel.errors import NotFound

T = TypeVar("T")
Keys = sa.Select[*tuple[Any, ...]]

PAGE = 50
MOST = 1_000
"""Counting stops just above; a screen then says 1000+."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(\d{0,16})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The key of the last row of a page: the moment it is ordered by, if it has one, and its id."""

    moment: datetime | None
    id: int

    def __str__(self) -> str:
        micros = "" if self.moment is None else (self.moment - _EPOCH) // _MICROSECOND
        return f"{micros}.{self.id}"

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
        return cls(_EPOCH + int(key[1]) * _MICROSECOND if key[1] else None, int(key[2]))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The rows of a page, and where the next one begins if there is one."""

    rows: list[T]
    next: Cursor | None

    @classmethod
    def of(cls, found: Sequence[Any], show: Callable[[Any], T]) -> Self:
        """The found rows that fit on a page, as they are shown; one more says that there is a next page."""
        last = found[PAGE - 1] if len(found) > PAGE else None
        return cls([show(row) for row in found[:PAGE]], Cursor(last.moment, last.id) if last else None)


@dataclass(frozen=True, slots=True)
class Pick:
    """The keys of a page and of the first row after it, and the order they stand in."""

    keys: sa.Subquery
    order: tuple[sa.ColumnElement[Any], ...]

    def apply(self, details: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
        """The details of what was picked, in order, each with its key."""
        return details.add_columns(self.keys.c.moment).order_by(*self.order).limit(PAGE + 1)


def by_next_due(seen: Condition, ways: Ways, after: Cursor | None) -> Pick:
    """What is due first comes first; what has no deadline comes last.

    Each way is read from its index as far as the page reaches, so that a late page of a long list costs what
    the first page of a short one does, on both databases.
    """
    picked = merged(part for way in ways for part in _parts(_keys(seen, way), after))
    return Pick(picked, (picked.c.moment.asc().nulls_last(), picked.c.id.asc()))


def merged(parts: Iterable[Keys]) -> sa.Subquery:
    """The parts in one, each as far as its own limit; what is in several of them is there once."""
    return sa.union(*(sa.select(part.subquery()) for part in parts)).subquery()


def _keys(*where: Condition) -> Keys:
    due = Proceeding.next_due_at
    keys = sa.select(Proceeding.id, due.label("moment")).where(*where)
    return keys.order_by(due.asc().nulls_last(), Proceeding.id).limit(PAGE + 1)


def _parts(keys: Keys, after: Cursor | None) -> tuple[Keys, ...]:
    """What comes after the cursor: later deadlines, and then what has none."""
    due = Proceeding.next_due_at
    if after is None:
        return (keys,)
    if after.moment is None:
        return (keys.where(due.is_(None), Proceeding.id > after.id),)
    return keys.where(due.is_not(None), _key(due) > _literal(after)), keys.where(due.is_(None))


def by_closing(seen: Condition, ways: Ways, after: Cursor | None) -> Pick:
    """What was closed last comes first."""
    closed = Proceeding.closed_at
    keys = sa.select(Proceeding.id, closed.label("moment")).where(seen, sa.or_(*ways), closed.is_not(None))
    if after:
        keys = keys.where(_key(closed) < _literal(after))
    picked = keys.order_by(closed.desc(), Proceeding.id.desc()).limit(PAGE + 1).subquery()
    return Pick(picked, (picked.c.moment.desc(), picked.c.id.desc()))


def capped(conditions: Mapping[Any, Condition]) -> sa.Select[*tuple[Any, ...]]:
    """How many proceedings meet each condition, counted to just above `MOST`, as one row."""
    return sa.select(*(_count(where).label(name) for name, where in conditions.items()))


def _count(where: Condition) -> sa.ScalarSelect[int]:
    few = sa.select(Proceeding.id).where(where).limit(MOST + 1).subquery()
    return sa.select(sa.func.count()).select_from(few).scalar_subquery()


def _key(moment: Any) -> sa.Tuple:
    return sa.tuple_(moment, Proceeding.id)


def _literal(cursor: Cursor) -> sa.Tuple:
    return sa.tuple_(sa.literal(cursor.moment, UtcDateTime()), sa.literal(cursor.id))
