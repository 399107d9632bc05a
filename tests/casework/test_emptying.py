"""An optional answer can be taken back: emptied is not the same as not said."""

from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from caseflow.casework import audit
from caseflow.casework.actions import act
from caseflow.casework.models import AuditEvent, Matter
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.machine import STAY, Datum, Kind, Transition
from caseflow.kernel.roles import Role
from caseflow.notice.models import Opinion
from caseflow.web.forms import form_for
from tests import given, when
from tests.web.desk import seated
from tests.web.test_merging import values

pytestmark = pytest.mark.usefixtures("app")

KNOWN: dict[str, Any] = {"copy_to": "示例局", "reply_days": 20, "amount": Decimal("12000.00")}


@pytest.fixture
def letter() -> Opinion:
    """The draft of an opinion in which everything optional was filled in."""
    drafted = given.opinion("draft", on="2026-09-16")
    return when.acts(drafted, "revise", on="2026-09-16 11:00", **KNOWN)


def revised(letter: Opinion, **data: Any) -> None:
    at, by = given.moment("2026-09-17"), given.viewer(Role.SUPERVISOR)
    known = given.answers(letter.definition.transition("revise"), at)
    act(Opinion, letter.id, "revise", data={**known, **data}, version=None, viewer=by, at=at)


def stands(letter: Opinion) -> dict[str, Any]:
    found = db.session.get_one(Opinion, letter.id, populate_existing=True)
    return {"copy_to": found.copy_to, "reply_days": found.reply_days, "amount": found.matter.amount}


def last_link(letter: Opinion) -> dict[str, Any]:
    query = sa.select(AuditEvent).filter_by(proceeding_id=letter.id).order_by(AuditEvent.seq.desc())
    return db.session.scalars(query).first().data  # type: ignore[union-attr]


def test_what_is_not_said_stays(letter: Opinion) -> None:
    revised(letter)
    assert stands(letter) == KNOWN
    assert not {*KNOWN} & {*last_link(letter)}


@pytest.mark.parametrize("blank", [None, "", ()])
def test_what_is_emptied_goes_and_the_chain_keeps_what_was(letter: Opinion, blank: object) -> None:
    revised(letter, copy_to=blank, amount=blank)
    assert stands(letter) == {"copy_to": None, "reply_days": 20, "amount": None}
    link = last_link(letter)
    assert (link["copy_to"], link["amount"]) == (None, None)
    assert (link["was"]["copy_to"], link["was"]["amount"]) == ("示例局", "12000.00")
    assert audit.verify(db.session())[1] is None


def test_emptying_what_is_empty_says_nothing(letter: Opinion) -> None:
    revised(letter, copy_to=None)
    revised(letter, copy_to=None)
    assert "copy_to" not in last_link(letter)


def test_a_column_that_is_never_null_gets_its_blank() -> None:
    ticket = given.ticket("pending_dispatch", on="2026-09-16")
    db.session.get_one(Matter, ticket.matter_id).sanitised_facts = "（脱敏）有职工反映欠薪"
    db.session.commit()
    when.acts(ticket, "dispatch", on="2026-09-17", sanitised_facts=None)
    assert db.session.get_one(Matter, ticket.matter_id, populate_existing=True).sanitised_facts == ""


def test_what_is_required_cannot_be_emptied(letter: Opinion) -> None:
    with pytest.raises(Incomplete):
        revised(letter, legal_basis="")


def test_the_form_empties_what_it_has_shown(letter: Opinion, client: FlaskClient) -> None:
    person, address = seated(client, Role.SUPERVISOR), f"/notice/{letter.id}/act/revise"
    form = values(person.get(address))
    assert (form["copy_to"], form["amount"]) == ("示例局", "12000.00")
    done = person.post(address, data={**form, "copy_to": " ", "amount": ""})
    assert done.status_code == 303
    assert stands(letter) == {"copy_to": None, "reply_days": 20, "amount": None}
    page = person.get(f"/notice/{letter.id}").text
    assert "已清空（原：示例局）" in page
    assert "已清空（原：12,000.00 元）" in page


def test_a_form_without_the_field_empties_nothing(letter: Opinion, client: FlaskClient) -> None:
    person, address = seated(client, Role.SUPERVISOR), f"/notice/{letter.id}/act/revise"
    form = {name: text for name, text in values(person.get(address)).items() if name not in KNOWN}
    assert person.post(address, data=form).status_code == 303
    assert stands(letter) == KNOWN


@pytest.mark.parametrize(("stands", "given_up"), [(Role.LAWYER, {"who": None}), (Role.OPERATOR, {})])
def test_a_list_that_does_not_offer_who_stands_has_shown_nothing(
    app: Flask, stands: Role, given_up: dict[str, None]
) -> None:
    datum = Datum("who", "律师", Kind.PERSON, required=False, roles=(Role.LAWYER,))
    step = Transition("try", "试", ("a",), STAY, (Role.MANAGER,), needs=(datum,))
    person, viewer = given.person(stands), given.viewer(Role.MANAGER)
    given.person(Role.LAWYER)
    with app.test_request_context(method="POST", data={"who": ""}):
        form = form_for(step, viewer)(data={"who": person.id})
        assert form.validate()
        assert form.given() == given_up
