"""Flask extensions and the declarative base, created unbound; `app.create_app` binds them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, registry


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, stored in UTC on both databases; a naive one is a programming error."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC, and naive where the database keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stored(values: type[StrEnum]) -> sa.Enum:
    """A closed set, stored as its values in a plain text column."""
    return sa.Enum(values, native_enum=False, length=20, values_callable=lambda all_: [v.value for v in all_])


_METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_TYPES: dict[Any, sa.types.TypeEngine[Any]] = {
    datetime: UtcDateTime(),
    Decimal: sa.Numeric(14, 2),
    dict[str, Any]: sa.JSON(),
    list[str]: sa.JSON(),
    list[int]: sa.JSON(),
}


class Base(DeclarativeBase):
    """The base of every model; names of constraints are fixed so that migrations can find them."""

    registry = registry(metadata=_METADATA, type_annotation_map=_TYPES)


PERSONAL = {"personal": True}
"""Marks (`info=`) a column that may tell who somebody is, emptied when they are erased (删除个人信息)."""


db = SQLAlchemy(model_class=Base)
csrf = CSRFProtect()
login = LoginManager()


_Query = sa.Select[*tuple[Any, ...]] | sa.CompoundSelect[*tuple[Any, ...]]


def fetch(query: _Query, values: Mapping[str, Any]) -> sa.CursorResult[*tuple[Any, ...]]:
    """The rows of a query for columns, on the connection of the session.

    `Session.execute` would look for objects among them, which takes longer than a small query itself. For
    pages: what a use case has added and not yet flushed is not seen.
    """
    return db.session.connection().execute(query, values)
