"""One matter of wage arrears from the call to the archive, through the pages only."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from caseflow.aid.models import AidCase
from caseflow.casework import attachments, audit
from caseflow.casework.filing.wholeness import missing
from caseflow.casework.models import Proceeding
from caseflow.casework.uploads import Upload
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from caseflow.mediation.models import Mediation
from caseflow.notice.models import Reminder
from tests import given
from tests.browser import papers
from tests.browser.conftest import ON_POSTGRESQL, Office
from tests.casework import samples

pytestmark = [pytest.mark.browser, ON_POSTGRESQL]

TICKET = "NC12351-20260916-0001"
MEDIATION = "（演示工）人调字〔2026〕第1号"
AID = "演示工援申〔2026〕1号"
REMINDER = "演示工监提〔2026〕1号"


def test_wage_arrears_from_the_call_to_the_archive(office: Office) -> None:
    office.employs(Role.MEDIATOR, Role.LAWYER, Role.SUPERVISOR)
    a_call_comes_in(office)
    the_township_takes_it(office)
    the_mediators_are_appointed(office)
    a_reminder_is_signed_and_served(office)
    mediation_fails(office)
    aid_is_granted(office)
    office.live.wakes("2026-10-10T10:00")
    silence_calls_for_an_opinion(office)
    office.live.wakes("2026-10-15T10:00")
    the_employer_has_paid(office)
    aid_is_concluded(office)
    the_ticket_is_answered(office)
    the_caller_is_asked(office)
    everything_is_filed(office)


def a_call_comes_in(office: Office) -> None:
    operator = office.at(Role.OPERATOR)
    operator.follows("来电登记")
    operator.fills(papers.CALL)
    operator.sees("没有找到同一电话、证件或者单位的工单。")
    operator.sees("系统建议P2：一般诉求")
    operator.presses("登记")
    operator.sees(TICKET)
    operator.sees("待派单")
    operator.sees("还剩 2 小时 0 分钟")


def the_township_takes_it(office: Office) -> None:
    dispatcher = office.at(Role.DISPATCHER)
    dispatcher.follows(TICKET)
    dispatcher.sees_strip({"诉求人": "张**", "用人单位": papers.EMPLOYER})
    dispatcher.sees_strip({"状态": "待派单", "等待": "工单管理员（示例区总工会）", "派单": "▲"})
    dispatcher.acts("派单", papers.DISPATCH)
    dispatcher.sees_strip({"状态": "待签收", "等待": "承办单位经办人（示例街道工会）"})
    handler = office.at(Role.HANDLING_UNIT)
    handler.follows(TICKET)
    handler.acts("签收", papers.SIGNED_IN)
    handler.acts("登记首次联系", papers.FIRST_CONTACT)
    handler.opens("劳动争议调解", papers.MEDIATION)
    handler.opens("提示函", papers.PROPOSED)
    handler.sees_strip({"编号": "未编号", "状态": "拟稿", "等待": "劳动法律监督员（示例区总工会）"})
    handler.follows(f"热线工单 {TICKET}")
    handler.sees_strip({"状态": "转专项办理"})
    handler.sees_refused("反馈办理结果", "还有2件关联办理未结束，不能办结")


def the_mediators_are_appointed(office: Office) -> None:
    head = office.at(Role.MEDIATION_HEAD)
    head.follows(MEDIATION)
    head.acts("征询对方意见", papers.OTHER_PARTY)
    head.acts("受理", papers.ACCEPTED)
    head.acts("指定调解员", papers.PANEL)
    head.sees_strip({"状态": "已定调解员", "等待": "测试mediator（示例区总工会）"})


def a_reminder_is_signed_and_served(office: Office) -> None:
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows("未编号")
    supervisor.sees_refused("提交法律审核", "请先完成拟稿")
    supervisor.acts("修改拟稿", papers.REMINDER)
    supervisor.acts("提交法律审核", papers.REVIEWER)
    supervisor.sees_strip({"状态": "法律审核", "等待": "援助律师"})
    reviewer = office.at(Role.LAWYER, 2)
    reviewer.follows("未编号")
    reviewer.acts("审核通过", papers.REMINDER_REVIEW)
    signatory = office.at(Role.SIGNATORY)
    signatory.follows("未编号")
    signatory.acts("签发")
    signatory.sees_strip({"编号": REMINDER, "状态": "已签发", "签发后送达": "▲9月20日"})
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows(REMINDER)
    supervisor.acts("开始送达", papers.SERVICE)
    supervisor.acts("登记送达", {**papers.SERVED, "送达日期": "2026-9-16"})
    supervisor.sees_strip({"状态": "待答复", "提示函书面答复": "●9月30日"})


def mediation_fails(office: Office) -> None:
    mediator = office.at(Role.MEDIATOR)
    mediator.follows(MEDIATION)
    mediator.acts("首次调解", papers.SESSION)
    mediator.acts("终止调解", papers.FAILED)
    mediator.sees_strip({"状态": "终止"})
    mediator.sees("拟办建议：法律援助。终止调解，可为职工提供法律援助申请仲裁")
    mediator.follows("采纳并填写")
    mediator.fills(papers.AID)
    mediator.presses("发起法律援助")
    mediator.sees("已发起法律援助。")


def aid_is_granted(office: Office) -> None:
    reviewer = office.at(Role.AID_REVIEWER)
    reviewer.follows(AID)
    reviewer.acts("收件审查")
    reviewer.acts("拟给予援助", papers.GRANT)
    head = office.at(Role.AID_HEAD)
    head.finds(AID)
    head.acts("签批给予援助")
    head.acts("指派律师", papers.LAWYER)
    lawyer = office.at(Role.LAWYER)
    lawyer.follows(AID)
    lawyer.acts("登记签订委托", papers.ENGAGED)
    lawyer.acts("开始代理", papers.REPRESENTATION)
    lawyer.sees_strip({"状态": "代理中", "等待": "测试lawyer（示例区总工会）"})


def silence_calls_for_an_opinion(office: Office) -> None:
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows(REMINDER)
    supervisor.sees_strip({"状态": "逾期未复", "等待": "劳动法律监督员", "提出逾期后的下一步": "▲"})
    supervisor.sees(f"拟办建议：意见书。{REMINDER} 逾期未答复，建议发出意见书")
    supervisor.acts("提出升级为意见书", papers.ESCALATION)
    supervisor.sees_refused("提出升级为意见书", "已提出，等待签发人决定")
    signatory = office.at(Role.SIGNATORY)
    signatory.finds(REMINDER)
    signatory.acts("决定升级为意见书")
    signatory.sees_strip({"状态": "已转意见书"})
    signatory.sees("意见书 未编号")


def the_employer_has_paid(office: Office) -> None:
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.follows("未编号")
    supervisor.sees_strip({"流程": "意见书", "状态": "拟稿", "等待": "劳动法律监督员"})
    supervisor.sees_refused("作出调查结论", "请先登记调查核实情况")
    signatory = office.at(Role.SIGNATORY)
    signatory.finds("未编号")
    signatory.acts("决定不发出", papers.SETTLED)
    signatory.sees_strip({"状态": "不予发出", "等待": "档案员"})


def aid_is_concluded(office: Office) -> None:
    lawyer = office.at(Role.LAWYER)
    lawyer.follows(AID)
    lawyer.acts("结案", papers.OUTCOME)
    the_file_is_complete(office, AidCase, Role.LAWYER)
    lawyer.acts("提交案卷", {"立卷材料齐全": True})
    reviewer = office.at(Role.AID_REVIEWER)
    reviewer.follows(AID)
    reviewer.acts("审核案卷", papers.AID_FILE)
    head = office.at(Role.AID_HEAD)
    head.finds(AID, "办结")
    head.acts("确认补贴已付", {"财务已向律师付清补贴": True})


def the_ticket_is_answered(office: Office) -> None:
    handler = office.at(Role.HANDLING_UNIT)
    handler.follows(TICKET)
    handler.sees_strip({"状态": "办理中", "办理（一般问题）": "▲"})
    handler.acts("反馈办理结果", papers.RESULT)
    dispatcher = office.at(Role.DISPATCHER)
    dispatcher.follows(TICKET)
    dispatcher.acts("审核通过", papers.REVIEW)


def the_caller_is_asked(office: Office) -> None:
    caller = office.at(Role.CALLBACK)
    caller.follows(TICKET)
    caller.acts("回访办结", papers.CALLBACK)
    caller.sees("办结，等待档案员（示例街道工会）归档。")


def everything_is_filed(office: Office) -> None:
    archivist = office.at(Role.ARCHIVIST)
    archivist.follows(REMINDER)
    archivist.sees_refused("归档", "尚未向实名投诉人反馈结果，请先反馈")
    supervisor = office.at(Role.SUPERVISOR)
    supervisor.finds(REMINDER, "办结")
    supervisor.acts("反馈实名投诉人", papers.FEEDBACK)
    the_file_is_complete(office, Reminder, Role.SUPERVISOR)
    the_file_is_complete(office, Mediation, Role.MEDIATOR)
    archivist = office.at(Role.ARCHIVIST)
    for number in (AID, MEDIATION, REMINDER, "未编号", TICKET):
        archivist.follows("今日")
        archivist.follows(number)
        archivist.acts("归档", papers.FILE)
        archivist.sees("已归档，已全部办结。")
    with office.live.app.app_context():
        _, broken = audit.verify(db.session())
    assert broken is None


def the_file_is_complete(office: Office, model: type[Proceeding], role: Role) -> None:
    """What its list of contents asks for is signed, scanned and brought."""
    with office.live.app.app_context():
        case, viewer = db.session.scalars(sa.select(model)).one(), given.viewer(role)
        for pages, entry in enumerate(missing(db.session(), case), 1):
            scan = Upload(f"{entry.label}.pdf", BytesIO(samples.pdf(pages)))
            proves = [*(f"paper:{code}" for code in entry.papers), *entry.proves, ""][0]
            material = None if proves else entry.materials[0]
            at = office.live.clock.at
            attachments.attach(case.id, [scan], proves=proves, material=material, viewer=viewer, at=at)
