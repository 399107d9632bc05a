"""Mediation (调解)."""

from caseflow.reports.figures.figure import PERCENT, YUAN, Figure, count
from caseflow.reports.measures import Happened, Money, Share, Sum

_effective, _failed = count("mediation.effective"), count("mediation.failed")

FIGURES = (
    Figure(
        "mediation_accepted",
        "调解受理",
        "件",
        count("mediation.accepted"),
        "期内受理的调解",
        "调解",
        chief=True,
    ),
    Figure("mediation_effective", "调解成功", "件", _effective, "期内协议生效的调解", "调解", chief=True),
    Figure(
        "mediation_rate",
        "调解成功率",
        PERCENT,
        Share(_effective, Sum((_effective, _failed))),
        "协议生效÷（协议生效+终止），以结束之日计",
        "调解",
        chief=True,
    ),
    Figure(
        "mediation_amount",
        "协议金额",
        YUAN,
        Money(Happened(("mediation.effective",))),
        "期内生效协议约定给付的金额",
        "调解",
        chief=True,
    ),
    Figure(
        "performed",
        "履行完毕",
        "件",
        count("mediation.performed"),
        "期内登记履行完毕的协议",
        "调解",
        chief=True,
    ),
    Figure("judicial", "申请司法确认", "件", count("mediation.judicial"), "期内共同申请的", "调解"),
    Figure("review", "申请仲裁审查", "件", count("mediation.review"), "期内共同申请的", "调解"),
    Figure("confirmed", "获得确认", "件", count("mediation.confirmed"), "期内登记获得确认的", "调解"),
)
