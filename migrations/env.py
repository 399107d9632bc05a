"""How Alembic reaches the database of the running application."""

import logging
from contextlib import contextmanager

from alembic import context
from flask import current_app

from caseflow.casework.privacy import Sealed
from caseflow.extensions import UtcDateTime, db

logging.getLogger("alembic").setLevel(logging.WARNING)


def render_item(kind, item, autogen_context):
    """Write our column types as what the database keeps, so that migrations do not depend on later code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Sealed):
        return "sa.LargeBinary()"
    return False


def compare_type(context_, inspected, declared, inspected_type, declared_type):
    """Our own types are compared as what they keep."""
    if isinstance(declared_type, UtcDateTime | Sealed):
        return False
    return None


def include_name(name, kind, parents):
    """The index of the search, and the tables that SQLite keeps for it, are described by no model."""
    return not str(name).startswith("search_index")


@contextmanager
def unchecked(connection):
    """SQLite looks at foreign keys once all is in place: it remakes tables, and drops some others refer to."""
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows that refer to nothing: {broken[:10]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run():
    with db.engine.connect() as connection, unchecked(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=compare_type,
            include_name=include_name,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


if context.is_offline_mode():
    raise SystemExit(f"{current_app.name}: migrations need the database; offline mode is not supported")
run()
