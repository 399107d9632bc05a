"""The four letters; each is frozen when it is signed (N4, domain §4.2–4.5)."""

from caseflow.casework.documents.blocks import Items, Part, line, para
from caseflow.casework.documents.common import (
    CATEGORY,
    CONTACT,
    CONTACT_LINE,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    LEGAL_REPRESENTATIVE,
    day,
    some,
    text,
)
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Fill, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.law import current_law
from caseflow.kernel.calendar.lengths import Length

_SOURCES = {
    "ticket": "热线反映",
    "screening": "矛盾纠纷排查",
    "inspection": "工会监督检查",
    "campaign": "片区专项行动",
    "court": "法院移送线索",
    "procuratorate": "检察机关移送线索",
    "letter": "此前的监督工作",
}
"""Where the union learnt of it, in words that name nobody."""


def _source(source: Source) -> str:
    return _SOURCES.get(source.trail.get("source") or source.proceeding.source, "日常工作")  # type: ignore[attr-defined]


def _reply_period(code: str) -> Fill:
    """The days that the letter states, or those of the rule in force."""

    def found(source: Source) -> str:
        stated = source.known("reply_days")
        if stated:
            return f"{stated}个工作日"
        clock = source.proceeding.definition.clock(code)
        period = current_law(source.session).rule(clock, source.today).period
        return period.text.replace(" ", "") if isinstance(period, Length) else ""

    return found


FACTS = text("sanitised_facts", "事实（脱敏）", hint="用人单位会看到，不写职工身份")
BASIS = text("legal_basis", "法律依据")
BREACHES = Slot(name="breaches", label="违法情形", shape=Shape.LIST, hint="一行一项，编号由系统加上")
MEASURES = Slot(name="measures", label="提示建议", shape=Shape.LIST, hint="一行一项，编号由系统加上")
SOURCE = Slot(name="source", label="来源", fill=_source, hint="不写投诉人")
COPY_TO = some("copy_to", "抄送")


def _letter(
    code: str,
    label: str,
    *,
    slots: tuple[Slot, ...],
    body: tuple[Part, ...],
    audience: Audience = Audience.EMPLOYER,
) -> Paper:
    """A letter of the process of that name: written until it is reviewed, frozen when it is signed."""
    return Paper(
        code=code,
        label=label,
        called=(label.removeprefix("工会劳动法律监督"),),
        processes=(code,),
        look=Look.LETTER,
        audience=audience,
        at=("draft", "legal_review"),
        signed_by=("sign_off",),
        voids="revoke",
        own_number=True,
        slots=slots,
        body=body,
        copies="{copy_to}" if COPY_TO in slots else "",
    )


REMINDER = _letter(
    "reminder",
    "工会劳动法律监督提示函",
    slots=(
        EMPLOYER,
        SOURCE,
        CATEGORY,
        FACTS,
        BASIS,
        MEASURES,
        day("rectify_by", "自查整改截止日", required=False),
        Slot(name="reply_period", label="答复期限", fill=_reply_period("ND3")),
        CONTACT,
        COPY_TO,
    ),
    body=(
        line("{employer_name}："),
        para("近期，我会在{source}中了解到，你单位可能存在以下情形：", "（{category}）"),
        para("{sanitised_facts}"),
        para("根据以下规定：{legal_basis}"),
        para("为预防劳动争议、依法规范用工，现提示如下："),
        Items("measures"),
        para(
            "请结合实际开展自查，",
            "于{rectify_by}前完成整改，",
            "并于收到本函之日起{reply_period}内将自查及改进情况书面告知我会。",
            "我会愿提供政策咨询和法律服务。",
        ),
        CONTACT_LINE,
    ),
)

PUBLIC_REMINDER = _letter(
    "public_reminder",
    "工会劳动法律监督公开提示函",
    slots=(
        text("areas", "适用片区"),
        some("occasion", "时点"),
        Slot(name="purpose", label="提示目的"),
        BASIS,
        Slot(name="measures", label="依法应尽的义务", shape=Shape.LIST),
        some("channels", "公开渠道", Shape.LIST),
        day("valid_until", "有效期至", required=False),
        CONTACT,
    ),
    body=(
        line("{areas}各用人单位："),
        para("为{purpose}，根据以下规定：{legal_basis}"),
        para("现就有关事项提示如下："),
        Items("measures"),
        para(
            "职工合法权益受到侵害的，可以拨打12351向工会反映，拨打12333向人力资源社会保障部门反映，"
            "拨打12348咨询法律援助。"
        ),
        para("本提示函通过以下渠道公开：{channels}。", "有效期至{valid_until}。"),
        CONTACT_LINE,
    ),
)

OPINION = _letter(
    "opinion",
    "工会劳动法律监督意见书",
    slots=(
        EMPLOYER,
        LEGAL_REPRESENTATIVE,
        EMPLOYER_ADDRESS,
        SOURCE,
        day("investigated_on", "调查日期", required=False),
        some("investigators", "调查监督员"),
        some("certificates", "监督员证号"),
        FACTS,
        BREACHES,
        some("headcount", "涉及职工人数", Shape.NUMBER),
        some("amount", "涉及金额（元）", Shape.MONEY),
        BASIS,
        Slot(name="measures", label="整改意见", shape=Shape.LIST, hint="一行一项，写明期限"),
        day("rectify_by", "整改截止日", required=False),
        Slot(name="reply_period", label="答复期限", fill=_reply_period("ND4")),
        some("attachments", "附件", Shape.LIST),
        CONTACT,
        COPY_TO,
    ),
    body=(
        line("{employer_name}："),
        para("（法定代表人：{legal_representative}）", "（地址：{employer_address}）"),
        para(
            "根据{source}，",
            "我会劳动法律监督员{investigators}（证号：{certificates}）于{investigated_on}进行了调查。",
            "经调查核实：{sanitised_facts}",
        ),
        para("你单位存在以下情形：", "（涉及职工{headcount}人）", "（涉及金额{amount}元）"),
        Items("breaches", brackets=True),
        para("上述行为不符合以下规定，侵害了职工合法权益：{legal_basis}"),
        para("根据《中华人民共和国工会法》第二十三条等规定，现提出以下意见：", "请于{rectify_by}前改正："),
        Items("measures", brackets=True),
        para(
            "请于收到本意见书之日起{reply_period}内，将改正情况书面答复我会。如对本意见有异议，请在上述期限内书面说明理由。"
            "逾期未答复或者无正当理由不改正的，我会将依法提请有关部门处理。"
        ),
        para("附件：{attachments}"),
        CONTACT_LINE,
    ),
)

RECOMMENDATION = _letter(
    "recommendation",
    "工会劳动法律监督建议书",
    audience=Audience.AGENCY,
    slots=(
        Slot(name="authority", label="受文机关"),
        EMPLOYER,
        text("prior_letters", "此前文书"),
        FACTS,
        BREACHES,
        BASIS,
        Slot(name="suggestion", label="建议"),
        Slot(name="measures", label="具体建议", shape=Shape.LIST),
        day("feedback_by", "请求反馈日期"),
        Slot(name="evidence_index", label="证据目录", shape=Shape.LIST),
        some("annex", "保密附件", hint="例如“职工名单（保密，另附）”"),
        CONTACT,
        COPY_TO,
    ),
    body=(
        line("{authority}："),
        para("我会此前就{employer_name}的劳动用工问题发出以下文书：{prior_letters}"),
        para("经核实：{sanitised_facts}"),
        para("该单位存在以下情形："),
        Items("breaches", brackets=True),
        para("上述行为不符合以下规定：{legal_basis}"),
        para("根据《中华人民共和国工会法》第二十三条等规定，建议贵单位依法{suggestion}："),
        Items("measures", brackets=True),
        para("请于{feedback_by}前将立案及处理结果书面告知我会。"),
        CONTACT_LINE,
        para("附：证据目录"),
        Items("evidence_index"),
        para("{annex}"),
    ),
)

LETTERS = (REMINDER, PUBLIC_REMINDER, OPINION, RECOMMENDATION)
