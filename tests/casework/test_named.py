"""Whom and what an answer names is there, and holds the role; whoever asks: a page, an import, a client."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from caseflow.casework.actions import act
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Role
from tests import given
from tests.given.answers import answers

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
NOBODY = 10**8


def signs_in(ticket: Ticket, **data: Any) -> Ticket:
    at = given.moment(ON)
    told = {**answers(Ticket.definition.transition("sign_in"), at), **data}
    viewer = given.viewer(Role.HANDLING_UNIT)
    act(Ticket, ticket.id, "sign_in", data=told, version=None, viewer=viewer, at=at)
    return ticket


def test_a_handler_who_holds_the_role_takes_over() -> None:
    handler = given.person(Role.HANDLING_UNIT, 2)
    assert signs_in(given.ticket("dispatched", on=ON), handler_id=handler.id).handler_id == handler.id


def test_nobody_and_people_of_other_roles_do_not() -> None:
    ticket = given.ticket("dispatched", on=ON)
    for wrong in (NOBODY, given.person(Role.LAWYER).id):
        with pytest.raises(Incomplete) as refused:
            signs_in(ticket, handler_id=wrong)
        assert list(refused.value.fields) == ["handler_id"]


def test_those_who_have_left_do_not(session: Session) -> None:
    ticket, left = given.ticket("dispatched", on=ON), given.person(Role.HANDLING_UNIT, 2)
    left.active = False
    session.commit()
    with pytest.raises(Incomplete):
        signs_in(ticket, handler_id=left.id)
    assert ticket.state == "dispatched"


def test_a_ticket_goes_to_a_unit_that_exists() -> None:
    ticket, at = given.ticket("pending_dispatch", on=ON), given.moment(ON)
    told = {**answers(Ticket.definition.transition("dispatch"), at), "unit_id": NOBODY}
    viewer = given.viewer(Role.DISPATCHER)
    with pytest.raises(Incomplete) as refused:
        act(Ticket, ticket.id, "dispatch", data=told, version=None, viewer=viewer, at=at)
    assert list(refused.value.fields) == ["unit_id"]
