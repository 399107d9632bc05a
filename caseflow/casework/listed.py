"""Rows that were made here, as a table of a statement: thousands go to it as one value (传入的行)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from caseflow.extensions import UtcDateTime

Type = type[sa.types.TypeEngine[Any]] | sa.types.TypeEngine[Any]


def dialect_of(session: Session) -> Dialect:
    """The database of the session."""
    return session.get_bind().dialect


def listed(dialect: str, name: str, **columns: Type) -> sa.CTE:
    """A table of these columns; the statement takes its rows, `packed`, as the parameter of the same name.

    It is read once: SQLite would otherwise go through the text again for every row that is joined to it.
    """
    text = sa.bindparam(name, type_=sa.Text)
    if dialect == "postgresql":
        array = sa.func.jsonb_array_elements(sa.cast(text, JSONB))
        row = array.table_valued(sa.column("value", JSONB), name=f"{name}_").render_derived().c.value
        found = [sa.cast(row[n].astext, type_).label(key) for n, (key, type_) in enumerate(columns.items())]
    else:
        row = sa.func.json_each(text).table_valued(sa.column("value"), name=f"{name}_").c.value
        values = [sa.func.json_extract(row, f"$[{n}]") for n in range(len(columns))]
        found = [
            sa.type_coerce(value, type_).label(key)
            for value, (key, type_) in zip(values, columns.items(), strict=True)
        ]
    return sa.select(*found).cte(name, nesting=True).prefix_with("materialized")


def gathered(dialect: str, value: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Each value of a group once, with commas in between."""
    once = sa.distinct(value)
    return sa.func.string_agg(once, ",") if dialect == "postgresql" else sa.func.group_concat(once)


def packed(session: Session, rows: Iterable[Iterable[Any]]) -> str:
    """The rows as `listed` reads them; days and instants are written as the database keeps them."""
    dialect = dialect_of(session)
    instant = UtcDateTime().dialect_impl(dialect).bind_processor(dialect) or str

    def written(value: date) -> str:
        return str(instant(value) if isinstance(value, datetime) else value)

    return json.dumps([tuple(row) for row in rows], default=written, ensure_ascii=False)


def rewrite(session: Session, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give rows of the table new values, in one statement: each tells its `id` and the same columns."""
    if rows:
        statement = _rewriting(dialect_of(session).name, table, tuple(rows[0]))
        session.execute(statement, {"row": packed(session, (row.values() for row in rows))})


@lru_cache
def _rewriting(dialect: str, table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    row = listed(dialect, "row", **{name: table.c[name].type for name in names})
    values = {name: row.c[name] for name in names if name != "id"}
    return sa.update(table).where(table.c.id == row.c.id).values(values)
