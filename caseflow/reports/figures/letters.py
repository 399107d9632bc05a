"""Letters of labour-law supervision (一函两书)."""

from caseflow.reports.figures.figure import PERCENT, Figure, count
from caseflow.reports.happenings import LETTERS
from caseflow.reports.measures import Happened, Persons, Share, Sum

ANSWERED_REPLY = ("reminder", "opinion")
"""Letters that ask for an answer."""

_rectified, _escalated = count("letter.rectified"), count("letter.escalated")
_served = count("letter.served", process=ANSWERED_REPLY)

FIGURES = (
    Figure(
        "reminders",
        "提示函",
        "份",
        count("letter.issued", process=("reminder",)),
        "期内签发、未撤回的（不含公开提示函）",
        "一函两书",
        chief=True,
    ),
    Figure(
        "public_reminders",
        "公开提示函",
        "份",
        count("letter.issued", process=("public_reminder",)),
        "期内签发、未撤回的",
        "一函两书",
        chief=True,
    ),
    Figure(
        "public_reach",
        "公开提示函覆盖单位",
        "家",
        Persons(Happened(("letter.reached",))),
        "期内登记的覆盖单位数，同一份以最后一次登记为准",
        "一函两书",
    ),
    Figure(
        "public_reads",
        "公开提示函阅读量",
        "次",
        Persons(Happened(("letter.read",))),
        "期内登记的阅读量，同一份以最后一次登记为准",
        "一函两书",
    ),
    Figure(
        "opinions",
        "意见书",
        "份",
        count("letter.issued", process=("opinion",)),
        "期内签发、未撤回的",
        "一函两书",
        chief=True,
    ),
    Figure(
        "recommendations",
        "建议书",
        "份",
        count("letter.issued", process=("recommendation",)),
        "期内签发、未撤回的",
        "一函两书",
        chief=True,
    ),
    Figure(
        "replied_rate",
        "整改回复率",
        PERCENT,
        Share(count("letter.replied", process=ANSWERED_REPLY), _served),
        "提示函、意见书期内答复÷期内送达",
        "一函两书",
        chief=True,
    ),
    Figure(
        "rectified_rate",
        "整改率",
        PERCENT,
        Share(_rectified, Sum((_rectified, _escalated, count("letter.overdue", process=LETTERS)))),
        "期内确认已整改÷（已整改+升级+逾期未复）",
        "一函两书",
        chief=True,
    ),
    Figure(
        "filed_rate",
        "建议书立案率",
        PERCENT,
        Share(count("letter.filed"), count("letter.served", process=("recommendation",))),
        "期内机关立案÷期内机关收到",
        "一函两书",
    ),
    Figure(
        "feedback_rate",
        "建议书反馈率",
        PERCENT,
        Share(count("letter.result"), count("letter.served", process=("recommendation",))),
        "期内登记处理结果÷期内机关收到",
        "一函两书",
    ),
)
