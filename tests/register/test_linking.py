"""One record for one person and one employer, whatever they are written like (建档)."""

import pytest
import sqlalchemy as sa

from caseflow.casework.models import EmployerName, EmployerRecord, WorkerRecord
from caseflow.casework.parties import Person
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.register.calls import (
    CARD,
    CODE,
    FIRM,
    NAME,
    OTHER_CARD,
    OTHER_CODE,
    PHONE,
    call,
    employer,
    person,
    records,
    worker,
)
from tests.web.desk import selects

pytestmark = pytest.mark.usefixtures("app")


def test_the_same_phone_and_name_are_one_worker_and_another_name_is_not() -> None:
    first = call(worker(), on="2026-09-16")
    again = call(worker(phone="+86 139-0000-0000"), on="2026-09-20")
    wife = call(worker(name="李测试"), on="2026-09-21")
    assert person(first) == person(again) != person(wife)
    record = db.session.get_one(WorkerRecord, person(first))
    assert (record.name, record.initials, record.since) == (NAME, "wcs", given.moment("2026-09-16"))


def test_the_card_is_surer_than_phone_and_name() -> None:
    # given somebody who first gives phone and name, then the card beside them
    phone, both = call(worker()), call(worker(card=CARD))
    # when the same card comes with another phone, and another card with the same phone and name
    moved, namesake = call(worker(phone="13900000001", card=CARD)), call(worker(card=OTHER_CARD))
    # then the card decides
    assert person(phone) == person(both) == person(moved) != person(namesake)
    # and each phone leads to whom it was first known of
    assert person(call(worker(phone="13900000001"))) == person(phone)
    assert person(call(worker())) == person(phone)


@pytest.mark.parametrize("who", [worker(phone=""), worker(name=""), Person(name=NAME)])
def test_who_is_not_identified_gets_no_record(who: Person) -> None:
    assert records(call(who)) == [None]


def test_who_stays_anonymous_gets_no_record() -> None:
    assert records(call(worker(card=CARD), real_name=False)) == [None]
    told = {"complaint_received_on": given.moment("2026-09-16").date(), "worker_phone": PHONE}
    assert records(given.begun("reminder", Role.SUPERVISOR, on="2026-09-16", **told)) == [None]  # type: ignore[arg-type]


def test_fellow_workers_named_together_get_one_record_each() -> None:
    ticket = call(worker(), worker("李测试", "13900000001"), worker(), worker("赵测试", ""))
    one, two, same, unknown = records(ticket)
    assert one == same != two
    assert unknown is None
    assert records(call(worker("李测试", "13900000001"))) == [two]


def test_an_employer_is_known_by_its_code_and_else_by_its_name() -> None:
    # given the same firm told by name, then with its code
    named, coded = call(firm=FIRM), call(firm="示例餐饮 有限公司", code=CODE)
    renamed, elsewhere = call(firm="示例餐饮（新）公司", code=CODE), call(firm=FIRM, code=OTHER_CODE)
    assert employer(named) == employer(coded) == employer(renamed) != employer(elsewhere)
    record = db.session.get_one(EmployerRecord, employer(named))
    assert (record.name, record.initials, record.credit_code) == (FIRM, "slcyyxgs", CODE)
    # then every name leads there, and the first one to bear a name keeps it
    names = sa.select(EmployerName.key).where(EmployerName.record_id == record.id)
    assert sorted(db.session.scalars(names)) == ["示例餐饮(新)公司", "示例餐饮有限公司"]
    assert employer(call(firm="示例餐饮(新)公司")) == record.id
    assert employer(call(firm=FIRM)) == record.id


def test_registering_again_costs_two_queries_however_many_they_are() -> None:
    crowd = [worker(f"测试{n}", f"1390000{n:04}") for n in range(1, 9)]
    call(*crowd, code=CODE)
    with selects() as of_one:
        call(crowd[0], code=CODE)
    with selects() as of_many:
        call(*crowd, code=CODE)
    asked = [
        sum("worker_key" in query or "employer_name" in query for query in sent) for sent in (of_one, of_many)
    ]
    assert asked == [2, 2]
    assert len(of_one) == len(of_many)
