"""Legal aid (法律援助)."""

from caseflow.reports.figures.figure import YUAN, Figure, count
from caseflow.reports.measures import Happened, Money

FIGURES = (
    Figure(
        "aid_applied", "法律援助申请", "件", count("aid.applied"), "期内登记的申请", "法律援助", chief=True
    ),
    Figure(
        "aid",
        "法律援助件数",
        "件",
        count("aid.granted"),
        "期内决定给予援助或者先行援助的案件，每件只计一次；咨询、代写文书不计",
        "法律援助",
        chief=True,
    ),
    Figure(
        "aid_union",
        "其中：工会法律援助",
        "件",
        count("aid.granted", detail=("union",)),
        "由工会决定并承担费用的",
        "法律援助",
    ),
    Figure(
        "aid_concluded",
        "法律援助结案",
        "件",
        count("aid.concluded"),
        "期内结案的案件",
        "法律援助",
        chief=True,
    ),
    Figure(
        "aid_awarded",
        "援助挽回金额",
        YUAN,
        Money(Happened(("aid.concluded",))),
        "期内结案案件生效文书确定的金额",
        "法律援助",
        chief=True,
    ),
    Figure(
        "aid_received",
        "其中：实际到账",
        YUAN,
        Money(Happened(("aid.received",))),
        "结案时登记已经收到的金额",
        "法律援助",
    ),
)
