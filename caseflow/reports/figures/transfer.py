"""Transfers to other agencies (移送协作)."""

from caseflow.reports.figures.figure import PERCENT, Figure, count
from caseflow.reports.measures import Share

FIGURES = (
    Figure("sent", "移送", "件", count("transfer.sent"), "期内发出的移送函", "移送协作", chief=True),
    Figure(
        "receipt_rate",
        "移送签收率",
        PERCENT,
        Share(count("transfer.received"), count("transfer.sent")),
        "期内签收÷期内发出",
        "移送协作",
        chief=True,
    ),
    Figure(
        "result_rate",
        "移送反馈率",
        PERCENT,
        Share(count("transfer.result"), count("transfer.sent")),
        "期内反馈结果÷期内发出",
        "移送协作",
        chief=True,
    ),
)
