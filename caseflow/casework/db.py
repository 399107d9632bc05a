"""One use case, one transaction: the only `.commit()` of the code base."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NoReturn, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry

from caseflow.extensions import Base, db
from caseflow.kernel.errors import Conflict

T = TypeVar("T")

_KEPT = "kept in this transaction"

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000")


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside is written together, or nothing is.

    A use case opens it once, before it reads: what was read earlier in the request is let go, so that SQLite
    can take the write lock first (`BEGIN IMMEDIATE`) and nobody's update is lost.

    Raises:
        Conflict: a row that this transaction read was changed by another one.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options={"sqlite_write": True})
    session.info[_KEPT] = {}
    try:
        yield session
        session.commit()
    except StaleDataError as stale:
        session.rollback()
        raise Conflict from stale
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(_KEPT, None)


def run(
    session: Session, statement: sa.Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
) -> sa.CursorResult[Any]:
    """Execute a statement about tables on the connection of the session, once for each of many values.

    The ORM would take as long again to find out that it has no part in it. What was added and not yet
    flushed is not seen, and objects of the session that are written past stay as they are.
    """
    return session.connection().execute(statement, values or None)


class _Undo(Exception):
    """Leaves the transaction of a rehearsal, so that nothing of it stays."""

    def __init__(self, outcome: Any) -> None:
        self.outcome = outcome


def rehearsal(work: Callable[[Session], T]) -> T:
    """What the work finds or would do, without a trace in the database."""
    try:
        with transaction() as session:
            _undo(work(session))
    except _Undo as undone:
        outcome: T = undone.outcome
        return outcome


def _undo(outcome: object) -> NoReturn:
    raise _Undo(outcome)


def kept_in(session: Session) -> dict[Any, Any]:
    """What is read once in a transaction and holds until its end; outside `transaction()` nothing is kept."""
    kept: dict[Any, Any] = session.info.get(_KEPT, {})
    return kept


def insert_missing(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the rows whose unique key is not there yet; the others stand already and are left as they are."""
    if rows:
        # Into the table itself: there may be thousands, and the ORM would look at each.
        run(session, _missing(dialect_insert(session), model), rows)


@cache
def _missing(insert: Any, model: type[Base]) -> sa.Insert:
    statement: sa.Insert = insert(model.__table__).on_conflict_do_nothing()
    return statement


def dialect_insert(session: Session) -> Any:
    """The `insert` of the session's database, which both spell the same but neither in common."""
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def prepare(engine: Engine) -> None:
    """Make an SQLite engine safe for concurrent writers: WAL, and the write lock taken first."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin by itself
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("sqlite_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
