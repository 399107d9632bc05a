"""Earlier tickets of the same people or employer: found while a call is written down, and never too much."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Party
from caseflow.hotline import matches
from caseflow.hotline.matches import Match, Wanted, earlier
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role, Viewer
from tests import given
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")

PHONE, ID_NUMBER, CODE = "13900000000", "00000019000101005X", "91000000000000000X"
AT = given.moment("2026-09-26 10:00")

BY_PHONE = Wanted(phones=frozenset({PHONE}))
BY_ID = Wanted(id_numbers=frozenset({ID_NUMBER}))
BY_CODE = Wanted(credit_code=CODE)


def told(on: str = "2026-09-16", **matter: Any) -> Ticket:
    """A ticket of the worker and the employer that are looked for."""
    ticket = given.ticket(on=on)
    with transaction() as session:
        kept = session.get_one(Matter, ticket.matter_id)
        for name, value in matter.items():
            setattr(kept, name, value)
        assert kept.worker
        assert kept.employer
        kept.worker.identify(phone=PHONE, id_number=ID_NUMBER)
        kept.employer.credit_code, kept.employer.name = CODE, "示例建筑公司"
    return ticket


def found(wanted: Wanted, viewer: Viewer | None = None) -> list[Match]:
    return earlier(wanted, viewer=viewer or given.viewer(Role.OPERATOR), at=AT)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (BY_PHONE, "同一电话"),
        (BY_ID, "同一证件"),
        (BY_CODE, "同一单位"),
        (Wanted(employer="示例建筑公司"), "同一单位"),
    ],
)
def test_each_way_to_be_found_is_told(wanted: Wanted, reason: str) -> None:
    ticket = told()
    given.ticket(on="2026-09-17")
    (match,) = found(wanted)
    assert (match.ticket_id, match.number, match.reasons) == (ticket.id, ticket.number, (reason,))
    assert match.days_ago == 10


def test_the_same_employer_counts_for_ninety_days_and_for_the_same_claim() -> None:
    """26 September is the ninetieth day after 28 June."""
    recent, _ = told(on="2026-06-29"), told(on="2026-06-27")
    assert [match.ticket_id for match in found(BY_CODE)] == [recent.id]
    (match,) = found(replace(BY_CODE, category="0101"))
    assert match.reasons == ("同一单位同类诉求",)
    assert found(replace(BY_CODE, category="0301")) == []
    # the same person counts however long ago
    assert len(found(BY_PHONE)) == 2
    assert found(Wanted(category="0101")) == []


def test_the_same_person_comes_first_and_then_what_is_open() -> None:
    of_person = told(on="2026-09-01")
    others = [given.ticket("closed", on="2026-09-10"), given.ticket(on="2026-09-05")]
    with transaction() as session:
        for ticket in others:
            employer = session.get_one(Matter, ticket.matter_id).employer
            assert employer
            employer.credit_code = CODE
    found_now = found(Wanted(phones=frozenset({PHONE}), credit_code=CODE))
    assert [match.ticket_id for match in found_now] == [of_person.id, others[1].id, others[0].id]
    assert [(match.open, match.twin) for match in found_now] == [(True, True), (True, False), (False, False)]


def test_how_to_reach_somebody_safely_is_told_for_the_same_person_only() -> None:
    told(safe_contact="只在晚上打")
    assert found(BY_PHONE)[0].safe_contact == "只在晚上打"
    assert found(BY_CODE)[0].safe_contact == ""


def test_a_ticket_that_fits_twice_is_shown_once() -> None:
    told()
    wanted, viewer = Wanted(phones=frozenset({PHONE}), credit_code=CODE), given.viewer(Role.OPERATOR)
    with selects() as sent:
        (match,) = found(wanted, viewer)
    assert match.reasons == ("同一电话", "同一单位")
    assert len(sent) == 1


def test_nothing_is_looked_for_without_a_name_or_number() -> None:
    told()
    viewer = given.viewer(Role.OPERATOR)
    with selects() as sent:
        assert found(Wanted(), viewer) == []
    assert sent == []


def test_the_employer_of_one_is_not_the_phone_of_another() -> None:
    ticket = told()
    with transaction() as session:
        session.add(Party(matter_id=ticket.matter_id, kind="worker", name="示例建筑公司二"))
    assert found(Wanted(employer="示例建筑公司二")) == []


def test_a_confidential_matter_is_found_by_its_employer_only() -> None:
    told(confidential=True)
    assert found(BY_PHONE) == []
    assert found(BY_ID) == []
    assert len(found(BY_CODE)) == 1


def test_other_units_find_nothing() -> None:
    told()
    stranger = given.viewer(given.user(Role.OPERATOR, unit=given.unit_tree().town))
    assert found(BY_PHONE, stranger) == []
    assert len(found(BY_PHONE)) == 1


def test_the_newest_come_first_and_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matches, "MOST", 2)
    old, new, newer = (told(on=f"2026-09-{day}") for day in (16, 18, 17))
    assert [match.ticket_id for match in found(BY_CODE)] == [new.id, newer.id]
    assert old.id not in [match.ticket_id for match in found(BY_CODE)]


def test_looking_is_a_second_button_that_writes_nothing(app: Flask, client: FlaskClient) -> None:
    ticket = told()
    desk = seated(client, Role.OPERATOR)
    typed = {
        "look": "y",
        "caller_phone": "139-0000-0000",
        "caller_name": "示例甲",
        "facts_text": "没有发工资",
    }
    answer = desk.post("/intake", data=typed)
    assert answer.status_code == 200
    assert str(ticket.number) in answer.text
    assert "同一电话" in answer.text
    # what was typed stays, and nothing is blamed yet
    assert 'value="示例甲"' in answer.text
    assert "没有发工资" in answer.text
    assert "请先改正" not in answer.text
    assert "没有找到同一电话" in desk.post("/intake", data={"look": "y", "caller_phone": "13900000009"}).text
