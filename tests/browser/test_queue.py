"""The queue in a browser: choose, preview, confirm; a list that keeps itself up to date; without scripts."""

import pytest
from playwright.sync_api import Page, expect

from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given, when
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]

TEAM = "/cases?tab=team"
URGING = {"催办原因": "超期", "限几个工作日内答复": "2", "意见": "请尽快办理"}


def tickets(office: Office, count: int) -> list[int]:
    """Tickets in hand, the earliest first."""
    with office.live.app.app_context():
        return [given.ticket("in_progress", on=f"2026-09-{10 + n}").id for n in range(count)]


def box(page: Page, id: int) -> str:
    return f'input[name="pick"][value="{id}"]'


def stands_before_its_row(page: Page, id: int) -> bool:
    """On a telephone the box lies on nothing of the row; the page is as wide as before afterwards."""
    wide = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    pick = page.locator(box(page, id)).bounding_box()
    number = page.locator(f'[data-row="{id}"] [data-open]').bounding_box()
    if wide:
        page.set_viewport_size(wide)
    return bool(pick and number and pick["x"] + pick["width"] < number["x"])


def asks(page: Page) -> None:
    """The list asks for itself, as it does when the page comes to the front again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_some_are_chosen_looked_at_and_urged(office: Office) -> None:
    ids = tickets(office, 4)
    desk = office.desk_of(Role.MANAGER)
    desk.page.goto(TEAM)
    # when a range is chosen with the shift key
    desk.page.click(box(desk.page, ids[0]))
    desk.page.click(box(desk.page, ids[2]), modifiers=["Shift"])
    desk.sees("已选 3 件")
    desk.presses("催办")
    # then the preview lists them, and one can still be left out
    desk.sees("可以办理 3 件，跳过 0 件")
    desk.page.uncheck(f'input[name="pick"][value^="{ids[1]}."]')
    desk.fills(URGING)
    desk.presses("确认催办")
    desk.sees("已办理 2 件")


def test_every_row_is_chosen_at_once(office: Office) -> None:
    ids = tickets(office, 3)
    desk = office.desk_of(Role.MANAGER)
    desk.page.goto(TEAM)
    assert stands_before_its_row(desk.page, ids[0])
    desk.page.get_by_label("全选本页").check()
    desk.sees("已选 3 件")
    desk.page.get_by_label("全选本页").uncheck()
    desk.sees("勾选后可以批量办理")


def test_without_scripts_too(office: Office) -> None:
    ids = tickets(office, 2)
    desk = office.desk_of(Role.MANAGER, java_script_enabled=False)
    desk.page.goto(TEAM)
    desk.page.check(box(desk.page, ids[1]))
    desk.presses("催办")
    desk.fills(URGING)
    desk.presses("确认催办")
    desk.sees("已办理 1 件")
    # and a view is kept
    desk.page.goto(f"{TEAM}&light=overdue")
    desk.unfolds("存为视图")
    desk.fills({"视图名称": "超期未办"})
    desk.presses("保存")
    expect(desk.page.get_by_role("link", name="超期未办")).to_have_attribute("aria-current", "page")


def test_the_list_keeps_itself_up_to_date_but_not_under_the_hands_of_its_reader(office: Office) -> None:
    ids = tickets(office, 2)
    desk = office.desk_of(Role.MANAGER)
    desk.page.goto(TEAM)
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url) if "/cases" in request.url else None)
    # given a row that is chosen
    desk.page.check(box(desk.page, ids[0]))
    with office.live.app.app_context():
        when.acts(given_ticket(ids[1]), "log_first_contact", on="2026-09-16 10:00")
    # when the list would ask for itself, then it does not
    asks(desk.page)
    assert asked == []
    expect(desk.page.locator(box(desk.page, ids[0]))).to_be_checked()
    # but it does once nothing is chosen any more, and marks what has changed
    desk.page.uncheck(box(desk.page, ids[0]))
    asks(desk.page)
    expect(desk.page.locator(f'[data-row="{ids[1]}"]')).to_have_class("row-changed")
    expect(desk.page.locator(f'[data-row="{ids[0]}"]')).not_to_have_class("row-changed")
    assert desk.page.url.endswith(TEAM)
    # and what is then chosen can be acted upon
    desk.page.check(box(desk.page, ids[1]))
    desk.sees("已选 1 件")


def given_ticket(id: int) -> Ticket:
    return db.session.get_one(Ticket, id)
