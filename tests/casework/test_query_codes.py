"""The code by which a worker asks how things stand: nobody guesses it, and it lies sealed."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.casework import query_codes
from caseflow.casework.models import AuditEvent, Matter
from caseflow.casework.query_codes import LENGTH, LETTERS, fingerprint
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"


def test_every_matter_has_one_of_its_own(session: Session) -> None:
    codes = [given.ticket(on=ON).matter.query_code for _ in range(3)]
    codes.append(given.begun("mediation", Role.MEDIATOR, on=ON).matter.query_code)
    assert len(set(codes)) == len(codes)
    assert all(code and len(code) == LENGTH and set(code) <= set(LETTERS) for code in codes)


def test_nothing_in_it_is_misread() -> None:
    assert set(LETTERS).isdisjoint("0O1IL2Z5S8B")
    assert len(set(LETTERS)) == len(LETTERS)


def test_it_is_found_as_it_is_read_out_and_lies_sealed(session: Session) -> None:
    matter = given.ticket(on=ON).matter
    code = str(matter.query_code)
    spoken = f"{code[:4]} {code[4:]}".lower()
    assert session.scalars(sa.select(Matter).filter_by(query_index=fingerprint(spoken))).one() is matter
    kept = session.execute(sa.text("select query_code, query_index from matter")).one()
    assert code not in str(bytes(kept.query_code))
    assert code not in kept.query_index


def test_a_code_that_is_taken_is_not_given_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = str(given.ticket(on=ON).matter.query_code)
    letters = iter([*taken, *("A" * LENGTH)])
    monkeypatch.setattr("secrets.choice", lambda _: next(letters))
    assert query_codes.new_code(session) == "A" * LENGTH


def test_a_matter_from_before_there_were_codes_gets_one_once(session: Session) -> None:
    # given a ticket without a code
    ticket = given.ticket(on=ON)
    operator = given.viewer(Role.OPERATOR)
    session.execute(sa.update(Matter).values(query_code=None, query_index=None))
    session.commit()
    # when somebody asks for it, twice
    codes = []
    for _ in range(2):
        query_codes.give_code(ticket.id, viewer=operator, at=given.moment("2026-09-17T09:00"))
        codes.append(session.scalars(sa.select(Matter.query_code)).one())
    # then it is the same one, which finds the matter, and who gave it is on record once
    assert codes[0] == codes[1]
    found = session.scalars(sa.select(Matter.id).filter_by(query_index=fingerprint(str(codes[0])))).all()
    assert found == [ticket.matter_id]
    assert session.scalars(sa.select(AuditEvent.actor_id).filter_by(action="give_code")).all() == [
        operator.user_id
    ]


def test_lists_do_not_open_it(session: Session) -> None:
    given.ticket(on=ON)
    session.expire_all()
    matter = session.scalars(sa.select(Matter)).one()
    assert "query_code" in sa.inspect(matter).unloaded


def test_an_operator_tells_the_code_of_an_archived_ticket(client: FlaskClient) -> None:
    ticket = given.ticket("archived", on="2026-09-16")
    matter = db.session.get_one(Matter, ticket.matter_id)
    matter.query_code = matter.query_index = None
    desk = seated(client, Role.OPERATOR)
    address = f"/hotline/{ticket.id}/code"
    # given it is older than codes are, it says so and gives one
    assert f'<a href="{address}">查询码</a>' in desk.get(f"/hotline/{ticket.id}").text
    assert "补发一个" in desk.get(address).text
    assert desk.post(address).status_code == 303
    # then it is read out in two halves, to those who tell codes only
    code = db.session.get_one(Matter, ticket.matter_id).query_code
    assert code
    assert f"{code[:4]} {code[4:]}" in desk.get(address).text
    other = seated(client.application.test_client(), Role.SIGNATORY)
    assert other.get(address).status_code == 403
    assert address not in other.get(f"/hotline/{ticket.id}").text
