"""The talks, their extension, their end (M6, M7, M13)."""

from caseflow.casework.documents.blocks import Items, Signatures, Strip, grid, line, para
from caseflow.casework.documents.common import CONTACT, CONTACT_LINE, LIMITATION, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.mediation.documents.parties import MEDIATOR, NAMES, series

SUMMONS = Paper(
    code="mediation_summons",
    label="调解通知",
    title="调解通知书",
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    slots=(
        *NAMES,
        Slot(name="session_at", label="调解时间", shape=Shape.MOMENT),
        some("place_kind", "调解方式"),
        Slot(name="place", label="地点或在线平台"),
        MEDIATOR,
        CONTACT,
    ),
    body=(
        line("{worker_name}、{employer_name}："),
        para(
            "你们之间的劳动争议（{case_no}），定于{session_at}在{place}进行调解。",
            "（{place_kind}）",
            "请准时参加。",
        ),
        para(
            "请携带身份证明、营业执照、劳动合同、工资凭证等与争议有关的材料；委托他人参加的，请提交授权委托书。"
        ),
        para("调解员：{handler}。", "联系人：{contact}。"),
    ),
)

MINUTES = Paper(
    code="mediation_minutes",
    label="调解笔录",
    processes=("mediation",),
    look=Look.FORM,
    audience=Audience.PARTIES,
    slots=(
        *NAMES,
        Slot(name="held_at", label="调解时间", shape=Shape.MOMENT, required=False),
        some("place", "地点"),
        MEDIATOR,
        some("attendance", "到场人员", Shape.TEXT),
        Slot(name="notes", label="陈述和协商经过", shape=Shape.TEXT, private=True),
        some("proposals", "调解方案", Shape.TEXT),
        some("result", "调解结果", Shape.TEXT),
        some("undisputed", "双方没有争议的事实", Shape.LIST, hint="一行一项；单独成页，由双方签名"),
    ),
    body=(
        grid(
            (("案号", "{case_no}"), ("调解时间", "{held_at}")),
            (("职工", "{worker_name}"), ("用人单位", "{employer_name}")),
            (("地点", "{place}"), ("调解员", "{handler}")),
            (("到场人员", "{attendance}"),),
        ),
        grid((("陈述和协商经过", "{notes}"),), tall=12),
        grid((("调解方案", "{proposals}"),), (("调解结果", "{result}"),), tall=4),
        para("为达成调解所作的让步，不得在此后的仲裁、诉讼中作为对其不利的证据。本笔录保密，不随案移送。"),
        Signatures(("职工（签名）", "用人单位（签名或者盖章）", "调解员（签名）", "记录人（签名）")),
        Strip(
            "无争议事实记载",
            (
                para("职工：{worker_name}　用人单位：{employer_name}　案号：{case_no}"),
                para("双方当事人对下列事实没有争议："),
                Items("undisputed", brackets=True),
                para("双方当事人已阅读并确认以上记载。"),
                Signatures(("职工（签名）", "用人单位（签名或者盖章）", "调解员（签名）", "日期")),
            ),
            fresh=True,
        ),
    ),
)

EXTENSION = Paper(
    code="mediation_extension",
    label="延期同意书",
    title="延长调解期限同意书",
    processes=("mediation",),
    look=Look.FORM,
    audience=Audience.PARTIES,
    at=("in_mediation", "extended"),
    slots=(
        *NAMES,
        Slot(name="ends_on", label="原期限届满日", shape=Shape.DATE, fill=lambda s: s.due("MD4")),
        Slot(name="extended_to", label="新的截止日", shape=Shape.DATE),
        text("reason", "延期原因"),
    ),
    body=(
        para("案号：{case_no}"),
        para(
            "{worker_name}与{employer_name}的劳动争议，调解期限原定于{ends_on}届满。双方自愿同意将调解期限延长至{extended_to}。"
        ),
        para("延期原因：{reason}"),
        para("延长调解期限不影响任何一方随时终止调解、依法申请仲裁。"),
        Signatures(("职工（签名）", "用人单位（签名或者盖章）", "调解员（签名）", "日期")),
    ),
)

FAILED = Paper(
    code="mediation_failed",
    label="调解终止通知（意见）书",
    called=("调解终止通知书", "调解终止意见书", "仲裁告知"),
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    signed_by=("fail",),
    at=("consent", "accepted", "assigned", "in_mediation", "extended"),
    numbering=series("终"),
    slots=(
        *NAMES,
        Slot(name="fail_reason", label="终止原因"),
        Slot(name="reason", label="情况说明", shape=Shape.TEXT, required=False),
        some("commission", "可以申请仲裁的委员会"),
        LIMITATION,
        some("evidence_list", "申请仲裁时建议准备的证据", Shape.LIST),
        some("aid_contact", "法律援助联系方式"),
        CONTACT,
    ),
    body=(
        line("{worker_name}、{employer_name}："),
        para("你们之间的劳动争议（{case_no}），因{fail_reason}，调解终止。"),
        para("当事人可以依法向劳动人事争议仲裁委员会申请仲裁，仲裁不收费。", "（{commission}）"),
        para("申请仲裁的时效期间为一年，", "按较早日期推算的最后一日为{limitation_due_on}，", "请尽快申请。"),
        para("需要法律援助的，可以联系：{aid_contact}。"),
        CONTACT_LINE,
        para("附：申请仲裁建议准备的证据：{evidence_list}"),
    ),
)

TALKING = (SUMMONS, MINUTES, EXTENSION, FAILED)
