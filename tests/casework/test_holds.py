"""How a hold begins and ends: by date, by event, by hand; and who is told when it lasts too long."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from caseflow.aid.models import AidCase
from caseflow.casework import pauses
from caseflow.casework.attribution import attribution
from caseflow.casework.law import current_law
from caseflow.casework.models import Notification, RunningClock
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.machine import Side
from caseflow.kernel.roles import Role
from caseflow.mediation.models import Mediation
from tests import given, when
from tests.casework.inbox import done, handled, reminded
from tests.kernel.published import CALENDAR
from tests.then import running
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")


def on_hold(cause: str = "appraisal", until: date | None = None, on: str = "2026-11-18") -> Ticket:
    """A ticket dispatched on Monday 16 November, on hold from the 18th with three working days left."""
    ticket = handled("2026-11-16")
    proof = given.file(ticket, "受理通知书.txt", on=on)
    when.acts(ticket, "request_suspension", on=on, cause=cause, hold_until=until, proof_id=proof)
    return when.acts(ticket, "confirm_suspension", on=on, cause=cause, hold_until=until, proof_id=proof)


def told(ticket: Ticket, occasion: str) -> list[int]:
    query = sa.select(Notification.recipient_id).where(
        Notification.proceeding_id == ticket.id, Notification.key.startswith(f"{occasion}.")
    )
    return list(db.session.scalars(query))


# ---- how a hold ends


def test_a_hold_until_a_day_ends_itself_and_tells_the_handler() -> None:
    # given a hold until Thursday 10 December
    ticket = on_hold(until=date(2026, 12, 10))
    assert running(ticket, "HS0").due_on == date(2026, 12, 10)
    # when the last day is not over, nothing happens; at its end the timer ends the hold
    when.sweeps("2026-12-10 23:00")
    assert (ticket.state, ticket.overlays) == ("suspended", ["contacted"])
    when.sweeps("2026-12-11 08:00")
    assert (ticket.state, ticket.overlays) == ("in_progress", ["contacted", "hold_ended"])
    assert done(ticket, "end_hold") == ["12-11 00:00 12-11 08:00 系统"]
    assert told(ticket, "end_hold") == [given.person(Role.HANDLING_UNIT).id]
    # and the handling goes on where it stood: due on the 23rd before, and 17 working days later now
    assert running(ticket, "HD6b").due_on == CALENDAR.add_working_days(date(2026, 11, 23), 17)
    # the mark goes with the work
    when.acts(ticket, "submit_result", on="2026-12-11")
    assert ticket.overlays == ["contacted"]


def test_the_last_day_of_a_hold_lies_ahead() -> None:
    ticket = handled("2026-11-16")
    with pytest.raises(Incomplete) as refused:
        when.acts(ticket, "request_suspension", on="2026-11-18", hold_until=date(2026, 11, 17))
    assert refused.value.fields == {"hold_until": "暂停至（到期自动恢复）不能早于今天"}
    when.acts(ticket, "request_suspension", on="2026-11-18", hold_until=date(2026, 11, 18))


def test_a_hold_until_something_comes_ends_when_that_is_recorded() -> None:
    ticket = on_hold("appraisal")
    # what is not awaited ends nothing
    with pytest.raises(GuardRefused, match="不是因为“等待诉求人补充材料”暂停的"):
        when.acts(ticket, "arrived_papers", on="2026-11-20")
    when.acts(ticket, "arrived_appraisal", on="2026-11-20", arrival="示例认定书")
    assert (ticket.state, ticket.overlays) == ("in_progress", ["contacted", "hold_ended"])
    assert running(ticket, "HD6b").due_on == date(2026, 11, 25)


def test_a_hold_ends_by_hand_and_says_so_to_the_handler() -> None:
    ticket = on_hold()
    when.acts(ticket, "resume", on="2026-11-20", by=Role.MANAGER)
    assert (ticket.state, ticket.overlays) == ("in_progress", ["contacted", "hold_ended"])
    assert told(ticket, "resume") == [given.person(Role.HANDLING_UNIT).id]


def test_a_rest_says_who_asked_and_who_confirmed() -> None:
    (rest,) = running(on_hold(), "HD6b").pauses
    assert (rest.requested_by, rest.by_id) == (
        given.person(Role.HANDLING_UNIT).id,
        given.person(Role.MANAGER).id,
    )


def test_a_rest_that_nobody_had_to_confirm_was_asked_for_by_who_took_it() -> None:
    case: AidCase = given.aid("applied", on="2026-11-16")
    when.acts(case, "ask_supplement", on="2026-11-17", supplement_due_on=date(2026, 11, 25))
    (rest,) = running(case, "LD1").pauses
    assert rest.requested_by == rest.by_id == given.person(Role.AID_REVIEWER).id


# ---- what proves a hold


def test_a_cause_that_has_to_be_proven_is_refused_without_a_file_of_this_ticket() -> None:
    ticket, other = handled("2026-11-16"), given.ticket(on="2026-11-16")
    with pytest.raises(Incomplete) as refused:
        when.acts(ticket, "request_suspension", on="2026-11-18", cause="procedure")
    assert (
        "请填写证明文件：等待鉴定或者工伤认定、外部程序正在进行的必须附" in refused.value.fields["proof_id"]
    )
    strange = given.file(other, "别的案件.txt", on="2026-11-18")
    with pytest.raises(Incomplete) as refused:
        when.acts(ticket, "request_suspension", on="2026-11-18", cause="procedure", proof_id=strange)
    assert refused.value.fields == {"proof_id": "证明文件请从列表中重新选择"}
    # a cause that nothing proves needs none
    when.acts(ticket, "request_suspension", on="2026-11-18", cause="unreachable")


def test_the_form_offers_the_files_of_the_ticket_and_the_history_says_there_is_one(
    client: FlaskClient,
) -> None:
    ticket = handled("2026-11-16")
    proof = given.file(ticket, "受理通知书.txt", on="2026-11-18")
    address = f"/hotline/{ticket.id}/act/request_suspension"
    desk = seated(client, Role.HANDLING_UNIT)
    assert f'<option value="{proof}">受理通知书.txt</option>' in desk.get(address).text
    early = desk.post(address, data={"cause": "appraisal", "reason": "已申请认定"})
    assert early.status_code == 422
    assert "已申请认定" in early.text
    sent = {"cause": "appraisal", "reason": "已申请认定", "proof_id": str(proof)}
    assert desk.post(address, data=sent).status_code == 303
    assert "已附文件，见附件里的“证明文件”" in desk.get(f"/hotline/{ticket.id}").text


# ---- holds of the other processes


def commissioned(on: str = "2026-11-16", rests: str = "2026-11-18") -> Mediation:
    """Talks that the court has commissioned on Monday 16 November, with 30 days from then."""
    told = {"court_commissioned": True, "org_type": "peoples"}
    mediation = given.mediation("in_mediation", on=on, **told)
    proof = given.file(mediation, "鉴定委托书.txt", on=rests, by=Role.MEDIATOR)
    return when.acts(mediation, "adjourn", on=rests, cause="appraisal", proof_id=proof)


def test_the_time_of_an_appraisal_does_not_count_in_what_the_court_commissioned() -> None:
    # given it was due on Wednesday 16 December, and rests from the 18th
    mediation = commissioned()
    assert (mediation.state, running(mediation, "MD11c").paused) == ("on_hold", True)
    # when the result comes on the 28th, ten days later
    when.acts(mediation, "arrived_appraisal", on="2026-11-28", arrival="示例鉴定意见")
    # then it is due ten days later, on Saturday the 26th, which moves to the Monday; and a mark says so
    assert (mediation.state, mediation.overlays) == ("in_mediation", ["hold_ended"])
    assert (running(mediation, "MD11c").nominal_on, running(mediation, "MD11c").due_on) == (
        date(2026, 12, 26),
        date(2026, 12, 28),
    )
    # and goes with the next session
    when.acts(mediation, "hold_session", on="2026-11-30")
    assert mediation.overlays == []


def test_talks_that_rest_too_long_are_reported_and_others_do_not_rest_at_all() -> None:
    mediation = commissioned(on="2026-03-02", rests="2026-03-04")
    assert not pauses.rested_too_long(db.session(), given.moment("2026-05-20"))
    (found,) = pauses.rested_too_long(db.session(), given.moment("2026-06-10"))
    assert (found.proceeding_id, found.label) == (mediation.id, "暂停核对（等待鉴定结论）")
    own = given.mediation("in_mediation", on="2026-11-16")
    with pytest.raises(GuardRefused, match="只有法院委派的调解不计鉴定期间"):
        when.acts(own, "adjourn", on="2026-11-18", cause="appraisal", proof_id=1)


def test_an_application_goes_on_by_hand_without_the_papers_and_says_so() -> None:
    case = given.aid("applied", on="2026-11-16")
    when.acts(case, "ask_supplement", on="2026-11-17", supplement_due_on=date(2026, 11, 25))
    when.acts(case, "waive_supplement", on="2026-11-19")
    assert (case.state, case.overlays) == ("review", ["hold_ended"])
    assert not running(case, "LD1").paused


# ---- a hold that lasts too long


def test_who_cannot_be_reached_is_looked_after_again_in_five_working_days() -> None:
    # given a hold from Wednesday 18 November because the caller cannot be reached: 19, 20, 23, 24, 25
    ticket, session = on_hold("unreachable"), db.session()
    assert running(ticket, "HS4").due_on == date(2026, 11, 25)
    assert not pauses.rested_too_long(session, given.moment("2026-11-25 23:59"))
    # then from the next day on it is too long, and handler and manager are told, and again after ten days
    (found,) = pauses.rested_too_long(session, given.moment("2026-11-26 09:00"))
    assert (found.proceeding_id, found.label) == (ticket.id, "挂起核对（联系不上诉求人）")
    when.sweeps("2026-12-10 10:00")
    assert reminded(ticket, "HS4") == [
        "11-25 09:00 h+0 handling-unit",
        "11-26 09:00 h+1 handling-unit",
        "11-26 09:00 h+1-mgr manager",
        "12-09 09:00 h+10 handling-unit",
        "12-09 09:00 h+10-mgr manager",
    ]
    # and it makes no proceeding late: it still rests
    assert ticket.next_due_at is None
    # when it goes on, nobody looks any more
    when.acts(ticket, "resume", on="2026-12-10")
    assert not pauses.rested_too_long(session, given.moment("2026-12-11"))


def test_each_cause_has_its_own_time() -> None:
    live = sa.select(RunningClock.code).filter_by(proceeding_id=on_hold("papers").id, stopped_at=None)
    assert sorted(db.session.scalars(live)) == ["HD4", "HD6b", "HS1"]


def test_the_time_of_many_is_told_in_one_query() -> None:
    ticket, other = on_hold(), given.ticket("in_progress", on="2026-11-18")
    at = given.moment("2026-11-20")
    found = attribution(db.session(), [ticket.id, other.id], current_law(db.session()).calendar, at)
    assert found[ticket.id].keys() == {Side.HANDLER, Side.PAUSED}
    assert found[ticket.id][Side.PAUSED].days == 2
    assert found[other.id].keys() == {Side.HANDLER}


# ---- whatever the length


@settings(max_examples=6, deadline=None)
@examples(st.integers(0, 25), st.integers(0, 12))
def test_a_pause_moves_the_last_day_by_the_working_days_it_takes(begins: int, lasts: int) -> None:
    # given a ticket with five working days from some day of September, that rests the next day
    first = CALENDAR.add_working_days(date(2026, 9, 1), begins)
    paused = CALENDAR.add_working_days(first, 1)
    resumed = CALENDAR.add_working_days(paused, lasts)
    ticket = handled(str(first))
    when.acts(ticket, "request_suspension", on=f"{paused} 10:00")
    when.acts(ticket, "confirm_suspension", on=f"{paused} 10:00")
    when.acts(ticket, "resume", on=f"{resumed} 10:30")
    # then the last day is as many working days later as the rest took
    assert running(ticket, "HD6b").due_on == CALENDAR.add_working_days(first, 5 + lasts)
