"""Files brought from a phone, and a worker who is called back until somebody answers."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import FilePayload, Page, expect

from caseflow.kernel.roles import Role
from tests import given
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.desk import Answers, Desk
from tests.browser.test_accessibility import DESK, PHONE
from tests.casework import samples
from tests.web import desk as cases

pytestmark = [pytest.mark.browser, ON_SQLITE]

SAFE = "只在 19:00 前打"


def a_ticket(office: Office, state: str) -> str:
    """The address of a ticket whose worker has a name, a phone and a safe way to be reached."""
    with office.live.app.app_context():
        return f"/hotline/{cases.ticket(state, safe_contact=SAFE).id}"


def faults(page: Page) -> Iterator[str]:
    """What axe finds on a desk and on a phone."""
    page.evaluate(AXE_SCRIPT)
    before = page.viewport_size
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for violation in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            for node in violation["nodes"]:
                yield f"{page.url} {size['width']}: {violation['help']}: {node['html'][:200]}"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{page.url} {size['width']}: wider than the screen"
    if before:
        page.set_viewport_size(before)


def picture(name: str) -> FilePayload:
    return FilePayload(name=name, mimeType="image/png", buffer=samples.png())


def test_photos_are_brought_from_a_phone(office: Office) -> None:
    # given the handler on site with a phone
    address = a_ticket(office, "in_progress")
    handler = office.desk_of(Role.HANDLING_UNIT, viewport=PHONE)
    handler.page.goto(address)
    panel = handler.page.get_by_role("region", name="附件", exact=True)
    expect(panel).to_contain_text("还没有附件")
    # when two files are chosen on the case page, one of which is a program
    program = FilePayload(name="工资.pdf", mimeType="application/pdf", buffer=b"MZ\x90")
    panel.get_by_label("选择文件").set_input_files([picture("现场.png"), program])
    expect(panel).to_contain_text("工资.pdf（0.0 MB）")
    handler.presses("上传附件", refused=422)
    # then one is there, the other is named with the reason, and the picture can be looked at
    handler.sees("《工资.pdf》这是程序或者脚本，不能上传。")
    handler.sees("已上传 1 个附件")
    handler.unfolds("预览")
    image = handler.page.get_by_alt_text("现场.png")
    expect(image).to_be_visible()
    expect(image).to_have_js_property("naturalWidth", 1)
    assert list(faults(handler.page)) == []
    # and a withdrawn one stays, with the reason
    handler.follows(re.compile("^撤下"))
    handler.fills({"理由": "拍错了"})
    handler.presses("确认撤下")
    handler.sees("撤下：拍错了")


def test_a_worker_is_called_until_the_third_try(office: Office) -> None:
    address = a_ticket(office, "callback")
    caller = office.desk_of(Role.CALLBACK)
    # given a call that nobody answers, after the safe way was read
    caller.follows("回拨回访")
    caller.page.get_by_role("main").get_by_role("link", name="回访").first.click()
    caller.sees(SAFE)
    caller.page.get_by_role("link", name="去电").click()
    caller.sees(f"安全联系：{SAFE}")
    caller.presses("显示号码", refused=422)
    caller.fills({"已看过安全联系方式，现在可以拨打": True})
    caller.presses("显示号码")
    caller.sees(cases.PHONE)
    tries(caller, address, "无人接听")
    # when the next try is promised as proposed: tomorrow, in the afternoon
    caller.follows("约下一次")
    expect(caller.field("日期")).to_have_value("2026-09-17")
    expect(caller.field("时段")).to_have_value("14")
    assert list(faults(caller.page)) == []
    caller.presses("约定")
    caller.sees("约定 9月17日 14:00–15:00 回拨")
    assert list(faults(caller.page)) == []
    caller.page.goto("/callbacks")
    caller.sees("已呼叫 1 次")
    assert list(faults(caller.page)) == []
    # and two more calls reach nobody
    office.live.clock.goes_to("2026-09-17T14:05")
    caller.arrives(office.login(Role.CALLBACK))
    tries(caller, address, "关机")
    office.live.clock.goes_to("2026-09-18T09:10")
    caller.arrives(office.login(Role.CALLBACK))
    tries(caller, address, "占线")
    # then the ticket is closed with the three times
    expect(caller.field("第一次回访时间")).to_have_value("2026-09-16T10:00")
    expect(caller.field("第三次回访时间")).to_have_value("2026-09-18T09:10")
    caller.presses("按未联系上办结")
    caller.sees_strip({"状态": "办结"})


def tries(caller: Desk, address: str, result: str) -> None:
    caller.page.goto(f"{address}/call")
    caller.fills({"结果": (result,)})
    caller.presses("登记")
    caller.sees(f"已登记：{result}")


def test_what_the_worker_says_sends_the_ticket_back(office: Office) -> None:
    address = a_ticket(office, "callback")
    caller = office.desk_of(Role.CALLBACK, viewport=PHONE)
    caller.page.goto(f"{address}/call")
    assert list(faults(caller.page)) == []
    said: Answers = {
        "已联系上诉求人": True,
        "是否解决": ("未解决",),
        "满意度": ("不满意",),
        "回访结论": ("回访后重办",),
    }
    caller.fills(said)
    caller.presses("登记回访结果", refused=422)
    caller.sees("请填写理由")
    caller.fills({"重办理由": "承诺的工资没有到账"})
    caller.presses("登记回访结果")
    caller.sees_strip({"状态": "重办"})


def test_an_administrator_sets_the_hours(office: Office) -> None:
    with office.live.app.app_context():
        unit = given.unit_tree().federation.id
    admin = office.desk_of(Role.ADMIN)
    admin.page.goto(f"/admin/units/{unit}")
    admin.follows("设置回拨容量")
    admin.fills({"9:00–10:00": "1", "个别日期": "2026-9-30 0"})
    assert list(faults(admin.page)) == []
    admin.presses("保存")
    admin.sees("已保存回拨容量")
