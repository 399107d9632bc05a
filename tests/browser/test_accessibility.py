"""Pages that everybody can read: no violation that axe finds, and none wider than a phone (WCAG 2.1 AA)."""

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page, ViewportSize

from caseflow.kernel.roles import Role
from tests import given, then, when
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast"]}
Scheme: TypeAlias = Literal["light", "dark"]
SCHEMES: tuple[tuple[Scheme, dict[str, Any]], ...] = (("light", EVERYTHING), ("dark", COLOURS))
"""Only colours differ between light and dark."""


def late_work(app: Flask) -> tuple[str, int]:
    """A ticket that has rested and is late, with messages about it: its address, and the id of a clock."""
    with app.app_context():
        ticket = given.ticket("suspended", on="2026-09-01", facts_text="两个月工资没有发。")
        when.acts(ticket, "resume", on="2026-09-07")
        given.user(Role.OPERATOR, Role.MANAGER, Role.HANDLING_UNIT, Role.ADMIN, login="everything")
        when.sweeps("2026-09-16T10:00")
        return f"/hotline/{ticket.id}", then.running(ticket, "HD6b").id


def test_every_page_can_be_read_by_everybody(office: Office) -> None:
    case, clock = late_work(office.live.app)
    desk = office.desk(reduced_motion="reduce")
    desk.page.goto("/sign-in")
    faults = [*_faults(desk.page)]
    desk.arrives("everything")
    for address in (
        *("/", "/cases?tab=team", "/intake", "/overdue", "/inbox", "/admin/users/", "/admin/units/"),
        *(case, f"{case}/act/submit_result", f"{case}/clocks/{clock}", f"{case}/diagram"),
    ):
        desk.page.goto(address)
        faults += _faults(desk.page)
    assert not faults, "\n".join(faults)


def _faults(page: Page) -> Iterator[str]:
    """What is wrong with the page on a desk and on a phone, by day and by night."""
    page.evaluate(AXE_SCRIPT)
    for width in (DESK, PHONE):
        page.set_viewport_size(width)
        for scheme, rules in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for violation in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
                for node in violation["nodes"]:
                    yield f"{page.url} {width['width']} {scheme}: {violation['help']}: {node['html'][:200]}"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{page.url} {width['width']}: wider than the screen"
