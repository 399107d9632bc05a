"""Signing in, the password, and what becomes of a session that nobody uses."""

import re

import pytest
from playwright.sync_api import expect

from caseflow.kernel.roles import Role
from tests import given
from tests.browser import papers
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.watch import ASKED_WHO_IS_HERE

pytestmark = [pytest.mark.browser, ON_SQLITE]


def test_a_wrong_password_is_said_beside_the_form(office: Office) -> None:
    desk, login = office.desk(), office.login(Role.OPERATOR)
    desk.page.goto("/cases?tab=team")
    desk.fills({"登录名": login, "密码": "不是这一句话 12"})
    desk.presses("登录", refused=422)
    expect(desk.page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    expect(desk.page.get_by_role("alert")).to_be_focused()
    expect(desk.page).to_have_title(re.compile("^错误："))
    expect(desk.field("登录名")).to_have_value(login)
    expect(desk.field("密码")).to_have_value("")
    desk.fills({"密码": given.PASSWORD})
    desk.presses("登录")
    expect(desk.page).to_have_title("本单位 · 队列 · 演示区总工会")


def test_a_new_password_takes_the_place_of_the_old_one(office: Office) -> None:
    new = "另一句好记的话 34"
    desk = office.desk_of(Role.OPERATOR)
    desk.page.get_by_text("测试operator", exact=True).click()
    desk.follows("修改密码")
    desk.fills({"现在的密码": given.PASSWORD, "新密码": new, "再输一次新密码": new})
    desk.presses("修改密码")
    desk.sees("密码已修改，其他地方的登录已退出。")
    desk.presses("退出登录")
    desk.fills({"登录名": office.login(Role.OPERATOR), "密码": given.PASSWORD})
    desk.presses("登录", refused=422)
    desk.fills({"密码": new})
    desk.presses("登录")
    desk.sees("今日")


def test_a_session_that_ends_soon_says_so_and_can_be_kept(office: Office) -> None:
    desk = office.desk()
    desk.page.clock.install()
    desk.arrives(office.login(Role.OPERATOR))
    bar = desk.page.locator("#session-bar")
    expect(bar).to_be_hidden()
    # when nothing has been done for 26 minutes, then the page offers to go on
    desk.page.clock.fast_forward("26:00")
    expect(bar).to_contain_text("您有一会儿没有操作，登录即将过期。")
    bar.get_by_role("button").click()
    expect(bar).to_be_hidden()
    # when nobody has answered it, then the page says that the session is over
    desk.page.clock.fast_forward("31:00")
    expect(bar).to_contain_text("登录已过期，已填写的内容还在本页。")


def test_a_form_that_was_sent_too_late_is_not_lost(office: Office) -> None:
    with office.live.app.app_context():
        number = given.ticket("in_progress", on="2026-09-16").number
    desk = office.desk_of(Role.HANDLING_UNIT)
    desk.follows(str(number))
    with desk.page.expect_response(ASKED_WHO_IS_HERE):
        desk.chooses("登记首次联系")
    desk.fills(papers.FIRST_CONTACT)
    expect(desk.page.locator("[data-draft] [role=status]")).to_contain_text("已保存")
    # when the handler was away for longer than the session lasts
    desk.watch.ended = True
    office.live.clock.goes_to("2026-09-16T10:45")
    desk.presses("确认登记首次联系", refused=401)
    desk.watch.ended = False
    desk.sees("登录已过期，您填写的内容已保留。")
    desk.fills({"登录名": office.login(Role.HANDLING_UNIT), "密码": given.PASSWORD})
    desk.presses("登录")
    expect(desk.field("联系情况")).to_have_value(str(papers.FIRST_CONTACT["联系情况"]))
    desk.presses("确认登记首次联系")
    # then it is done as it was written
    desk.sees("已办理“登记首次联系”")
    desk.unfolds("登记首次联系")
    desk.sees(str(papers.FIRST_CONTACT["联系情况"]))
