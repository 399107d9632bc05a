"""What is looked at in a case that was drawn, and how it is scored (检查清单). House practice."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

PASS = 80
"""Points of a hundred from which on a case is in order."""


class Grade(StrEnum):
    """How far a case does what a criterion asks."""

    FULL = "full"
    HALF = "half"
    NONE = "none"

    @property
    def label(self) -> str:
        """The word for it."""
        return {Grade.FULL: "达到", Grade.HALF: "部分达到", Grade.NONE: "没有达到"}[self]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing to look at, worth so many points."""

    code: str
    label: str
    points: int
    hint: str


CRITERIA = (
    Criterion("told", "登记要素齐全", 15, "诉求、单位、时间、金额、联系方式清楚，类别和优先级恰当"),
    Criterion("in_time", "各环节在期限内", 20, "签收、首次联系、办理、回复都在期限内，延期和暂停有依据"),
    Criterion("facts", "事实清楚、依据正确", 25, "核实经过有记录，引用的法律条款正确"),
    Criterion("answered", "答复全面、告知到位", 20, "逐项答复，救济途径和时效已告知，回访真实"),
    Criterion("papers", "材料齐全、文书规范", 10, "附件、文书、送达凭证齐全"),
    Criterion("secrecy", "保密和个人信息保护", 10, "举报保密落实，对单位的文书不透露职工身份"),
)
"""A hundred points together."""


def score(grades: Mapping[str, Grade]) -> int:
    """The points of a case, each criterion in full, by half (rounded down) or not at all."""
    share = {Grade.FULL: 2, Grade.HALF: 1, Grade.NONE: 0}
    return sum(one.points * share[grades[one.code]] // 2 for one in CRITERIA)


def verdict(points: int) -> str:
    """Whether a case is in order: `pass` or `fail`, as milestones keep it."""
    return "pass" if points >= PASS else "fail"
