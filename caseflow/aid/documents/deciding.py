"""Aid given, denied, ended (L5–L8, L13)."""

from caseflow.aid.documents.common import AID, NUMBER, series
from caseflow.casework.documents.blocks import Signatures, grid, line, para
from caseflow.casework.documents.common import CONTACT, CONTACT_LINE, EMPLOYER, LIMITATION, WORKER, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.casework.documents.source import Source

FORM = some("aid_form", "援助形式", hint="例如：仲裁代理、诉讼代理")

OBJECTION_TO = Slot(name="objection_to", label="异议审查机关", fill=lambda _: "上级工会或者司法行政部门")
REMEDY = para(
    "如有异议，可以自收到本决定书之日起向{objection_to}提出（《中华人民共和国法律援助法》第四十九条）。"
)


def _reasons(*actions: str) -> Slot:
    def found(source: Source) -> str | None:
        return next((said for action in actions if (said := source.answer(action, "reasons"))), None)

    return Slot(name="reasons", label="理由和依据", shape=Shape.TEXT, fill=found)


GRANTED = Paper(
    code="aid_granted",
    label="给予法律援助决定书",
    processes=AID,
    at=("review", "provisional"),
    signed_by=("approve", "regularise"),
    look=Look.LETTER,
    audience=Audience.WORKER,
    numbering=series("决"),
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        some("matter_type", "援助事项"),
        some("means_ground", "经济状况依据"),
        Slot(
            name="ground",
            label="符合的条件和条款",
            fill=lambda s: s.answer("propose_grant", "ground") or s.known("means_ground"),
        ),
        FORM,
        some("handling", "办理单位"),
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para(
            "你与{employer_name}劳动争议的法律援助申请（{case_no}），",
            "（援助事项：{matter_type}）",
            "经审查，符合以下条件：{ground}。",
        ),
        para(
            "根据《中华人民共和国法律援助法》第四十三条、第六十八条，我会决定给予法律援助。",
            "援助形式：{aid_form}。",
            "办理单位：{handling}。",
        ),
        para(
            "法律援助不收取费用，承办人员不得收取你的任何财物（《中华人民共和国法律援助法》第二十条）。请如实陈述案件情况，及时提供证据，配合承办律师。"
        ),
        CONTACT_LINE,
    ),
)

DENIED = Paper(
    code="aid_denied",
    label="不予法律援助决定书",
    processes=AID,
    at=("review",),
    signed_by=("deny",),
    look=Look.LETTER,
    audience=Audience.WORKER,
    numbering=series("不"),
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        _reasons("deny", "propose_denial"),
        OBJECTION_TO,
        LIMITATION,
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para("你与{employer_name}劳动争议的法律援助申请（{case_no}），经审查，决定不予法律援助。"),
        para("理由和依据：{reasons}"),
        REMEDY,
        para("不予援助不影响你申请仲裁。", "按较早日期推算的仲裁时效最后一日为{limitation_due_on}。"),
        CONTACT_LINE,
    ),
)

TERMINATED = Paper(
    code="aid_terminated",
    label="终止法律援助决定书",
    processes=AID,
    signed_by=("terminate", "end_provisional"),
    look=Look.LETTER,
    audience=Audience.WORKER,
    numbering=series("终"),
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        some("termination_ground", "终止情形"),
        _reasons("terminate", "end_provisional"),
        OBJECTION_TO,
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para(
            "你与{employer_name}劳动争议的法律援助（{case_no}），",
            "因{termination_ground}规定的情形，",
            "我会决定终止。",
        ),
        para("事实和理由：{reasons}"),
        REMEDY,
        CONTACT_LINE,
    ),
)

PROVISIONAL = Paper(
    code="aid_provisional",
    label="先行援助审批表",
    processes=AID,
    look=Look.FORM,
    audience=Audience.INSIDE,
    slots=(
        NUMBER,
        WORKER,
        EMPLOYER,
        some("matter_type", "援助事项"),
        some("limitation_last_day", "时效届满日", Shape.DATE),
        some("provisional_ground", "先行援助的情形"),
        Slot(
            name="reasons",
            label="理由",
            shape=Shape.TEXT,
            required=False,
            fill=lambda s: s.answer("grant_provisional", "reasons"),
        ),
        Slot(name="decider", label="决定人", required=False, fill=lambda s: s.who("grant_provisional")),
    ),
    body=(
        grid(
            (("编号", "{case_no}"), ("申请人", "{worker_name}")),
            (("对方当事人", "{employer_name}"), ("援助事项", "{matter_type}")),
            (("时效届满日", "{limitation_last_day}"), ("先行援助的情形", "{provisional_ground}")),
        ),
        grid((("理由", "{reasons}"),), (("负责人意见", ""),), tall=5),
        grid((("决定人", "{decider}"), ("日期", ""))),
        para("依据《中华人民共和国法律援助法》第四十四条先行提供援助；受援人应当及时补办手续、补充材料。"),
        Signatures(("经办人（签名）", "负责人（签名）")),
    ),
)

OBJECTION = Paper(
    code="aid_objection",
    label="异议审查意见",
    processes=AID,
    look=Look.NOTICE,
    audience=Audience.WORKER,
    slots=(
        NUMBER,
        WORKER,
        some("objection_received_on", "收到异议日期", Shape.DATE),
        text("objection", "异议理由", required=False),
        Slot(name="decided_by", label="异议审查机关"),
        _reasons("uphold_denial", "uphold_termination", "sustain_objection"),
        Slot(
            name="conclusion",
            label="审查结论",
            fill=lambda s: "异议成立，重新审查" if s.when("sustain_objection") else "异议不成立，维持原决定",
        ),
    ),
    body=(
        line("{worker_name}："),
        para(
            "你对法律援助决定（{case_no}）提出的异议，",
            "于{objection_received_on}收到，",
            "经{decided_by}审查，结论为：{conclusion}。",
        ),
        para("你的异议理由：{objection}"),
        para("审查理由和依据：{reasons}"),
    ),
)

DECIDING = (GRANTED, DENIED, TERMINATED, PROVISIONAL, OBJECTION)
