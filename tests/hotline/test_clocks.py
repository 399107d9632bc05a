"""Which periods of a ticket run when, and what they rest on."""

from datetime import date

import pytest

from caseflow.hotline.process import TICKET
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.ladder import WINDOW
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests.hotline.tickets import (
    DISP,
    HU,
    MGR,
    OP,
    QA,
    closed,
    dispatched,
    imported,
    in_callback,
    in_progress,
    registered,
    replied,
    submitted,
)


@pytest.mark.parametrize(
    ("code", "period", "mark"),
    [
        ("HD2", "2h", Mark.HOUSE),
        ("HD2u", "15min", Mark.HOUSE),
        ("HD3", "1wd", Mark.HOUSE),
        ("HD3u", "60min", Mark.HOUSE),
        ("HD4", "2wd", Mark.ELSEWHERE),
        ("HD5", "1wd", Mark.HOUSE),
        ("HD6a", "3wd", Mark.ELSEWHERE),
        ("HD6b", "5wd", Mark.ELSEWHERE),
        ("HD6c", "15wd", Mark.HOUSE),
        ("HD6s", "30wd", Mark.HOUSE),
        ("HD6d", "60min", Mark.HOUSE),
        ("HD6v", "same-day", Mark.HOUSE),
        ("HD8", "3wd", Mark.HOUSE),
        ("HD9", "5wd", Mark.ELSEWHERE),
        ("HD10", "15d", Mark.STATUTE),
        ("HD10o", "5wd", Mark.STATUTE),
        ("HD11", "60d", Mark.STATUTE),
        ("HD12", "until-1wd", Mark.HOUSE),
        ("HD13", "30d", Mark.HOUSE),
        ("HR18", "30d", Mark.HOUSE),
    ],
)
def test_each_period_has_its_length_and_its_mark(code: str, period: str, mark: Mark) -> None:
    clock = TICKET.clock(code)
    assert (clock.within.encode(), clock.mark) == (period, mark)


def test_only_the_rules_on_petitions_are_cited_as_law() -> None:
    for clock in TICKET.clocks:
        beginning = {Mark.STATUTE: "《信访工作条例》", Mark.ELSEWHERE: "参照：", Mark.HOUSE: "本单位规定"}
        assert clock.basis.startswith(beginning[clock.mark]), clock.code


def test_every_period_of_the_table_is_there() -> None:
    assert len([clock for clock in TICKET.clocks if clock.ladder.binds or clock.ladder is WINDOW]) == 20


@pytest.mark.parametrize(("urgent", "code"), [(False, "HD2"), (True, "HD2u")])
def test_the_dispatch_is_awaited_in_hours_or_in_minutes(urgent: bool, code: str) -> None:  # noqa: FBT001
    assert submitted(urgent=urgent).running == {code}


@pytest.mark.parametrize(
    ("service", "grade", "code"),
    [
        ("ZX", "general", "HD6a"),
        ("BF", "general", "HD6a"),
        ("TS", "general", "HD6b"),
        ("JY", "general", "HD6b"),
        ("ZX", "difficult", "HD6c"),
        ("TS", "difficult", "HD6c"),
        ("TS", "complex", "HD6s"),
    ],
)
def test_class_and_service_choose_the_handling_period(service: str, grade: str, code: str) -> None:
    assert dispatched(service=service, grade=grade).running == {"HD3", "HD4", code}


def test_an_urgent_ticket_asks_for_contact_and_a_visit_at_once() -> None:
    ticket = dispatched(urgent=True)
    assert ticket.running == {"HD3u", "HD4", "HD6b", "HD6d", "HD6v"}
    ticket.does("sign_in", HU).does("log_first_contact", HU).does("log_visit", HU)
    assert ticket.running == {"HD4", "HD6b"}


def test_p0_makes_a_ticket_urgent_for_the_unit() -> None:
    ticket = registered().does("submit", OP, priority="P0").does("dispatch", DISP)
    assert "HD3u" in ticket.running


def test_the_caller_is_to_be_spoken_to_after_the_sign_in() -> None:
    ticket = in_progress()
    assert "HD5" in ticket.running
    assert "HD5" not in ticket.does("log_first_contact", HU).running


def test_another_unit_speaks_to_the_caller_anew() -> None:
    ticket = in_progress().does("log_first_contact", HU).does("request_return", HU)
    rejected = (
        in_progress().does("log_first_contact", HU).does("request_return", HU).does("reject_return", DISP)
    )
    assert "HD5" not in rejected.running
    ticket.does("accept_return", DISP).does("dispatch", DISP).does("sign_in", HU)
    assert "HD5" in ticket.running


def test_the_handling_period_rests_while_others_act() -> None:
    ticket = in_progress().does("request_suspension", HU).does("confirm_suspension", MGR)
    assert ticket.paused == {"HD5", "HD6b"}
    assert ticket.does("resume", HU).running >= {"HD5", "HD6b"}
    ticket.does("open_child", HU)
    assert ticket.paused == {"HD6b"}
    assert "HD6b" in ticket.does("submit_result", HU).running


def test_the_return_window_is_not_opened_again_by_a_pause() -> None:
    ticket = in_progress().does("request_suspension", HU).does("confirm_suspension", MGR)
    assert "HD4" in ticket.running
    assert TICKET.clock("HD4").ladder is WINDOW
    assert TICKET.clock("HR18").ladder is WINDOW


def test_the_handling_period_ends_when_the_answer_passes_review() -> None:
    assert replied().running == {"HD6b"}
    assert in_callback().running == {"HD8"}
    assert replied().does("send_back", DISP).running == {"HD6b"}
    assert in_callback().does("order_rework", QA).running == {"HD6b"}


def test_a_closed_ticket_is_to_be_filed_and_may_come_back() -> None:
    ticket = closed()
    assert ticket.running == {"HD13", "HR18"}
    assert ticket.does("reopen", MGR).running == {"HD6b"}


def test_the_caller_of_a_supervision_complaint_is_told_of_the_decline() -> None:
    named = registered(real_name=True).does("propose_decline", OP).does("confirm_decline", DISP)
    assert named.running == {"HD9", "HD13"}
    assert named.does("tell_declined", DISP).running == {"HD13"}
    unnamed = registered(real_name=False).does("propose_decline", OP).does("confirm_decline", DISP)
    assert unnamed.running == {"HD13"}


def test_a_period_from_above_takes_the_place_of_ours() -> None:
    ticket = imported(upstream_due_on=date(2026, 12, 1))
    assert ticket.running == {"HD2", "HD12"}
    ticket.does("submit", OP).does("dispatch", DISP)
    assert ticket.running == {"HD3u", "HD4", "HD6d", "HD6v", "HD12"}


def test_a_period_from_above_is_extended_from_above() -> None:
    ticket = imported(upstream_due_on=date(2026, 12, 1)).does("submit", OP, priority="P2")
    ticket.does("dispatch", DISP).does("sign_in", HU).does("request_extension", HU, extension=3)
    with pytest.raises(GuardRefused, match="上级同意"):
        ticket.could("approve_extension", MGR)
    decision = ticket.could("record_upstream_due", DISP, upstream_due_on=date(2026, 12, 15))
    assert vars(decision.facts)["upstream_due_on"] == date(2026, 12, 15)
    assert decision.overlays == frozenset()
    assert [(c.code, change) for c, change in decision.clocks] == [("HD12", "restart")]


def test_petitions_have_periods_in_law() -> None:
    assert registered(petition="procedure").running == {"HD2", "HD10"}
    ticket = submitted(petition="examine")
    assert ticket.running == {"HD2", "HD10", "HD11"}
    assert ticket.does("inform_petitioner", DISP).running == {"HD2", "HD11"}
    assert imported(petition="examine").running == {"HD2", "HD10", "HD10o", "HD12"}
    assert registered(petition="examine", real_name=False).running == {"HD2"}
    with pytest.raises(GuardRefused, match="不是信访事项"):
        registered().could("inform_petitioner", DISP)


def test_an_extension_is_asked_in_time_once_and_within_the_cap() -> None:
    ticket = in_progress().learns(extended={"HD6b": 0})
    ticket.could("request_extension", HU, extension=10)
    with pytest.raises(GuardRefused, match="最多延长10"):
        ticket.could("request_extension", HU, extension=11)
    with pytest.raises(GuardRefused, match="期限已过"):
        in_progress().learns(lapsed=frozenset({"HD6b"})).could("request_extension", HU, extension=5)
    with pytest.raises(GuardRefused, match="已经用完"):
        in_progress().learns(extended={"HD6b": 1}).could("request_extension", HU, extension=5)
    difficult = in_progress(grade="difficult").learns(extended={"HD6c": 0})
    assert difficult.could("request_extension", HU, extension=15).target == "in_progress"


def test_a_manager_grants_the_extension_and_the_caller_hears_of_it() -> None:
    ticket = in_progress().learns(extended={"HD6b": 0})
    with pytest.raises(GuardRefused, match="没有待批"):
        ticket.could("approve_extension", MGR)
    ticket.does("request_extension", HU, user_id=5, extension=5)
    with pytest.raises(GuardRefused, match="不能审批延期"):
        ticket.could("approve_extension", MGR, user_id=5)
    with pytest.raises(Incomplete, match="告知诉求人"):
        ticket.could("approve_extension", MGR, caller_informed=False)
    decision = ticket.could("approve_extension", MGR)
    assert ("HD6b", "extend") in [(clock.code, change) for clock, change in decision.clocks]
    assert decision.overlays == frozenset()


def test_the_sixty_days_are_extended_with_the_heads_approval() -> None:
    ticket = in_progress(petition="examine").learns(extended={"HD11": 0})
    with pytest.raises(GuardRefused, match="最多延长30"):
        ticket.could("request_petition_extension", HU, extension=31)
    ticket.does("request_petition_extension", HU, extension=30)
    with pytest.raises(GuardRefused, match="已有延期申请"):
        ticket.could("request_extension", HU, extension=3)
    with pytest.raises(Incomplete, match="负责人已批准"):
        ticket.could("approve_petition_extension", MGR, head_approved=False)
    decision = ticket.could("approve_petition_extension", MGR)
    assert ("HD11", "extend") in [(clock.code, change) for clock, change in decision.clocks]
    with pytest.raises(GuardRefused, match="不适用"):
        in_progress().could("request_petition_extension", HU, extension=3)


def test_extensions_are_granted_by_managers_once() -> None:
    limits = [clock.extension for clock in TICKET.clocks if clock.extension]
    assert {(limit.times, limit.by) for limit in limits} == {(1, Role.MANAGER)}
    assert all(limit.cap for limit in limits)
