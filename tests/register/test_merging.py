"""Two records that turn out to be one, and the way back (合并、撤销)."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import audit
from caseflow.casework.models import AuditEvent, RecordKind, RecordMerge
from caseflow.casework.register.employers import employer_file
from caseflow.casework.register.merging import merge, merges, undo
from caseflow.casework.register.workers import worker_file
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.roles import Role
from caseflow.web.proceedings.views import now_at
from tests import given
from tests.casework.walker import every_row
from tests.register.calls import (
    CARD,
    CODE,
    NAME,
    ON,
    OTHER_CARD,
    OTHER_CODE,
    call,
    employer,
    person,
    worker,
)
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

NOON, NEXT_NOON = given.moment("2026-09-17 12:00"), given.moment("2026-09-18 12:00")
ALMOST = given.moment("2026-09-18 11:59")
BECAUSE = "电话核实为同一人"
LOGS = {"audit_event", "record_merge", "number_series", "matter"}


def merged(kind: RecordKind, source: int, target: int, by: Role = Role.MANAGER, **more: Any) -> RecordMerge:
    return merge(kind, source, target, reason=BECAUSE, viewer=given.viewer(by), **{"at": NOON, **more})


def numbers(kind: RecordKind, record: int, by: Role = Role.MANAGER) -> set[str]:
    viewer, now = given.viewer(by), now_at(NOON)
    if kind is RecordKind.WORKER:
        return {case.line.number for case in worker_file(record, viewer, now).cases}
    return {case.line.number for case in employer_file(record, viewer, now).cases}


def kept() -> dict[str, Any]:
    """Every row but the logs, which only ever grow."""
    db.session.rollback()
    return {name: rows for name, rows in every_row().items() if name not in LOGS}


def test_after_a_merge_the_matters_of_both_are_under_one_worker() -> None:
    # given one person under two phones
    one, two = call(worker()), call(worker(phone="13900000001"))
    source, target = person(one), person(two)
    merged(RecordKind.WORKER, source, target)
    # then either number leads to both matters, and so does whatever comes later under either phone
    later = call(worker(), on="2026-09-17")
    every = {str(ticket.number) for ticket in (one, two, later)}
    assert numbers(RecordKind.WORKER, source) == numbers(RecordKind.WORKER, target) == every
    # and the history of the matter that moved says so, that of the other one does not
    told = sa.select(AuditEvent.matter_id).filter_by(action="merge_records")
    assert set(db.session.scalars(told)) == {None, one.matter_id}
    assert audit.verify(db.session())[1] is None


@pytest.mark.parametrize("kind", list(RecordKind))
def test_undoing_restores_exactly_what_was(kind: RecordKind) -> None:
    # given three records, of which the first is part of the second
    tickets = [call(worker(phone=f"1390000000{n}"), firm=f"示例{n}公司") for n in range(3)]
    first, second, third = (person(t) if kind is RecordKind.WORKER else employer(t) for t in tickets)
    merged(kind, first, second)
    before = kept()
    made = merged(kind, second, third)
    assert numbers(kind, first) == {str(ticket.number) for ticket in tickets}
    # when the later merge is undone
    undo(made.id, viewer=given.viewer(Role.MANAGER), at=ALMOST)
    # then nothing is different from before
    assert kept() == before
    assert numbers(kind, third) == {str(tickets[2].number)}
    assert audit.verify(db.session())[1] is None


def test_who_comes_between_merge_and_undo_is_where_they_belong_afterwards() -> None:
    one, two = call(worker()), call(worker(phone="13900000001"))
    made = merged(RecordKind.WORKER, person(one), person(two))
    later = call(worker(), on="2026-09-17")
    undo(made.id, viewer=given.viewer(Role.MANAGER), at=ALMOST)
    assert numbers(RecordKind.WORKER, person(one)) == {str(one.number), str(later.number)}
    assert numbers(RecordKind.WORKER, person(two)) == {str(two.number)}


def test_a_merge_is_undone_within_24_hours_and_once() -> None:
    one, two = person(call(worker())), person(call(worker(phone="13900000001")))
    late, soon = merged(RecordKind.WORKER, one, two), given.viewer(Role.MANAGER)
    with pytest.raises(GuardRefused, match="已满24小时，不能撤销"):
        undo(late.id, viewer=soon, at=NEXT_NOON)
    undo(late.id, viewer=soon, at=ALMOST)
    with pytest.raises(GuardRefused, match="已经撤销"):
        undo(late.id, viewer=soon, at=ALMOST)


def test_the_later_merge_is_undone_first() -> None:
    one, two, three = (person(call(worker(phone=f"1390000000{n}"))) for n in range(3))
    first = merged(RecordKind.WORKER, one, two)
    second = merged(RecordKind.WORKER, two, three)
    viewer = given.viewer(Role.MANAGER)
    with pytest.raises(GuardRefused, match="先撤销后一次"):
        undo(first.id, viewer=viewer, at=ALMOST)
    undo(second.id, viewer=viewer, at=ALMOST)
    undo(first.id, viewer=viewer, at=ALMOST)
    assert numbers(RecordKind.WORKER, one).isdisjoint(numbers(RecordKind.WORKER, two))


def test_two_cards_are_two_people_and_two_codes_two_employers() -> None:
    one, two = call(worker(card=CARD), code=CODE), call(worker(card=OTHER_CARD), code=OTHER_CODE)
    with pytest.raises(GuardRefused, match="身份证号码不同"):
        merged(RecordKind.WORKER, person(one), person(two))
    with pytest.raises(GuardRefused, match="统一社会信用代码不同"):
        merged(RecordKind.EMPLOYER, employer(one), employer(two))
    with pytest.raises(GuardRefused, match="已经是同一份"):
        merged(RecordKind.EMPLOYER, employer(one), employer(one))


def test_merging_is_for_managers_who_see_both() -> None:
    one, two = person(call(worker())), person(call(worker(phone="13900000001")))
    with pytest.raises(Forbidden):
        merged(RecordKind.WORKER, one, two, by=Role.OPERATOR)
    elsewhere = given.viewer(given.user(Role.MANAGER, unit=given.unit_tree().town))
    with pytest.raises(NotFound):
        merge(RecordKind.WORKER, one, two, reason=BECAUSE, viewer=elsewhere, at=NOON)
    made = merged(RecordKind.WORKER, one, two)
    with pytest.raises(NotFound):
        undo(made.id, viewer=elsewhere, at=ALMOST)


def test_the_history_of_a_confidential_matter_does_not_tell_of_a_merge() -> None:
    tip, open_one = call(worker(), confidential=True), call(worker())
    other = call(worker(phone="13900000001"))
    merged(RecordKind.WORKER, person(open_one), person(other))
    told = sa.select(AuditEvent.matter_id).filter_by(action="merge_records")
    assert set(db.session.scalars(told)) == {None, open_one.matter_id}
    assert str(tip.number) not in numbers(RecordKind.WORKER, person(other))


def test_a_manager_compares_merges_and_takes_it_back_on_the_pages(client: FlaskClient) -> None:
    # given one firm under two names
    one, two = call(firm="示例餐饮公司"), call(firm="示例餐饮（新）公司")
    source, target = employer(one), employer(two)
    browser = seated(client, Role.MANAGER)
    led = browser.get(f"/employers/{source}/merge?other={target}").headers["Location"]
    compared = browser.get(led).text
    for shown in ("示例餐饮公司", "示例餐饮（新）公司", str(one.number), str(two.number)):
        assert shown in compared
    refused = browser.post(f"/employers/{source}/merge/{target}", data={"reason": " "})
    assert refused.status_code == 422
    # when they are merged
    done = browser.post(f"/employers/{source}/merge/{target}", data={"reason": "登记名称变更"})
    assert (done.status_code, done.headers["Location"]) == (303, f"/employers/{target}")
    # then the old address leads to the new one, which tells of it
    assert browser.get(f"/employers/{source}").headers["Location"] == f"/employers/{target}"
    page = browser.get(f"/employers/{target}").text
    for shown in (str(one.number), str(two.number), "登记名称变更"):
        assert shown in page
    (made,) = merges(RecordKind.EMPLOYER, target)
    parts = browser.get(f"/employers/merges/{made.id}").text
    left, _, right = parts.partition("保留方：")
    assert str(one.number) in left
    assert str(two.number) in right
    # and it can be taken back
    assert browser.post(f"/employers/merges/{made.id}/undo").headers["Location"] == f"/employers/{source}"
    assert str(two.number) not in browser.get(f"/employers/{source}").text


def test_the_pages_of_a_merge_are_for_managers(client: FlaskClient) -> None:
    one, two = person(call(worker())), person(call(worker(name=f"{NAME}二", phone="13900000001"), on=ON))
    assert seated(client, Role.OPERATOR).get(f"/workers/{one}/merge/{two}").status_code == 403
