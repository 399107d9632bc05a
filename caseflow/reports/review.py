"""The annual review as a union office words it (年度工作回眸): clauses chosen by what happened.

Nothing is said of what did not happen, and a whole is not spoken of as its parts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.reports.counting import Report
from caseflow.reports.figures import FIGURES
from caseflow.reports.models import ManualFigure
from caseflow.reports.periods import Period

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with a code it is the number of that figure."""

    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of which there is something to tell."""

    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A head and what is listed after it, as far as it happened; each item names its figures in braces.

    Where the first figure is all of `whole`, the clause says so without a number: `all_`, or `only` for one.
    """

    items: tuple[str, ...]
    head: str = ""
    whole: str = ""
    all_: str = ""
    only: str = ""

    def of(self, told: Mapping[str, Told]) -> list[Piece]:
        """The clause; nothing when none of it happened."""
        found = [item for item in self.items if all(code in told for code in _PLACE.findall(item))]
        if not found:
            return []
        first = told[_PLACE.findall(found[0])[0]].value
        if self.whole in told and told[self.whole].value == first:
            return [Piece(self.only if first == 1 else self.all_)]
        return [Piece(self.head), *_pieces("、".join(found), told)]


def _one(text: str, **rest: str) -> Clause:
    return Clause((text,), **rest)


SENTENCES: tuple[tuple[Clause, ...], ...] = (
    (
        _one("受理职工诉求{registered}件"),
        _one(
            "其中12351来电{registered_call}件",
            whole="registered",
            all_="全部来自12351来电",
            only="来自12351来电",
        ),
        _one("办理热线维权{rights}件"),
        _one("惠及职工{helped}人次"),
        _one("为职工挽回损失{recovered}万元"),
    ),
    (_one("诉求按期办结率{on_time_rate}"), _one("职工回访满意率{satisfied_rate}")),
    (
        _one("提供法律援助{aid}件"),
        _one(
            "其中工会法律援助{aid_union}件",
            whole="aid",
            all_="全部由工会承担费用",
            only="由工会承担费用",
        ),
        _one("援助案件结案{aid_concluded}件"),
        _one("生效文书确定金额{aid_awarded}万元"),
    ),
    (
        _one("受理劳动争议调解{mediation_accepted}件"),
        _one(
            "调解成功{mediation_effective}件",
            whole="mediation_accepted",
            all_="全部调解成功",
            only="调解成功",
        ),
        _one("协议金额{mediation_amount}万元"),
        _one("获得司法确认或者仲裁审查确认{confirmed}件"),
    ),
    (
        Clause(
            (
                "提示函{reminders}份",
                "公开提示函{public_reminders}份",
                "意见书{opinions}份",
                "建议书{recommendations}份",
            ),
            head="推动用人单位依法用工，发出",
        ),
        _one("整改回复率{replied_rate}"),
    ),
    (_one("向协作部门移送线索{sent}件"), _one("移送反馈率{result_rate}")),
    (
        _one("基层维权力量不断充实，现有三员{officers}人"),
        Clause(
            (
                "{officer_towns}个乡镇（街道）",
                "{officer_parks}个园区",
                "{officer_enterprises}家企业",
            ),
            head="覆盖",
        ),
        _one("举办业务培训{trainings}场"),
        _one("培训{trainees}人次"),
    ),
    (
        _one("签订集体合同{collective_contracts}份"),
        _one("新增会员{members}人"),
        Clause(("开展法律宣传{lectures}场", "提供法律咨询{consultations}人次", "慰问职工{condolences}人次")),
    ),
)


def review(report: Report, manual: Sequence[ManualFigure], unit: str, today: date) -> list[Piece]:
    """The paragraph on the work of the unit, in pieces of which the numbers can be looked into."""
    told = {**_counted(report), **{row.code: _told(Decimal(row.value)) for row in manual if row.value}}
    sentences = [sentence for each in SENTENCES if (sentence := _sentence(each, told))]
    opening = f"{_when(report.asked.period, today)}，{unit}"
    if not sentences:
        return [Piece(f"{opening}没有可以统计的维权工作。")]
    return [
        Piece(f"{opening}坚持以职工为中心，扎实做好维权服务。"),
        *(piece for sentence in sentences for piece in sentence),
    ]


def plain(pieces: Iterable[Piece]) -> str:
    """The paragraph as text."""
    return "".join(piece.text for piece in pieces)


def _when(period: Period, today: date) -> str:
    return f"{period.name}以来" if period.standing(today) else period.name


def _sentence(clauses: Iterable[Clause], told: Mapping[str, Told]) -> list[Piece]:
    parts = [part for clause in clauses if (part := clause.of(told))]
    return [piece for n, part in enumerate(parts) for piece in (Piece("，" if n else ""), *part)] + (
        [Piece("。")] if parts else []
    )


def _pieces(text: str, told: Mapping[str, Told]) -> list[Piece]:
    parts = _PLACE.split(text)
    return [Piece(told[part].text, part) if n % 2 else Piece(part) for n, part in enumerate(parts)]


def _counted(report: Report) -> dict[str, Told]:
    """Every figure that is neither nothing nor unknown."""
    values = ((figure, report.value(figure)) for figure in FIGURES)
    return {figure.code: Told(value, figure.text(value)) for figure, value in values if value}


def _told(value: Decimal) -> Told:
    return Told(value, f"{value:,}")
