"""Two people who work on the same thing at the same time: nobody's words are lost."""

import pytest
from playwright.sync_api import expect

from caseflow.kernel.roles import Role
from tests import given
from tests.browser import papers
from tests.browser.conftest import ON_SQLITE, Office

pytestmark = [pytest.mark.browser, ON_SQLITE]


def test_a_stale_form_shows_both_versions_and_keeps_what_was_typed(office: Office) -> None:
    # given two people who revise the same draft
    with office.live.app.app_context():
        letter = given.reminder("draft", on="2026-09-16").id
    slow, quick = office.desk_of(Role.SUPERVISOR), office.desk_of(Role.SUPERVISOR, number=2)
    for desk in (slow, quick):
        desk.page.goto(f"/notice/{letter}")
        desk.chooses("修改拟稿")
    # when one is quicker
    quick.fills({"提示建议": "快的人写的"})
    quick.presses("确认修改拟稿")
    quick.sees("已办理“修改拟稿”")
    slow.fills({"提示建议": "慢的人写的", "法律依据": "《劳动法》第五十条"})
    slow.presses("确认修改拟稿", refused=409)
    # then the other one sees what has changed, beside what was typed
    slow.sees("没有提交：这件事刚刚被别人更新过")
    slow.sees("测试supervisor-2 修改拟稿")
    row = slow.page.get_by_role("row", name="提示建议")
    cells = row.get_by_role("cell")
    expect(cells.nth(1)).to_contain_text("快的人写的")
    expect(cells.nth(2)).to_have_text("慢的人写的")
    expect(slow.field("提示建议")).to_have_value("慢的人写的")
    expect(slow.field("法律依据")).to_have_value("《劳动法》第五十条")
    # and can send it on top of that, once it is said what is kept of what both have changed
    slow.presses("已核对，在最新内容上提交", refused=422)
    slow.sees("两边都改过，请选择保留哪一个")
    row.get_by_label("保留我的").check()
    slow.presses("已核对，在最新内容上提交")
    slow.sees("已办理“修改拟稿”")
    slow.sees("慢的人写的")


def test_a_step_that_somebody_else_has_taken_cannot_be_taken_again(office: Office) -> None:
    with office.live.app.app_context():
        ticket = given.ticket("pending_dispatch", on="2026-09-16").id
    slow, quick = office.desk_of(Role.DISPATCHER), office.desk_of(Role.DISPATCHER, number=2)
    for desk in (slow, quick):
        desk.page.goto(f"/hotline/{ticket}")
        desk.chooses("派单")
        desk.fills(papers.DISPATCH)
    quick.presses("确认派单")
    quick.sees("待签收")
    slow.presses("确认派单", refused=409)
    slow.sees("更新以后不能再办理这一步：当前状态是“待签收”，不能派单")
    expect(slow.field("脱敏事实")).to_have_value(str(papers.DISPATCH["脱敏事实"]))
