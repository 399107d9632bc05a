"""What the caller is given: taken on or not, and the way to arbitration (domain §4.9, R5)."""

from caseflow.casework.documents.blocks import Items, grid, line, para
from caseflow.casework.documents.common import (
    CASE_NO,
    CATEGORY,
    CONTACT,
    CONTACT_LINE,
    EMPLOYER,
    EMPLOYER_ADDRESS,
    LIMITATION,
    UNIT,
    WORKER,
    some,
    text,
)
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Numbering
from caseflow.hotline.catalogue import REFUSALS
from caseflow.kernel.calendar import local_day
from caseflow.kernel.rules import Mark

RECEIVED = Slot(
    name="received_at",
    label="收到日期",
    shape=Shape.DATE,
    fill=lambda source: source.known("received_at") or source.proceeding.opened_at,
)


def _ground(source: Source) -> str:
    refusal = REFUSALS.get(str(source.raw("decline_code")))
    return refusal.label if refusal else ""


def _basis(source: Source) -> str:
    """The law that says so; another region's rule or a house rule is none and is not printed."""
    refusal = REFUSALS.get(str(source.raw("decline_code")))
    return refusal.basis if refusal and refusal.mark is Mark.STATUTE else ""


def _due(source: Source) -> object:
    clocks = [clock for clock in source.clocks if clock.stopped_at is None]
    return max((local_day(clock.due_at) for clock in clocks), default=None)


ACCEPTED = Paper(
    code="ticket_accepted",
    label="受理告知",
    title="诉求受理告知书",
    processes=("ticket",),
    at=("pending_dispatch", "dispatched", "in_progress"),
    look=Look.NOTICE,
    audience=Audience.WORKER,
    slots=(
        WORKER,
        RECEIVED,
        CATEGORY,
        CASE_NO,
        UNIT,
        Slot(name="due_on", label="办理期限", shape=Shape.DATE, required=False, fill=_due),
        some("query_code", "查询码", hint="登记时交给来电人的八位查询码"),
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para("您于{received_at}反映的事项，", "（{category}）", "我会予以受理，现告知如下："),
        grid(
            (("工单编号", "{case_no}"), ("承办单位", "{unit}")),
            (("办理期限", "{due_on}"), ("查询码", "{query_code}")),
        ),
        para("您可以凭查询码和手机号码后四位查询办理进展。"),
        para(
            "您的个人信息仅用于办理本件；向其他单位提供前，会另行征得您的同意，法律另有规定的除外。您可以要求查阅、更正。"
        ),
        CONTACT_LINE,
    ),
)

DECLINED = Paper(
    code="ticket_declined",
    label="不予受理告知",
    title="不予受理告知书",
    processes=("ticket",),
    at=("registered",),
    signed_by=("confirm_decline",),
    look=Look.NOTICE,
    audience=Audience.WORKER,
    numbering=Numbering(("confirm_decline",), "{prefix}不受〔{year}〕"),
    slots=(
        WORKER,
        RECEIVED,
        CATEGORY,
        CASE_NO,
        Slot(name="decline_code", label="不予受理情形", fill=_ground),
        Slot(name="basis", label="依据", required=False, fill=_basis, hint="只写法律、法规、规章和司法解释"),
        text("where_to_go", "建议反映的部门和方式"),
        LIMITATION,
        CONTACT,
    ),
    body=(
        line("{worker_name}："),
        para("您于{received_at}反映的事项，", "（{category}）", "经研究，属于以下情形：{decline_code}。"),
        para("依据：{basis}。"),
        para("我会不予受理。建议您：{where_to_go}"),
        para(
            "如申请劳动仲裁，请注意时效一般为一年，",
            "按较早日期推算的最后一日为{limitation_due_on}，",
            "您的情况请尽快咨询。",
        ),
        para("如有新的事实，可以再次反映。", "联系人：{contact}。"),
    ),
)

_COPIES = "申请书按被申请人人数加一份提交，证据同样份数。"

GUIDANCE = Paper(
    code="arbitration_guidance",
    label="仲裁指引单",
    title="劳动争议仲裁指引单",
    processes=("ticket", "mediation", "aid"),
    at=(
        *("registered", "pending_dispatch", "dispatched", "in_progress", "special_track", "not_accepted"),
        *("failed", "not_accepted", "defaulted", "applied", "review", "denied"),
    ),
    look=Look.FORM,
    audience=Audience.WORKER,
    slots=(
        CASE_NO,
        WORKER,
        EMPLOYER,
        EMPLOYER_ADDRESS,
        some(
            "commission", "仲裁委员会名称和地址", Shape.TEXT, "劳动合同履行地或者用人单位所在地；履行地优先"
        ),
        Slot(
            name="claims",
            label="仲裁请求",
            shape=Shape.LIST,
            required=False,
            fill=lambda source: source.known("claim") or source.known("request"),
        ),
        some("evidence_list", "证据清单", Shape.LIST),
        Slot(name="respondents", label="被申请人人数", shape=Shape.NUMBER, least=1, fill=lambda _: 1),
        Slot(name="limitation_nominal_on", label="时效名义届满日", shape=Shape.DATE, required=False),
        LIMITATION,
        Slot(
            name="certain",
            label="推算是否经律师确认",
            required=False,
            fill=lambda source: (
                "已确认" if source.matter.limitation_certain else "未确认，按较早日期保守推算"
            ),
        ),
        some("aid_contact", "法律援助联系方式"),
        some("maker", "指引人"),
    ),
    body=(
        grid(
            (("申请人", "{worker_name}"), ("编号", "{case_no}")),
            (("被申请人", "{employer_name}"), ("被申请人人数", "{respondents}")),
            (("被申请人地址", "{employer_address}"),),
            (("仲裁委员会名称和地址", "{commission}"),),
            (("时效名义届满日", "{limitation_nominal_on}"), ("时效最后一日", "{limitation_due_on}")),
            (("推算依据", "{certain}"), ("法律援助", "{aid_contact}")),
        ),
        para("仲裁请求："),
        Items("claims"),
        para("证据清单："),
        Items("evidence_list"),
        para(
            "一、劳动争议由劳动合同履行地或者用人单位所在地的劳动争议仲裁委员会管辖；双方分别申请的，"
            "由劳动合同履行地的管辖（《中华人民共和国劳动争议调解仲裁法》第二十一条）。"
        ),
        para(
            "二、申请仲裁的时效期间为一年（《中华人民共和国劳动争议调解仲裁法》第二十七条），请在上列最后一日前提出。"
        ),
        para("三、劳动争议仲裁不收费（《中华人民共和国劳动争议调解仲裁法》第五十三条）。" + _COPIES),
        para("本单为参考指引，以仲裁委员会的要求为准。指引人：{maker}"),
    ),
)

TOLD = (ACCEPTED, DECLINED, GUIDANCE)
