"""One matter of wage arrears from the call to the archive, through the pages only."""

import pytest

from caseflow.kernel.roles import Role
from tests.browser import papers
from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def test_wage_arrears_from_the_call_to_the_archive(office: Office) -> None:
    number = a_call_comes_in(office)
    the_township_takes_it(office, number)


def a_call_comes_in(office: Office) -> str:
    operator = office.at(Role.OPERATOR)
    operator.follows("来电登记")
    operator.fills(papers.CALL)
    operator.presses("查找以前的工单")
    operator.sees("没有找到同一电话、证件或者单位的工单。")
    operator.sees("系统建议P2：一般诉求")
    operator.fills({"已查重": True})
    operator.presses("登记")
    operator.sees("待派单")
    operator.sees("还剩 2 小时 0 分钟")
    return operator.page.locator(".registered-number").inner_text()


def the_township_takes_it(office: Office, number: str) -> None:
    dispatcher = office.at(Role.DISPATCHER)
    dispatcher.follows(number)
    dispatcher.sees_strip({"诉求人": "张**", "用人单位": papers.EMPLOYER, "状态": "待派单", "等待": "工单管理员"})
    dispatcher.acts("派单", papers.DISPATCH)
    dispatcher.sees_strip({"状态": "待签收", "等待": "承办单位经办人（示例街道工会）"})
    handler = office.at(Role.HANDLING_UNIT)
    handler.follows(number)
    handler.acts("签收", papers.SIGNED_IN)
    handler.acts("登记首次联系", papers.FIRST_CONTACT)
    handler.page.screenshot(path="/tmp/case.png", full_page=True)
