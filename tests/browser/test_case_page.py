"""The page of a proceeding at work: notes by keyboard, two people at once, a page that has grown old."""

import re
from itertools import product

import pytest
from playwright.sync_api import expect

from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given, when
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.desk import Desk

pytestmark = [pytest.mark.browser, ON_SQLITE]

PRESENCE = re.compile(r"/presence(\?|$)")
"""Where a page says that somebody is here; its script has a like name."""


def ticket(office: Office) -> int:
    with office.live.app.app_context():
        return given.ticket("in_progress", on="2026-09-16T09:00").id


def test_a_note_is_written_without_touching_the_mouse(office: Office) -> None:
    address = f"/hotline/{ticket(office)}"
    desk = office.desk_of(Role.HANDLING_UNIT)
    desk.page.goto(address)
    desk.page.keyboard.press("c")
    expect(desk.page.locator("#text")).to_be_focused()
    desk.page.keyboard.type("acw 已约周五")  # keys are text while one types
    for key in ("Tab", "Tab"):
        desk.page.keyboard.press(key)
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    desk.sees("备注已写下。")
    expect(desk.page.locator(".entry-note")).to_contain_text("acw 已约周五")
    # the menu of actions and the reckoning have keys, too
    desk.page.keyboard.press("a")
    expect(desk.page.locator(".actions .menu-items a").first).to_be_focused()
    desk.page.keyboard.press("Escape")
    with desk.page.expect_navigation():
        desk.page.keyboard.press("w")
    desk.sees("逐日计算")


def test_what_the_worker_reads_is_looked_at_first(office: Office) -> None:
    desk = office.desk_of(Role.HANDLING_UNIT)
    desk.page.goto(f"/hotline/{ticket(office)}")
    desk.page.locator("#text").fill("已约单位周五面谈")
    desk.page.get_by_label("职工：职工本人，先看预览").check()
    desk.presses("写备注")
    expect(desk.page.locator(".letter")).to_contain_text("已约单位周五面谈")
    desk.presses("确认，给职工看")
    desk.sees("备注已写下。")


def looks_again(desk: Desk) -> None:
    """The page comes back into sight, or twenty seconds have passed."""
    with desk.page.expect_response(PRESENCE):
        desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_two_people_see_each_other_and_who_left_is_gone(office: Office) -> None:
    address = f"/hotline/{ticket(office)}"
    one, other = office.desk_of(Role.HANDLING_UNIT), office.desk_of(Role.MANAGER)
    one.page.goto(address)
    other.page.goto(address)
    expect(other.page.locator("#presence")).to_have_text("测试handling-unit 正在查看")
    looks_again(one)
    expect(one.page.locator("#presence")).to_have_text("测试manager 正在查看")
    # one is about to act
    office.live.clock.goes_to("2026-09-16T10:00:30")
    with one.page.expect_response(PRESENCE):
        one.chooses("登记首次联系")
    looks_again(other)
    expect(other.page.locator("#presence")).to_contain_text("正在办理“登记首次联系”")
    # and leaves
    one.page.goto("/")
    office.live.clock.goes_to("2026-09-16T10:01:30")
    looks_again(other)
    expect(other.page.locator("#presence")).to_be_empty()


def test_who_comes_moves_nothing_away_from_under_the_mouse(office: Office) -> None:
    address = f"/hotline/{ticket(office)}"
    one, other = office.desk_of(Role.HANDLING_UNIT), office.desk_of(Role.MANAGER)
    one.page.goto(address)
    # given a click that has begun when somebody else opens the page
    one.page.get_by_role("link", name="反馈办理结果", exact=True).hover()
    one.page.mouse.down()
    with other.page.expect_response(PRESENCE):
        other.page.goto(address)
    looks_again(one)
    expect(one.page.locator("#presence")).not_to_be_empty()
    # then it ends on what it was aimed at
    with one.page.expect_navigation(url=f"**{address}/act/**"):
        one.page.mouse.up()


MOVES = """
new PerformanceObserver((list) => {
  const moved = list.getEntries().flatMap((one) => one.sources);
  window.moves = [...(window.moves ?? []), ...moved.map((source) => source.node?.className)];
}).observe({ type: "layout-shift", buffered: true });
"""
"""Notes what changes its place on a page that nobody touches."""


def test_nothing_moves_while_a_page_is_being_completed(office: Office) -> None:
    address = f"/hotline/{ticket(office)}"
    office.desk_of(Role.HANDLING_UNIT).page.goto(address)
    desk = office.desk_of(Role.DISPATCHER)
    desk.page.add_init_script(MOVES)
    for width, page in product((1440, 390), (address, "/intake")):
        desk.page.set_viewport_size({"width": width, "height": 900})
        desk.page.goto(page)
        desk.page.wait_for_load_state("networkidle")
        assert desk.page.evaluate("window.moves") is None, page


def test_the_same_step_at_the_same_time(office: Office) -> None:
    with office.live.app.app_context():
        address = f"/hotline/{given.ticket('pending_dispatch', on='2026-09-16T09:00').id}/act/dispatch"
    one, other = office.desk_of(Role.DISPATCHER), office.desk_of(Role.DISPATCHER, number=2)
    for desk in (one, other):
        with desk.page.expect_response(PRESENCE):
            desk.page.goto(address)
    expect(other.page.locator("#presence")).to_contain_text("正在办理这一步，请先和对方商量")


def test_a_page_in_the_background_is_silent(office: Office) -> None:
    desk = office.desk_of(Role.MANAGER)
    desk.page.add_init_script("Object.defineProperty(document, 'visibilityState', {get: () => 'hidden'})")
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.goto(f"/hotline/{ticket(office)}")
    desk.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    desk.page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/presence" in url and "static" not in url]


def test_a_page_that_has_grown_old_says_what_is_new_before_anything_is_typed(office: Office) -> None:
    number = ticket(office)
    desk = office.desk_of(Role.HANDLING_UNIT)
    desk.page.goto(f"/hotline/{number}")
    with office.live.app.app_context():
        opened = db.session.get_one(Ticket, number)
        when.acts(opened, "urge", on="2026-09-16T10:00", by=Role.MANAGER)
    desk.chooses("反馈办理结果")
    desk.sees("页面打开以后有更新")
    desk.sees("催办")
