"""The papers of a transfer to another agency (移送协作文书, domain §2.5)."""

from dataclasses import replace

from caseflow.casework.documents.blocks import Items, Signatures, Strip, Table, grid, line, para
from caseflow.casework.documents.common import (
    CONTACT,
    CONTACT_LINE,
    CREDIT_CODE,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    WORKER,
    WORKERS,
    day,
    some,
    text,
)
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Column, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Numbering

NUMBER = Slot(name="case_no", label="移送函文号", required=False)
AGENCY = Slot(name="agency_name", label="移送部门全称")
SUBJECT = some("subject", "移送事项")
EVIDENCE = Slot(name="evidence_index", label="证据目录", shape=Shape.LIST)


def _papers(source: Source) -> list[tuple[str, str, str]]:
    """The evidence as it was listed, one piece each."""
    lines = str(source.known("evidence_index") or "").splitlines()
    return [(item.strip(), "1", "") for item in lines if item.strip()]


RECEIPT = Strip(
    "接　收　回　执",
    (
        para("你会移送的材料已收到，现将办理意见回复如下："),
        grid(
            (("接收人", ""), ("接收日期", "")),
            (("是否接收", "□ 接收　□ 退回"), ("案号", "")),
            (("退回理由和应当受理的部门", ""),),
        ),
        Signatures(("接收单位（盖章）", "日期")),
    ),
    fresh=True,
)

LETTER = Paper(
    code="transfer_letter",
    label="线索（案件）移送函",
    processes=("transfer",),
    look=Look.LETTER,
    audience=Audience.AGENCY,
    at=("draft",),
    signed_by=("send",),
    own_number=True,
    slots=(
        AGENCY,
        SUBJECT,
        replace(EMPLOYER, required=False),
        CREDIT_CODE,
        EMPLOYER_ADDRESS,
        some("headcount", "涉及职工人数", Shape.NUMBER),
        some("amount", "涉及金额（元）", Shape.MONEY),
        text("clue", "事实和线索"),
        EVIDENCE,
        text("request", "请求事项"),
        Slot(name="sharing_basis", label="提供个人信息的依据"),
        some("sharing_proof", "同意书编号或者依据条款"),
        CONTACT,
    ),
    body=(
        line("{agency_name}："),
        para("我会在工作中了解到以下线索（案件），", "事项：{subject}，", "现移送你单位依法处理。"),
        para(
            "用人单位：{employer_name}",
            "（统一社会信用代码：{credit_code}）",
            "（单位地址：{employer_address}）",
        ),
        para("事实和线索：{clue}"),
        para("涉及职工{headcount}人。", "涉及金额{amount}元。"),
        para("请求事项：{request}"),
        para("移送材料中个人信息的提供依据：{sharing_basis}。", "（{sharing_proof}）"),
        para("请将接收、办理情况和结果书面告知我会。", "联系人：{contact}。"),
        para("附：移送材料清单"),
        Items("evidence_index"),
        RECEIPT,
    ),
)

LIST = Paper(
    code="transfer_list",
    label="移送材料清单",
    processes=("transfer",),
    at=("draft", "approved"),
    look=Look.FORM,
    audience=Audience.AGENCY,
    slots=(
        NUMBER,
        AGENCY,
        Slot(
            name="papers",
            label="材料",
            shape=Shape.TABLE,
            columns=(Column("材料名称", 6), Column("份数", 1), Column("备注", 3, required=False)),
            fill=_papers,
        ),
        WORKERS,
        some("sent_on", "移送日期", Shape.DATE),
        some("maker", "移送人"),
    ),
    body=(
        grid((("移送函文号", "{case_no}"), ("移送日期", "{sent_on}")), (("接收单位", "{agency_name}"),)),
        Table("papers"),
        para("涉及职工（保密，仅供依法办理使用）："),
        Table("workers"),
        para("本清单不含调解笔录等依法保密的内容。"),
        Signatures(("移送人（签名）", "接收人（签名）", "日期", "日期")),
    ),
)

HANDED_OVER = Paper(
    code="transfer_receipt",
    label="接收回执",
    processes=("transfer",),
    at=("sent",),
    look=Look.FORM,
    audience=Audience.AGENCY,
    slots=(
        NUMBER,
        AGENCY,
        SUBJECT,
        some("received_on", "签收日期", Shape.DATE),
        some("receiver", "签收人"),
        some("refused_on", "退回日期", Shape.DATE),
        some("right_agency", "应当受理的部门"),
        some("file_no", "案号"),
    ),
    body=(
        grid(
            (("移送函文号", "{case_no}"), ("移送事项", "{subject}")),
            (("接收单位", "{agency_name}"),),
            (("签收日期", "{received_on}"), ("签收人", "{receiver}")),
            (("案号", "{file_no}"), ("退回日期", "{refused_on}")),
            (("应当受理的部门", "{right_agency}"),),
        ),
        Signatures(("接收单位（盖章）", "日期")),
    ),
)

MEETING = Paper(
    code="joint_meeting",
    label="会商纪要",
    processes=("transfer",),
    look=Look.NOTICE,
    audience=Audience.AGENCY,
    numbering=Numbering(("finish",), "{prefix}会商〔{year}〕"),
    slots=(
        NUMBER,
        SUBJECT,
        Slot(name="meeting_on", label="会商日期", shape=Shape.DATE),
        text("participants", "参加部门和人员"),
        text("clue", "会商的问题", required=False),
        Slot(name="minutes", label="会商意见", shape=Shape.LIST),
        some("owner_agency", "牵头部门"),
        day("action_due_on", "完成日期", required=False),
    ),
    body=(
        para("时间：{meeting_on}"),
        para("参加：{participants}"),
        para("事项：{subject}", "（{case_no}）"),
        para("会商的问题：{clue}"),
        para("会商意见："),
        Items("minutes"),
        para("牵头部门：{owner_agency}。", "完成日期：{action_due_on}。"),
    ),
)

RESULT = Paper(
    code="transfer_result",
    label="办理结果反馈函",
    called=("结果反馈函",),
    processes=("transfer",),
    look=Look.NOTICE,
    audience=Audience.WORKER,
    slots=(
        WORKER,
        NUMBER,
        AGENCY,
        day("sent_on", "移送日期", required=False),
        text("result", "办理结果"),
        some("recovered_amount", "追回金额（元）", Shape.MONEY),
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para("您反映的事项，我会于{sent_on}移送{agency_name}办理。", "（{case_no}）"),
        para("办理结果：{result}"),
        para("追回金额：{recovered_amount}元。"),
        para("对办理结果有异议的，可以依照作出处理的部门告知的途径提出。"),
        CONTACT_LINE,
    ),
)

URGING = Paper(
    code="transfer_urging",
    label="催办函",
    processes=("transfer",),
    look=Look.LETTER,
    audience=Audience.AGENCY,
    numbering=Numbering(("finish",), "{prefix}联催〔{year}〕"),
    slots=(
        NUMBER,
        AGENCY,
        SUBJECT,
        day("sent_on", "移送日期"),
        Slot(name="answer_by", label="请答复的日期", shape=Shape.DATE),
        CONTACT,
    ),
    body=(
        line("{agency_name}："),
        para("我会于{sent_on}向你单位移送的线索（案件），", "（{case_no}）", "至今未收到办理情况反馈。"),
        para("请于{answer_by}前将接收、立案和办理情况书面告知我会。"),
        CONTACT_LINE,
    ),
)

PAPERS = (LETTER, LIST, HANDED_OVER, MEETING, RESULT, URGING)
