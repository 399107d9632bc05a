"""What follows in one process from another: after a failed mediation (R5), many workers (R6), another
procedure (R17), and a ticket that waits for what grew from it (R22)."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework import audit
from caseflow.casework.actions import open_child
from caseflow.casework.models import AuditEvent, Matter, Proceeding
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import done
from tests.casework.suggested import noted, suggested, told

pytestmark = pytest.mark.usefixtures("app")

ON = "2026-09-16"
PAYMENT_ORDER = "支付令"

# ---- R5: a mediation without effect


def mediation() -> Proceeding:
    """Applied for on 16 September 2026, about what happened on 10 March 2026."""
    told: dict[str, Any] = {"event_on": date(2026, 3, 10), "work_place": "示例区示例路1号"}
    return given.begun("mediation", Role.MEDIATION_HEAD, on=ON, **told)


def guidance(about: Proceeding) -> str:
    return "\n".join(noted(about, "arbitration_guidance").data["guidance"])


@pytest.mark.parametrize(("action", "label"), [("fail", "终止调解"), ("not_accept", "不予受理")])
def test_a_mediation_that_ends_without_agreement_shows_the_way_to_arbitration(
    action: str, label: str
) -> None:
    ended = when.acts(mediation(), action, on="2026-09-21")
    text = guidance(ended)
    assert "劳动合同履行地（示例区示例路1号）" in text
    assert "最迟在2027年3月10日当日申请，按保守口径计算，待律师确认" in text
    assert PAYMENT_ORDER not in text
    assert suggested(ended) == [("R5", "aid", f"{label}，可为职工提供法律援助申请仲裁")]


def test_an_agreement_that_is_not_performed_may_also_be_enforced_by_a_payment_order() -> None:
    # given an agreement to pay by 30 September
    agreed = mediation()
    for action in ("ask_other_party", "accept", "assign", "open_session"):
        when.acts(agreed, action, on=ON)
    when.acts(agreed, "agree", on=ON, performance_due_on=date(2026, 9, 30))
    when.acts(agreed, "effect", on=ON)
    # when that day is not over, nobody has defaulted
    with pytest.raises(GuardRefused, match="尚未届满"):
        when.acts(agreed, "default", on="2026-09-30 23:59")
    when.acts(agreed, "default", on="2026-10-09")
    # then the worker hears of both ways
    assert PAYMENT_ORDER in guidance(agreed)
    assert "最迟在2027年3月10日当日申请" in guidance(agreed)
    assert suggested(agreed) == [("R5", "aid", "登记逾期未履行，可为职工提供法律援助申请仲裁")]


def test_a_mediation_that_is_withdrawn_calls_for_nothing() -> None:
    assert suggested(when.acts(mediation(), "withdraw", on="2026-09-21")) == []


# ---- R6: ten workers


def is_collective(ticket: Ticket) -> bool:
    return db.session.get_one(Matter, ticket.matter_id, populate_existing=True).collective


def test_ten_workers_are_a_collective_dispute_and_nine_are_not() -> None:
    given.person(Role.MANAGER)
    nine, ten = given.ticket(on=ON, headcount=9), given.ticket(on=ON, headcount=10)
    assert (is_collective(nine), told(nine)) == (False, [])
    assert is_collective(ten)
    assert told(ten) == [f"{ten.number} 达到群体性争议标准（涉及10人），请关注"]
    assert noted(ten, "mark_collective").actor == "系统"


def test_ten_tickets_on_one_employer_within_thirty_days_are_a_collective_dispute() -> None:
    given.person(Role.MANAGER)
    # given one call on 17 August, exactly thirty days before, and eight on 1 September
    early, *before = [
        given.ticket(on=on, employer="示例建筑有限公司") for on in ("2026-08-17", *["2026-09-01"] * 8)
    ]
    # when there are two more on 16 September, the first one is the ninth that counts
    ninth = given.ticket(on=ON, employer="示例建筑有限公司")
    elsewhere = given.ticket(on=ON, employer="示例物流有限公司")
    assert not any(is_collective(ticket) for ticket in (early, *before, ninth, elsewhere))
    tenth = given.ticket(on=ON, employer="示例建筑 有限公司")
    # then each of the ten is marked, and its history says so; the managers are told once
    assert all(is_collective(ticket) for ticket in (*before, ninth, tenth))
    assert not any(is_collective(ticket) for ticket in (early, elsewhere))
    assert told(tenth) == [f"{tenth.number} 达到群体性争议标准（同一单位30日内10件诉求），请关注"]
    assert [told(ticket) for ticket in before] == [[]] * 8
    marked = (
        sa.select(AuditEvent.matter_id).filter_by(action="mark_collective").order_by(AuditEvent.matter_id)
    )
    assert db.session.scalars(marked).all() == [ticket.matter_id for ticket in (*before, ninth, tenth)]
    assert audit.verify(db.session())[1] is None


# ---- R17: another procedure on the same claim


def child_of(ticket: Ticket, process: str, by: Role = Role.HANDLING_UNIT, on: str = ON) -> Proceeding:
    viewer = given.viewer(by)
    data = given.application(process, viewer, on)
    return open_child(ticket.id, process, data=data, version=None, viewer=viewer, at=given.moment(on))


def test_beside_arbitration_the_union_offers_aid_and_sends_no_opinion() -> None:
    # given a claim that is before the tribunal
    ticket = given.ticket("in_progress", on=ON, other_procedure="arbitration")
    assert [row[:2] for row in suggested(ticket)] == [("R17", "aid")]
    # then no 意见书 grows from it, but aid does
    with pytest.raises(GuardRefused, match="改为提供法律援助"):
        child_of(ticket, "opinion")
    assert child_of(ticket, "aid").state == "applied"


def test_without_another_procedure_an_opinion_is_open() -> None:
    ticket = given.ticket("in_progress", on=ON, other_procedure="none")
    assert suggested(ticket) == []
    assert child_of(ticket, "opinion").state == "draft"


def test_a_reminder_is_not_escalated_beside_a_suit() -> None:
    letter = given.reminder("replied", on=ON, other_procedure="suit")
    with pytest.raises(GuardRefused, match="改为提供法律援助"):
        when.acts(letter, "propose_escalation", on="2026-09-17")


# ---- R22: a ticket and what grew from it


def test_a_ticket_waits_for_the_last_of_what_grew_from_it_and_goes_on_by_itself() -> None:
    # given a ticket from which a mediation and a letter have grown
    ticket = given.ticket("in_progress", on=ON)
    mediation, letter = child_of(ticket, "mediation"), child_of(ticket, "reminder")
    assert ticket.state == "special_track"
    # then it is not answered, taken back or merged
    for action in ("submit_result", "withdraw", "merge"):
        with pytest.raises(GuardRefused, match="还有2件关联办理未结束"):
            when.acts(ticket, action, on="2026-09-17")
    # when one of them ends, it waits for the other
    when.acts(mediation, "fail", on="2026-09-18")
    assert ticket.state == "special_track"
    with pytest.raises(GuardRefused, match="还有1件关联办理未结束"):
        when.acts(ticket, "submit_result", on="2026-09-18")
    # when the last one ends, the ticket goes on at that moment
    when.acts(letter, "drop", on="2026-09-21 15:00")
    assert (ticket.state, ticket.state_since) == ("in_progress", given.moment("2026-09-21 15:00"))
    assert done(ticket, "resume_after_child") == ["09-21 15:00 09-21 15:00 系统"]
    assert when.acts(ticket, "submit_result", on="2026-09-22").state == "replied"


def test_a_ticket_is_not_closed_over_what_grew_from_it_late() -> None:
    ticket = given.ticket("callback", on=ON)
    aid = child_of(ticket, "aid")
    with pytest.raises(GuardRefused, match="还有1件关联办理未结束，不能办结"):
        when.acts(ticket, "close", on="2026-09-17")
    when.acts(aid, "withdraw", on="2026-09-18")
    assert when.acts(ticket, "close", on="2026-09-18").state == "closed"


def test_a_ticket_may_be_closed_before_its_child_where_that_was_decided() -> None:
    # given that the ticket may end once the mediation is taken on
    ticket = given.ticket("in_progress", on=ON)
    when.acts(ticket, "open_child", on=ON, child="mediation", close_on_child=True)
    mediation = child_of(ticket, "mediation")
    # when it is answered, reviewed and closed
    for action in ("submit_result", "pass_review", "close"):
        when.acts(ticket, action, on="2026-09-17")
    assert (ticket.state, mediation.open) == ("closed", True)
    # then the end of the mediation does not wake it
    when.acts(mediation, "fail", on="2026-09-18")
    assert ticket.state == "closed"
