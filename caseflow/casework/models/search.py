"""What the search reads of a proceeding."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class Terms(sa.types.TypeDecorator[Any]):
    """A set of terms: a `tsvector` on PostgreSQL, on SQLite words that a trigger hands on to FTS5.

    Both grow by `||`. A term holds no blank, no quote and no backslash.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """What the database keeps."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str | None:
        """As the database reads it."""
        if value is None:
            return None
        quote = "'" if dialect.name == "postgresql" else ""
        return "".join(f" {quote}{term}{quote}" for term in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:
        """The terms, in no order."""
        return None if value is None else frozenset(term.strip("'") for term in value.split())


class SearchDocument(Base):
    """One proceeding as the search knows it; made from other rows, and made anew by `flask search rebuild`.

    Texts are kept apart by who may read them: everyone who sees the proceeding, everyone of the union, those
    who may read the story of a confidential matter, those who may read private notes. A line that begins
    with `~` is found but never shown: names, their initials, fingerprints of numbers.
    """

    __tablename__ = "search_document"

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True, autoincrement=False)
    open_text: Mapped[str] = mapped_column(sa.Text, default="")
    inside_text: Mapped[str] = mapped_column(sa.Text, default="")
    guarded_text: Mapped[str] = mapped_column(sa.Text, default="")
    private_text: Mapped[str] = mapped_column(sa.Text, default="")
    terms: Mapped[Any] = mapped_column(Terms)


FTS = sa.table("search_index", sa.column("rowid", sa.Integer), sa.column("search_index", sa.Text))
"""The FTS5 index over the terms, on SQLite only; its rows bear the ids of the documents.

It is made by a migration, and so is the index of the same name that PostgreSQL has: no model describes them.
"""
