"""Keys act on what is there, and on nothing while somebody types or composes; hints stay closed."""

import re

import pytest
from playwright.sync_api import Page, expect

from caseflow.kernel.roles import Role
from tests import given
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]

COMPOSING = """() => {
  for (const init of [{ isComposing: true }, { keyCode: 229 }])
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, ...init }));
}"""


def ends_at(page: Page, path: str) -> None:
    """The page has that address, and has heard of its keys."""
    expect(page).to_have_url(re.compile(f"{path}$"))
    page.wait_for_load_state("domcontentloaded")


def test_keys_lead_to_pages_and_through_rows(office: Office) -> None:
    with office.live.app.app_context():
        first, second = (given.ticket("in_progress", on=on) for on in ("2026-09-14", "2026-09-15"))
        numbers = [str(ticket.number) for ticket in (first, second)]
    desk = office.desk_of(Role.MANAGER)
    page = desk.page
    page.keyboard.type("gq")
    ends_at(page, "/cases")
    page.keyboard.type("gb")
    ends_at(page, "/board")
    page.keyboard.type("gt")
    ends_at(page, "/")
    page.goto("/cases?tab=team")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=numbers[0])).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=numbers[1])).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=numbers[1])).to_be_focused()
    page.keyboard.press("k")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    desk.sees_strip({"编号": numbers[0]})
    # the case page: why this date
    page.keyboard.press("w")
    expect(page).to_have_url(re.compile(r"/clocks/\d+"))


def test_keys_are_off_while_one_types_or_composes(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR)
    page = desk.page
    page.keyboard.press("/")
    box = page.locator("#search-box")
    expect(box).to_be_focused()
    page.keyboard.type("n gq ?")
    expect(box).to_have_value("n gq ?")
    ends_at(page, "/")
    # the input method is choosing a character
    box.blur()
    page.evaluate(COMPOSING)
    page.wait_for_timeout(200)
    ends_at(page, "/")
    # with other keys held, browsers and readers come first; a target that is not there is nothing
    for key in ("Alt+n", "g", "z", "b"):
        page.keyboard.press(key)
    ends_at(page, "/")
    page.wait_for_timeout(1600)  # “g” has been forgotten
    page.keyboard.press("n")
    ends_at(page, "/intake")


def test_the_sheet_lies_over_the_page(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR)
    page = desk.page
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="帮助")
    expect(sheet).to_contain_text("快捷键")
    page.keyboard.press("n")
    ends_at(page, "/")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("n")
    ends_at(page, "/intake")


def test_a_hint_that_was_closed_stays_closed_for_its_reader(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR)
    hints = desk.page.locator(".hint-card:visible")
    expect(hints).to_contain_text("来电时按 n 打开来电登记")
    desk.page.get_by_role("button", name="知道了").click()
    expect(hints).to_have_count(0)
    desk.page.reload()
    expect(hints).to_have_count(0)
    desk.is_left_to(office.login(Role.OPERATOR, 2))
    expect(hints).to_have_count(1)


def test_without_scripts_hints_and_the_sheet_are_there(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR, java_script_enabled=False)
    desk.unfolds("提示")
    desk.sees("来电时按 n 打开来电登记")
    desk.follows("帮助")
    desk.sees("快捷键")


def test_guidance_follows_the_form(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR)
    page = desk.page
    page.goto("/intake")
    guidance, deadlines = page.locator("#guidance"), page.locator("#deadlines")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#caller_name").fill("示例甲")
    page.locator("#caller_phone").fill("13900000000")
    expect(deadlines).to_contain_text("派单")
    guidance.get_by_label("有：冒险作业").check()
    expect(guidance).to_contain_text("P0 立即处置")
    page.locator("#event_on").fill("2025-10-01")
    page.keyboard.press("Tab")
    expect(deadlines).to_contain_text("2026年10月1日")
    expect(deadlines).to_contain_text("顺延至2026年10月8日")
    # nothing that identifies anybody goes into an address
    parts = [url for url in asked if "/intake/guidance" in url or "/intake/deadlines" in url]
    assert parts
    assert not any("13900000000" in url or "caller" in url or "csrf" in url for url in parts)
    # an item goes into the answer, with what it rests on
    item = guidance.get_by_role("group").filter(has_text="到哪里申请仲裁，不收费")
    item.get_by_text("到哪里申请仲裁，不收费").click()
    item.get_by_role("button", name="引用到答复").click()
    expect(page.locator("#knowledge_item")).to_have_value("T02 到哪里申请仲裁，不收费")
    expect(page.locator("#legal_basis")).to_have_value(re.compile("第二十一条、.*第五十三条"))
