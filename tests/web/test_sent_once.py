"""A form that is sent twice does its work once."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.aid.models import AidCase
from caseflow.casework.models import Proceeding
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.web import desk
from tests.web.desk import seated
from tests.web.drafted import CONTACT, carried

pytestmark = pytest.mark.usefixtures("app")


def opening(client: FlaskClient, address: str) -> dict[str, str]:
    page = client.get(address)
    apply = AidCase.definition.transition("apply")
    typed = {d.name: d.choices[0][0] for d in apply.needs if d.choices}
    texts = {"dispute_facts": "欠薪", "claim": "支付工资", "evidence_list": "考勤表", "identity_checked": "y"}
    return {**texts, **typed, "received_on": "2026-09-18", **carried(page, "page_version", "page_seen")}


def test_an_opening_sent_twice_leads_to_the_one_that_it_opened(client: FlaskClient) -> None:
    ticket = given.ticket("special_track", on="2026-09-16")
    person, address = seated(client, Role.HANDLING_UNIT), f"/hotline/{ticket.id}/open/aid"
    form = opening(person, address)
    first, second = (person.post(address, data=form) for _ in range(2))
    assert first.status_code == 303, first.text
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.scalar(sa.select(sa.func.count()).where(Proceeding.parent_id == ticket.id)) == 1


def test_an_action_sent_twice_is_done_once_and_says_so_both_times(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person, address = seated(client, Role.HANDLING_UNIT), f"/hotline/{ticket.id}/act/log_first_contact"
    form = {**carried(person.get(address), "page_version", "page_seen"), **CONTACT}
    for _ in range(2):
        answer = person.post(address, data=form)
        assert answer.headers["Location"] == f"/hotline/{ticket.id}"
        assert "已办理“登记首次联系”" in person.get(answer.headers["Location"]).text
    page = person.get(f"/hotline/{ticket.id}").text
    assert page.count(CONTACT["summary"]) == 1
    assert db.session.get_one(Ticket, ticket.id).version == ticket.version
