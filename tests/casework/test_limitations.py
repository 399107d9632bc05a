"""The events of a limitation: noted as they happen, added and confirmed by a lawyer, passed on to aid."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.aid.models import AidCase
from caseflow.casework import audit, limitations
from caseflow.casework.models import AuditEvent, LimitationEvent, Matter
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from tests import given, then, when

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-18"
KNEW: dict[str, Any] = {"kind": "knew", "on": date(2026, 3, 10), "evidence": "解除通知书"}
REFUSED: dict[str, Any] = {"kind": "mediation_refused", "on": date(2026, 8, 20), "evidence": "不予受理通知书"}


def represented() -> AidCase:
    """A case whose lawyer is the first of the office."""
    return given.aid("engaged", on="2026-09-16")


def added(case: AidCase, **told: Any) -> LimitationEvent:
    viewer = given.viewer(Role.LAWYER)
    return limitations.add_event(case.id, {**KNEW, **told}, viewer=viewer, at=given.moment(ON))


def confirmed(event: LimitationEvent, case: AidCase, by: Role = Role.LAWYER) -> LimitationEvent:
    viewer, at = given.viewer(by), given.moment(ON)
    return limitations.confirm_event(event.id, case.id, evidence="回执原件", viewer=viewer, at=at)


def dates(session: Session, case: AidCase) -> tuple[date | None, bool]:
    matter = session.get_one(Matter, case.matter_id, populate_existing=True)
    return matter.limitation_nominal_on, matter.limitation_certain


def test_a_lawyer_adds_the_start_confirmed_or_not(session: Session) -> None:
    case = represented()
    added(case)
    assert dates(session, case) == (date(2027, 3, 10), False)
    added(case, on=date(2026, 5, 6), certain=True)
    assert dates(session, case) == (date(2027, 5, 6), True)


def test_only_a_confirmed_restart_makes_it_later(session: Session) -> None:
    case = represented()
    added(case, certain=True)
    refusal = added(case, **REFUSED)
    assert dates(session, case) == (date(2027, 3, 10), False)
    event = confirmed(refusal, case)
    assert (event.certain, event.evidence) == (True, "回执原件")
    assert dates(session, case) == (date(2027, 8, 20), True)


def test_force_majeure_adds_its_days(session: Session) -> None:
    case = represented()
    added(case, certain=True)
    added(case, kind="force_majeure", on=date(2026, 6, 1), days=30, certain=True)
    assert dates(session, case) == (date(2027, 4, 9), True)


def test_the_lawyers_word_reaches_the_aid_case_that_keeps_a_day_of_its_own(session: Session) -> None:
    case = represented()
    refusal = [added(case, certain=True), added(case, **REFUSED)][-1]
    assert then.running(case, "LD4r").ends_on == date(2027, 3, 10)
    confirmed(refusal, case)
    assert then.running(case, "LD4r").ends_on == date(2027, 8, 20)


def test_an_earlier_day_of_its_own_stays_until_then(session: Session) -> None:
    case = represented()
    when.acts(case, "correct_limitation", on=ON, by=Role.LAWYER, limitation_last_day=date(2027, 1, 4))
    refusal = [added(case, certain=True), added(case, **REFUSED)][-1]
    assert then.running(case, "LD4r").ends_on == date(2027, 1, 4)
    confirmed(refusal, case)
    assert then.running(case, "LD4r").ends_on == date(2027, 8, 20)


@pytest.mark.parametrize("by", [Role.AID_REVIEWER, Role.AID_HEAD, Role.MANAGER])
def test_nobody_but_a_lawyer_says_what_bears_on_it(session: Session, by: Role) -> None:
    case = represented()
    event = added(case)
    with pytest.raises(Forbidden):
        confirmed(event, case, by)
    with pytest.raises(Forbidden):
        limitations.add_event(case.id, KNEW, viewer=given.viewer(by), at=given.moment(ON))
    confirmed(event, case)
    assert dates(session, case) == (date(2027, 3, 10), True)


def test_a_lawyer_speaks_of_their_own_cases_only() -> None:
    case = represented()
    stranger = given.viewer(given.user(Role.LAWYER))
    with pytest.raises(NotFound):
        limitations.add_event(case.id, KNEW, viewer=stranger, at=given.moment(ON))


def test_an_event_belongs_to_the_matter_it_is_confirmed_in() -> None:
    case, other = represented(), represented()
    event = added(other)
    with pytest.raises(NotFound):
        confirmed(event, case)
    assert confirmed(event, other).certain


def test_what_is_confirmed_or_bears_on_nothing_is_not_confirmed(session: Session) -> None:
    case = represented()
    event = added(case, certain=True)
    with pytest.raises(GuardRefused):
        confirmed(event, case)
    call = LimitationEvent(
        matter_id=case.matter_id,
        kind="hotline_call",
        on=date(2026, 9, 1),
        recorded_at=given.moment(ON),
        recorded_by=0,
    )
    session.add(call)
    session.commit()
    with pytest.raises(GuardRefused):
        confirmed(call, case)


@pytest.mark.parametrize(
    ("told", "faulty"),
    [
        ({"kind": "hotline_call"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"on": date(2026, 9, 19)}, "on"),
        ({"evidence": ""}, "evidence"),
        ({"kind": "force_majeure"}, "days"),
        ({"days": 5}, "days"),
    ],
)
def test_what_does_not_fit_is_named(session: Session, told: dict[str, Any], faulty: str) -> None:
    case = represented()
    with pytest.raises(Incomplete) as refused:
        added(case, **told)
    assert set(refused.value.fields) == {faulty}
    assert session.scalar(sa.select(sa.func.count(LimitationEvent.id))) == 0


def test_it_is_on_record(session: Session) -> None:
    case = represented()
    confirmed(added(case), case)
    query = (
        sa.select(AuditEvent).where(AuditEvent.matter_id == case.matter_id).order_by(AuditEvent.seq.desc())
    )
    said = [event for event in session.scalars(query) if event.action.endswith("_limitation")]
    lawyer = given.person(Role.LAWYER).id
    assert [(e.action, e.actor_id) for e in said if e.actor_id] == [
        ("confirm_limitation", lawyer),
        ("add_limitation", lawyer),
    ]
    assert said[0].data["evidence"] == "回执原件"
    assert audit.verify(session)[1] is None
