"""Throw-away databases to measure on; nothing of them is left afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from caseflow.app import create_app
from caseflow.extensions import db
from config import Settings
from tests import postgres

KINDS = ("sqlite", "postgresql")
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""What the server of the tests leaves off, and a production server must not."""


class Place(Protocol):
    """Where databases of one kind are made."""

    def create(self, name: str) -> str:
        """Make an empty database; returns its address."""

    def clone(self, template: str, name: str) -> str:
        """Copy the database of that name, to which nobody may be connected; returns the address."""


@dataclass(frozen=True)
class Folder:
    """A place for SQLite."""

    path: Path

    def create(self, name: str) -> str:
        return f"sqlite:///{self.path / name}.db"

    def clone(self, template: str, name: str) -> str:
        shutil.copyfile(self.path / f"{template}.db", self.path / f"{name}.db")
        return self.create(name)


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """Where databases of one kind are made for the length of the `with` block."""
    if kind == "postgresql":
        with postgres.server() as server:
            _make_durable(server.url())
            yield server
    else:
        with TemporaryDirectory(prefix="caseflow-bench-") as folder:
            yield Folder(Path(folder))


def _make_durable(url: str) -> None:
    with plainly(url) as connection:
        for setting in DURABLE:
            connection.execute(sa.text(f"alter system set {setting} = on"))
        connection.execute(sa.text("select pg_reload_conf()"))


@contextmanager
def plainly(url: str) -> Iterator[sa.Connection]:
    """A connection that commits each statement at once, without the settings of caseflow."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


@contextmanager
def office(url: str) -> Iterator[Flask]:
    """caseflow on that database in this process, with its context; every connection is closed afterwards."""
    app = create_app(Settings(database_url=url))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration."""
    with office(url):
        flask_migrate.upgrade()
