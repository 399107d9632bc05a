"""Who may end a ticket, how, and when it comes back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from caseflow.kernel.errors import GuardRefused
from tests.hotline.tickets import (
    ARC,
    DISP,
    HANDLER,
    HU,
    MGR,
    OP,
    QA,
    closed,
    in_callback,
    in_progress,
    replied,
    submitted,
)

ANOTHER = 999


@pytest.mark.parametrize("action", ["pass_review", "send_back"])
def test_the_handler_does_not_review(action: str) -> None:
    ticket = replied()
    for role in (DISP, MGR):
        with pytest.raises(GuardRefused, match="承办人不能审核"):
            ticket.could(action, role, user_id=HANDLER)
        assert ticket.could(action, role).source == "replied"


def test_who_submitted_the_result_does_not_review_it() -> None:
    ticket = in_progress().does("submit_result", HU, user_id=ANOTHER)
    with pytest.raises(GuardRefused, match="反馈结果的人"):
        ticket.could("pass_review", DISP, user_id=ANOTHER)


@pytest.mark.parametrize("action", ["close", "order_rework"])
def test_the_handler_does_not_call_back(action: str) -> None:
    ticket = in_callback()
    with pytest.raises(GuardRefused, match="承办人不能审核、回访"):
        ticket.could(action, QA, user_id=HANDLER)
    assert ticket.could(action, QA).source == "callback"


def test_unsatisfied_but_explained_closes_the_ticket() -> None:
    decision = in_callback().could("close", QA, satisfaction="unsatisfied_explained")
    assert decision.target == "closed"


def at(day: int, hour: int = 2) -> datetime:
    return datetime(2026, 9, day, hour, tzinfo=UTC)


def test_a_caller_is_given_up_after_three_tries_on_two_days() -> None:
    ticket = in_callback()
    one_day: dict[str, Any] = {"first_try_at": at(1), "second_try_at": at(1, 4), "third_try_at": at(1, 6)}
    with pytest.raises(GuardRefused, match="两日以上"):
        ticket.could("close_unreached", QA, **one_day)
    with pytest.raises(GuardRefused, match="两日以上"):
        ticket.could("close_unreached", QA, **(one_day | {"second_try_at": at(1), "third_try_at": at(2)}))
    ticket.does("close_unreached", QA, **(one_day | {"third_try_at": at(1, 17)}))  # 01:00 of the next day
    assert ticket.state == "closed"
    assert "callback_unreached" in ticket.facts.overlays


def test_only_who_wishes_no_reply_is_not_called_back() -> None:
    assert in_callback(wishes_reply=False).could("close_unasked", QA).target == "closed"
    with pytest.raises(GuardRefused, match="要求回复"):
        in_callback(wishes_reply=True).could("close_unasked", QA)


@pytest.mark.parametrize("given", [{"urgent": True}, {"category": "0701"}])
def test_urgent_and_safety_cases_are_withdrawn_by_a_manager(given: dict[str, Any]) -> None:
    ticket = submitted(**given)
    with pytest.raises(GuardRefused, match="由督办员"):
        ticket.could("withdraw", OP)
    assert ticket.could("withdraw", MGR).target == "withdrawn"


def test_a_collective_case_is_withdrawn_by_a_manager() -> None:
    assert submitted().could("withdraw", OP).target == "withdrawn"
    ticket = submitted().learns(collective=True)
    with pytest.raises(GuardRefused, match="由督办员"):
        ticket.could("withdraw", OP)
    assert ticket.could("withdraw", MGR).target == "withdrawn"


def test_a_ticket_is_not_merged_into_itself() -> None:
    ticket = submitted().learns(number="GD-1")
    with pytest.raises(GuardRefused, match="不能并入本工单"):
        ticket.could("merge", DISP, master_no="GD-1")
    assert ticket.could("merge", DISP, master_no="GD-2").target == "merged"


def test_a_ticket_is_reopened_within_thirty_days_of_its_end() -> None:
    ticket = closed()
    assert ticket.could("reopen", MGR).target == "rework"
    with pytest.raises(GuardRefused, match="登记新工单"):
        ticket.learns(lapsed=frozenset({"HR18"})).could("reopen", MGR)


def test_collective_files_are_kept_thirty_years() -> None:
    ticket = closed().learns(collective=True)
    with pytest.raises(GuardRefused, match="30年"):
        ticket.could("archive", ARC, retention="10_years")
    assert ticket.could("archive", ARC, retention="30_years").target == "archived"
