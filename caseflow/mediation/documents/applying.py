"""From the application to the mediators (M1–M5)."""

from caseflow.casework.documents.blocks import Items, Signatures, Strip, grid, line, para
from caseflow.casework.documents.common import CONTACT, CONTACT_LINE, LIMITATION, day, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.mediation.documents.parties import (
    EMPLOYER_ROWS,
    MEDIATOR,
    NAMES,
    PARTIES,
    WORKER_ROWS,
    series,
)

_ORAL = some("oral", "口头申请", hint="“是”表示当场记录的口头申请")

APPLICATION = Paper(
    code="mediation_application",
    label="调解申请书",
    title="劳动争议调解申请书（口头申请笔录）",
    processes=("mediation",),
    look=Look.FORM,
    audience=Audience.PARTIES,
    slots=(
        *PARTIES,
        some("applicant", "申请方式"),
        _ORAL,
        text("request", "调解请求", required=False),
        text("dispute_facts", "事实", required=False),
        text("reasons", "理由", required=False),
        some("evidence_list", "证据清单", Shape.TEXT),
        some("filed_elsewhere", "是否已申请仲裁、起诉或者投诉"),
        some("electronic_service", "是否同意电子送达"),
        day("received_on", "收到申请日期", required=False),
        some("maker", "记录人"),
    ),
    body=(
        grid((("申请方式", "{applicant}"), ("口头申请", "{oral}")), *WORKER_ROWS, *EMPLOYER_ROWS),
        grid((("调解请求", "{request}"),), (("事实", "{dispute_facts}"),), (("理由", "{reasons}"),), tall=4),
        grid(
            (("证据清单", "{evidence_list}"),),
            (("其他程序", "{filed_elsewhere}"), ("同意电子送达", "{electronic_service}")),
            (("收到日期", "{received_on}"), ("记录人", "{maker}")),
        ),
        para("以上内容已向申请人宣读，申请人确认无误。"),
        Signatures(("申请人（签名或者盖章）", "记录人（签名）", "日期")),
    ),
)

CONSENT = Paper(
    code="mediation_consent",
    label="征求意见书",
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    numbering=series("征"),
    slots=(
        *NAMES,
        day("received_on", "收到申请日期"),
        text("request", "调解请求"),
        Slot(name="answer_by", label="请答复的日期", shape=Shape.DATE),
        CONTACT,
    ),
    body=(
        line("{employer_name}："),
        para("{worker_name}与你单位的劳动争议，我会于{received_on}收到调解申请。申请人的请求是：{request}"),
        para(
            "调解遵循自愿、平等原则，不收取费用，一般不公开进行。任何一方不同意的，不予调解，不影响当事人依法申请仲裁。"
        ),
        para("请于{answer_by}前将是否同意调解的意见填写在下面，交回我会。"),
        CONTACT_LINE,
        Strip(
            "意　见　回　复",
            (
                para("关于{worker_name}申请调解一事，我单位：□ 同意调解　　□ 不同意调解"),
                Signatures(("单位（盖章）", "经办人（签名）", "联系电话", "日期")),
            ),
        ),
    ),
)

ACCEPTED = Paper(
    code="mediation_accepted",
    label="受理通知书",
    title="劳动争议调解受理通知书",
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    signed_by=("accept",),
    at=("consent",),
    numbering=series("受"),
    slots=(
        *NAMES,
        Slot(name="accepted_on", label="受理日期", shape=Shape.DATE, fill=lambda s: s.when("accept") or s.at),
        MEDIATOR,
        Slot(
            name="ends_on",
            label="调解期限届满日",
            shape=Shape.DATE,
            required=False,
            fill=lambda s: s.due("MD4"),
        ),
        Slot(
            name="arbitration_from",
            label="可以申请仲裁的日期",
            shape=Shape.DATE,
            required=False,
            fill=lambda s: s.due("MD3"),
        ),
        CONTACT,
    ),
    body=(
        line("{worker_name}、{employer_name}："),
        para(
            "你们之间的劳动争议，符合受理条件，双方同意调解，我会于{accepted_on}受理。", "案号：{case_no}。"
        ),
        para("调解员：{handler}。"),
        para("自受理之日起十五日内未达成协议的，视为调解不成，期限届满日为{ends_on}；双方同意延期的除外。"),
        para(
            "自收到调解申请之日起十五日内未达成协议的，",
            "即{arbitration_from}届满后，",
            "当事人可以依法申请仲裁。",
        ),
        para(
            "调解不收取费用。当事人可以选择、接受或者拒绝调解员，可以接受、拒绝或者要求终止调解，可以要求调解公开或者不公开进行。"
        ),
        CONTACT_LINE,
    ),
)

_RIGHTS = """选择或者接受人民调解员；
接受调解、拒绝调解或者要求终止调解；
要求调解公开进行或者不公开进行；
自主表达意愿、自愿达成调解协议。"""
_DUTIES = """如实陈述纠纷事实；
遵守调解现场秩序，尊重人民调解员；
尊重对方当事人行使权利。"""
# 人民调解法 第二十三条、第二十四条

RIGHTS = Paper(
    code="mediation_rights",
    label="权利义务告知书",
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    slots=(
        *NAMES,
        Slot(name="rights", label="权利", shape=Shape.LIST, fill=lambda _: _RIGHTS),
        Slot(name="duties", label="义务", shape=Shape.LIST, fill=lambda _: _DUTIES),
    ),
    body=(
        line("{worker_name}、{employer_name}："),
        para("根据《中华人民共和国人民调解法》第二十三条、第二十四条，当事人在调解活动中享有下列权利："),
        Items("rights", brackets=True),
        para("履行下列义务："),
        Items("duties", brackets=True),
        para(
            "调解不收取任何费用（《中华人民共和国人民调解法》第四条）。调解不影响当事人依法申请仲裁、提起诉讼。"
        ),
        Signatures(("职工（签名）", "用人单位（盖章）", "日期", "日期")),
    ),
)

DECLINED = Paper(
    code="mediation_declined",
    label="不予受理通知书",
    title="劳动争议调解不予受理通知书",
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    numbering=series("不受"),
    slots=(
        *NAMES,
        day("received_on", "收到申请日期"),
        Slot(name="not_accepted_because", label="不予受理的原因"),
        text("reason", "情况说明", required=False),
        some("basis", "依据", hint="写明法律名称和条款"),
        some("where_to_go", "其他途径", Shape.TEXT),
        LIMITATION,
        CONTACT,
    ),
    body=(
        line("{worker_name}、{employer_name}："),
        para("我会于{received_on}收到的调解申请，因{not_accepted_because}，不予受理。", "依据：{basis}。"),
        para("{reason}"),
        para("你们可以通过以下途径解决：{where_to_go}"),
        para(
            "申请劳动仲裁的时效一般为一年，",
            "按较早日期推算的最后一日为{limitation_due_on}，",
            "请尽快申请。可以同时申请法律援助。",
        ),
        CONTACT_LINE,
    ),
)

APPOINTED = Paper(
    code="mediators_appointed",
    label="指定调解员通知",
    title="指定调解员通知书",
    processes=("mediation",),
    look=Look.NOTICE,
    audience=Audience.PARTIES,
    slots=(
        *NAMES,
        Slot(name="handler", label="主持调解员"),
        Slot(name="panel_ids", label="全部调解员", required=False),
        some("chosen_by_parties", "由当事人选定"),
        CONTACT,
    ),
    body=(
        line("{worker_name}、{employer_name}："),
        para("你们之间的劳动争议（{case_no}），由{handler}主持调解。", "调解员：{panel_ids}。"),
        para("当事人认为调解员与本案有利害关系、可能影响公正调解的，可以要求更换。"),
        CONTACT_LINE,
    ),
)

APPLYING = (APPLICATION, CONSENT, ACCEPTED, RIGHTS, DECLINED, APPOINTED)
