"""A local figure is entered by one person, approved by another, and read by what computes."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from caseflow.casework import parameters
from caseflow.casework.models import LocalParameter, Stand
from caseflow.casework.parameters import ParameterProposal, parameter
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete
from caseflow.kernel.parameters import ParameterMissing, UnknownParameter
from caseflow.kernel.roles import Role
from tests import given

AT = given.moment("2026-09-10")
WAGE = ParameterProposal(
    "min_wage_month", "2100", date(2026, 7, 1), "示例文件〔2026〕1号", "示例", region="50"
)


def entered(proposal: ParameterProposal = WAGE) -> LocalParameter:
    return parameters.propose_parameter(proposal, viewer=given.viewer(given.person(Role.ADMIN)), at=AT)


def test_a_value_counts_once_a_second_person_has_approved_it(app: Flask) -> None:
    second = given.viewer(given.person(Role.MANAGER))
    row = entered()
    with pytest.raises(ParameterMissing, match="月最低工资标准"):
        parameter("min_wage_month", date(2026, 9, 1), "500119")
    with pytest.raises(GuardRefused, match="提出人不能"):
        parameters.approve_parameter(row.id, viewer=given.viewer(given.person(Role.ADMIN)), at=AT)
    parameters.approve_parameter(row.id, viewer=second, at=AT)
    found = parameter("min_wage_month", date(2026, 9, 1), "500119")
    assert (found.value, found.basis, found.effective_from) == (Decimal(2100), WAGE.basis, date(2026, 7, 1))
    # and it does not count before its day, elsewhere, or for what was never entered
    for on, region in ((date(2026, 6, 30), "500119"), (date(2026, 9, 1), "330100")):
        with pytest.raises(ParameterMissing):
            parameter("min_wage_month", on, region)
    with pytest.raises(ParameterMissing, match="经济困难标准"):
        parameter("hardship_line", date(2026, 9, 1))
    with pytest.raises(UnknownParameter):
        parameter("no_such_figure", date(2026, 9, 1))


def test_a_value_is_refused_withdrawn_or_superseded_like_a_rule(app: Flask) -> None:
    first, second = given.viewer(given.person(Role.ADMIN)), given.viewer(given.person(Role.MANAGER))
    row, newer = entered(), entered()
    assert (row.stand, newer.stand) == (Stand.WITHDRAWN, Stand.WAITING)
    with pytest.raises(Incomplete):
        parameters.refuse_parameter(newer.id, reason="", viewer=second, at=AT)
    assert (
        parameters.refuse_parameter(newer.id, reason="文号不对", viewer=second, at=AT).stand is Stand.REFUSED
    )
    again = entered()
    assert parameters.withdraw_parameter(again.id, viewer=first, at=AT).stand is Stand.WITHDRAWN


def test_faults_stand_beside_their_fields(app: Flask) -> None:
    wrong = ParameterProposal("min_wage_month", "许多", date(2026, 7, 1), " ", "", region="渝")
    with pytest.raises(Incomplete) as refused:
        entered(wrong)
    assert refused.value.fields.keys() == {"value", "basis", "region"}
    with pytest.raises(Forbidden):
        parameters.propose_parameter(WAGE, viewer=given.viewer(Role.LAWYER), at=AT)
