"""Seeing an identity: with a reason and on record; in a confidential matter two people must agree."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import reveals
from caseflow.casework.models import AuditEvent, Notification, RevealRequest
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from tests import given
from tests.web import desk
from tests.web.desk import NAME, PHONE, seated

pytestmark = pytest.mark.usefixtures("app")

WHY = "核对联系电话"


def party_of(ticket: Ticket) -> int:
    assert ticket.matter.worker_id
    return ticket.matter.worker_id


def address(ticket: Ticket) -> str:
    return f"/hotline/{ticket.id}/parties/{party_of(ticket)}/reveal"


def notes(ticket: Ticket) -> list[str]:
    query = sa.select(AuditEvent.action).where(AuditEvent.proceeding_id == ticket.id).order_by(AuditEvent.id)
    return [action for action in db.session.scalars(query) if "reveal" in action]


def test_a_reason_shows_the_identity_once_and_stays_on_record(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person = seated(client, Role.MANAGER)
    assert PHONE not in person.get(address(ticket)).text
    shown = person.post(address(ticket), data={"reason": WHY}).text
    assert NAME in shown
    assert PHONE in shown
    assert PHONE not in person.get(address(ticket)).text
    assert notes(ticket) == ["reveal_identity"]
    history = person.get(f"/hotline/{ticket.id}").text
    assert "查看身份信息" in history
    assert WHY in history


def test_without_a_reason_nothing_is_shown(client: FlaskClient) -> None:
    ticket = desk.ticket()
    answer = seated(client, Role.MANAGER).post(address(ticket), data={"reason": "  "})
    assert answer.status_code == 422
    assert PHONE not in answer.text
    assert notes(ticket) == []


def test_only_the_roles_that_may_are_let_in(client: FlaskClient) -> None:
    ticket = desk.ticket()
    for role in (Role.HANDLING_UNIT, Role.DISPATCHER, Role.AUDITOR):
        assert seated(client, role).get(address(ticket)).status_code == 403


def test_a_party_of_another_matter_is_not_found(client: FlaskClient) -> None:
    one, other = desk.ticket(), desk.ticket()
    foreign = f"/hotline/{one.id}/parties/{party_of(other)}/reveal"
    assert seated(client, Role.MANAGER).get(foreign).status_code == 404
    with pytest.raises(NotFound):
        reveals.reveal(party_of(other), one.id, reason=WHY, viewer=given.viewer(Role.MANAGER), at=utcnow())


def test_in_a_confidential_matter_a_second_person_agrees_first(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    asks, agrees = given.person(Role.MANAGER), given.person(Role.MANAGER, 2)
    person = seated(client, asks)
    assert person.post(address(ticket), data={"reason": WHY}).status_code == 303
    asked = person.get(address(ticket)).text
    assert PHONE not in asked
    assert "须由另一人批准" in asked
    waiting = seated(client, agrees).get(address(ticket)).text
    assert WHY in waiting
    request_id = db.session.scalars(sa.select(RevealRequest.id)).one()
    assert client.post(f"{address(ticket)}/{request_id}").status_code == 303
    shown = seated(client, asks).post(address(ticket), data={"reason": WHY}).text
    assert PHONE in shown
    assert notes(ticket) == ["request_reveal", "approve_reveal", "reveal_identity"]


def test_those_who_may_agree_are_told_and_then_the_one_who_asked(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    asks, agrees = given.person(Role.MANAGER), given.person(Role.MANAGER, 2)
    request = reveals.request_reveal(
        party_of(ticket), ticket.id, reason=WHY, viewer=given.viewer(asks), at=utcnow()
    )
    assert told() == [agrees.id]
    reveals.approve_reveal(request.id, ticket.id, viewer=given.viewer(agrees), at=utcnow())
    assert told() == [agrees.id, asks.id]


def told() -> list[int]:
    query = sa.select(Notification.recipient_id).where(Notification.text.contains("身份信息"))
    return list(db.session.scalars(query.order_by(Notification.id)))


def test_nobody_agrees_to_their_own_request(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    person = seated(client, Role.MANAGER)
    person.post(address(ticket), data={"reason": WHY})
    request_id = db.session.scalars(sa.select(RevealRequest.id)).one()
    answer = person.post(f"{address(ticket)}/{request_id}")
    assert answer.status_code == 422
    assert "不能批准自己的申请" in answer.text


def test_a_request_is_refused_with_a_reason_that_the_one_who_asked_is_told(client: FlaskClient) -> None:
    # given a request, and somebody else who may decide
    ticket = desk.ticket(confidential=True)
    asks, refuses = given.person(Role.MANAGER), given.person(Role.MANAGER, 2)
    seated(client, asks).post(address(ticket), data={"reason": WHY})
    request_id = db.session.scalars(sa.select(RevealRequest.id)).one()
    page = f"{address(ticket)}/{request_id}/refuse"
    # when it is refused, first without a reason
    person = seated(client, refuses)
    assert WHY in person.get(page).text
    assert person.post(page, data={"reason": ""}).status_code == 422
    assert person.post(page, data={"reason": "先核对工单"}).status_code == 303
    # then nothing waits any more, nobody can agree to it, and nothing is shown
    assert notes(ticket) == ["request_reveal", "refuse_reveal"]
    assert told()[-1] == asks.id
    assert person.get(page).status_code == 404
    assert person.post(f"{address(ticket)}/{request_id}").status_code == 422
    assert PHONE not in seated(client, asks).post(address(ticket), data={"reason": WHY}).text


def test_nobody_refuses_their_own_request(client: FlaskClient) -> None:
    ticket = desk.ticket(confidential=True)
    person = seated(client, Role.MANAGER)
    person.post(address(ticket), data={"reason": WHY})
    request_id = db.session.scalars(sa.select(RevealRequest.id)).one()
    answer = person.post(f"{address(ticket)}/{request_id}/refuse", data={"reason": WHY})
    assert answer.status_code == 422


def test_an_approval_lapses_after_half_an_hour() -> None:
    ticket, at = desk.ticket(confidential=True), utcnow()
    asks, agrees = given.viewer(Role.MANAGER), given.viewer(given.person(Role.MANAGER, 2))
    party = party_of(ticket)
    request = reveals.request_reveal(party, ticket.id, reason=WHY, viewer=asks, at=at)
    reveals.approve_reveal(request.id, ticket.id, viewer=agrees, at=at)
    soon, late = at + timedelta(minutes=29), at + timedelta(minutes=31)
    assert reveals.reveal(party, ticket.id, reason=WHY, viewer=asks, at=soon).phone == PHONE
    with pytest.raises(Forbidden):
        reveals.reveal(party, ticket.id, reason=WHY, viewer=asks, at=late)


def test_an_approval_is_for_the_one_who_asked() -> None:
    ticket, at = desk.ticket(confidential=True), utcnow()
    asks, agrees = given.viewer(Role.MANAGER), given.viewer(given.person(Role.MANAGER, 2))
    request = reveals.request_reveal(party_of(ticket), ticket.id, reason=WHY, viewer=asks, at=at)
    reveals.approve_reveal(request.id, ticket.id, viewer=agrees, at=at)
    with pytest.raises(Forbidden):
        reveals.reveal(party_of(ticket), ticket.id, reason=WHY, viewer=agrees, at=at)


def test_a_request_waits_for_a_day() -> None:
    ticket, at = desk.ticket(confidential=True), utcnow()
    asks, agrees = given.viewer(Role.MANAGER), given.viewer(given.person(Role.MANAGER, 2))
    request = reveals.request_reveal(party_of(ticket), ticket.id, reason=WHY, viewer=asks, at=at)
    with pytest.raises(GuardRefused):
        reveals.approve_reveal(request.id, ticket.id, viewer=agrees, at=at + timedelta(days=1))
