"""A second call about an open ticket: it is added to it, and makes it more pressing (追加来电)."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.models import AuditEvent, Draft, Matter, Notification
from caseflow.extensions import db
from caseflow.hotline.catalogue import raised
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.web import desk as office
from tests.web.desk import seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

AGAIN = "今天又没有发，老板说下个月"
CALL = {"channel": "visit", "received_at": "2026-09-18T09:30", "facts_text": AGAIN}


@pytest.fixture
def operator(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.OPERATOR)


def sends(operator: FlaskClient, ticket: Ticket, **changed: Any) -> TestResponse:
    """Carry a call over to the ticket, and send what the page then shows."""
    page = operator.post(f"/hotline/{ticket.id}/add-call", data=CALL)
    form = {
        **{name: hidden(page, name) for name in ("page_version", "page_seen", "raise_reason")},
        "repeat_channel": "visit",
        "repeat_at": "2026-09-18T09:30",
        "repeat_text": AGAIN,
        "priority": chosen(page, "priority"),
    }
    sent = {name: value for name, value in (form | changed).items() if value is not None}
    return operator.post(f"/hotline/{ticket.id}/act/add_call", data=sent)


def chosen(page: TestResponse, name: str) -> str:
    found = re.search(rf'<input checked[^>]*name="{name}"[^>]*value="([^"]*)"', page.text)
    assert found
    return found[1]


def matter_of(ticket: Ticket) -> Matter:
    return db.session.get_one(Matter, ticket.matter_id, populate_existing=True)


def test_what_was_typed_is_carried_over(operator: FlaskClient) -> None:
    ticket = office.ticket(safe_contact="只在晚上打")
    page = operator.post(f"/hotline/{ticket.id}/add-call", data=CALL)
    assert page.status_code == 200
    assert AGAIN in page.text
    assert 'value="2026-09-18T09:30"' in page.text
    assert '<option selected value="visit">' in page.text
    # one step up, for the operator to confirm
    assert chosen(page, "priority") == "P1"
    assert "再次反映，由P2提高到P1" in page.text
    assert "安全联系：只在晚上打" in page.text


def test_a_repeated_call_is_added_and_raises_the_priority(operator: FlaskClient) -> None:
    # given a ticket in hand
    ticket = office.ticket()
    assert (ticket.state, matter_of(ticket).priority) == ("in_progress", "P2")
    # when the caller calls again
    assert sends(operator, ticket).status_code == 303
    # then it is the same ticket, one step more pressing, and on record
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) == 1
    assert matter_of(ticket).priority == "P1"
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="add_call")).one()
    assert event.data["repeat_text"] == AGAIN
    assert event.data["raise_reason"] == "再次反映，由P2提高到P1"
    assert event.data["was"] == {"priority": "P2"}
    # and the handler is told, each time
    assert told(ticket) == ["优先级 P1"]
    sends(operator, ticket)
    assert told(ticket) == ["优先级 P1", "优先级 P1"]


def test_the_form_that_the_call_was_begun_in_leaves_no_draft(operator: FlaskClient) -> None:
    # given a call half written down at the intake desk
    ticket, token = office.ticket(), "c" * 32
    typed = {
        **CALL,
        "token": token,
        "draft_path": "/intake",
        "draft_title": "来电登记",
        "draft_writer": "one",
    }
    assert operator.post(f"/drafts/{token}", data=typed).status_code == 303
    # when it turns out to be about an open ticket
    page = operator.post(f"/hotline/{ticket.id}/add-call", data=typed)
    assert hidden(page, "instead_of") == token
    assert db.session.scalars(sa.select(Draft.token)).all() == [token]
    assert sends(operator, ticket, instead_of=token).status_code == 303
    # then nothing waits to be finished
    assert [row for row in db.session.scalars(sa.select(Draft)) if not row.sent_at] == []


def told(ticket: Ticket) -> list[str]:
    rows = db.session.scalars(
        sa.select(Notification.text)
        .where(Notification.recipient_id == given.person(Role.HANDLING_UNIT).id)
        .where(Notification.text.contains("再次反映"))
    )
    return [text.rpartition("，")[2] for text in rows]


def test_danger_is_stated_by_a_person_and_reported(operator: FlaskClient) -> None:
    ticket = office.ticket(priority="P1")
    manager = given.person(Role.MANAGER).id
    assert sends(operator, ticket).status_code == 303
    assert (matter_of(ticket).priority, matter_of(ticket).urgent) == ("P1", False)
    assert sends(operator, ticket, urgent="y", priority="P0").status_code == 303
    assert (matter_of(ticket).priority, matter_of(ticket).urgent) == ("P0", True)
    assert db.session.scalar(sa.select(Notification.text).filter_by(recipient_id=manager))
    # a later call that says nothing of danger takes nothing back
    assert sends(operator, ticket).status_code == 303
    assert matter_of(ticket).urgent


def test_nothing_becomes_less_pressing(operator: FlaskClient) -> None:
    ticket = office.ticket(priority="P1")
    refused = sends(operator, ticket, priority="P3")
    assert refused.status_code == 422
    assert "追加不降低优先级，现在是P1" in refused.text
    assert AGAIN in refused.text
    assert matter_of(ticket).priority == "P1"


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("repeat_text", None, "请填写这次反映的内容"),
        ("repeat_text", "啊" * 20_001, "最多20000字"),
        ("repeat_text", "写\0写", "不能包含空字符"),
        ("repeat_at", "昨天", "请填写日期和时间"),
        ("priority", "P9", "请从列表中选择"),
        ("raise_reason", "理" * 201, "最多200字"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(
    operator: FlaskClient, name: str, typed: str | None, says: str
) -> None:
    ticket = office.ticket()
    refused = sends(operator, ticket, **{name: typed})
    assert refused.status_code == 422
    assert says in refused.text
    assert 'value="2026-09-18T09:30"' in refused.text or name == "repeat_at"


def test_a_closed_ticket_is_not_added_to(operator: FlaskClient) -> None:
    ticket = office.ticket("closed")
    assert "不能追加来电" in sends(operator, ticket).text
    assert matter_of(ticket).priority == "P2"


def test_only_operators_add_and_only_in_their_units(client: FlaskClient, operator: FlaskClient) -> None:
    ticket = office.ticket()
    other = seated(client.application.test_client(), Role.HANDLING_UNIT)
    assert other.post(f"/hotline/{ticket.id}/add-call", data=CALL).status_code == 403
    stranger = given.user(Role.OPERATOR, unit=given.unit_tree().town)
    elsewhere = seated(client.application.test_client(), stranger)
    assert elsewhere.post(f"/hotline/{ticket.id}/add-call", data=CALL).status_code == 404
    assert operator.post("/hotline/999999/add-call", data=CALL).status_code == 404


def test_what_was_told_again_is_hidden_in_a_confidential_matter(operator: FlaskClient) -> None:
    ticket = office.ticket(confidential=True)
    sends(operator, ticket)
    handler = seated(operator.application.test_client(), Role.HANDLING_UNIT)
    page = handler.get(f"/hotline/{ticket.id}")
    assert page.status_code == 200
    assert "追加来电" in page.text
    assert AGAIN not in page.text


def test_each_call_is_one_step_and_danger_is_none_of_them() -> None:
    assert [raised(priority) for priority in ("P3", "P2", "P1", "P0")] == ["P2", "P1", "P1", "P0"]
