"""What units and managers tell each other about a ticket (domain §4.10)."""

from datetime import date

from caseflow.casework.documents.blocks import Signatures, grid, line, para
from caseflow.casework.documents.common import CASE_NO, CATEGORY, CONTACT, CONTACT_LINE, UNIT, day, some, text
from caseflow.casework.documents.papers import Audience, Look, Paper
from caseflow.casework.documents.slots import Fill, Shape, Slot
from caseflow.casework.documents.source import Source
from caseflow.casework.models import Numbering
from caseflow.kernel.calendar import local_day
from caseflow.kernel.urging import ANSWER_CLOCK

FACTS = Slot(
    name="summary",
    label="事项摘要（脱敏）",
    shape=Shape.TEXT,
    required=False,
    hint="不写诉求人身份",
    fill=lambda source: source.matter.sanitised_facts,
)


def _original_due(source: Source) -> date | None:
    """The nearest last day of what runs."""
    return min((c.due_on for c in source.clocks if c.stopped_at is None), default=None)


def _days_over(source: Source) -> int:
    due = _original_due(source)
    late = (source.today - due).days if due else 0
    return max(late, 0)


DUE = Slot(name="due_on", label="办理期限", shape=Shape.DATE, required=False, fill=_original_due)

DISPATCHED = Paper(
    code="dispatch_notice",
    label="派单（交办）通知",
    processes=("ticket",),
    look=Look.NOTICE,
    audience=Audience.INSIDE,
    slots=(
        CASE_NO,
        UNIT,
        some("co_units", "协办单位"),
        CATEGORY,
        some("grade", "工单分级"),
        some("priority", "优先级"),
        DUE,
        FACTS,
        some("designated", "指定主办，不得退单"),
        CONTACT,
    ),
    body=(
        line("{unit}："),
        para("现将工单{case_no}交由你单位办理。", "（协办单位：{co_units}）"),
        grid(
            (("诉求类别", "{category}"), ("工单分级", "{grade}")),
            (("优先级", "{priority}"), ("办理期限", "{due_on}")),
            (("指定主办", "{designated}"), ("协办单位", "{co_units}")),
        ),
        grid((("事项摘要", "{summary}"),), tall=4),
        para(
            "请按期签收、首次联系诉求人、办理并反馈结果。不属于本单位职责的，请在规定时间内说明理由和依据后退回。"
        ),
        CONTACT_LINE,
    ),
)

URGED = Paper(
    code="urging_notice",
    label="催办通知书",
    processes=("ticket",),
    look=Look.NOTICE,
    audience=Audience.INSIDE,
    numbering=Numbering(("finish",), "{prefix}催〔{year}〕"),
    slots=(
        CASE_NO,
        UNIT,
        CATEGORY,
        DUE,
        Slot(name="days_over", label="超期天数", shape=Shape.NUMBER, required=False, fill=_days_over),
        some("urged_because", "催办原因"),
        day("answer_by", "要求反馈日期", fill=lambda source: source.due(ANSWER_CLOCK)),
        text("opinion", "催办意见", required=False),
        CONTACT,
    ),
    body=(
        line("{unit}："),
        para(
            "你单位承办的工单{case_no}，",
            "（{category}）",
            "办理期限为{due_on}，",
            "已超期{days_over}天，",
            "现予催办。",
        ),
        para("催办原因：{urged_because}。"),
        para("{opinion}"),
        para("请于{answer_by}前反馈办理情况。", "联系人：{contact}。"),
    ),
)

SUPERVISED = Paper(
    code="supervision_notice",
    label="督办通知书",
    processes=("ticket",),
    look=Look.NOTICE,
    audience=Audience.INSIDE,
    numbering=Numbering(("finish",), "{prefix}督〔{year}〕"),
    slots=(
        CASE_NO,
        UNIT,
        CATEGORY,
        DUE,
        FACTS,
        some("reason", "督办原因", Shape.TEXT),
        Slot(name="supervising_leader", label="督办领导"),
        Slot(name="report_cycle", label="报告周期"),
        CONTACT,
    ),
    body=(
        line("{unit}："),
        para("工单{case_no}，", "（{category}）", "经研究列为督办件。", "督办原因：{reason}"),
        para("事项摘要：{summary}"),
        para("督办领导：{supervising_leader}。报告周期：{report_cycle}。", "原办理期限：{due_on}。"),
        para("请明确专人办理，按报告周期书面报告进展，办结后报送结果。", "联系人：{contact}。"),
    ),
)


def _asked(name: str) -> Fill:
    """What the request for more time says."""
    return lambda s: s.answer("request_extension", name) or s.answer("request_petition_extension", name)


def _told(source: Source) -> object:
    at = source.when("approve_extension", "approve_petition_extension")
    return local_day(at) if at else None


EXTENDED = Paper(
    code="extension_form",
    label="延期审批表",
    processes=("ticket",),
    look=Look.FORM,
    audience=Audience.INSIDE,
    slots=(
        CASE_NO,
        UNIT,
        CATEGORY,
        DUE,
        Slot(
            name="extension",
            label="申请延长天数",
            shape=Shape.NUMBER,
            required=False,
            fill=_asked("extension"),
        ),
        Slot(name="reason", label="延期理由", shape=Shape.TEXT, required=False, fill=_asked("reason")),
        some("basis", "依据"),
        Slot(
            name="asker",
            label="申请人",
            required=False,
            fill=lambda s: s.who("request_extension", "request_petition_extension"),
        ),
        Slot(
            name="approver",
            label="审批人",
            required=False,
            fill=lambda s: s.who("approve_extension", "approve_petition_extension", "refuse_extension"),
        ),
        Slot(
            name="decided",
            label="审批结果",
            required=False,
            fill=lambda s: "同意" if s.when("approve_extension", "approve_petition_extension") else None,
        ),
        some("opinion", "审批意见", Shape.TEXT),
        Slot(
            name="told_on",
            label="告知诉求人日期",
            shape=Shape.DATE,
            required=False,
            fill=_told,
        ),
    ),
    body=(
        grid(
            (("工单编号", "{case_no}"), ("承办单位", "{unit}")),
            (("诉求类别", "{category}"), ("办理期限", "{due_on}")),
            (("申请延长天数", "{extension}"), ("申请人", "{asker}")),
        ),
        grid((("延期理由", "{reason}"),), (("依据", "{basis}"),), tall=4),
        grid((("审批结果", "{decided}"), ("审批人", "{approver}"))),
        grid((("审批意见", "{opinion}"),), tall=4),
        grid((("告知诉求人日期", "{told_on}"), ("告知方式", ""))),
        Signatures(("申请人（签名）", "审批人（签名）", "日期", "日期")),
    ),
)


INSIDE = (DISPATCHED, URGED, SUPERVISED, EXTENDED)
