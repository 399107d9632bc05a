"""Matters that begin with a proceeding of their own: by whom, with what, once, and what follows at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework import audit
from caseflow.casework.actions import open_child
from caseflow.casework.models import AuditEvent, LimitationEvent, Matter, Notification, Proceeding, Suggestion
from caseflow.casework.openings import Opened, start_matter
from caseflow.casework.privacy import blind
from caseflow.casework.queries import find
from caseflow.extensions import db
from caseflow.interlocks import crowds
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from tests import given, then
from tests.given.beginnings import EMPLOYER, PHONE, WORKER

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
TRIES = 6


@pytest.mark.parametrize(
    ("process", "by", "action", "state"),
    [
        ("aid", Role.AID_REVIEWER, "apply", "applied"),
        ("aid", Role.LIAISON, "apply", "applied"),
        ("mediation", Role.MEDIATION_HEAD, "apply", "applied"),
        ("mediation", Role.MEDIATOR, "apply", "applied"),
        ("reminder", Role.SUPERVISOR, "draft", "draft"),
        ("reminder", Role.HANDLING_UNIT, "propose", "draft"),
        ("public_reminder", Role.SUPERVISOR, "draft", "draft"),
        ("opinion", Role.SUPERVISOR, "draft", "draft"),
        ("recommendation", Role.SUPERVISOR, "draft", "draft"),
        ("transfer", Role.LIAISON, "draft", "draft"),
    ],
)
def test_a_matter_begins_with_the_process_of_a_desk(
    session: Session, process: str, by: Role, action: str, state: str
) -> None:
    begun = given.begun(process, by, on=ON)
    assert (begun.process, begun.state, begun.parent_id) == (process, state, None)
    assert begun.unit_id == begun.matter.unit_id == given.person(by).unit_id
    assert list(begun.done_by) == [action]
    assert find(Proceeding, begun.id, given.viewer(by)) is begun
    assert audit.verify(session)[1] is None


@pytest.mark.parametrize(
    ("process", "by"),
    [
        ("aid", Role.SUPERVISOR),
        ("mediation", Role.AID_REVIEWER),
        ("public_reminder", Role.HANDLING_UNIT),
        ("opinion", Role.LAWYER),
        ("transfer", Role.SUPERVISOR),
    ],
)
def test_other_desks_do_not_begin_it(session: Session, process: str, by: Role) -> None:
    with pytest.raises(Forbidden, match="不由您的岗位发起"):
        start_matter(process, data={}, token="a", viewer=given.viewer(by), at=given.moment(ON))
    assert nothing_is_there(session)


@pytest.mark.parametrize("process", ["ticket", "dinner"])
def test_calls_have_their_own_way_and_the_rest_is_unknown(session: Session, process: str) -> None:
    with pytest.raises(NotFound):
        start_matter(process, data={}, token="a", viewer=given.viewer(Role.OPERATOR), at=given.moment(ON))


def nothing_is_there(session: Session) -> bool:
    return not session.scalar(sa.select(sa.func.count(Matter.id)))


def test_the_people_are_kept_sealed_and_in_no_audit_row(session: Session) -> None:
    begun = given.begun(
        "aid", Role.AID_REVIEWER, on=ON, credit_code="91110000000000000X", dispute_facts="没发工资"
    )
    matter = begun.matter
    assert matter.worker
    assert matter.employer
    assert (matter.worker.name, matter.worker.phone_index) == (WORKER, blind(PHONE, "phone"))
    assert (matter.employer.name, matter.employer.credit_code) == (EMPLOYER, "91110000000000000X")
    assert matter.facts_text == "没发工资"
    told = session.scalars(sa.select(AuditEvent.data).where(AuditEvent.matter_id == matter.id)).all()
    assert PHONE not in str(told)
    assert WORKER not in str(told)


def test_a_letter_names_its_employer_once(session: Session) -> None:
    begun = given.begun("reminder", Role.SUPERVISOR, on=ON, employer_name="示例物业公司")
    assert begun.matter.employer
    assert begun.matter.employer.name == "示例物业公司"
    assert begun.matter.worker is None


def test_a_public_letter_is_about_nobody() -> None:
    matter = given.begun("public_reminder", Role.SUPERVISOR, on=ON).matter
    assert (matter.worker, matter.employer, matter.facts_text) == (None, None, "")


def test_the_same_form_sent_twice_begins_one_matter(session: Session) -> None:
    first = given.begun("aid", Role.AID_REVIEWER, on=ON, token="same")
    again = given.begun("aid", Role.AID_REVIEWER, on="2026-09-17", token="same")
    other = given.begun("aid", Role.AID_REVIEWER, on=ON, token="other")
    assert first.id == again.id != other.id
    assert session.scalar(sa.select(sa.func.count(Matter.id))) == 2
    assert (first.number or "")[:-2] == (other.number or "")[:-2]
    assert [(n or "")[-2:] for n in (first.number, other.number)] == ["1号", "2号"]


def test_what_is_missing_is_named_and_nothing_is_written(session: Session) -> None:
    viewer, at = given.viewer(Role.MEDIATOR), given.moment(ON)
    told = given.application("mediation", viewer, ON)
    lost = {name: value for name, value in told.items() if name not in ("worker_name", "category")}
    with pytest.raises(Incomplete) as refused:
        start_matter("mediation", data=lost, token="a", viewer=viewer, at=at)
    assert set(refused.value.fields) == {"worker_name", "category"}
    assert nothing_is_there(session)
    start_matter("mediation", data=told, token="a", viewer=viewer, at=at)
    assert not nothing_is_there(session)


def test_an_opening_that_is_refused_leaves_no_matter(session: Session) -> None:
    claim = {"means_ground": "migrant", "matter_type": "other"}
    with pytest.raises(GuardRefused, match="免审限于"):
        given.begun("aid", Role.AID_REVIEWER, on=ON, **claim)
    assert nothing_is_there(session)


@pytest.mark.parametrize(
    ("told", "faulty"),
    [
        ({"event_on": date(2026, 9, 17)}, "event_on"),
        ({"employer_name": "示" * 101}, "employer_name"),
        ({"real_name": True, "complaint_received_on": date(2026, 9, 15)}, "worker_name"),
        ({"worker_name": WORKER}, "complaint_received_on"),
        ({"category": "9999"}, "category"),
    ],
)
def test_what_contradicts_itself_is_named(told: dict[str, Any], faulty: str) -> None:
    with pytest.raises(Incomplete) as refused:
        given.begun("reminder", Role.SUPERVISOR, on=ON, **told)
    assert set(refused.value.fields) == {faulty}


def test_a_complaint_has_its_person() -> None:
    complaint: dict[str, Any] = {
        "real_name": True,
        "complaint_received_on": date(2026, 9, 15),
        "worker_name": WORKER,
    }
    letter = given.begun("reminder", Role.SUPERVISOR, on=ON, **complaint)
    assert letter.matter.worker
    assert then.running(letter, "ND1").day_zero == date(2026, 9, 15)


@pytest.mark.parametrize("process", ["aid", "mediation"])
def test_ten_applicants_are_a_collective_dispute(session: Session, process: str) -> None:
    by = Role.AID_REVIEWER if process == "aid" else Role.MEDIATION_HEAD
    manager = given.person(Role.MANAGER)
    assert not given.begun(process, by, on=ON, headcount=9, employer_name="示例九公司").matter.collective
    begun = given.begun(process, by, on=ON, headcount=10)
    assert begun.matter.collective
    told = sa.select(Notification.proceeding_id).where(Notification.recipient_id == manager.id)
    assert session.scalars(told).all() == [begun.id]


def test_letters_are_no_appeals_against_an_employer(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowds, "COLLECTIVE", 2)
    given.begun("reminder", Role.SUPERVISOR, on=ON, employer_name=EMPLOYER)
    first = given.begun("aid", Role.AID_REVIEWER, on=ON, headcount=1)
    assert not first.matter.collective
    assert given.begun("mediation", Role.MEDIATOR, on=ON, headcount=1).matter.collective


def test_the_day_it_happened_starts_the_limitation() -> None:
    begun = given.begun("mediation", Role.MEDIATOR, on=ON, event_on=date(2026, 3, 10))
    assert begun.matter.limitation_nominal_on == date(2027, 3, 10)
    assert not begun.matter.limitation_certain
    assert given.begun("mediation", Role.MEDIATOR, on=ON).matter.limitation_nominal_on is None


def test_a_child_does_not_tell_the_start_again(session: Session) -> None:
    ticket = given.ticket("in_progress", on=ON, event_on=date(2026, 3, 10))
    viewer, at = given.viewer(Role.HANDLING_UNIT), given.moment("2026-09-17")
    data = given.application("aid", viewer, ON)
    child = open_child(ticket.id, "aid", data=data, version=None, viewer=viewer, at=at)
    assert child.parent_id == ticket.id
    kinds = sa.select(LimitationEvent.kind).where(LimitationEvent.matter_id == ticket.matter_id)
    assert sorted(session.scalars(kinds)) == ["hotline_call", "knew"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, date(2027, 3, 10)),
        (date(2027, 5, 4), date(2027, 3, 10)),
        (date(2027, 1, 4), date(2027, 1, 4)),
    ],
    ids=["none", "later", "earlier"],
)
def test_an_application_for_aid_counts_by_the_earlier_last_day(typed: date | None, kept: date) -> None:
    known: dict[str, Any] = {"limitation_last_day": typed} if typed else {}
    aid = given.begun("aid", Role.AID_REVIEWER, on=ON, event_on=date(2026, 3, 10), **known)
    assert then.running(aid, "LD4r").ends_on == kept


def test_a_claim_that_soon_lapses_comes_first(session: Session) -> None:
    soon = date(2025, 9, 20)
    mediation = given.begun("mediation", Role.MEDIATOR, on=ON, event_on=soon)
    aid = given.begun("aid", Role.AID_REVIEWER, on=ON, event_on=soon)
    assert {mediation.matter.priority, aid.matter.priority} == {"P1"}
    proposed = session.execute(sa.select(Suggestion.source_id, Suggestion.process)).all()
    assert proposed == [(mediation.id, "aid")]  # beside aid, no aid is proposed


def test_one_form_sent_many_times_at_once_begins_one_matter(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        viewer, at = given.viewer(Role.AID_REVIEWER), given.moment(ON)
        told = given.application("aid", viewer, ON)
    start = Barrier(TRIES)

    def send(_: int) -> Opened:
        with fresh_app.app_context():
            start.wait()
            return start_matter("aid", data=told, token="same", viewer=viewer, at=at)

    with ThreadPoolExecutor(TRIES) as pool:
        opened = list(pool.map(send, range(TRIES)))
    assert len({each.id for each in opened}) == 1
    assert [each.again for each in opened].count(False) == 1
    with fresh_app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Matter.id))) == 1
        assert audit.verify(db.session()) == (2, None)
