"""A call at the intake desk with the keyboard only, and in a browser that runs no scripts."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter
from caseflow.kernel.roles import Role
from tests import given
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]

MOST = 12
"""Keys that a full call may take beside its texts; every Tab counts."""

PHONE = "00000001234"


class Keyboard:
    """Hands on the keyboard: texts are typed, and every other key is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed: Counter[str] = Counter()

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed[key] += 1

    def is_in(self, field: str) -> None:
        expect(self.page.locator(f"#{field}")).to_be_focused()


def settled(page: Page) -> None:
    """What follows from the typing has come."""
    page.wait_for_load_state("networkidle")


def test_a_full_call_takes_twelve_keys_beside_its_texts(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR)
    desk.page.goto("/intake")
    hands = Keyboard(desk.page)
    hands.is_in("caller_phone")
    hands.types(PHONE)
    hands.presses("Tab")
    hands.types("张示例")
    hands.presses("Tab", "Space")  # the caller was told how the data are used
    hands.presses("Tab", "Tab", "Tab")  # past text messages, and what is folded
    hands.is_in("employer_name")
    hands.types("示例餐饮有限公司")
    hands.presses("Tab")
    hands.types("示例路1号后厨")
    hands.presses("Tab")
    hands.is_in("category")
    hands.types("qx")
    hands.presses("Tab")
    expect(desk.page.locator("#category")).to_have_value("拖欠工资")
    hands.is_in("facts_text")
    hands.types("两个月工资没有发，班长说等老板回来。")
    hands.presses("Tab")
    hands.types("12000")
    hands.presses("Tab")
    hands.is_in("event_on")
    hands.types("2026-8-31")
    desk.sees("没有找到同一电话、证件或者单位的工单。")
    settled(desk.page)
    with desk.page.expect_navigation():
        hands.presses("Control+Enter")
    desk.sees("NC12351-20260916-0001")
    desk.sees("待派单")
    desk.sees("2027年8月31日")
    assert hands.pressed.total() <= MOST, hands.pressed
    # the code is there to be read out, and the next call is one key away
    expect(desk.page.locator("#query-code")).to_have_text(re.compile(r"^[A-Z0-9]{4} [A-Z0-9]{4}$"))
    with desk.page.expect_navigation():
        hands.presses("n")
    hands.is_in("caller_phone")
    expect(desk.page.locator("#facts_text")).to_have_value("")


def called_before(office: Office) -> str:
    """An open ticket of the caller; its number."""
    with office.live.app.app_context():
        ticket = given.ticket("in_progress", on="2026-09-14")
        with transaction() as session:
            matter = session.get_one(Matter, ticket.matter_id)
            matter.safe_contact = "只在晚上打"
            assert matter.worker
            matter.worker.identify(phone=PHONE)
        return str(ticket.number)


def test_a_call_about_an_open_ticket_is_added_to_it_by_one_key(office: Office) -> None:
    number = called_before(office)
    desk = office.desk_of(Role.OPERATOR)
    # the exchange pops the page up
    desk.page.goto(f"/intake?phone={PHONE}")
    desk.sees(number)
    desk.sees("同一电话")
    desk.sees("安全联系：只在晚上打")
    desk.page.locator("#facts_text").fill("今天又没有发。")
    hands = Keyboard(desk.page)
    with desk.page.expect_navigation():
        hands.presses("Alt+1")
    desk.sees_strip({"编号": number})
    expect(desk.field("这次反映的内容")).to_have_value("今天又没有发。")
    expect(desk.field("优先级").get_by_label("P1 优先办理")).to_be_checked()
    desk.presses("确认追加来电")
    desk.sees("已办理“追加来电”，现在是“办理中”。")


def test_another_matter_of_the_same_caller_is_said_by_one_key(office: Office) -> None:
    number = called_before(office)
    desk = office.desk_of(Role.OPERATOR)
    desk.page.goto("/intake")
    hands = Keyboard(desk.page)
    hands.types(PHONE)
    desk.sees(number)
    hands.presses("Alt+2")
    expect(desk.field("不是同一件事，另立新件")).to_be_checked()
    hands.is_in("caller_name")


def test_a_known_employer_fills_in_what_is_known(office: Office) -> None:
    with office.live.app.app_context():
        given.ticket("in_progress", on="2026-09-14", employer="示例餐饮有限公司")
    desk = office.desk_of(Role.OPERATOR)
    desk.page.goto("/intake")
    desk.page.locator("#employer_name").focus()
    hands = Keyboard(desk.page)
    hands.types("slcy")
    expect(desk.page.get_by_role("option", name="示例餐饮有限公司")).to_be_visible()
    hands.presses("ArrowDown", "Enter")
    expect(desk.page.locator("#employer_name")).to_have_value("示例餐饮有限公司")
    expect(desk.page.locator("#jurisdiction")).to_have_text("属地单位：示例街道工会")
    # the ticket against it is shown, with the reason
    desk.sees("同一单位")


def test_what_is_wrong_is_led_to_from_the_summary(office: Office) -> None:
    desk = office.desk_of(Role.OPERATOR)
    desk.page.goto("/intake")
    hands = Keyboard(desk.page)
    desk.watch.provoked.append(422)
    with desk.page.expect_navigation():
        hands.presses("Control+Enter")
    expect(desk.page.get_by_role("alert")).to_be_focused()
    desk.page.get_by_role("link", name="请填写诉求类别").click()
    hands.is_in("category")
    hands.types("gsrd")
    hands.presses("Enter")
    expect(desk.page.locator("#category")).to_have_value("工伤认定")
    # what does not exist is not kept
    desk.page.locator("#category").fill("没有这一类")
    hands.presses("Tab")
    expect(desk.page.locator("#category")).to_have_value("工伤认定")


def test_everything_can_be_told_without_scripts(office: Office) -> None:
    number = called_before(office)
    desk = office.desk_of(Role.OPERATOR, java_script_enabled=False)
    desk.page.goto("/intake")
    # somebody speaks for several workers, and wants to be kept secret
    desk.unfolds("代他人、匿名、保密、多名职工")
    desk.fills({"反映人": "代他人反映"})
    desk.fills({"姓名": "李示例", "联系电话": PHONE, "与职工的关系": "工友", "职工姓名": "张示例"})
    desk.fills({"要求保密": True, "其他职工": "王示例\n赵示例 00000005678"})
    desk.presses("查找以前的工单")
    desk.sees(number)
    desk.sees("同一电话")
    # what was unfolded stays so, and what is wrong is told
    expect(desk.field("与职工的关系")).to_have_value("工友")
    desk.presses("登记", refused=422)
    desk.sees("有未办结的工单，请选择追加，或者勾选另立新件")
    desk.fills({"不是同一件事，另立新件": True, "已告知个人信息处理规则": True})
    desk.fills({"单位全称": "示例餐饮有限公司", "工作地点": "示例路1号", "诉求类别": "拖欠工资"})
    desk.fills({"诉求内容": "两个月工资没有发。", "涉及人数": "3"})
    # the class is proposed to the office, the case goes to legal aid
    desk.fills({"怎样处置": "转法援"})
    desk.presses("登记")
    desk.sees("NC12351-20260916-0001")
    desk.follows("打开工单")
    desk.sees("话务员登记来电时建议转法律援助")
    desk.sees_strip({"诉求人": "举报保密"})


def test_a_call_is_added_without_scripts(office: Office) -> None:
    number = called_before(office)
    desk = office.desk_of(Role.OPERATOR, java_script_enabled=False)
    desk.page.goto(f"/intake?phone={PHONE}")
    desk.fills({"诉求内容": "今天又没有发。"})
    desk.presses("追加到这件")
    desk.sees_strip({"编号": number})
    desk.presses("确认追加来电")
    desk.sees("已办理“追加来电”")
