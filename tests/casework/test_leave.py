"""Who is away, who stands in, and what that one may see and do meanwhile."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.absences import absences, stand_ins
from caseflow.accounts.models import AbsenceReason, Unit, User, UserRole
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import leave, people, worklists
from caseflow.casework.actions import act
from caseflow.casework.db import transaction
from caseflow.casework.models import AuditEvent, Proceeding
from caseflow.casework.queries import find
from caseflow.casework.worklists import Filters, Line, Tab
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role, Viewer
from tests import given
from tests.casework.desk import now

TODAY = "2026-09-16"


def away(who: User, first: str, last: str, deputy: User | None = None, by: User | None = None) -> None:
    told = leave.Leave(
        date.fromisoformat(first),
        date.fromisoformat(last),
        AbsenceReason.LEAVE,
        deputy.id if deputy else None,
    )
    leave.record(who.id, told, viewer=given.viewer(by or who), at=given.moment(TODAY))


def viewer_on(who: User, day: str) -> Viewer:
    found = load_viewer(who.id, who.session_epoch, date.fromisoformat(day))
    assert found
    return found


def standing_in(day: str) -> dict[int, int | None]:
    on = date.fromisoformat(day)
    return stand_ins(absences(on), on)


def fault(who: User, first: str, last: str, deputy: User | None = None) -> dict[str, str]:
    with pytest.raises(Incomplete) as refused:
        away(who, first, last, deputy)
    return dict(refused.value.fields)


@pytest.fixture
def two(app: Flask) -> tuple[User, User]:
    """Two who handle tickets in the street."""
    return given.person(Role.HANDLING_UNIT), given.person(Role.HANDLING_UNIT, 2)


def test_the_deputy_stands_in_from_the_first_day_to_the_last(two: tuple[User, User]) -> None:
    first, second = two
    away(first, "2026-09-17", "2026-09-18", second)
    assert [standing_in(f"2026-09-{day}") for day in (16, 17, 18, 19)] == [
        {},
        {first.id: second.id},
        {first.id: second.id},
        {},
    ]


def test_without_a_deputy_the_head_stands_in_and_for_the_head_the_one_above(two: tuple[User, User]) -> None:
    units, manager = given.unit_tree(), given.person(Role.MANAGER)
    with transaction() as session:
        session.get_one(Unit, units.federation.id).head_id = manager.id
    head = db.session.get_one(User, units.street.head_id)
    away(two[0], "2026-09-17", "2026-09-17")
    away(head, "2026-09-17", "2026-09-17")
    assert standing_in("2026-09-17") == {two[0].id: manager.id, head.id: manager.id}


def test_a_deputy_who_goes_away_later_is_followed_to_the_next(two: tuple[User, User]) -> None:
    first, second = two
    third = given.person(Role.HANDLING_UNIT, 3)
    away(first, "2026-09-17", "2026-09-21", second)
    away(second, "2026-09-18", "2026-09-18", third)
    assert standing_in("2026-09-18") == {first.id: third.id, second.id: third.id}
    assert standing_in("2026-09-21") == {first.id: second.id}
    assert [one.stands_in_for for one in viewer_on(third, "2026-09-18").capacities] == [first.id, second.id]
    assert viewer_on(second, "2026-09-18").capacities == ()


def test_what_does_not_fit_is_refused_beside_its_field(two: tuple[User, User]) -> None:
    first, second = two
    clerk = given.person(Role.OPERATOR)
    away(first, "2026-09-17", "2026-09-18", second)
    assert fault(first, "2026-09-18", "2026-09-20", second)["first_on"].startswith("与已登记的请假重叠")
    assert fault(second, "2026-09-20", "2026-09-19")["last_on"] == "最后一天不能早于第一天"
    assert fault(second, "2026-09-14", "2026-09-15")["last_on"].startswith("这些日子已经过去")
    assert fault(second, "2026-09-21", "2027-10-21")["last_on"].startswith("一次最长登记一年")
    assert "没有这些岗位：承办单位经办人" in fault(second, "2026-09-21", "2026-09-22", clerk)["deputy_id"]
    assert "请假，请另选代理人" in fault(second, "2026-09-18", "2026-09-22", first)["deputy_id"]
    assert fault(second, "2026-09-21", "2026-09-22", second)["deputy_id"].startswith("请从列表中选择")


def test_nobody_goes_while_the_chain_would_run_in_a_ring_or_end_nowhere(two: tuple[User, User]) -> None:
    first = two[0]
    head = db.session.get_one(User, given.unit_tree().street.head_id)
    assert fault(head, "2026-09-17", "2026-09-17") == {"deputy_id": leave.ALONE}
    away(head, "2026-09-17", "2026-09-20", first)
    assert "绕成一圈" in fault(first, "2026-09-18", "2026-09-18")["deputy_id"]
    away(first, "2026-09-18", "2026-09-18", two[1])


def test_others_are_recorded_by_the_manager_or_the_administrator_of_their_units(
    two: tuple[User, User],
) -> None:
    first, second = two
    with pytest.raises(Forbidden):
        away(first, "2026-09-17", "2026-09-17", second, by=second)
    away(first, "2026-09-17", "2026-09-17", second, by=given.person(Role.MANAGER))
    away(second, "2026-09-21", "2026-09-21", first, by=given.person(Role.ADMIN))
    elsewhere = given.user(Role.MANAGER, unit=given.unit_tree().town)
    with pytest.raises(NotFound):
        away(first, "2026-09-23", "2026-09-23", second, by=elsewhere)


def test_who_is_back_early_is_stood_in_for_no_longer(two: tuple[User, User]) -> None:
    first, second = two
    away(first, "2026-09-17", "2026-09-30", second)
    away(second, "2026-10-12", "2026-10-13", first)
    begun, planned = (leave.own(given.viewer(who), given.moment(TODAY))[0] for who in two)
    leave.end(begun.id, viewer=given.viewer(first), at=given.moment("2026-09-21"))
    leave.end(planned.id, viewer=given.viewer(second), at=given.moment("2026-09-21"))
    assert [away.last_on for away in absences(date(2026, 9, 16), date(2026, 10, 31))] == [date(2026, 9, 20)]
    with pytest.raises(GuardRefused):
        leave.end(begun.id, viewer=given.viewer(first), at=given.moment("2026-09-22"))
    actions = db.session.scalars(sa.select(AuditEvent.action).where(AuditEvent.action.like("absence%")))
    assert sorted(actions) == ["absence_ended", "absence_ended", "absence_recorded", "absence_recorded"]


def test_a_deputy_who_leaves_the_office_gives_way_to_the_head(two: tuple[User, User]) -> None:
    first, second = two
    away(first, "2026-09-17", "2026-09-17", second)
    people.deactivate(second.id, viewer=given.viewer(given.person(Role.ADMIN)), at=given.moment(TODAY))
    assert standing_in("2026-09-17") == {first.id: given.unit_tree().street.head_id}


def test_the_deputy_has_the_work_marked_and_acts_in_both_names(two: tuple[User, User]) -> None:
    # given a case of a lawyer, which other lawyers do not see
    lawyer, other = given.person(Role.LAWYER), given.person(Role.LAWYER, 2)
    case = given.aid("assigned", on="2026-09-10")
    assert case.handler_id == lawyer.id
    with pytest.raises(NotFound):
        find(type(case), case.id, given.viewer(other))
    # when the lawyer is away for a day
    away(lawyer, "2026-09-17", "2026-09-17", other)
    # then it is among the deputy's work on that day only
    deputy = viewer_on(other, "2026-09-17")
    (line,) = [line for line in mine(deputy) if line.id == case.id]
    assert line.marks[0] == f"代 {lawyer.name}"
    assert not [line for line in mine(viewer_on(other, "2026-09-18")) if line.id == case.id]
    # and is taken on in the name of both
    event = acts_as(deputy, case, "engage")
    assert (event.actor_id, event.actor) == (other.id, f"{other.name}（代{lawyer.name}）")


def test_own_work_is_done_in_the_own_name(two: tuple[User, User]) -> None:
    first, second = two
    ticket = given.ticket("in_progress", on=TODAY)
    assert ticket.handler_id == first.id
    away(second, "2026-09-17", "2026-09-17", first)
    assert acts_as(viewer_on(first, "2026-09-17"), ticket, "log_first_contact").actor == first.name


def test_who_has_drafted_does_not_sign_for_an_absent_signatory(app: Flask) -> None:
    # given a letter, whose drafter holds the signatory's role, too
    signatory, drafter = given.person(Role.SIGNATORY), given.person(Role.SUPERVISOR)
    with transaction() as session:
        session.add(UserRole(user_id=drafter.id, role=Role.SIGNATORY))
    clean = given.user(Role.SIGNATORY, unit=given.unit_tree().street)
    letter = given.reminder("pending_sign", on=TODAY)
    # when the drafter stands in for the signatory
    away(signatory, "2026-09-17", "2026-09-17", drafter)
    with pytest.raises(GuardRefused, match="起草人不能"):
        acts_as(viewer_on(drafter, "2026-09-17"), letter, "sign_off")
    # and when another does, who would not see the letter otherwise
    (planned,) = leave.own(given.viewer(signatory), given.moment(TODAY))
    leave.end(planned.id, viewer=given.viewer(signatory), at=given.moment(TODAY))
    with pytest.raises(NotFound):
        acts_as(viewer_on(clean, "2026-09-17"), letter, "sign_off")
    away(signatory, "2026-09-17", "2026-09-17", clean)
    event = acts_as(viewer_on(clean, "2026-09-17"), letter, "sign_off")
    assert event.actor == f"{clean.name}（代{signatory.name}）"


def test_a_deputy_who_judged_the_application_is_no_lawyer_in_it(app: Flask) -> None:
    lawyer, reviewer = given.person(Role.LAWYER), given.person(Role.AID_REVIEWER)
    with transaction() as session:
        session.add(UserRole(user_id=reviewer.id, role=Role.LAWYER))
    case = given.aid("assigned", on=TODAY)
    away(lawyer, "2026-09-17", "2026-09-17", reviewer)
    with pytest.raises(GuardRefused, match="不能代理援助律师"):
        acts_as(viewer_on(reviewer, "2026-09-17"), case, "engage")


def acts_as(viewer: Viewer, proceeding: Proceeding, action: str = "") -> AuditEvent:
    """The named step of the proceeding, or the main one, taken by the viewer; the event it left."""
    action = action or proceeding.stage.main
    at = given.moment("2026-09-17")
    data = given.answers(proceeding.definition.transition(action), at)
    act(type(proceeding), proceeding.id, action, data=data, version=None, viewer=viewer, at=at)
    newest = sa.select(AuditEvent).filter_by(proceeding_id=proceeding.id, action=action)
    return db.session.scalars(newest.order_by(AuditEvent.id.desc())).first() or pytest.fail(
        "nothing was done"
    )


def mine(viewer: Viewer) -> list[Line]:
    return worklists.queue(viewer, Tab.MINE, Filters(), None, now("2026-09-17 10:00")).rows
