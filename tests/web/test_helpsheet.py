"""The help sheet and the hints of first use."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from caseflow.kernel.roles import Role
from caseflow.web.helpsheet import DUTIES, KEYS, WAYS
from caseflow.web.hints import HINTS
from caseflow.web.navigation import PLACES
from tests import given
from tests.web.desk import seated, selects


def test_the_sheet_tells_keys_lights_marks_roles_and_ways(client: FlaskClient) -> None:
    page = seated(client, Role.OPERATOR).get("/help").text
    for text in (
        "快捷键",
        "<kbd>g q</kbd>",
        "◇",
        "暂定",
        "其他地区规定，参照",
        "话务员",
        "打字和输入法选字时不起作用",
    ):
        assert text in page
    assert '<a href="/intake">来电登记</a>' in page


def test_ways_lead_only_where_one_may_go(client: FlaskClient) -> None:
    page = seated(client, Role.LAWYER).get("/help").text
    assert "登记一个来电" not in page
    assert '<a href="/knowledge">知识库</a>' in page


def test_laid_over_another_page_it_is_no_whole_page(client: FlaskClient) -> None:
    part = seated(client, Role.OPERATOR).get("/help", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "快捷键" in part


def test_the_sheet_costs_few_queries(client: FlaskClient) -> None:
    desk = seated(client, Role.OPERATOR)
    with selects() as sent:
        desk.get("/help")
    assert len(sent) <= 2


def test_every_role_has_its_duty() -> None:
    told = [role for role, _ in DUTIES]
    assert len(told) == len(set(told))
    assert set(Role) - set(told) == {Role.SYSTEM, Role.AGENCY, Role.INFORMANT}


def test_pages_that_are_named_are_there(app: Flask) -> None:
    named = {way.endpoint for way in WAYS if way.endpoint} | {hint.endpoint for hint in HINTS}
    assert named <= set(app.view_functions)


def test_keys_of_the_navigation_stand_on_the_sheet(client: FlaskClient) -> None:
    keys = [place.key for place in PLACES if place.key]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {key for key, _ in KEYS}
    page = seated(client, Role.MANAGER).get("/").text
    assert 'data-key="g b"' in page
    assert 'data-key="n"' not in page, "a manager registers no calls"


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [(Role.OPERATOR, "today-desk", "today-lawyer"), (Role.LAWYER, "today-lawyer", "today-desk")],
)
def test_hints_are_for_the_page_and_the_role(
    client: FlaskClient, role: Role, shown: str, hidden: str
) -> None:
    page = seated(client, role).get("/").text
    reader = given.person(role).id
    assert f'data-hint="{reader}:today,{shown}"' in page
    assert hidden not in page
    assert "data-hint" not in client.get("/me").text


def test_hints_have_names_of_their_own() -> None:
    names = [hint.name for hint in HINTS]
    assert len(names) == len(set(names))


def test_who_is_not_signed_in_sees_none(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert "data-hint" not in page
    assert "keys.js" not in page
