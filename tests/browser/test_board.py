"""The board in a browser: a number, its list, several of it urged after a preview."""

import pytest
from playwright.sync_api import expect

from caseflow.kernel.roles import Role
from tests import given
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.test_queue import URGING

pytestmark = [pytest.mark.browser, ON_SQLITE]


def test_a_number_leads_to_its_list_and_some_of_it_are_urged(office: Office) -> None:
    # given three tickets that are late and one that is not
    with office.live.app.app_context():
        for day in (8, 9, 10, 16):
            given.ticket("in_progress", on=f"2026-09-{day:02}")
    desk = office.desk_of(Role.MANAGER)
    desk.page.goto("/")
    desk.page.keyboard.press("g")
    desk.page.keyboard.press("b")
    # when the manager opens a number and chooses two of its list
    desk.page.get_by_role("link", name="热线工单，超期，3 件").click()
    rows = desk.page.locator("#list tbody tr")
    expect(rows).to_have_count(3)
    for n in (0, 1):
        rows.nth(n).get_by_role("checkbox").check()
    desk.sees("已选 2 件")
    desk.presses("催办")
    # then the preview says what will be sent to whom, and afterwards what became of each
    desk.sees("可以办理 2 件，跳过 0 件")
    desk.fills(URGING)
    desk.presses("确认催办")
    desk.sees("已办理 2 件")
    # and the list says that they were urged
    desk.page.goto("/board?flow=ticket&light=overdue")
    expect(rows.get_by_text("1 次")).to_have_count(2)
    # and what needs a look came in beside it
    expect(desk.page.get_by_role("heading", name="待查")).to_be_visible()
