"""The pages by which a matter begins: what they ask, what they keep when refused, where they lead."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.actions import opening_by
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.openings import asked_beside, beginning_with
from caseflow.extensions import db
from caseflow.kernel.machine import Kind
from caseflow.kernel.roles import Role
from tests import given
from tests.web.desk import seated, selects
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

DESKS = [
    ("aid", Role.AID_REVIEWER, "/aid/new/aid"),
    ("aid", Role.LIAISON, "/aid/new/aid"),
    ("mediation", Role.MEDIATION_HEAD, "/mediation/new/mediation"),
    ("mediation", Role.MEDIATOR, "/mediation/new/mediation"),
    ("reminder", Role.SUPERVISOR, "/notice/new/reminder"),
    ("reminder", Role.HANDLING_UNIT, "/notice/new/reminder"),
    ("public_reminder", Role.SUPERVISOR, "/notice/new/public_reminder"),
    ("opinion", Role.SUPERVISOR, "/notice/new/opinion"),
    ("recommendation", Role.SUPERVISOR, "/notice/new/recommendation"),
    ("transfer", Role.LIAISON, "/transfer/new/transfer"),
]
AID = "/aid/new/aid"
REVIEWER = Role.AID_REVIEWER


def typed(process: str, by: Role, **more: str) -> dict[str, str]:
    """What is required, as somebody types it."""
    told = given.application(process, given.viewer(by), "2026-09-16")
    return {name: _typed(value) for name, value in told.items()} | more


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "y" if value else ""
    return str(value)


@pytest.mark.parametrize(("process", "by", "address"), DESKS)
def test_a_desk_begins_what_is_its_own(client: FlaskClient, process: str, by: Role, address: str) -> None:
    person = seated(client, by)
    assert f'href="{address}"' in person.get("/new").text
    page = person.get(address)
    answer = person.post(address, data={**typed(process, by), "token": hidden(page, "token")})
    assert answer.status_code == 303, answer.text
    begun = db.session.scalars(sa.select(Proceeding)).one()
    assert answer.headers["Location"] == f"/{begun.definition.family}/{begun.id}"
    assert (begun.process, begun.handler_id) == (process, None)
    assert person.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(("process", "by", "address"), DESKS)
def test_nothing_is_asked_twice(client: FlaskClient, process: str, by: Role, address: str) -> None:
    model, beginning = beginning_with(process)
    opening = opening_by(model.definition, given.viewer(by))
    asked = [*asked_beside(beginning, opening), *opening.needs]
    labels = [datum.label for datum in asked]
    assert len(set(labels)) == len(labels)
    page = seated(client, by).get(address).text
    boxes = [datum.name for datum in asked if datum.kind is not Kind.CHOICE]
    assert [name for name in boxes if page.count(f'name="{name}"') != 1] == []


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (Role.SUPERVISOR, "/aid/new/aid", 403),
        (Role.OPERATOR, "/aid/new/aid", 403),
        (Role.MANAGER, "/notice/new/reminder", 403),
        (Role.HANDLING_UNIT, "/notice/new/public_reminder", 403),
        (Role.AID_REVIEWER, "/aid/new/mediation", 404),
        (Role.AID_REVIEWER, "/aid/new/dinner", 404),
        (Role.OPERATOR, "/hotline/new/ticket", 404),
    ],
)
def test_other_desks_do_not(client: FlaskClient, role: Role, address: str, status: int) -> None:
    person = seated(client, role)
    assert person.get(address).status_code == status
    assert person.post(address, data={}).status_code == status
    assert not db.session.scalar(sa.select(sa.func.count(Matter.id)))


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LAWYER, Role.ADMIN])
def test_whoever_begins_nothing_is_told_where_to_go(client: FlaskClient, role: Role) -> None:
    page = seated(client, role).get("/new").text
    assert "您的岗位不直接立案" in page
    assert "<td" not in page


def test_what_does_not_fit_keeps_everything_typed(client: FlaskClient) -> None:
    wrong = {"credit_code": "91110000", "worker_phone": "电话", "event_on": "2126-01-01", "claim": "支付工资"}
    answer = seated(client, REVIEWER).post(AID, data=typed("aid", REVIEWER, **wrong))
    assert answer.status_code == 422
    for kept in (*wrong.values(), given.beginnings.WORKER, given.beginnings.EMPLOYER):
        assert kept in answer.text
    assert "统一社会信用代码不正确" in answer.text
    assert "请填写电话号码" in answer.text


def test_a_day_to_come_is_refused_beside_its_field(client: FlaskClient) -> None:
    answer = seated(client, REVIEWER).post(AID, data=typed("aid", REVIEWER, event_on="2126-01-01"))
    assert answer.status_code == 422
    assert "事情发生日期不能晚于今天" in answer.text
    assert 'href="#event_on"' in answer.text


def test_who_may_not_be_named_is_missed(client: FlaskClient) -> None:
    answer = seated(client, REVIEWER).post(AID, data=typed("aid", REVIEWER, worker_name="", category=""))
    assert answer.status_code == 422
    assert "请填写职工姓名" in answer.text
    assert "请填写诉求类别" in answer.text


def test_a_form_sent_twice_leads_to_the_same_case(client: FlaskClient) -> None:
    person = seated(client, REVIEWER)
    sent = {**typed("aid", REVIEWER), "token": hidden(person.get(AID), "token")}
    first, again = person.post(AID, data=sent), person.post(AID, data=sent)
    assert first.headers["Location"] == again.headers["Location"]
    assert "没有重复登记" in person.get(again.headers["Location"]).text
    assert db.session.scalar(sa.select(sa.func.count(Matter.id))) == 1


def test_a_clean_form_has_a_token_of_its_own(client: FlaskClient) -> None:
    person = seated(client, REVIEWER)
    assert hidden(person.get(AID), "token") != hidden(person.get(AID), "token")


def test_the_forms_cost_few_queries(client: FlaskClient) -> None:
    person = seated(client, Role.SUPERVISOR)
    person.get("/notice/new/opinion")
    with selects() as of_list:
        person.get("/new")
    with selects() as of_form:
        person.get("/notice/new/opinion")
    assert (len(of_list) <= 5, len(of_form) <= 8) == (True, True), (of_list, of_form)
