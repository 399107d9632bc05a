"""The migrations: they lead to the models, back again, and take what is there along."""

from collections.abc import Iterator
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from caseflow.casework import audit
from caseflow.casework.models import Matter, Milestone, SearchDocument, Tally
from caseflow.casework.search import writing
from caseflow.extensions import db
from tests import given, when

ON = "2026-09-16"
Rows = dict[str, list[str]]


@pytest.fixture
def empty(fresh_app: Flask) -> Iterator[Flask]:
    """A database of its own with the tables of the newest migration and nothing in them."""
    with fresh_app.app_context():
        yield fresh_app
        db.session.remove()


@pytest.fixture
def office(empty: Flask) -> Flask:
    """An office with a ticket under way, an archived one, a letter and what the timer has said of them."""
    given.ticket("in_progress", on=ON)
    given.ticket("archived", on=ON)
    given.reminder("replied", on=ON)
    when.sweeps("2026-10-30")
    db.session.remove()
    return empty


GIVEN_UP = {"matter": {"query_code", "query_index", "limitation_next_at"}, "notification": {"manner"}}
"""Columns that an earlier release does not have, and nothing can tell again."""

LEFT_BEHIND = {"document", "content", "content_part"}
"""Tables that an earlier release does not have: what was signed goes with them."""

MADE_AGAIN = (SearchDocument.__table__, Milestone.__table__, Tally.__table__)
"""What is made from other rows: `flask search rebuild`, `flask report rebuild`, after the migration."""


def kept() -> Rows:
    """Every row of every table that has any, as the models read it, but for what is `GIVEN_UP`."""
    with db.engine.connect() as connection:
        found = {
            table.name: sorted(str(row._asdict()) for row in connection.execute(_lasting(table)))
            for table in db.metadata.sorted_tables
            if table not in MADE_AGAIN and table.name not in LEFT_BEHIND
        }
    return {name: rows for name, rows in found.items() if rows}


def _lasting(table: sa.Table) -> sa.Select[Any]:
    gone = GIVEN_UP.get(table.name, set())
    return sa.select(*(column for column in table.columns if column.name not in gone))


def tables() -> set[str]:
    """The tables there are, but for those that SQLite's search index keeps for itself."""
    names = set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}
    return {name for name in names if not name.startswith("search_index")}


def differences() -> list[Any]:
    """Between the tables and the models."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_ours})
        return list(compare_metadata(context, db.metadata))


def is_ours(name: str | None, kind: str, _: object) -> bool:
    return not str(name).startswith("search_index")


@pytest.mark.usefixtures("office")
def test_the_newest_migration_is_what_the_models_say() -> None:
    assert differences() == []
    flask_migrate.check()  # as `env.py` compares; it exits on a difference


@pytest.mark.usefixtures("office")
def test_down_to_nothing_and_up_again() -> None:
    flask_migrate.downgrade(revision="base")
    assert tables() == set()
    flask_migrate.upgrade()
    assert tables() == {table.name for table in db.metadata.sorted_tables}
    assert differences() == []


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("revision", ["-1", "0001"])
def test_down_and_up_again_loses_nothing(revision: str) -> None:
    before = kept()
    assert {"matter", "party", "ticket", "running_clock", "notification", "audit_event"} <= set(before)
    flask_migrate.downgrade(revision=revision)
    flask_migrate.upgrade()
    assert kept() == before
    assert audit.verify(db.session())[1] is None


@pytest.mark.usefixtures("office")
def test_the_index_of_the_search_is_made_again() -> None:
    before = documents()
    flask_migrate.downgrade(revision="0003")
    flask_migrate.upgrade()
    assert documents() == {}
    assert sum(count for count, _ in writing.rebuild(only_missing=True)) == len(before)
    assert documents() == before


def documents() -> dict[int, frozenset[str]]:
    rows = db.session.execute(sa.select(SearchDocument.id, SearchDocument.terms))
    found = {row.id: row.terms for row in rows}
    db.session.remove()
    return found


@pytest.mark.usefixtures("office")
def test_life_goes_on_after_it() -> None:
    flask_migrate.downgrade(revision="0001")
    flask_migrate.upgrade()
    given.ticket("archived", on="2026-10-30")
    assert audit.verify(db.session())[1] is None


@pytest.mark.usefixtures("empty")
def test_the_token_of_a_call_moves_to_its_matter_and_back() -> None:
    given.ticket(on=ON)
    token = db.session.scalars(sa.select(Matter.token)).one()
    db.session.remove()
    flask_migrate.downgrade(revision="0001")
    with db.engine.connect() as connection:
        assert connection.scalars(sa.text("select token from ticket")).all() == [token]
    flask_migrate.upgrade()
    assert db.session.scalars(sa.select(Matter.token)).all() == [token]


@pytest.mark.usefixtures("empty")
def test_a_ticket_that_came_without_a_form_has_none_to_move() -> None:
    for _ in range(2):
        given.ticket(on=ON)
    db.session.remove()
    flask_migrate.downgrade(revision="0001")
    with db.engine.begin() as connection:
        connection.execute(sa.text("update ticket set token = null"))
    flask_migrate.upgrade()
    assert db.session.scalars(sa.select(Matter.token)).all() == [None, None]
