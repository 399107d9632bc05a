"""The migrations: they lead to the models, back again, and take what is there along."""

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from caseflow.casework.models import Matter
from caseflow.extensions import db
from tests import given


@pytest.fixture
def migrated(fresh_app: Flask) -> Flask:
    """An office with one ticket, on a database of its own."""
    with fresh_app.app_context():
        given.ticket(on="2026-09-16")
        db.session.remove()
    return fresh_app


def test_the_newest_migration_is_what_the_models_say(migrated: Flask) -> None:
    with migrated.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_down_to_nothing_and_up_again(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        flask_migrate.downgrade(revision="base")
        assert sa.inspect(db.engine).get_table_names() == ["alembic_version"]
        flask_migrate.upgrade()
        assert "matter" in sa.inspect(db.engine).get_table_names()


def test_the_token_of_a_call_moves_to_its_matter_and_back(migrated: Flask) -> None:
    with migrated.app_context():
        token = db.session.scalars(sa.select(Matter.token)).one()
        db.session.remove()
        flask_migrate.downgrade(revision="0001")
        with db.engine.connect() as connection:
            assert connection.scalars(sa.text("select token from ticket")).all() == [token]
        flask_migrate.upgrade()
        assert db.session.scalars(sa.select(Matter.token)).all() == [token]
