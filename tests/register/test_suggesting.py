"""Employers offered while a name is typed."""

import pytest
from flask.testing import FlaskClient

from caseflow.accounts.models import Unit, UnitKind
from caseflow.casework.db import transaction
from caseflow.casework.register.suggesting import Suggested, suggest_employers
from caseflow.kernel.roles import Role
from tests import given, when
from tests.register.calls import CODE, FIRM, ON, call, employer, worker
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

OTHER_FIRM = "示例物流有限公司"


def names(text: str, by: Role = Role.OPERATOR) -> list[str]:
    return [one.name for one in suggest_employers(given.viewer(by), text)]


def test_an_employer_is_found_by_part_of_its_name_by_initials_and_by_code() -> None:
    call(worker(), code=CODE)
    call(firm=OTHER_FIRM)
    for text in ("餐饮", "示例餐饮", "示 例 餐", "slcy", "SLCY", CODE[:6].lower()):
        assert names(text) == [FIRM], text
    assert names("示例") == names("有限公司") == sorted([FIRM, OTHER_FIRM])
    assert names("sl") == sorted([FIRM, OTHER_FIRM])


@pytest.mark.parametrize("text", ["", "示", "%%", "__", "\\\\", "没有这家", "示" * 5000, "<script>"])
def test_what_fits_nothing_finds_nothing(text: str) -> None:
    call()
    assert names(text) == []


def test_a_suggestion_says_where_the_employer_belongs_and_what_is_open_there() -> None:
    first, second = call(code=CODE), call(code=CODE)
    for action in ("submit", "dispatch"):
        when.acts(first, action, on=ON)
    when.acts(second, "withdraw", on=ON)
    street = given.unit_tree().street
    found = suggest_employers(given.viewer(Role.OPERATOR), "示例餐饮")
    assert found == [Suggested(employer(first), FIRM, CODE, "示例路1号", street.id, street.name, 1)]


def test_an_employer_of_matters_out_of_scope_is_not_suggested() -> None:
    # given one employer whose ticket went to the street, another whose ticket stayed in the federation
    sent = call()
    call(firm=OTHER_FIRM)
    for action in ("submit", "dispatch"):
        when.acts(sent, action, on=ON)
    assert names("示例", Role.HANDLING_UNIT) == [FIRM]
    assert names("示例", Role.LAWYER) == []
    assert names("示例", Role.MANAGER) == sorted([FIRM, OTHER_FIRM])


def test_enterprises_of_the_unit_tree_are_known_to_all() -> None:
    root = given.unit_tree().federation
    with transaction() as session:
        session.add(Unit(name="示例制造厂", kind=UnitKind.ENTERPRISE, parent_id=root.id, path="/0/"))
    for text in ("制造", "slzz"):
        (found,) = suggest_employers(given.viewer(Role.LAWYER), text)
        assert (found.id, found.name, found.unit, found.open_matters) == (None, "示例制造厂", root.name, 0)


def test_the_page_offers_what_a_form_needs(client: FlaskClient) -> None:
    call(code=CODE)
    page = seated(client, Role.OPERATOR).get("/employers/suggest?q=slcy").text
    assert 'role="option"' in page
    for data in (f'data-name="{FIRM}"', f'data-credit-code="{CODE}"', 'data-address="示例路1号"'):
        assert data in page
    assert "在办 1 件" in page
    assert "<html" not in page


def test_the_page_is_not_for_other_bodies(client: FlaskClient) -> None:
    assert seated(client, Role.AGENCY).get("/employers/suggest?q=slcy").status_code == 403


def test_a_suggestion_costs_two_queries() -> None:
    viewer = given.viewer(Role.OPERATOR)
    for n in range(9):
        call(firm=f"示例{n}餐饮公司")
    with selects() as sent:
        assert len(suggest_employers(viewer, "示例")) == 8
    assert len(sent) == 2
