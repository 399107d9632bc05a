"""A ticket as it is meant to go, and where it stops."""

from datetime import date

import pytest

from caseflow.hotline.process import TICKET, TicketFacts
from caseflow.kernel.decide import options
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, WrongState
from caseflow.kernel.machine import Kind, Phase
from caseflow.kernel.roles import FAMILIES
from tests.hotline.tickets import (
    ARC,
    DISP,
    HANDLER,
    HU,
    MGR,
    OP,
    QA,
    SYS,
    dispatched,
    imported,
    in_callback,
    in_progress,
    registered,
)
from tests.kernel_given import someone
from tests.kernel_walk import Walk, person


def test_each_row_of_the_table_is_there() -> None:
    rows = {f"H{n}" for n in range(1, 21)}
    assert {t.ref for t in TICKET.transitions if t.ref} == rows | {"HD7", "HD10"}


def test_the_ticket_is_of_the_hotline() -> None:
    assert TICKET.family in FAMILIES


def test_every_choice_names_its_answers() -> None:
    data = [datum for t in TICKET.transitions for datum in t.needs]
    assert [d.name for d in data if (d.kind is Kind.CHOICE) != bool(d.choices)] == []


def test_every_closed_ticket_can_be_filed() -> None:
    assert TICKET.transition("archive").sources == TICKET.states_in(Phase.CLOSED)


def test_from_the_draft_to_the_file() -> None:
    ticket = Walk(TICKET, TicketFacts()).does("save_draft", OP).does("save_draft", OP)
    assert (ticket.state, ticket.running) == ("draft", set())
    ticket.does("register", OP, service="TS", urgent=False).does("submit", OP, priority="P2")
    ticket.does("dispatch", DISP).does("sign_in", HU, handler_id=HANDLER).does("log_first_contact", HU)
    ticket.does("submit_result", HU).does("pass_review", DISP).does("close", QA)
    assert (ticket.state, ticket.running) == ("closed", {"HD13", "HR18"})
    ticket.does("archive", ARC)
    assert (ticket.state, ticket.running, ticket.paused) == ("archived", set(), set())


def test_nothing_is_registered_without_the_privacy_notice() -> None:
    ticket = Walk(TICKET, TicketFacts())
    with pytest.raises(Incomplete, match="个人信息处理规则"):
        ticket.could("register", OP, privacy_notice=False)
    assert ticket.could("register", OP).target == "registered"


def test_a_ticket_from_above_names_its_number_and_due_day() -> None:
    with pytest.raises(Incomplete, match="上级工单编号"):
        imported(upstream_no="")
    assert imported(upstream_no="SJ-1", upstream_due_on=date(2026, 12, 1)).state == "registered"


def test_a_draft_can_be_thrown_away_and_a_ticket_cannot() -> None:
    assert Walk(TICKET, TicketFacts()).does("save_draft", OP).could("discard", OP).target == "archived"
    with pytest.raises(WrongState):
        registered().could("discard", OP)


def test_only_a_question_is_answered_at_once() -> None:
    assert registered(service="ZX").could("answer_now", OP).target == "closed_instant"
    with pytest.raises(GuardRefused, match="只有问题咨询"):
        registered(service="TS").could("answer_now", OP)


def test_the_operator_does_not_confirm_their_own_decline() -> None:
    ticket = registered().does("propose_decline", OP, user_id=5)
    with pytest.raises(Forbidden):
        ticket.could("confirm_decline", OP, user_id=5)
    with pytest.raises(GuardRefused, match="不能自己审核"):
        ticket.could("confirm_decline", DISP, user_id=5)
    assert ticket.does("confirm_decline", DISP).state == "not_accepted"


def test_a_decline_is_confirmed_only_once_proposed() -> None:
    with pytest.raises(GuardRefused, match="先提出"):
        registered().could("confirm_decline", DISP)
    refused = registered().does("propose_decline", OP).does("refuse_decline", DISP)
    assert refused.facts.overlays == set()
    assert refused.could("submit", OP).target == "pending_dispatch"


def test_a_decline_names_a_reason_of_the_list() -> None:
    with pytest.raises(Incomplete, match="不在可选范围内"):
        registered().could("propose_decline", OP, decline_code="NA12")
    assert registered().could("propose_decline", OP, decline_code="NA11").facts.overlays == set()


def test_a_ticket_is_returned_within_the_window() -> None:
    ticket = dispatched()
    assert ticket.could("request_return", HU).target == "return_requested"
    with pytest.raises(GuardRefused, match="已过退单期限"):
        ticket.learns(lapsed=frozenset({"HD4"})).could("request_return", HU)


def test_a_unit_that_was_fixed_does_not_return_the_ticket() -> None:
    with pytest.raises(GuardRefused, match="协调确定"):
        dispatched(designated=True).could("request_return", HU)


def test_after_a_rejected_return_the_unit_keeps_the_ticket() -> None:
    ticket = dispatched().does("request_return", HU).does("reject_return", DISP)
    assert ticket.state == "in_progress"
    with pytest.raises(GuardRefused, match="不能再次退单"):
        ticket.could("request_return", HU)
    assert ticket.could("assign", HU, handler_id=HANDLER).facts.handler_id == HANDLER


def test_the_next_unit_may_return_what_the_first_one_did() -> None:
    ticket = dispatched().does("request_return", HU).does("accept_return", DISP).does("dispatch", DISP)
    assert ticket.could("request_return", HU).target == "return_requested"


def test_whoever_asks_for_a_return_does_not_decide_it() -> None:
    ticket = dispatched().does("request_return", HU, user_id=5)
    for action in ("accept_return", "reject_return"):
        with pytest.raises(GuardRefused, match="不能审核退单"):
            ticket.could(action, DISP, user_id=5)
        assert ticket.could(action, DISP).source == "return_requested"


def test_the_first_contact_is_logged_once() -> None:
    ticket = in_progress().does("log_first_contact", HU)
    with pytest.raises(GuardRefused, match="首次联系已登记"):
        ticket.could("log_first_contact", HU)


def test_suspension_is_asked_by_the_unit_and_confirmed_by_a_manager() -> None:
    ticket = in_progress()
    with pytest.raises(GuardRefused, match="先提出挂起申请"):
        ticket.could("confirm_suspension", MGR)
    ticket.does("request_suspension", HU, user_id=5, cause="appraisal", proof_id=1)
    with pytest.raises(GuardRefused, match="不能审批挂起"):
        ticket.could("confirm_suspension", MGR, user_id=5)
    ticket.does("confirm_suspension", MGR)
    assert ticket.state == "suspended"
    assert ticket.does("resume", HU).state == "in_progress"


def test_a_suspension_has_one_of_four_reasons() -> None:
    with pytest.raises(Incomplete, match="挂起原因"):
        in_progress().could("request_suspension", HU, cause="busy")


def test_nothing_is_answered_while_a_child_is_open() -> None:
    ticket = in_progress().does("open_child", HU, child="mediation")
    assert ticket.state == "special_track"
    ticket.learns(open_children=1)
    for action, role in (
        ("submit_result", HU),
        ("resume_after_child", SYS),
        ("withdraw", OP),
        ("merge", DISP),
    ):
        with pytest.raises(GuardRefused, match="1件关联办理未结束"):
            ticket.could(action, role)
    ticket.learns(open_children=0)
    assert ticket.could("submit_result", HU).target == "replied"
    assert ticket.could("resume_after_child", SYS).target == "in_progress"


def test_a_ticket_may_close_before_its_child_where_the_policy_says_so() -> None:
    ticket = in_progress().does("open_child", HU, close_on_child=True).learns(open_children=1)
    ticket.does("submit_result", HU).does("pass_review", DISP)
    assert ticket.could("close", QA).target == "closed"
    with pytest.raises(GuardRefused, match="关联办理未结束"):
        in_callback().learns(open_children=1).could("close", QA)


def test_urging_and_supervising_change_no_stage() -> None:
    ticket = in_progress()
    with pytest.raises(GuardRefused, match="先催办"):
        ticket.could("criticise", MGR)
    ticket.does("urge_overdue", SYS).does("criticise", MGR).does("supervise", MGR)
    assert ticket.state == "in_progress"
    assert {"urged", "supervised"} <= ticket.facts.overlays
    ticket.does("lift_supervision", SYS).does("submit_result", HU)
    assert not {"urged", "supervised"} & ticket.facts.overlays


def test_only_a_manager_supervises() -> None:
    with pytest.raises(Forbidden, match="督办员"):
        in_progress().could("supervise", DISP)


def test_nothing_but_guards_is_asked_before_a_form_is_filled_in() -> None:
    shown = options(TICKET, "in_progress", viewer=someone(HU, user_id=person(HU)), facts=in_progress().facts)
    open_now = {option.transition.action for option in shown if option.refusal is None}
    assert {
        "request_return",
        "log_first_contact",
        "request_extension",
        "open_child",
        "submit_result",
    } <= open_now
    assert "urge_overdue" not in {option.transition.action for option in shown}
