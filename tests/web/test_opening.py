"""What grows from a proceeding: suggestions decided, further proceedings opened, everything in one step."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.aid.models import AidCase
from caseflow.casework.db import transaction
from caseflow.casework.models import Suggestion
from caseflow.casework.suggestions import suggest
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.web import desk
from tests.web.desk import STORY, seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app")

APPLICATION = {
    "track": "union",
    "received_on": "2026-09-18",
    "identity_checked": "y",
    "dispute_facts": STORY,
    "claim": "支付工资",
    "evidence_list": "考勤表",
    "matter_type": "pay",
    "means_ground": "",
}


def suggested(ticket: Ticket) -> int:
    with transaction() as session:
        at, data = given.moment("2026-09-17"), {"claim": "支付 6 月至 9 月工资"}
        source = session.get_one(Ticket, ticket.id)
        suggest(session, source, "R7", "aid", "欠薪案件建议提供法律援助", at=at, data=data)
    return db.session.scalars(sa.select(Suggestion.id)).one()


def filled_in(client: FlaskClient, address: str) -> dict[str, str]:
    """The application as somebody would send it, with the first of every choice."""
    page = client.get(address)
    carried = {name: hidden(page, name) for name in ("page_version", "page_seen")}
    apply = AidCase.definition.transition("apply")
    chosen = {d.name: d.choices[0][0] for d in apply.needs if d.choices}
    return {**APPLICATION, **chosen, **carried}


def test_the_form_is_filled_in_from_the_matter_and_the_suggestion(client: FlaskClient) -> None:
    ticket = desk.ticket()
    id = suggested(ticket)
    person = seated(client, Role.HANDLING_UNIT)
    assert "欠薪案件建议提供法律援助" in person.get(f"/hotline/{ticket.id}").text
    page = person.get(f"/hotline/{ticket.id}/open/aid?suggestion={id}").text
    assert STORY in page
    assert "支付 6 月至 9 月工资" in page


def test_following_a_suggestion_opens_settles_and_moves_the_ticket_together(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}/open/aid?suggestion={suggested(ticket)}"
    person = seated(client, Role.HANDLING_UNIT)
    answer = person.post(address, data=filled_in(person, address))
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == f"/hotline/{ticket.id}"  # the opener may not read aid files
    child = db.session.scalars(sa.select(AidCase)).one()
    assert (child.parent_id, child.matter_id, child.state) == (ticket.id, ticket.matter_id, "applied")
    assert db.session.get_one(Ticket, ticket.id, populate_existing=True).state == "special_track"
    suggestion = db.session.scalars(sa.select(Suggestion)).one()
    assert (suggestion.taken_up_id, suggestion.settled_by) == (child.id, given.person(Role.HANDLING_UNIT).id)
    page = person.get(f"/hotline/{ticket.id}").text
    assert "采纳拟办建议" in page
    assert "转专项办理" in page


def test_a_suggestion_is_followed_once(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}/open/aid?suggestion={suggested(ticket)}"
    person = seated(client, Role.HANDLING_UNIT)
    person.post(address, data=filled_in(person, address))
    again = person.post(address, data={**filled_in(person, f"/hotline/{ticket.id}/open/aid")})
    assert again.status_code == 404
    assert db.session.scalar(sa.select(sa.func.count(AidCase.id))) == 1


def test_what_is_missing_opens_nothing(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}/open/aid"
    person = seated(client, Role.HANDLING_UNIT)
    answer = person.post(address, data={**filled_in(person, address), "claim": ""})
    assert answer.status_code == 422
    assert STORY in answer.text
    assert db.session.scalar(sa.select(sa.func.count(AidCase.id))) == 0
    assert db.session.get_one(Ticket, ticket.id, populate_existing=True).state == "in_progress"


def test_related_proceedings_are_named_to_those_who_may_see_them(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}/open/aid"
    person = seated(client, Role.HANDLING_UNIT)
    person.post(address, data=filled_in(person, address))
    child = db.session.scalars(sa.select(AidCase.id)).one()
    assert f'href="/aid/{child}"' not in person.get(f"/hotline/{ticket.id}").text
    assert f'href="/aid/{child}"' in seated(client, Role.AID_REVIEWER).get(f"/hotline/{ticket.id}").text


def test_a_process_is_opened_by_its_roles_only(client: FlaskClient) -> None:
    ticket = desk.ticket()
    answer = seated(client, Role.CALLBACK).get(f"/hotline/{ticket.id}/open/aid")
    assert answer.status_code == 403
    assert client.get(f"/hotline/{ticket.id}/open/dinner").status_code == 404


def test_a_suggestion_is_set_aside_with_a_reason(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}/suggestions/{suggested(ticket)}/set-aside"
    person = seated(client, Role.HANDLING_UNIT)
    assert person.post(address, data={"because": ""}).status_code == 422
    assert person.post(address, data={"because": "用人单位已全部支付"}).status_code == 303
    page = person.get(f"/hotline/{ticket.id}").text
    assert "欠薪案件建议提供法律援助" not in page
    assert "不采纳拟办建议" in page
    assert "用人单位已全部支付" in page
    assert person.get(address).status_code == 404
