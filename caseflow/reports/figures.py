"""Every figure, defined once (统计指标): what it counts, in what unit, by which event it is dated.

After the definitions of the trade (`docs/glossary.md`); each bears its footnote wherever it is shown.
"""

from dataclasses import dataclass
from decimal import Decimal

from caseflow.kernel.errors import NotFound
from caseflow.reports.happenings import LETTERS, REGISTERED
from caseflow.reports.measures import Count, FellDue, Happened, Measure, Money, Persons, Share, Sum

PERCENT, YUAN = "%", "万元"

HANDLING = ("HD6a", "HD6b", "HD6c", "HD6s", "HD12")
"""The clocks by which a ticket has to be done with."""

HOTLINE = ("call",)
DEFENDING = ("TS", "FY")
"""What counts as standing up for rights: complaints and legal help, not questions (维权)."""

ANSWERED_REPLY = ("reminder", "opinion")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    `note` says what is counted and by which event it is dated. One that is not `additive` is not the sum of
    its parts: a share, or persons that are counted once.
    """

    code: str
    label: str
    unit: str
    measure: Measure
    note: str
    group: str

    @property
    def additive(self) -> bool:
        """Whether units add up to the whole and months to the year."""
        return not isinstance(self.measure, Share)

    def text(self, value: Decimal | None) -> str:
        """The number as it is printed; a dash where there is nothing to measure."""
        if value is None:
            return "—"
        if self.unit == PERCENT:
            return f"{value}%"
        return f"{value:,}" if self.unit == YUAN else f"{int(value):,}"


def _count(*codes: str, **named: tuple[str, ...]) -> Count:
    return Count(Happened(codes, **named))


_registered = _count(REGISTERED)
_dispatched = _count("ticket.dispatched")
_opinions = _count(
    "ticket.opinion", detail=("satisfied", "basically", "unsatisfied_explained", "unsatisfied")
)
_resolutions = _count("ticket.resolution", detail=("yes", "no"))
_rectified, _escalated = _count("letter.rectified"), _count("letter.escalated")
_effective, _failed = _count("mediation.effective"), _count("mediation.failed")
_served = _count("letter.served", process=ANSWERED_REPLY)

FIGURES = (
    Figure("registered", "受理量", "件", _registered, "期内登记的工单，并案、作废的不计", "热线"),
    Figure(
        "registered_call",
        "其中：12351来电",
        "件",
        _count(REGISTERED, channel=HOTLINE),
        "期内登记、来源为12351来电的工单",
        "热线",
    ),
    Figure(
        "persons",
        "涉及职工数",
        "人",
        Persons(Happened((REGISTERED,))),
        "期内登记的工单所称涉及人数之和",
        "热线",
    ),
    Figure(
        "claimed", "涉案金额", YUAN, Money(Happened((REGISTERED,))), "期内登记的工单所称涉及金额之和", "热线"
    ),
    Figure("answered", "即时答复", "件", _count("ticket.answered"), "期内当场答复办结的咨询", "热线"),
    Figure(
        "answered_rate",
        "直接答复率",
        PERCENT,
        Share(_count("ticket.answered"), _registered),
        "即时答复÷受理量",
        "热线",
    ),
    Figure("declined", "不予受理", "件", _count("ticket.declined"), "期内审核同意不予受理的工单", "热线"),
    Figure("dispatched", "派单量", "件", _dispatched, "期内首次派单的工单", "热线"),
    Figure(
        "signed_rate",
        "签收及时率",
        PERCENT,
        Share(FellDue(("HD3", "HD3u"), met=True), FellDue(("HD3", "HD3u"))),
        "按期签收÷期内应签收（以签收期限届满日计）",
        "热线",
    ),
    Figure(
        "response_rate",
        "响应率",
        PERCENT,
        Share(FellDue(("HD5", "HD6d"), met=True), FellDue(("HD5", "HD6d"))),
        "按期首次联系÷期内应首次联系（以期限届满日计）",
        "热线",
    ),
    Figure(
        "closed",
        "办结量",
        "件",
        _count("ticket.closed"),
        "期内首次回访办结的工单，重办后再次办结的不重复计",
        "热线",
    ),
    Figure(
        "rights",
        "热线维权件数",
        "件",
        _count("ticket.closed", channel=HOTLINE, service=DEFENDING),
        "期内办结、来源为12351来电、服务类型为信访投诉或者法律援助的工单，单纯咨询不计",
        "热线",
    ),
    Figure(
        "due",
        "应办结",
        "件",
        FellDue(HANDLING),
        "办理期限（含批准的延期）在期内届满的工单",
        "热线",
    ),
    Figure(
        "on_time_rate",
        "按期办结率",
        PERCENT,
        Share(FellDue(HANDLING, met=True), FellDue(HANDLING)),
        "期限内办结÷应办结",
        "热线",
    ),
    Figure(
        "late", "超期件数", "件", FellDue(HANDLING, met=False), "办理期限在期内届满而未按期办结的工单", "热线"
    ),
    Figure(
        "resolved_rate",
        "解决率",
        PERCENT,
        Share(_count("ticket.resolution", detail=("yes",)), _resolutions),
        "回访答“已解决”÷回访中就是否解决表态的",
        "热线",
    ),
    Figure(
        "satisfied_rate",
        "满意率",
        PERCENT,
        Share(_count("ticket.opinion", detail=("satisfied", "basically")), _opinions),
        "满意和基本满意÷回访中作出评价的；未联系上的不计，另列",
        "热线",
    ),
    Figure(
        "unreached",
        "回访未联系上",
        "件",
        _count("ticket.unreached"),
        "期内多次回访未联系上而办结的工单",
        "热线",
    ),
    Figure(
        "returned_rate",
        "退单率",
        PERCENT,
        Share(_count("ticket.returned"), _dispatched),
        "期内申请退单÷派单量",
        "热线",
    ),
    Figure(
        "reworked_rate",
        "重办率",
        PERCENT,
        Share(_count("ticket.reworked"), _dispatched),
        "期内退回重办、回访重办、办结后重办的÷派单量",
        "热线",
    ),
    Figure(
        "extended_rate",
        "延期率",
        PERCENT,
        Share(_count("ticket.extended"), _dispatched),
        "期内批准延期÷派单量",
        "热线",
    ),
    Figure("urged", "催办", "次", _count("ticket.urged"), "期内人工和超期自动催办的次数", "热线"),
    Figure(
        "recovered",
        "挽回损失",
        YUAN,
        Money(Happened(("ticket.closed",))),
        "期内办结工单登记的挽回金额",
        "热线",
    ),
    Figure(
        "helped",
        "惠及职工",
        "人次",
        Persons(Happened(("ticket.closed",))),
        "期内办结工单登记的惠及人数之和",
        "热线",
    ),
    Figure("aid_applied", "法律援助申请", "件", _count("aid.applied"), "期内登记的申请", "法律援助"),
    Figure(
        "aid",
        "法律援助件数",
        "件",
        _count("aid.granted"),
        "期内决定给予援助或者先行援助的案件，每件只计一次；咨询、代写文书不计",
        "法律援助",
    ),
    Figure(
        "aid_union",
        "其中：工会法律援助",
        "件",
        _count("aid.granted", detail=("union",)),
        "由工会决定并承担费用的",
        "法律援助",
    ),
    Figure("aid_concluded", "法律援助结案", "件", _count("aid.concluded"), "期内结案的案件", "法律援助"),
    Figure(
        "aid_awarded",
        "援助挽回金额",
        YUAN,
        Money(Happened(("aid.concluded",))),
        "期内结案案件生效文书确定的金额",
        "法律援助",
    ),
    Figure(
        "aid_received",
        "其中：实际到账",
        YUAN,
        Money(Happened(("aid.received",))),
        "结案时登记已经收到的金额",
        "法律援助",
    ),
    Figure(
        "reminders",
        "提示函",
        "份",
        _count("letter.issued", process=("reminder",)),
        "期内签发、未撤回的（不含公开提示函）",
        "一函两书",
    ),
    Figure(
        "public_reminders",
        "公开提示函",
        "份",
        _count("letter.issued", process=("public_reminder",)),
        "期内签发、未撤回的",
        "一函两书",
    ),
    Figure(
        "opinions",
        "意见书",
        "份",
        _count("letter.issued", process=("opinion",)),
        "期内签发、未撤回的",
        "一函两书",
    ),
    Figure(
        "recommendations",
        "建议书",
        "份",
        _count("letter.issued", process=("recommendation",)),
        "期内签发、未撤回的",
        "一函两书",
    ),
    Figure(
        "replied_rate",
        "整改回复率",
        PERCENT,
        Share(_count("letter.replied", process=ANSWERED_REPLY), _served),
        "提示函、意见书期内答复÷期内送达",
        "一函两书",
    ),
    Figure(
        "rectified_rate",
        "整改率",
        PERCENT,
        Share(_rectified, Sum((_rectified, _escalated, _count("letter.overdue", process=LETTERS)))),
        "期内确认已整改÷（已整改+升级+逾期未复）",
        "一函两书",
    ),
    Figure(
        "filed_rate",
        "建议书立案率",
        PERCENT,
        Share(_count("letter.filed"), _count("letter.served", process=("recommendation",))),
        "期内机关立案÷期内机关收到",
        "一函两书",
    ),
    Figure(
        "feedback_rate",
        "建议书反馈率",
        PERCENT,
        Share(_count("letter.result"), _count("letter.served", process=("recommendation",))),
        "期内登记处理结果÷期内机关收到",
        "一函两书",
    ),
    Figure("mediation_accepted", "调解受理", "件", _count("mediation.accepted"), "期内受理的调解", "调解"),
    Figure("mediation_effective", "调解成功", "件", _effective, "期内协议生效的调解", "调解"),
    Figure(
        "mediation_rate",
        "调解成功率",
        PERCENT,
        Share(_effective, Sum((_effective, _failed))),
        "协议生效÷（协议生效+终止），以结束之日计",
        "调解",
    ),
    Figure(
        "mediation_amount",
        "协议金额",
        YUAN,
        Money(Happened(("mediation.effective",))),
        "期内生效协议约定给付的金额",
        "调解",
    ),
    Figure("performed", "履行完毕", "件", _count("mediation.performed"), "期内登记履行完毕的协议", "调解"),
    Figure("judicial", "申请司法确认", "件", _count("mediation.judicial"), "期内共同申请的", "调解"),
    Figure("review", "申请仲裁审查", "件", _count("mediation.review"), "期内共同申请的", "调解"),
    Figure("confirmed", "获得确认", "件", _count("mediation.confirmed"), "期内登记获得确认的", "调解"),
    Figure("sent", "移送", "件", _count("transfer.sent"), "期内发出的移送函", "移送协作"),
    Figure(
        "receipt_rate",
        "移送签收率",
        PERCENT,
        Share(_count("transfer.received"), _count("transfer.sent")),
        "期内签收÷期内发出",
        "移送协作",
    ),
    Figure(
        "result_rate",
        "移送反馈率",
        PERCENT,
        Share(_count("transfer.result"), _count("transfer.sent")),
        "期内反馈结果÷期内发出",
        "移送协作",
    ),
)

_BY_CODE = {figure.code: figure for figure in FIGURES}


def figure(code: str) -> Figure:
    """The figure of that code.

    Raises:
        NotFound: there is none.
    """
    if code not in _BY_CODE:
        raise NotFound(f"没有“{code}”这项指标")
    return _BY_CODE[code]


def groups() -> dict[str, tuple[Figure, ...]]:
    """The figures under their headings, in order."""
    headings = dict.fromkeys(figure.group for figure in FIGURES)
    return {heading: tuple(f for f in FIGURES if f.group == heading) for heading in headings}
