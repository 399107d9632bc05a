"""The hotline (热线): tickets, calls after them, deadlines kept."""

from caseflow.reports.figures.figure import PERCENT, YUAN, Figure, count
from caseflow.reports.happenings import REGISTERED
from caseflow.reports.measures import FellDue, Happened, Money, Persons, Share

HANDLING = ("HD6a", "HD6b", "HD6c", "HD6s", "HD12")
"""The clocks by which a ticket has to be done with."""

HOTLINE = ("call",)
DEFENDING = ("TS", "FY")
"""What counts as standing up for rights: complaints and legal help, not questions (维权)."""

_registered = count(REGISTERED)
_dispatched = count("ticket.dispatched")
_opinions = count("ticket.opinion", detail=("satisfied", "basically", "unsatisfied_explained", "unsatisfied"))
_resolutions = count("ticket.resolution", detail=("yes", "no"))

FIGURES = (
    Figure("registered", "受理量", "件", _registered, "期内登记的工单，并案、作废的不计", "热线", chief=True),
    Figure(
        "registered_call",
        "其中：12351来电",
        "件",
        count(REGISTERED, channel=HOTLINE),
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
    Figure("answered", "即时答复", "件", count("ticket.answered"), "期内当场答复办结的咨询", "热线"),
    Figure(
        "answered_rate",
        "直接答复率",
        PERCENT,
        Share(count("ticket.answered"), _registered),
        "即时答复÷受理量",
        "热线",
    ),
    Figure("declined", "不予受理", "件", count("ticket.declined"), "期内审核同意不予受理的工单", "热线"),
    Figure("dispatched", "派单量", "件", _dispatched, "期内首次派单的工单", "热线", chief=True),
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
        chief=True,
    ),
    Figure(
        "closed",
        "办结量",
        "件",
        count("ticket.closed"),
        "期内首次回访办结的工单，重办后再次办结的不重复计",
        "热线",
        chief=True,
    ),
    Figure(
        "rights",
        "热线维权件数",
        "件",
        count("ticket.closed", channel=HOTLINE, service=DEFENDING),
        "期内办结、来源为12351来电、服务类型为信访投诉或者法律援助的工单，单纯咨询不计",
        "热线",
        chief=True,
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
        chief=True,
    ),
    Figure(
        "late", "超期件数", "件", FellDue(HANDLING, met=False), "办理期限在期内届满而未按期办结的工单", "热线"
    ),
    Figure(
        "resolved_rate",
        "解决率",
        PERCENT,
        Share(count("ticket.resolution", detail=("yes",)), _resolutions),
        "回访答“已解决”÷回访中就是否解决表态的",
        "热线",
        chief=True,
    ),
    Figure(
        "satisfied_rate",
        "满意率",
        PERCENT,
        Share(count("ticket.opinion", detail=("satisfied", "basically")), _opinions),
        "满意和基本满意÷回访中作出评价的；未联系上的不计，另列",
        "热线",
        chief=True,
    ),
    Figure(
        "unreached",
        "回访未联系上",
        "件",
        count("ticket.unreached"),
        "期内多次回访未联系上而办结的工单",
        "热线",
    ),
    Figure(
        "returned_rate",
        "退单率",
        PERCENT,
        Share(count("ticket.returned"), _dispatched),
        "期内申请退单÷派单量",
        "热线",
    ),
    Figure(
        "reworked_rate",
        "重办率",
        PERCENT,
        Share(count("ticket.reworked"), _dispatched),
        "期内退回重办、回访重办、办结后重办的÷派单量",
        "热线",
    ),
    Figure(
        "extended_rate",
        "延期率",
        PERCENT,
        Share(count("ticket.extended"), _dispatched),
        "期内批准延期÷派单量",
        "热线",
    ),
    Figure("urged", "催办", "次", count("ticket.urged"), "期内人工和超期自动催办的次数", "热线"),
    Figure(
        "recovered",
        "挽回损失",
        YUAN,
        Money(Happened(("ticket.closed",))),
        "期内办结工单登记的挽回金额",
        "热线",
        chief=True,
    ),
    Figure(
        "helped",
        "惠及职工",
        "人次",
        Persons(Happened(("ticket.closed",))),
        "期内办结工单登记的惠及人数之和",
        "热线",
    ),
)
