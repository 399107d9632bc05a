"""Many tickets from few: whole blocks of rows copied inside the database, every id shifted by the block.

A copy has its own matter, parties, proceeding, clocks, history and numbers. Its digests are those of the
original, so `flask audit verify` would object to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bench.places import plainly
from caseflow.casework.models import (
    AuditEvent,
    Involvement,
    LimitationEvent,
    Matter,
    Milestone,
    Notification,
    Party,
    Proceeding,
    RunningClock,
)
from caseflow.extensions import Base
from caseflow.hotline.models import Ticket

Column = sa.Column[Any]

ALL = (
    Matter,
    Party,
    Proceeding,
    Ticket,
    RunningClock,
    AuditEvent,
    Involvement,
    LimitationEvent,
    Notification,
    Milestone,
)
"""What belongs to a ticket, each table after those it refers to."""

RUNNING = (Matter, Proceeding, Ticket, RunningClock)
"""What a queue and a sweep read of a ticket that is not filed yet."""

MARKED = {
    *("number", "token", "key", "name", "query_index"),
    *("phone_index", "phone_tail", "id_index", "credit_code"),
}
"""Texts that tell one matter from another: the block's number replaces their end."""

FIRST_MARK = 10_000_000
DIGITS = 8


@dataclass(frozen=True)
class Original:
    """The block that is copied: its tickets, its running clocks, and how far ids reach in each table."""

    tickets: int
    clocks: int
    sizes: dict[str, int]

    @classmethod
    def read(cls, url: str) -> "Original":
        """The tickets that the database holds now."""
        with plainly(url) as connection:
            sizes = {
                model.__tablename__: connection.scalars(sa.select(sa.func.max(column))).one() or 0
                for model in ALL
                if (column := _serial(model.__table__)) is not None
            }
            tickets = connection.scalars(sa.select(sa.func.count(Ticket.__table__.c.id))).one()
            clocks = connection.scalars(running(sa.func.count(RunningClock.id))).one()
            return cls(tickets, clocks, sizes)


def copy(
    url: str,
    original: Original,
    blocks: range,
    *,
    only_running: bool = False,
    tables: Sequence[type[Base]] = (),
) -> None:
    """Add these blocks; `only_running` leaves out what is over, and everything but the tickets and clocks.

    `tables` are the only ones to copy, if any are named.

    References are not checked, for whole blocks are right by construction; SQLite checks only when told to.
    """
    copied = [model.__table__ for model in tables or (RUNNING if only_running else ALL)]
    with plainly(url) as connection:
        postgresql = connection.dialect.name == "postgresql"
        if postgresql:
            connection.execute(sa.text("set session_replication_role = replica"))
        for table in copied:
            connection.execute(_copying(table, copied, original, blocks, only_running=only_running))
        if postgresql:
            _tidy(connection, copied)


def _copying(
    table: Any, tables: Sequence[Any], original: Original, blocks: range, *, only_running: bool
) -> sa.Insert:
    numbers = sa.select(sa.literal(blocks.start).label("n")).cte("block", recursive=True)
    numbers = numbers.union_all(sa.select(numbers.c.n + 1).where(numbers.c.n < blocks.stop - 1))
    columns = [_shifted(column, numbers.c.n, tables, original).label(column.name) for column in table.c]
    rows = sa.select(*columns).select_from(table.join(numbers, sa.true()))
    rows = rows.where(_of_original(table, original))
    if only_running:
        rows = rows.where(_of_running(table))
    return sa.insert(table).from_select([column.name for column in table.c], rows)


def _shifted(column: Column, block: Any, tables: Sequence[Any], original: Original) -> Any:
    """The value of a copy: ids moved on by the block, references to what is not copied emptied."""
    target: Any = next((key.column.table for key in column.foreign_keys), None)
    if column.name == "chain":  # a matter's audit chain bears its id
        target = Matter.__table__
    if target is not None and target.name in original.sizes:
        moved: Any = column + block * original.sizes[target.name]
        return moved if target in tables else sa.null()
    if column is _serial(column.table):
        return column + block * original.sizes[column.table.name]
    if column.name in MARKED:
        return _marked(column, block)
    return column


def _marked(column: Column, block: Any) -> Any:
    length = getattr(column.type, "length", None)
    kept = sa.func.substr(column, 1, length - DIGITS) if length else column
    return sa.type_coerce(kept, sa.String) + sa.cast(block + FIRST_MARK, sa.String)


def _serial(table: Any) -> Column | None:
    """The column that numbers the rows of the table by itself, if it has one."""
    column = table.c.get("id")
    return column if column is not None and not column.foreign_keys else None


def _of_original(table: Any, original: Original) -> sa.ColumnElement[bool]:
    """The rows of the first block; those of the system's audit chain belong to no ticket."""
    column = _serial(table)
    size = original.sizes[table.name] if column is not None else original.sizes["proceeding"]
    key = column if column is not None else table.c.get("proceeding_id", table.c.get("id"))
    of_matters = table.c.matter_id.is_not(None) if table.name == "audit_event" else sa.true()
    return sa.and_(key <= size, of_matters)


def running(*what: Any) -> sa.Select[Any]:
    """That, of the clocks that run."""
    return sa.select(*what).where(_runs())


def _runs() -> sa.ColumnElement[bool]:
    return sa.and_(RunningClock.stopped_at.is_(None), RunningClock.paused.is_(False))


def _of_running(table: Any) -> Any:
    """Whether the row belongs to a ticket with a clock that runs, or is that clock."""
    if table is RunningClock.__table__:
        return _runs()
    proceedings = running(RunningClock.proceeding_id)
    if table is Matter.__table__:
        proceedings = sa.select(Proceeding.matter_id).where(Proceeding.id.in_(proceedings))
    return table.c.id.in_(proceedings)


def _tidy(connection: Connection, tables: Sequence[Any]) -> None:
    """Let numbering go on after the copies, and the planner know of them without waiting for its daemon."""
    for table in tables:
        if _serial(table) is not None:
            last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(f"{table.name}_id_seq", last)))
    connection.execute(sa.text("vacuum analyze"))
