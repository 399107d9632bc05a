"""What was typed survives the end of the session."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from caseflow.kernel.roles import Role
from tests import given
from tests.web import desk
from tests.web.desk import seated
from tests.web.drafted import CONTACT, PART, autosaves, carried, kept, led
from tests.web.visitor import hidden, idle, sign_in

pytestmark = pytest.mark.usefixtures("app")

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def operator(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.OPERATOR)


def late(client: FlaskClient, address: str, data: dict[str, Any]) -> tuple[str, str]:
    """A form is sent after the session has ended: what the sign-in page carries, and for whom."""
    idle(client, HALF_AN_HOUR)
    answer = client.post(address, data=data)
    assert answer.status_code == 401
    assert "您填写的内容已保留" in answer.text
    return hidden(answer, "held"), answer.text


def test_a_form_sent_after_the_session_goes_on_where_it_was(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), f"/hotline/{ticket.id}/act/log_first_contact"
    form = carried(person.get(address), "page_version", "page_seen")
    held, _ = late(person, address, {**form, **CONTACT})
    assert held == form["token"]
    back = sign_in(person, given.person(Role.HANDLING_UNIT), given.PASSWORD, held=held)
    page = led(person, back)
    assert CONTACT["summary"] in page.text
    assert person.post(address, data={**form, **CONTACT}).status_code == 303
    assert kept() == []


def test_it_is_kept_for_its_author_who_finds_it_later(client: FlaskClient) -> None:
    operator = seated(client, Role.OPERATOR)
    form = {**carried(operator.get("/intake")), "caller_name": "示例甲"}
    held, _ = late(operator, "/intake", form)
    other = sign_in(operator, given.person(Role.OPERATOR, 2), given.PASSWORD, held=held)
    assert other.headers["Location"] == "/"
    assert "示例甲" not in operator.get("/").text
    assert "示例甲" in seated(operator.application.test_client(), Role.OPERATOR).get("/").text


def test_what_is_saved_by_itself_after_the_session_is_kept_too(operator: FlaskClient) -> None:
    form = {**carried(operator.get("/intake")), "caller_name": "示例甲"}
    idle(operator, HALF_AN_HOUR)
    answer = autosaves(operator, form)
    assert (answer.status_code, answer.text) == (401, "登录已过期，您填写的内容已存为草稿。")
    assert kept() == ["来电登记"]
    # a part of a page that has typed nothing leaves nothing behind
    assert operator.post("/sign-out", headers=PART).text == "登录已过期。"
    assert kept() == ["来电登记"]


def test_a_stranger_keeps_nothing(client: FlaskClient) -> None:
    form = {"token": "a" * 32, "draft_path": "/intake", "caller_name": "示例甲"}
    assert autosaves(client, form).status_code == 401
    assert client.post("/drafts/" + "a" * 32, data=form).status_code == 303
    assert kept() == []
