"""Quality sampling (质量抽检)."""

from caseflow.reports.figures.figure import PERCENT, POINTS, Figure, count
from caseflow.reports.measures import Happened, Mean, Share

GROUP = "质量抽检"
_checked, _returned = count("quality.checked"), count("quality.returned")

FIGURES = (
    Figure(
        "quality_checked",
        "抽检件数",
        "件",
        _checked,
        "期内检查的抽检件，不同批次重复抽到的分别计",
        GROUP,
        chief=True,
    ),
    Figure(
        "quality_pass_rate",
        "抽检合格率",
        PERCENT,
        Share(count("quality.checked", detail=("pass",)), _checked),
        "得分在合格线以上的抽检件÷抽检件数；合格线和检查标准是本单位的做法",
        GROUP,
        chief=True,
    ),
    Figure(
        "quality_score",
        "抽检平均得分",
        POINTS,
        Mean(Happened(("quality.checked",))),
        "抽检件得分的平均数，满分100分",
        GROUP,
        chief=True,
    ),
    Figure("quality_returned", "退回整改", "件", _returned, "期内退回承办人整改的抽检件", GROUP),
    Figure(
        "quality_answered_rate",
        "整改回复率",
        PERCENT,
        Share(count("quality.answered"), _returned),
        "期内整改回复÷期内退回整改",
        GROUP,
    ),
)
