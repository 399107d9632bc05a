"""What the annual review says, and what it passes over in silence (年度工作回眸)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseflow.kernel.roles import SYSTEM
from caseflow.reports.counting import Asked, Report
from caseflow.reports.figures import FIGURES
from caseflow.reports.manual import KINDS
from caseflow.reports.models import ManualFigure
from caseflow.reports.periods import Period
from caseflow.reports.review import SENTENCES, Piece, plain, review
from tests import given

UNIT, LATER = "示例区总工会", date(2025, 1, 10)
OPENING = f"2024年，{UNIT}坚持以职工为中心，扎实做好维权服务。"


def pieces(
    values: Mapping[str, int], today: date = LATER, manual: Mapping[str, int] | None = None
) -> list[Piece]:
    class Known(Report):
        def value(self, figure: Any, key: Any = None) -> Decimal | None:
            return Decimal(values.get(figure.code, 0))

    entered = [ManualFigure(code=code, value=value) for code, value in (manual or {}).items()]
    return review(Known(Asked(SYSTEM, Period.year(2024), given.moment("2025-01-10"))), entered, UNIT, today)


CASES: dict[str, dict[str, int]] = {
    "": {"officers": 0, "registered": 0, "aid_union": 0},
    "受理职工诉求1件，来自12351来电，办理热线维权1件。": {"registered": 1, "registered_call": 1, "rights": 1},
    "受理职工诉求3件，全部来自12351来电。": {"registered": 3, "registered_call": 3},
    "受理职工诉求3件，其中12351来电2件。": {"registered": 3, "registered_call": 2},
    "提供法律援助1件，由工会承担费用。": {"aid": 1, "aid_union": 1},
    "受理劳动争议调解2件，全部调解成功。": {"mediation_accepted": 2, "mediation_effective": 2},
    "推动用人单位依法用工，发出提示函2份、建议书1份。": {"reminders": 2, "recommendations": 1},
    "基层维权力量不断充实，现有三员5人，覆盖2家企业。": {"officers": 5, "officer_enterprises": 2},
}


@pytest.mark.parametrize("said", CASES)
def test_clauses_follow_what_happened(said: str) -> None:
    text = plain(pieces(CASES[said]))
    assert text == (OPENING + said if said else f"2024年，{UNIT}没有可以统计的维权工作。")


def test_figures_from_elsewhere_stand_beside_the_others() -> None:
    text = plain(pieces({"officers": 2}, manual={"trainings": 3, "collective_contracts": 1200, "members": 0}))
    assert "现有三员2人，举办业务培训3场。签订集体合同1,200份。" in text
    assert "会员" not in text


def test_a_year_under_way_is_spoken_of_as_such() -> None:
    assert plain(pieces({"aid": 1}, today=date(2024, 11, 30))).startswith("2024年以来，")


def test_each_number_is_a_figure_that_there_is() -> None:
    everything = {figure.code: 7 for figure in FIGURES} | {"registered_call": 3, "aid_union": 3}
    found = pieces(everything | {"mediation_effective": 3}, manual=dict.fromkeys(KINDS, 5))
    named = {piece.code for piece in found if piece.code}
    assert named <= {*everything, *KINDS}
    assert set(KINDS) <= named
    assert plain(found).count("。") - 1 == len(SENTENCES)
    assert all(any(c.isdigit() for c in piece.text) for piece in found if piece.code)
