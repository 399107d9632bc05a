"""An agreement that is performed in parts: read from what was typed, a clock for the next one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from caseflow.casework.documents import making
from caseflow.casework.documents.reading import paper_of
from caseflow.casework.documents.source import Source
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from caseflow.mediation.process.instalments import Instalment, fault, next_due, read
from tests import given, when
from tests.mediation.cases import MED, in_mediation
from tests.then import running

TWO = "2026-10-15 5000 第一期工资\n2026年12月15日，5,000.50元，第二期"
SUM, LAST = Decimal("10000.50"), date(2026, 12, 15)


def test_lines_are_read_as_people_type_them() -> None:
    assert read(TWO) == [
        Instalment(date(2026, 10, 15), Decimal(5000), "第一期工资"),
        Instalment(LAST, Decimal("5000.50"), "第二期"),
    ]
    assert read("2026-10-15 800")[0].item == "调解协议款"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, None),
        ("\n", None),
        (TWO, None),
        ("先付一半，再付一半", "分期履行第1行看不懂"),
        ("2026-02-30 5000 工资", "分期履行第1行看不懂"),
        ("2026-12-15 5000.50 二\n2026-10-15 5000 一", "按日期先后"),
        ("2026-12-15 10000 工资", "与协议总金额10,000.50元不一致"),
        ("2026-12-14 10000.50 工资", "最后一期的日期应当就是最后履行日"),
    ],
)
def test_parts_make_up_the_agreement(text: str | None, said: str | None) -> None:
    found = fault(text, SUM, LAST)
    assert found is None if said is None else said in str(found)


def test_the_next_part_follows_from_what_is_paid() -> None:
    assert [next_due(TWO, paid) for paid in (None, 1, 2)] == [date(2026, 10, 15), LAST, None]


def test_an_agreement_that_does_not_add_up_is_refused() -> None:
    walk = in_mediation()
    wrong: dict[str, Any] = {
        "instalments": "2026-12-15 1 工资",
        "agreed_amount": SUM,
        "performance_due_on": LAST,
    }
    with pytest.raises(GuardRefused, match="不一致"):
        walk.could("agree", MED, **wrong)


@pytest.mark.usefixtures("app")
def test_each_part_has_its_clock_until_it_is_paid(session: Session) -> None:
    # given an agreement in two parts, in force
    case = given.mediation(
        "effective",
        on="2026-09-16",
        instalments=TWO,
        agreed_amount=SUM,
        performance_due_on=LAST,
        panel_ids=(given.person(Role.MEDIATOR).id,),
    )
    # then the clock of the first part runs
    assert running(case, "MD9i").due_on == date(2026, 10, 15)
    # and its day passes unpaid, which is to be looked into
    when.sweeps("2026-10-16")
    session.expire_all()
    assert "performance_overdue" in case.overlays
    # when it is paid, then the second one runs
    when.acts(case, "record_instalment", on="2026-10-20", instalments_paid=1)
    assert running(case, "MD9i").due_on == LAST
    assert "performance_overdue" not in case.overlays
    # and after the last one none
    when.acts(case, "record_instalment", on="2026-12-10", instalments_paid=2)
    with pytest.raises(GuardRefused, match="一共2期"):
        when.acts(case, "record_instalment", on="2026-12-11", instalments_paid=3)


@pytest.mark.usefixtures("app")
def test_the_application_for_confirmation_rests_on_what_applies_to_the_body(session: Session) -> None:
    for body, basis in (("peoples", "人民调解法"), ("enterprise", "第二百零五条")):
        case = given.mediation("effective", on="2026-09-16", org_type=body)
        when.acts(case, "apply_judicial", on="2026-09-18", court="示例区人民法院")
        viewer, at = given.viewer(Role.MEDIATOR), given.moment("2026-09-18")
        document = making.begin(case.id, "judicial_confirmation", values={}, viewer=viewer, at=at)
        source = Source(session, case, viewer, at)
        values = source.values(paper_of(document.code))
        assert basis in values["basis"]
        assert ("人民调解法" in values["basis"]) is (body == "peoples")
        assert values["forum"] == "示例区人民法院"
