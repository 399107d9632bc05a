"""What moves the last day for arbitration, what does not (R9), and what is done when it is near (R10)."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework import limitations
from caseflow.casework.actions import open_child
from caseflow.casework.db import transaction
from caseflow.casework.models import LimitationEvent, Manner, Matter, Notification, Proceeding
from caseflow.extensions import db
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import reminded
from tests.casework.suggested import suggested, told
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")

HAPPENED = date(2025, 10, 30)
LAST_DAY = date(2026, 10, 30)
UNSURE = "2026-10-30，保守推算，待律师确认"
ON = "2026-09-16"


def matter_of(proceeding: Proceeding) -> Matter:
    return db.session.get_one(Matter, proceeding.matter_id, populate_existing=True)


def last_day(proceeding: Proceeding) -> date | None:
    return matter_of(proceeding).limitation_nominal_on


def events(proceeding: Proceeding) -> list[tuple[str, date, bool]]:
    query = sa.select(LimitationEvent).filter_by(matter_id=proceeding.matter_id).order_by(LimitationEvent.id)
    return [(event.kind, event.on, event.certain) for event in db.session.scalars(query)]


def watched(on: str) -> int:
    return limitations.watch(at=given.moment(on))


# ---- R9: the last day


def test_the_day_it_happened_counts_and_the_call_does_not() -> None:
    # given something that happened on 30 October 2025, and a call ten months later
    ticket = given.ticket(on=ON, event_on=HAPPENED)
    # then the claim ends a year after the event, whoever was called in between
    assert events(ticket) == [("hotline_call", date(2026, 9, 16), False), ("knew", HAPPENED, False)]
    assert last_day(ticket) == LAST_DAY
    # and of a call alone nothing is reckoned
    assert last_day(given.ticket(on=ON)) is None


def test_a_last_day_on_a_day_off_is_kept_as_both_days() -> None:
    # given the 1st of October, which is off: the nominal day stays the one to act by
    matter = matter_of(given.ticket(on=ON, event_on=date(2025, 10, 1)))
    assert (matter.limitation_nominal_on, matter.limitation_due_on) == (date(2026, 10, 1), date(2026, 10, 8))


def test_a_letter_of_the_union_moves_nothing_by_itself() -> None:
    letter = given.begun("reminder", Role.SUPERVISOR, on=ON, event_on=HAPPENED)
    for action in ("submit_review", "pass_review", "sign_off", "start_service"):
        when.acts(letter, action, on=ON)
    when.acts(letter, "record_service", on="2026-09-17", receiver="测试前台")
    when.acts(letter, "record_reply", on="2026-09-18", reply_kind="plan")
    assert events(letter)[1:] == [
        ("notice_served", date(2026, 9, 17), False),
        ("employer_agreed", date(2026, 9, 18), False),
    ]
    assert last_day(letter) == LAST_DAY


def test_an_employer_s_dispute_is_no_agreement_to_pay() -> None:
    letter = given.reminder("awaiting_reply", on=ON)
    when.acts(letter, "record_reply", on="2026-09-18", reply_kind="disputes")
    assert [kind for kind, *_ in events(letter)] == ["notice_served"]


def test_a_mediation_notes_its_own_days_and_leaves_the_last_day() -> None:
    mediation = given.begun(
        "mediation", Role.MEDIATOR, on=ON, event_on=HAPPENED, received_on=date(2026, 9, 14)
    )
    when.acts(mediation, "fail", on="2026-09-21")
    assert events(mediation) == [
        ("knew", HAPPENED, False),
        ("mediation_applied", date(2026, 9, 14), False),
        ("mediation_stopped", date(2026, 9, 21), False),
    ]
    assert last_day(mediation) == LAST_DAY


# ---- R10: the watch


def test_thirty_days_before_the_end_a_claim_comes_first_and_that_is_said_once() -> None:
    # given a handler, and a claim that ends on Friday 30 October
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    first = told(ticket)
    # when 31 days are left, nothing is near
    assert watched("2026-09-29") == 0
    assert (matter_of(ticket).priority, told(ticket)) == ("P2", first)
    # when 30 are left
    assert watched("2026-09-30") == 1
    warning = f"{ticket.number} 仲裁时效还剩30日（{UNSURE}）"
    assert (matter_of(ticket).priority, told(ticket)) == ("P1", [*first, warning])
    # then the days that follow say nothing more
    watched("2026-10-01")
    watched("2026-10-14")
    assert told(ticket) == [*first, warning]
    assert suggested(ticket) == []


def test_in_the_last_week_aid_is_proposed() -> None:
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    watched("2026-10-22")
    assert suggested(ticket) == []
    watched("2026-10-23")
    watched("2026-10-24")
    assert suggested(ticket) == [("R10", "aid", "仲裁时效还剩7日，可先行提供法律援助")]
    assert told(ticket)[-1] == f"{ticket.number} 仲裁时效还剩7日（{UNSURE}）"


def test_the_last_day_itself_is_near_and_the_day_after_is_past() -> None:
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    other = given.ticket("in_progress", on=ON, event_on=date(2025, 10, 29))
    assert watched("2026-10-30") == 1
    assert (matter_of(other).priority, suggested(other)) == ("P2", [])
    assert suggested(ticket)[0][2] == "仲裁时效今天届满，可先行提供法律援助"


def test_a_call_near_the_end_is_raised_at_once() -> None:
    ticket = given.ticket(on="2026-10-23", event_on=HAPPENED)
    assert matter_of(ticket).priority == "P1"
    assert [row[:2] for row in suggested(ticket)] == [("R10", "aid")]


def stages(ticket: Proceeding) -> list[str]:
    """Every stage that was told of the limitation: when, which, to whom and how."""
    query = (
        sa.select(Notification.at, Notification.key, Notification.manner, User.login)
        .join(User, User.id == Notification.recipient_id)
        .where(Notification.key.like("limitation-%"), Notification.proceeding_id == ticket.id)
        .order_by(Notification.at, Notification.key)
    )
    return [
        f"{row.at.astimezone(SHANGHAI):%m-%d} {row.key.split('.')[0].removeprefix('limitation-')} "
        f"{row.login} {row.manner.value}"
        for row in db.session.execute(query)
    ]


def test_the_ladder_climbs_from_ninety_days_to_the_last_and_no_rung_falls_on_a_day_off() -> None:
    # given a claim that ends on Saturday 3 October, in the holiday, and is known in June
    given.person(Role.MANAGER)
    ticket = given.ticket("in_progress", on="2026-06-15", event_on=date(2025, 10, 3))
    day = date(2026, 6, 16)
    while day < date(2026, 10, 12):
        watched(day.isoformat())
        day += timedelta(days=1)
    # then each rung was said once, on a working morning, against the earlier day, and the moved day as well
    assert stages(ticket) == [
        "07-03 t-90 handling-unit digest",
        "09-03 t-30 handling-unit digest",
        "09-18 t-15 handling-unit digest",
        "09-24 t-7 handling-unit alone",
        "09-24 t-7m manager alone",
        "09-30 t0 handling-unit alone",
        "09-30 t0m manager alone",
        "10-08 t0r handling-unit alone",
        "10-08 t0rm manager alone",
    ]


def test_another_last_day_has_a_ladder_of_its_own() -> None:
    # given a claim of whose thirty days' notice was given
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    watched("2026-09-30")
    # when it is confirmed that the employer agreed to pay on 5 November 2025
    at = given.moment("2026-10-01")
    with transaction() as session:
        matter = session.get_one(Matter, ticket.matter_id)
        agreed = {"kind": "employer_agreed", "on": date(2025, 11, 5), "evidence": "示例", "certain": True}
        session.add(LimitationEvent(matter_id=matter.id, recorded_at=at, recorded_by=1, **agreed))
        session.flush()
        limitations.reckon(session, matter, at=at)
    assert last_day(ticket) == date(2026, 11, 5)
    for on in ("2026-10-01", "2026-10-08", "2026-10-09"):
        watched(on)
    # then it begins anew, and each rung of it is said once
    assert [line.split()[1] for line in stages(ticket)] == ["t-90", "t-30", "t-30"]


def test_the_lawyer_of_an_aid_case_hears_of_it_there() -> None:
    aid = given.aid("assigned", on=ON, limitation_last_day=LAST_DAY)
    with transaction() as session:
        matter, lawyer = session.get_one(Matter, aid.matter_id), given.viewer(Role.LAWYER)
        limitations.note_event(
            session, matter, "knew", HAPPENED, evidence="示例", viewer=lawyer, at=given.moment(ON)
        )
    watched("2026-09-30")
    when.sweeps("2026-09-30 10:00")
    # then by the clock of the case that ends on the same day, and not by the claim as well
    assert [line for line in stages(aid) if "t-30" in line] == []
    assert [line.split()[2:] for line in reminded(aid, "LD4r") if "t-30" in line] == [["t-30", "lawyer"]]


def test_the_last_day_is_told_once_though_the_aid_case_has_a_clock_for_it() -> None:
    # given a ticket and an aid case about one claim, which ends on Friday 30 October
    for role in (Role.MANAGER, Role.LAWYER, Role.AID_REVIEWER):
        given.person(role)
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    by = given.viewer(Role.HANDLING_UNIT)
    data: dict[str, Any] = given.application("aid", by, ON)
    aid = open_child(ticket.id, "aid", data=data, version=None, viewer=by, at=given.moment(ON))
    # when both ladders speak on the last day
    watched("2026-10-30")
    when.sweeps("2026-10-30 10:00")
    # then nobody hears of it twice: the lawyer and the manager do by the clock, others by the claim
    assert [line for line in stages(aid) if " t0" in line] == ["10-30 t0 aid-reviewer alone"]
    assert [line for line in stages(ticket) if " t0" in line] == ["10-30 t0 handling-unit alone"]
    last = [line.split()[2:] for line in reminded(aid, "LD4r") if " t0" in line]
    assert last == [["t0", "lawyer"], ["t0-manager", "manager"]]


@pytest.mark.parametrize(("day", "stage"), [("10-23", "t-7"), ("10-27", "t-3"), ("10-29", "t-1")])
def test_the_last_week_is_told_once_though_the_aid_case_has_a_clock_for_it(day: str, stage: str) -> None:
    # given a claim that ends on Friday 30 October, and an aid case about it
    for role in (Role.MANAGER, Role.LAWYER, Role.AID_REVIEWER):
        given.person(role)
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    by = given.viewer(Role.HANDLING_UNIT)
    data: dict[str, Any] = given.application("aid", by, ON)
    aid = open_child(ticket.id, "aid", data=data, version=None, viewer=by, at=given.moment(ON))
    # when both ladders speak
    watched(f"2026-{day}")
    when.sweeps(f"2026-{day} 10:00")
    # then the lawyer hears by the clock alone, as prominently as by the claim
    assert [line for line in stages(aid) if f" {stage} lawyer" in line] == []
    assert [line for line in reminded(aid, "LD4r") if f" {stage} " in line] == [f"{day} 09:00 {stage} lawyer"]
    (manner,) = db.session.scalars(
        sa.select(Notification.manner).where(
            Notification.proceeding_id == aid.id,
            Notification.stage == stage,
            Notification.recipient_id == given.person(Role.LAWYER).id,
        )
    )
    assert manner is Manner.ALONE


def test_what_is_ended_is_not_watched() -> None:
    ticket = given.ticket("registered", on=ON, event_on=HAPPENED)
    when.acts(ticket, "withdraw", on=ON)
    assert watched("2026-10-23") == 0


def test_an_aid_case_that_grew_from_a_ticket_has_the_last_day_of_its_matter() -> None:
    # given a ticket whose claim ends on 30 October
    ticket = given.ticket("in_progress", on=ON, event_on=HAPPENED)
    # when the handler applies for aid and says nothing of the limitation
    by = given.viewer(Role.HANDLING_UNIT)
    data: dict[str, Any] = given.application("aid", by, ON)
    aid = open_child(ticket.id, "aid", data=data, version=None, viewer=by, at=given.moment(ON))
    # then the case counts by it: fewer than seven days are left from the 24th on
    assert running(aid, "LD4r").ends_on == LAST_DAY
    assert running(aid, "LD4").due_on == date(2026, 10, 23)
    # and no aid is proposed beside it
    watched("2026-10-25")
    assert suggested(ticket) == []
