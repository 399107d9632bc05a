"""Throw-away databases to measure on; nothing of them is left afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from flask import Flask

from caseflow.app import create_app
from caseflow.extensions import Base, db
from config import Settings
from tests import postgres

Create = Callable[[str], str]
"""Makes an empty database of that name; returns its address."""

KINDS = ("sqlite", "postgresql")
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""What the server of the tests leaves off, and a production server must not."""


@contextmanager
def place(kind: str) -> Iterator[Create]:
    """Where databases of one kind are made for the length of the `with` block."""
    if kind == "postgresql":
        with postgres.server() as server:
            _make_durable(server.url())
            yield server.create
    else:
        with TemporaryDirectory(prefix="caseflow-bench-") as folder:
            yield lambda name: f"sqlite:///{Path(folder) / name}.db"


def _make_durable(url: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for setting in DURABLE:
            connection.execute(sa.text(f"alter system set {setting} = on"))
        connection.execute(sa.text("select pg_reload_conf()"))


def office_app(url: str) -> Flask:
    """caseflow on that database, in this process."""
    return create_app(Settings(database_url=url))


def create_tables(app: Flask) -> None:
    """The tables of the models, in an empty database."""
    with app.app_context():
        Base.metadata.create_all(db.engine)
