"""What goes with a letter: answers to who complained, letters to the employer, the procuratorate (N1–N15)."""

from caseflow.casework.documents.blocks import Items, Signatures, Strip, Table, grid, line, para
from caseflow.casework.documents.common import (
    CASE_NO,
    CATEGORY,
    CONTACT,
    CONTACT_LINE,
    CREDIT_CODE,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    UNIT,
    WORKER,
    WORKERS,
    day,
    some,
    text,
)
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Numbering
from caseflow.notice.documents.letters import BASIS, BREACHES, FACTS
from caseflow.notice.documents.serving import NUMBER, TITLE

TO_EMPLOYERS = ("reminder", "opinion")
TOLD_OF = (*TO_EMPLOYERS, "recommendation")


def _declined_because(source: Source) -> str | None:
    ground = source.answer("drop", "ground")
    said = dict(source.proceeding.definition.transition("drop").needs[0].choices).get(ground, "")
    return said or None


ACCEPTED = Paper(
    code="notice_accepted",
    label="受理告知",
    processes=TO_EMPLOYERS,
    look=Look.NOTICE,
    audience=Audience.WORKER,
    slots=(WORKER, day("complaint_received_on", "收到日期"), CATEGORY, CASE_NO, UNIT, CONTACT),
    body=(
        line("{worker_name}："),
        para("您于{complaint_received_on}反映的事项，", "（{category}）", "经研究，我会予以受理。"),
        para("承办单位：{unit}。", "案件编号：{case_no}。"),
        para("我会将依法调查核实，并向您反馈结果。您的个人信息仅用于办理本件，未经您同意不向用人单位透露。"),
        CONTACT_LINE,
    ),
)

DECLINED = Paper(
    code="notice_declined",
    label="不予受理告知",
    processes=TO_EMPLOYERS,
    look=Look.NOTICE,
    audience=Audience.WORKER,
    numbering=Numbering(("finish",), "{prefix}不受〔{year}〕"),
    slots=(
        WORKER,
        day("complaint_received_on", "收到日期", required=False),
        CATEGORY,
        Slot(name="ground", label="不予受理情形", fill=_declined_because),
        some("basis", "依据"),
        text("reason", "理由"),
        some("where_to_go", "建议反映的部门和电话", Shape.TEXT),
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para("您于{complaint_received_on}反映的事项，", "（{category}）", "经研究，属于以下情形：{ground}。"),
        para("理由：{reason}"),
        para("依据：{basis}"),
        para("我会决定不予受理。", "建议您向以下部门反映：{where_to_go}"),
        para(
            "如需申请劳动仲裁，请注意时效：一般为一年，从知道或者应当知道权利被侵害之日起计算，请尽快咨询。"
        ),
        para("如有新的事实，可以再次反映。", "联系人：{contact}。"),
    ),
)

ANNEX = Paper(
    code="workers_annex",
    label="职工名单（保密附件）",
    title="职工名单",
    processes=("recommendation", "opinion"),
    at=("draft", "legal_review", "pending_sign", "issued", "serving"),
    look=Look.FORM,
    audience=Audience.AGENCY,
    slots=(CASE_NO, EMPLOYER, WORKERS),
    body=(
        para("用人单位：{employer_name}", "　文号：{case_no}"),
        Table("workers"),
        para("本名单含个人信息，仅供受文机关依法办理使用，不得提供给用人单位或者其他人。"),
    ),
)

LEAD = Paper(
    code="procuratorate_lead",
    label="线索移送函",
    processes=("opinion", "recommendation"),
    look=Look.LETTER,
    audience=Audience.AGENCY,
    signed_by=("refer_procuratorate",),
    numbering=Numbering(("refer_procuratorate",), "{prefix}检移〔{year}〕"),
    slots=(
        Slot(name="procuratorate", label="检察院名称"),
        EMPLOYER,
        CREDIT_CODE,
        EMPLOYER_ADDRESS,
        TITLE,
        NUMBER,
        FACTS,
        BREACHES,
        BASIS,
        text("reason", "移送理由"),
        Slot(name="sharing_basis", label="提供个人信息的依据"),
        some("evidence_index", "材料清单", Shape.LIST),
        CONTACT,
    ),
    body=(
        line("{procuratorate}："),
        para(
            "我会在工会劳动法律监督中发现{employer_name}",
            "（统一社会信用代码：{credit_code}）",
            "涉嫌侵害职工合法权益的线索，现移送你院依法处理。",
        ),
        para("我会此前已发出《{letter_title}》（{case_no}），该单位拒不配合。"),
        para("有关事实：{sanitised_facts}"),
        Items("breaches", brackets=True),
        para("有关规定：{legal_basis}"),
        para("移送理由：{reason}"),
        para("移送材料中个人信息的提供依据：{sharing_basis}。"),
        para("请将办理情况书面告知我会。", "联系人：{contact}。"),
        para("附：移送材料清单"),
        Items("evidence_index"),
        Strip(
            "回　　执",
            (
                para("你会移送的{employer_name}有关线索材料已收到。"),
                grid((("接收人", ""), ("接收日期", "")), (("办理意见", ""), ("案号", ""))),
                Signatures(("接收单位（盖章）", "日期")),
            ),
        ),
    ),
)

PRESSING = Paper(
    code="notice_pressing",
    label="催告函",
    processes=TO_EMPLOYERS,
    look=Look.LETTER,
    audience=Audience.EMPLOYER,
    numbering=Numbering(("finish",), "{prefix}监催〔{year}〕"),
    slots=(
        EMPLOYER,
        TITLE,
        NUMBER,
        day("served_on", "送达日期"),
        Slot(name="answer_by", label="再次要求答复的日期", shape=Shape.DATE),
        CONTACT,
    ),
    body=(
        line("{employer_name}："),
        para("我会于{served_on}向你单位送达《{letter_title}》（{case_no}），至今未收到书面答复。"),
        para(
            "请于{answer_by}前将自查、改正情况书面答复我会。逾期未答复或者无正当理由不改正的，我会将依法提请有关部门处理。"
        ),
        CONTACT_LINE,
    ),
)

EXTENSION = Paper(
    code="notice_extension",
    label="延期答复函",
    processes=TO_EMPLOYERS,
    look=Look.LETTER,
    audience=Audience.EMPLOYER,
    numbering=Numbering(("finish",), "{prefix}监延〔{year}〕"),
    slots=(
        EMPLOYER,
        TITLE,
        NUMBER,
        day("requested_on", "单位申请日期"),
        Slot(name="decision", label="决定", fill=lambda s: "同意" if s.when("grant_extension") else "不同意"),
        text("reason", "理由"),
        Slot(
            name="answer_by", label="答复截止日", shape=Shape.DATE, fill=lambda s: s.due("ND3", "ND4", "ND12")
        ),
        CONTACT,
    ),
    body=(
        line("{employer_name}："),
        para(
            "你单位于{requested_on}就《{letter_title}》（{case_no}）提出的延期答复申请收悉。经研究，{decision}你单位的申请。"
        ),
        para("理由：{reason}"),
        para("请于{answer_by}前书面答复我会。"),
        CONTACT_LINE,
    ),
)

FEEDBACK = Paper(
    code="complainant_feedback",
    label="反馈记录",
    processes=TOLD_OF,
    look=Look.FORM,
    audience=Audience.WORKER,
    slots=(
        TITLE,
        NUMBER,
        WORKER,
        day("told_on", "反馈日期", required=False),
        some("told_by", "反馈方式"),
        some("told", "反馈内容", Shape.TEXT),
        some("maker", "反馈人"),
    ),
    body=(
        grid(
            (("文书名称", "{letter_title}"), ("文号", "{case_no}")),
            (("投诉人", "{worker_name}"), ("反馈日期", "{told_on}")),
            (("反馈方式", "{told_by}"), ("反馈人", "{maker}")),
        ),
        grid((("反馈内容", "{told}"),), tall=8),
        Signatures(("反馈人（签名）", "日期")),
    ),
)

FOLLOWING = (ACCEPTED, DECLINED, ANNEX, LEAD, PRESSING, EXTENSION, FEEDBACK)
