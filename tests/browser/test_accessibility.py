"""Every page can be read by everybody: no violation that axe finds, none wider than a phone (WCAG 2.1 AA)."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from caseflow.seed.office import PASSWORD
from tests.browser import typed
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.pages import Found, telling, walked
from tests.conftest import DEMO_DAY, Place

pytestmark = [pytest.mark.browser, ON_SQLITE, pytest.mark.xdist_group("demo")]

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast"]}
LOOKS = ((DESK, "light", EVERYTHING), (DESK, "dark", COLOURS), (PHONE, "light", EVERYTHING))
"""Only colours differ between light and dark."""


@pytest.fixture
def database(place: Place, demo: str) -> str:
    """The address of a copy of the demo data."""
    return place.copy(demo)


def test_every_page_can_be_read_by_everybody(office: Office) -> None:
    # given every page of the demo office that people reach by links, none of which is dead
    office.live.clock.goes_to(DEMO_DAY)
    found, dead = walked(office.live.app)
    assert dead == []
    # when each kind is opened on a desk and on a phone
    desk = office.desk(reduced_motion="reduce")
    desk.page.goto("/sign-in")
    faults = [*_faults(desk.page)]
    for login, pages in groupby(sorted(telling(found), key=_login), _login):
        desk.page.context.clear_cookies()
        desk.arrives(login, PASSWORD)
        for page in pages:
            desk.page.goto(page.address)
            faults += _faults(desk.page)
    # then nothing is in anybody's way
    assert not faults, "\n".join(faults)
    # and whatever is typed into the forms of these pages is answered with a page
    failures = typed.failures(office.live.app, found)
    assert not failures, "\n".join(failures)


def _login(page: Found) -> str:
    return page.login


def _faults(page: Page) -> Iterator[str]:
    """What is wrong with the page on a desk and on a phone, by day and by night."""
    page.evaluate(AXE_SCRIPT)
    for width, scheme, rules in LOOKS:
        page.set_viewport_size(width)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        where = f"{page.url} {width['width']} {scheme}"
        for violation in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
            for node in violation["nodes"]:
                yield f"{where}: {violation['help']}: {node['html'][:200]}"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{where}: wider than the screen"
