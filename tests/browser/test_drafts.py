"""Nobody loses a word: the page is closed, the line is cut, the session ends, a second tab is open."""

import re

import pytest
from playwright.sync_api import Page, expect

from caseflow.kernel.roles import Role
from tests import given
from tests.browser import papers
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.desk import Desk

pytestmark = [pytest.mark.browser, ON_SQLITE]

SAVED = re.compile(r"已保存 \d\d:\d\d")
WORDS = "两个月工资没有发，班长说等老板回来。"


def sees_kept(page: Page) -> None:
    expect(page.locator("[data-draft] [role=status]")).to_have_text(SAVED)


def at_intake(office: Office) -> Desk:
    desk = office.desk_of(Role.OPERATOR)
    desk.page.context.route("**/intake/look", lambda route: route.fulfill(status=204))
    desk.page.goto("/intake")
    return desk


def at_first_contact(office: Office) -> Desk:
    with office.live.app.app_context():
        ticket = given.ticket("in_progress", on="2026-09-16").id
    desk = office.desk_of(Role.HANDLING_UNIT)
    desk.page.goto(f"/hotline/{ticket}/act/log_first_contact")
    return desk


def test_a_page_that_dies_is_taken_up_at_another_pc(office: Office) -> None:
    # given a call that is half written down
    desk = at_intake(office)
    desk.fills({"姓名": "张示例", "诉求类别": "拖欠工资", "诉求内容": WORDS, "涉及金额（元）": "很多"})
    sees_kept(desk.page)
    # when the page is gone, and the operator signs in elsewhere
    desk.page.close(run_before_unload=False)
    other = office.desk_of(Role.OPERATOR)
    other.sees("张示例")
    other.follows("来电登记")
    # then everything is there, also what is no amount
    other.follows(re.compile("继续.*张示例"))
    expect(other.field("诉求内容")).to_have_value(WORDS)
    expect(other.field("涉及金额（元）")).to_have_value("很多")
    expect(other.field("诉求类别")).to_have_value("拖欠工资")
    # and once it is registered, no draft is left
    other.fills(papers.CALL)
    other.presses("登记")
    other.page.goto("/")
    expect(other.page.locator("#drafts")).to_be_hidden()


def test_what_was_typed_just_before_leaving_is_kept_too(office: Office) -> None:
    desk = at_intake(office)
    desk.fills({"姓名": "张示例"})
    desk.page.goto("/")
    desk.page.goto("/intake")
    expect(desk.page.locator("#drafts")).to_contain_text("张示例")


def test_offline_it_waits_and_online_it_saves(office: Office) -> None:
    desk = at_first_contact(office)
    desk.page.context.set_offline(True)
    desk.fills({"联系情况": WORDS})
    status = desk.page.locator("[data-draft] [role=status]")
    expect(status).to_have_text("没有保存：连不上服务器，内容还在本页，稍后自动再存")
    desk.page.context.set_offline(False)
    sees_kept(desk.page)
    # the browser itself says that it was cut off
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in desk.watch.faults)
    desk.watch.faults.clear()


def test_the_session_ends_while_typing(office: Office) -> None:
    # given a form that is open while its author does something else
    desk = at_first_contact(office)
    desk.page.route("**/presence*", lambda route: route.fulfill(status=204))
    office.live.clock.goes_to("2026-09-16T10:45")
    # when typing goes on, then the page says so and keeps it all
    desk.fills({"联系情况": WORDS})
    status = desk.page.locator("[data-draft] [role=status]")
    expect(status).to_have_text("登录已过期，您填写的内容已存为草稿。内容还在本页。")
    # and when the author has signed in beside it, it goes on by itself
    with desk.page.expect_popup() as opened:
        desk.page.locator("[data-draft]").get_by_role("link", name="在新窗口登录").click()
    beside = Desk(opened.value, desk.watch)
    beside.fills({"登录名": office.login(Role.HANDLING_UNIT), "密码": given.PASSWORD})
    beside.presses("登录")
    sees_kept(desk.page)
    desk.fills(papers.FIRST_CONTACT)
    desk.presses("确认登记首次联系")
    desk.sees("已办理“登记首次联系”")
    # what else the page asked for meanwhile was refused as well
    assert set(desk.watch.refused) == {401}
    desk.watch.provoked += desk.watch.refused


def test_two_tabs_of_one_draft_keep_what_each_has_typed(office: Office) -> None:
    desk = at_intake(office)
    desk.fills({"姓名": "张示例"})
    sees_kept(desk.page)
    second = Desk(desk.page.context.new_page(), desk.watch)
    second.page.goto("/intake")
    second.follows(re.compile("继续.*张示例"))
    second.fills({"单位全称": "第二页公司"})
    sees_kept(second.page)
    desk.fills({"单位全称": "第一页公司"})
    expect(desk.page.locator("[data-draft] [role=status]")).to_contain_text("这里的内容已另存一份")
    desk.fills({"工作地点": "示例路1号"})
    sees_kept(desk.page)
    second.page.goto("/")
    expect(second.page.locator("#drafts")).to_contain_text("张示例 · 第一页公司")
    expect(second.page.locator("#drafts")).to_contain_text("张示例 · 第二页公司")


def test_a_draft_is_put_aside_and_brought_back_without_leaving_the_page(office: Office) -> None:
    desk = at_intake(office)
    desk.fills({"姓名": "张示例"})
    sees_kept(desk.page)
    desk.page.goto("/")
    drafts = desk.page.locator("#drafts")
    drafts.get_by_role("button", name="作废", exact=False).click()
    expect(drafts).to_contain_text("已作废：来电登记 张示例")
    drafts.get_by_role("button", name="撤销作废").click()
    expect(drafts.get_by_role("link", name=re.compile("^继续"))).to_be_visible()


def test_without_javascript_a_button_keeps_it(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR, java_script_enabled=False)
    desk.follows("来电登记")
    desk.fills({"姓名": "张示例", "诉求内容": WORDS})
    desk.presses("存草稿")
    desk.sees("草稿已保存，10:00。")
    expect(desk.field("诉求内容")).to_have_value(WORDS)
    desk.follows("今日")
    desk.page.get_by_role("button", name=re.compile("^作废")).click()
    desk.page.get_by_role("button", name=re.compile("^撤销作废")).click()
    desk.follows(re.compile("^继续"))
    expect(desk.field("姓名")).to_have_value("张示例")
