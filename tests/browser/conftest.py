"""A real Chromium, a running application, and the people of an invented office at their desks."""

import os
import shutil
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from caseflow.app import create_app
from caseflow.extensions import db
from caseflow.kernel import time
from caseflow.kernel.roles import Role
from config import ROOT
from tests import given
from tests.browser.desk import Desk
from tests.browser.live import Clock, Live, served
from tests.browser.watch import Watch
from tests.conftest import DATABASES, Place, settings_for

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first draws no windows around its pages: less than half the work, in the same engine."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=RenderDocument",  # one frame for all pages of the site: a sixth less work for each
)
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine."""

ARTEFACTS = ROOT / "test-artefacts"
"""Where the pages of a failed test are kept as pictures."""

ON_SQLITE, ON_POSTGRESQL = (
    pytest.mark.parametrize("place", [database], indirect=True) for database in DATABASES
)
"""A page is the same on both databases: the journey is taken on one, the short ways on the other."""

FAILED = pytest.StashKey[bool]()

MORNING = "2026-09-16T10:00"
"""A Wednesday, nine days before the Mid-Autumn holiday."""


def browser_program() -> str | None:
    """Where the Chromium of this machine is, if there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine; without one the tests are skipped, or fail where one is required."""
    program = browser_program()
    if program is None:
        give_up = pytest.fail if os.environ.get("CASEFLOW_REQUIRE_BROWSER") == "1" else pytest.skip
        give_up("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def database(place: Place) -> str:
    """The address of an empty database of its own."""
    return place.copy()


@pytest.fixture
def live(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """The application as in production, but for its clock, on that database."""
    app, clock = create_app(settings_for(database)), Clock(MORNING)
    monkeypatch.setattr(time, "datetime", clock)
    with served(app) as url:
        yield Live(app, url, clock)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class Office:
    """The people of an invented office, and the screens they work at."""

    def __init__(self, chromium: Browser, live: Live) -> None:
        self.chromium = chromium
        self.live = live
        self.desks: list[Desk] = []
        self.shared: Desk | None = None

    def login(self, role: Role, number: int = 1) -> str:
        """By which name the first or another person who holds the role signs in."""
        with self.live.app.app_context():
            return given.person(role, number).login

    def employs(self, *roles: Role) -> None:
        """Two people hold each of the roles, and can be named before they first sign in."""
        for role in roles:
            for number in (1, 2):
                self.login(role, number)

    def desk(self, **settings: Any) -> Desk:
        """Another browser, in which nobody has signed in; `settings` are those of a browser context."""
        context = self.chromium.new_context(
            base_url=self.live.url, locale="zh-CN", timezone_id="Asia/Shanghai", **settings
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(self.live.url)
        watch.over(context)
        self.desks.append(desk := Desk(context.new_page(), watch))
        return desk

    def desk_of(self, role: Role, number: int = 1, **settings: Any) -> Desk:
        """Another browser, in which the first or another person who holds the role has signed in."""
        desk = self.desk(**settings)
        desk.arrives(self.login(role, number))
        return desk

    def at(self, role: Role, number: int = 1) -> Desk:
        """The shared screen of the office, left to the first or another person who holds the role.

        One browser serves all who come one after the other: another takes a second to open.
        """
        self.shared = self.shared or self.desk()
        self.shared.is_left_to(self.login(role, number))
        return self.shared


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let fixtures know whether the test has failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def office(chromium: Browser, live: Live, request: pytest.FixtureRequest) -> Iterator[Office]:
    """The office; in the end no page has failed in its console or called elsewhere."""
    office = Office(chromium, live)
    yield office
    failed = request.node.stash.get(FAILED, False)
    for number, desk in enumerate(office.desks):
        if failed:
            desk.page.screenshot(path=ARTEFACTS / f"{request.node.name}-{number}.png", full_page=True)
        desk.page.context.close()
    for desk in office.desks:
        desk.watch.check()
