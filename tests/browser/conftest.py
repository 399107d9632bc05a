"""A real Chromium, a running application, and the people of an invented office at their desks."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from caseflow.accounts.models import User
from caseflow.app import create_app
from caseflow.extensions import db
from caseflow.kernel import time
from caseflow.kernel.roles import Role
from tests import given
from tests.browser.desk import Desk
from tests.browser.live import Clock, Live, served
from tests.browser.watch import Watch
from tests.conftest import Place, settings_for

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 10_000
"""Milliseconds that a page may take on a busy machine."""

MORNING = "2026-09-16T09:00"
"""A Wednesday, nine days before the Mid-Autumn holiday."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine; without one the tests are skipped, or fail where one is required."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        give_up = pytest.fail if os.environ.get("CASEFLOW_REQUIRE_BROWSER") == "1" else pytest.skip
        give_up("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def live(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """The application as in production, but for its clock, on a database of its own."""
    app, clock = create_app(settings_for(place.copy())), Clock(MORNING)
    monkeypatch.setattr(time, "datetime", clock)
    with served(app) as url:
        yield Live(app, url, clock)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class Office:
    """Gives everybody a browser of their own."""

    def __init__(self, chromium: Browser, live: Live) -> None:
        self.chromium = chromium
        self.live = live
        self.watches: list[Watch] = []
        self.desks: dict[Role, Desk] = {}

    def desk(self, **settings: Any) -> Desk:
        """A browser in which nobody has signed in; `settings` are those of a browser context."""
        context = self.chromium.new_context(
            base_url=self.live.url, locale="zh-CN", timezone_id="Asia/Shanghai", **settings
        )
        context.set_default_timeout(PATIENCE)
        self.watches.append(watch := Watch(self.live.url))
        watch.over(context)
        return Desk(context.new_page(), watch)

    def desk_of(self, who: User | Role, **settings: Any) -> Desk:
        """Another browser of somebody, who has signed in."""
        desk = self.desk(**settings)
        desk.arrives(self._login(who))
        return desk

    def at(self, role: Role) -> Desk:
        """Where the first person who holds the role works, at the start page."""
        if role not in self.desks:
            self.desks[role] = self.desk()
        self.desks[role].arrives(self._login(role))
        return self.desks[role]

    def _login(self, who: User | Role) -> str:
        with self.live.app.app_context():
            return (given.person(who) if isinstance(who, Role) else who).login


@pytest.fixture
def office(chromium: Browser, live: Live) -> Iterator[Office]:
    """The office; in the end no page has failed in its console or called elsewhere."""
    office = Office(chromium, live)
    yield office
    for context in chromium.contexts:
        context.close()
    for watch in office.watches:
        watch.check()
