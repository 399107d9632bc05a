"""The main path in a browser that runs no scripts."""

import pytest

from caseflow.kernel.roles import Role
from tests import given
from tests.browser import papers
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]


def test_registering_acting_and_turning_pages(office: Office) -> None:
    with office.live.app.app_context():
        for number in range(50):
            given.user(Role.CALLBACK, login=f"many-{number:02}")
    desk = office.desk_of(Role.OPERATOR, java_script_enabled=False)
    # a call is registered
    desk.follows("来电登记")
    desk.fills(papers.CALL)
    desk.fills({"涉及人数": "12"})
    desk.presses("登记", refused=422)
    desk.sees("请确认优先级，已按系统建议选好")
    desk.presses("登记")
    desk.follows("打开工单")
    desk.sees_strip({"状态": "待派单"})
    # an action is taken
    ticket = desk.page.locator(".strip-number dd").inner_text()
    desk.is_left_to(office.login(Role.DISPATCHER))
    desk.follows(ticket)
    desk.acts("派单", papers.DISPATCH)
    desk.sees_strip({"状态": "待签收"})
    # a list has more than one page
    desk.is_left_to(office.login(Role.ADMIN))
    desk.follows("用户")
    desk.follows("下一页")
    desk.sees("street-head")
