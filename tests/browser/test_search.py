"""Searching without a mouse: the palette from any page, the box in the top bar without JavaScript."""

import pytest
from playwright.sync_api import expect

from caseflow.kernel.roles import Role
from tests.browser.conftest import ON_POSTGRESQL, ON_SQLITE, Office
from tests.search.desk import EMPLOYER, call

pytestmark = pytest.mark.browser


def a_call(office: Office) -> str:
    """The number of a registered call."""
    with office.live.app.app_context():
        return str(call(on="2026-09-16T09:00").number)


@ON_SQLITE
def test_the_palette_leads_anywhere_by_keyboard(office: Office) -> None:
    number = a_call(office)
    page = office.at(Role.OPERATOR).page
    palette, options = page.get_by_role("dialog", name="搜索和跳转"), page.get_by_role("option")
    # given any page, Ctrl K opens it and Esc closes it
    page.goto("/inbox")
    page.keyboard.press("Control+k")
    expect(palette).to_be_visible()
    expect(options.first).to_contain_text("今日")
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    # when initials of an employer are typed, the arrow keys choose and Enter opens the case
    page.evaluate("document.dispatchEvent(new Event('caseflow:palette'))")
    page.keyboard.type("slwy")
    expect(options).to_have_count(2)
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("dl.strip")).to_contain_text(number)
    # and the initials of a page lead there, without waiting for the list
    page.keyboard.press("Control+k")
    page.keyboard.type("dl")
    with page.expect_navigation(url="**/cases"):
        page.keyboard.press("Enter")


@ON_POSTGRESQL
def test_the_box_searches_without_javascript(office: Office) -> None:
    number = a_call(office)
    desk = office.desk(java_script_enabled=False)
    desk.arrives(office.login(Role.OPERATOR))
    box = desk.page.get_by_role("searchbox", name="搜索全部案件")
    box.fill("班组长 qx")
    with desk.page.expect_navigation():
        box.press("Enter")
    desk.sees("找到 1 件")
    desk.sees(EMPLOYER)
    expect(desk.page.locator("mark").first).to_be_visible()
    desk.follows(number)
    desk.sees("班组长说等甲方结算")
