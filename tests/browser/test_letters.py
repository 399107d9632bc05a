"""From facts to the authority: drafted, reviewed, signed, unanswered, refused, on the pages (一函两书)."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import FilePayload, ViewportSize

from caseflow.casework.db import transaction
from caseflow.casework.models import Suggestion
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.notice.models import Notice, Opinion, Recommendation
from tests import given, when
from tests.browser import papers
from tests.browser.conftest import ON_SQLITE, Office
from tests.browser.desk import Answers, Desk
from tests.casework import samples
from tests.documents.printed import bare, words_of

pytestmark = [pytest.mark.browser, ON_SQLITE]

REMINDER = "演示工监提〔2026〕1号"
OPINION = "演示工监意〔2026〕1号"
RECOMMENDATION = "演示工监建〔2026〕1号"
DESK, PHONE = ViewportSize(width=1280, height=720), ViewportSize(width=390, height=844)
DOOR: FilePayload = {"name": "门口.png", "mimeType": "image/png", "buffer": samples.png()}
BROUGHT: Answers = {"送达方式": "直接送达", "送达地点": "示例路1号", "送达人": papers.SUPERVISORS}
OTHER: dict[str, Any] = {
    "法定代表人": "示例经理",
    "单位地址": "示例路1号",
    "涉及职工人数": "3",
    "违法情形": "未足额支付劳动报酬",
    "整改截止日": "2026-11-30",
}


def test_a_letter_from_the_facts_to_the_authority(office: Office) -> None:
    office.employs(Role.LAWYER, Role.SUPERVISOR)
    with office.live.app.app_context():
        letter = given.reminder("draft", on="2026-09-16", employer_name=papers.EMPLOYER)
        with transaction():
            letter.matter.category = "0101"
        db.session.remove()
    it_is_written_from_clauses(office)
    the_lawyer_sends_it_back_once(office)
    it_is_signed_and_served(office)
    the_employer_has_until_the_last_day(office)
    office.live.wakes("2026-10-10T10:00")
    silence_leads_to_an_opinion(office)
    refusal_leads_to_an_authority(office)
    the_letter_goes_out_with_what_was_before(office)


def it_is_written_from_clauses(office: Office) -> None:
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows("未编号")
    supervisor.chooses("修改拟稿")
    supervisor.page.get_by_label("按约定及时足额支付劳动报酬").check()
    supervisor.presses("采用所选条款")
    letter = supervisor.page.locator("#letter")
    letter.get_by_text("核对并足额支付拖欠的劳动报酬，将支付凭证报我会（收到之日起10个工作日内）").wait_for()
    # what is typed shows in the letter beside it
    supervisor.fills({"联系人及电话": "示例监督员 00000005678"})
    letter.get_by_text("联系人：示例监督员 00000005678。").wait_for()
    supervisor.presses("确认修改拟稿")
    supervisor.acts("提交法律审核", papers.REVIEWER)


def the_lawyer_sends_it_back_once(office: Office) -> None:
    lawyer = office.at(Role.LAWYER, 2)
    lawyer.follows("未编号")
    lawyer.follows("审核意见")
    lawyer.page.locator("#measures-1 summary").click()
    lawyer.page.locator("#measures-1 textarea").fill("请写明从哪个月算起。")
    lawyer.page.locator("#measures-1").get_by_role("button", name="提出意见").click()
    lawyer.sees("请写明从哪个月算起。")
    lawyer.follows("退回修改")
    lawyer.fills({"理由": "见审核意见。"})
    lawyer.presses("确认退回修改")
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows("未编号")
    supervisor.sees_refused("提交法律审核", "还有1条审核意见没有答复")
    supervisor.follows("审核意见")
    supervisor.page.get_by_label("答复内容").fill("已写明自2026年7月起。")
    supervisor.presses("答复")
    supervisor.follows("提交法律审核")
    supervisor.fills(papers.REVIEWER)
    supervisor.presses("确认提交法律审核")
    lawyer = office.at(Role.LAWYER, 2)
    lawyer.follows("未编号")
    lawyer.follows("审核意见")
    lawyer.sees("已写明自2026年7月起。")
    lawyer.page.get_by_role("button", name="关闭这条意见").click()
    lawyer.sees("已关闭")
    lawyer.follows("审核通过")
    lawyer.fills(papers.REMINDER_REVIEW)
    lawyer.presses("确认审核通过")


def it_is_signed_and_served(office: Office) -> None:
    signatory = office.at(Role.SIGNATORY)
    signatory.follows("未编号")
    signatory.acts("签发")
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows(REMINDER)
    it_is_brought(supervisor, "已签收", {"签收人姓名和职务": "前台 测试"})
    supervisor.sees_strip({"状态": "待答复", "提示函书面答复": "●9月30日"})


def it_is_brought(supervisor: Desk, result: str, told: Answers) -> None:
    """Two supervisors stand at the door, one of them with a telephone."""
    supervisor.page.set_viewport_size(PHONE)
    supervisor.follows("现场登记送达")
    supervisor.page.get_by_role("group", name="结果").get_by_label(result).check()
    supervisor.fills({**BROUGHT, **told})
    supervisor.page.get_by_label("照片").set_input_files(DOOR)
    assert supervisor.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    supervisor.presses("登记送达")
    supervisor.sees("照片 1 张")
    supervisor.page.set_viewport_size(DESK)
    supervisor.follows("返回案件页")


def the_employer_has_until_the_last_day(office: Office) -> None:
    """Nothing is proposed while the employer may still answer; the 意见书 is, as soon as the day is over."""
    for time, proposed in (("2026-09-30T23:00", []), ("2026-10-01T08:00", ["opinion"])):
        office.live.wakes(time)
        with office.live.app.app_context():
            found = db.session.scalars(sa.select(Suggestion.process).where(Suggestion.rule == "R1")).all()
            db.session.remove()
        assert found == proposed


def silence_leads_to_an_opinion(office: Office) -> None:
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows(REMINDER)
    supervisor.sees(f"拟办建议：意见书。{REMINDER} 逾期未答复，建议发出意见书")
    supervisor.follows("采纳并填写")
    # the wizard knows the employer, the article and the demand
    letter = supervisor.page.locator("#letter")
    letter.get_by_text(f"{papers.EMPLOYER}：").wait_for()
    letter.get_by_text("（二）核对并足额支付拖欠的劳动报酬").wait_for()
    supervisor.fills({"同一请求的其他程序": "没有", **OTHER})
    supervisor.presses("发起意见书")
    supervisor.sees("已发起意见书。")
    in_the_office(
        office,
        Opinion,
        *("investigate", "conclude_investigation", "submit_review", "pass_review", "sign_off"),
    )


def in_the_office(office: Office, kind: type[Notice], *actions: str) -> None:
    """What the pages of the first letter have shown already is done to the next one without them."""
    with office.live.app.app_context():
        letter = db.session.scalars(sa.select(kind)).one()
        for action in actions:
            when.acts(letter, action, on="2026-10-10 09:00")
        db.session.remove()


def refusal_leads_to_an_authority(office: Office) -> None:
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows(OPINION)
    it_is_brought(supervisor, "拒收，已留置", {"见证人": "测试社区干部", "情况说明": "前台拒签"})
    supervisor.sees(f"拟办建议：建议书。{OPINION} 单位拒收，建议发出建议书")
    supervisor.follows("采纳并填写")
    letter = supervisor.page.locator("#letter")
    letter.get_by_text("人力资源社会保障部门：").wait_for()
    letter.get_by_text(
        f"《工会劳动法律监督提示函》（{REMINDER}），2026年9月16日送达，该单位未书面答复"
    ).wait_for()
    letter.get_by_text(f"《工会劳动法律监督意见书》（{OPINION}），2026年10月10日送达，单位拒收").wait_for()
    basis = "履行法定职责（个人信息保护法第十三条第一款第三项）"
    supervisor.fills(
        {"同一请求的其他程序": "没有", "请求反馈日期": "2026-11-30", "提供个人信息的依据": basis}
    )
    supervisor.presses("发起建议书")
    supervisor.sees("已发起建议书。")
    supervisor.sees_strip({"流程": "建议书", "状态": "拟稿"})


def the_letter_goes_out_with_what_was_before(office: Office) -> None:
    in_the_office(office, Recommendation, "submit_review", "pass_review")
    signatory = office.at(Role.SIGNATORY)
    signatory.follows("未编号")
    signatory.acts("签发")
    signatory.sees_strip({"编号": RECOMMENDATION, "状态": "已签发"})
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows(RECOMMENDATION)
    supervisor.follows("卷宗")
    supervisor.follows("附卷材料")
    for earlier in (REMINDER, OPINION):
        supervisor.sees(earlier)
    supervisor.fills({"用途": "随建议书报送"})
    with supervisor.page.expect_download() as taken:
        supervisor.page.get_by_role("button", name="装订并下载").click()
    said = words_of(Path(taken.value.path()).read_bytes())
    for words in ("附卷材料", REMINDER, OPINION, "门口.png"):
        assert bare(words) in said
    supervisor.page.get_by_role("button", name="存入附件，随函发出").click()
    supervisor.sees("附卷材料（建议书）.pdf")
    supervisor.follows("返回案件页")
    at_the_authority = {"送达地点": "示例大道2号", "签收人姓名和职务": "收发室 测试"}
    it_is_brought(supervisor, "已签收", at_the_authority)
    supervisor.sees_strip({"编号": RECOMMENDATION, "状态": "机关已收到"})
