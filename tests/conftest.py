"""Databases and clients for tests: each database test runs on SQLite and on a real PostgreSQL."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar
from uuid import uuid4

import flask_migrate
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from caseflow.accounts import passwords
from caseflow.app import create_app
from caseflow.casework import law
from caseflow.extensions import db
from caseflow.seed import load
from config import Settings
from tests import given, postgres

T = TypeVar("T")

DATABASES = [
    pytest.param("sqlite", id="sqlite"),
    pytest.param("postgresql", id="postgresql", marks=pytest.mark.postgresql),
]

SLOW_TO_GUESS = passwords._HASHER
"""How passwords are hashed outside the tests, in which thousands sign in."""

passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True)
class Place:
    """Where the databases of one kind are kept: one for rolled-back tests, copies for the others.

    A copy is one of the migrated, empty database unless that of another is asked for.
    """

    shared: str
    copy: Callable[..., str]


def settings_for(url: str) -> Settings:
    return replace(Settings(), database_url=url, environment="testing")


def migrated(url: str) -> Flask:
    """An application whose database has been brought to the newest migration."""
    app = create_app(settings_for(url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgres.Server]:
    with postgres.server() as server:
        yield server


@pytest.fixture(scope="session", params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A migrated database of this kind, and the means to copy it."""
    if request.param == "sqlite":
        return _sqlite_place(tmp_path_factory.mktemp("sqlite"))
    server: postgres.Server = request.getfixturevalue("postgresql_server")
    return _postgresql_place(server)


def _sqlite_place(folder: Path) -> Place:
    template = f"sqlite:///{folder / 'template.db'}"
    migrated(template)

    def copy(of: str = template) -> str:
        target = folder / f"{uuid4().hex}.db"
        target.write_bytes(Path(of.removeprefix("sqlite:///")).read_bytes())
        return f"sqlite:///{target}"

    return Place(copy(), copy)


def _postgresql_place(server: postgres.Server) -> Place:
    template = server.create("template_caseflow")
    migrated(template)

    def copy(of: str = template) -> str:
        return server.clone(str(make_url(of).database), f"c{uuid4().hex}")

    return Place(copy(), copy)


class Client(FlaskClient):
    """Opens a fresh application context for each request, as a server does: a shared one keeps who signed in.

    What the test itself has written is committed first, so that the request's commit stands on its own.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.commit()
        return Context().run(super().open, *args, **kwargs)


def app_on(url: str) -> Flask:
    """An application on a migrated database."""
    app = create_app(settings_for(url))
    app.test_client_class = Client
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture(scope="session")
def shared_app(place: Place) -> Iterator[Flask]:
    app = app_on(place.shared)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application in a transaction that is rolled back; commits inside become savepoints."""
    with taken_back(shared_app):
        yield shared_app


@contextmanager
def taken_back(app: Flask) -> Iterator[None]:
    """Whatever is written on its database meanwhile is rolled back; commits inside become savepoints."""
    with app.app_context():
        engine = db.engine
        connection = engine.connect()
        transaction = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        engines = db._app_engines[app]
        engines[None] = connection  # type: ignore[assignment]
        if law._Cache.law and law._Cache.law.version:  # another test has changed it, and was taken back
            law._Cache.law = None
        try:
            yield
        finally:
            db.session.remove()
            engines[None] = engine
            db.session.configure(bind=None)
            transaction.rollback()
            connection.close()


@dataclass(frozen=True)
class Told(Generic[T]):
    """A story that was told once on a database of its own, and what it says: ids, not rows."""

    app: Flask
    said: T

    @contextmanager
    def again(self) -> Iterator[T]:
        """The story as it was told, for one test; what the test adds is taken back."""
        with taken_back(self.app):
            yield self.said


@contextmanager
def told_once(place: Place, story: Callable[[], T]) -> Iterator[Told[T]]:
    """Tell a story that several tests begin with; they belong in one `xdist_group`."""
    app = app_on(place.copy())
    with app.app_context():
        said = story()
        db.session.remove()
    yield Told(app, said)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Session:
    return db.session()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def fresh_app(place: Place) -> Iterator[Flask]:
    """An application on a database of its own, for tests that need real commits and several connections."""
    app = app_on(place.copy())
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


DEMO_DAY = "2026-11-23T14:00"
"""A Monday; the demo data is as of this hour."""


@pytest.fixture(scope="session")
def demo(place: Place) -> str:
    """The address of a database with the demo data, to be left as it is: it takes a while to fill."""
    url = place.copy()
    app = app_on(url)
    with app.app_context():
        load.seed(at=given.moment(DEMO_DAY))
        db.session.remove()
        db.engine.dispose()
    return url
