"""Who a worker is: masked, shown for a reason, and in a confidential matter only when two agree."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from caseflow.kernel.roles import Role
from tests.browser.conftest import ON_SQLITE, Office
from tests.web.desk import NAME, PHONE, ticket

pytestmark = [pytest.mark.browser, ON_SQLITE]

REVEAL = re.compile("^查看身份")


def a_ticket(office: Office, **matter: Any) -> str:
    """The number of a ticket of a worker whose name and phone are known."""
    with office.live.app.app_context():
        return str(ticket(**matter).number)


def test_an_identity_is_shown_once_for_a_reason_that_stays_on_record(office: Office) -> None:
    number = a_ticket(office)
    manager = office.at(Role.MANAGER)
    manager.finds(number)
    manager.sees("电话 139****0000")
    expect(manager.page.get_by_text(PHONE)).to_have_count(0)
    manager.follows(REVEAL)
    manager.presses("查看", refused=422)
    manager.sees("请填写理由")
    manager.fills({"理由": "核对通知书送达电话"})
    manager.presses("查看")
    manager.sees("只显示这一次，已记入审计。")
    manager.sees(PHONE)
    manager.follows("看完了，返回案件页")
    manager.unfolds("查看身份信息")
    manager.sees("核对通知书送达电话")
    expect(manager.page.get_by_text(PHONE)).to_have_count(0)


def test_a_confidential_identity_needs_two_people(office: Office) -> None:
    number = a_ticket(office, confidential=True)
    manager = office.at(Role.MANAGER)
    manager.finds(number)
    manager.sees_strip({"诉求人": "举报保密"})
    manager.follows(REVEAL)
    manager.sees("本案举报保密。查看身份须由另一位督办员批准")
    manager.fills({"理由": "核对举报人"})
    manager.presses("申请查看")
    manager.sees("须由另一人批准")
    # when another one agrees
    other = office.at(Role.MANAGER, 2)
    other.finds(number)
    other.sees("待批准 1")
    other.follows(REVEAL)
    other.presses("批准")
    other.sees("已批准，申请人在 30 分钟内可以查看。")
    # then the first one hears of it, and sees it
    manager = office.at(Role.MANAGER)
    manager.sees("您查看身份信息的申请已批准")
    manager.follows("打开")
    manager.follows(REVEAL)
    manager.fills({"理由": "核对举报人"})
    manager.presses("查看")
    manager.sees(NAME)
    manager.sees(PHONE)
