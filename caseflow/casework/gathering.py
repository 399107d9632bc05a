"""What may wait while a hundred things are done in one transaction, and is then written in one go (集中写入).

A ledger of past years goes through the engine row by row. Rows that are only added, texts to be searched and
the last number of a series wait until the end; whoever reads what waits has it written first (`write`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import insert_missing, kept_in, run
from caseflow.extensions import Base

Work = Callable[[Session, Sequence[Any]], None]
"""Writes everything that waited for it; the same function for the same kind of thing."""

_WAITING = "waits for the end of the gathering"


@contextmanager
def gathering(session: Session) -> Iterator[None]:
    """Inside, objects are flushed only where an id is needed, and what can wait is written at the end."""
    kept_in(session)[_WAITING] = {}
    with session.no_autoflush:
        yield
        write(session)
    del kept_in(session)[_WAITING]


def write(session: Session) -> None:
    """Write what waits, if anything does: somebody is about to read it, or it is the end."""
    waits: dict[Work, list[Any]] = kept_in(session).get(_WAITING, {})
    if not waits:
        return
    session.flush()
    for work in list(waits):
        work(session, waits.pop(work))


def leave(session: Session, work: Work, *things: Any) -> bool:
    """Leave the things to the end, where the work takes all of them at once; False where nothing waits."""
    waits: dict[Work, list[Any]] | None = kept_in(session).get(_WAITING)
    if waits is None:
        return False
    waits.setdefault(work, []).extend(things)
    return True


def later(session: Session, work: Work, *things: Any) -> None:
    """Do the work at the end, after what was left before it; or now, where nothing waits."""
    if not leave(session, work, *things):
        work(session, things)


def add(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows whose unique key is not there yet, now or at the end."""
    later(session, _adding(model), *rows)


def keep(session: Session, objects: Sequence[Base]) -> None:
    """Add objects to the session, now or at the end, when their ids are taken together."""
    if objects and not leave(session, _add_numbered, *objects):
        session.add_all(objects)


def _add_numbered(session: Session, objects: Sequence[Any]) -> None:
    """Written with ids of their own, they go in by one statement for each kind on both databases."""
    for _, some in groupby(sorted(objects, key=_kind), key=_kind):
        many = list(some)
        for each, id in zip(many, new_ids(session, many[0].__table__, len(many)), strict=True):
            each.id = id
        session.add_all(many)
    session.flush()


def _kind(thing: Base) -> str:
    return type(thing).__name__


def new_ids(session: Session, table: sa.Table, many: int) -> Sequence[int]:
    """Ids for so many rows that this transaction adds at once: nobody else writes meanwhile, or gets them."""
    if session.get_bind().dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        numbers = sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, many))
        return run(session, numbers).scalars().all()
    last = run(session, sa.select(sa.func.max(table.c.id))).scalar() or 0
    return range(last + 1, last + many + 1)


@cache
def _adding(model: type[Base]) -> Work:
    return lambda session, rows: insert_missing(session, model, rows)
