"""The union's force on the ground (三员): how many there are, and how many units they cover."""

from caseflow.outreach.reading import ENTERPRISES, PARKS, TOWNS
from caseflow.reports.figures.figure import Figure
from caseflow.reports.measures import InPost

_AT_THE_END = "期末（本期未结束的为今天）"

FIGURES = (
    Figure(
        "officers",
        "三员人数",
        "人",
        InPost(),
        f"{_AT_THE_END}在岗的三员，一人兼几个岗位的计一人",
        "三员",
        chief=True,
    ),
    Figure(
        "officer_towns",
        "覆盖乡镇（街道）",
        "个",
        InPost(TOWNS),
        f"{_AT_THE_END}至少有一名在岗三员的乡镇、街道",
        "三员",
        chief=True,
    ),
    Figure(
        "officer_parks",
        "覆盖园区",
        "个",
        InPost(PARKS),
        f"{_AT_THE_END}至少有一名在岗三员的园区",
        "三员",
        chief=True,
    ),
    Figure(
        "officer_enterprises",
        "覆盖企业",
        "家",
        InPost(ENTERPRISES),
        f"{_AT_THE_END}至少有一名在岗三员的企业",
        "三员",
        chief=True,
    ),
)
