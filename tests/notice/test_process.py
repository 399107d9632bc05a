"""The four letters as they are meant to go, and where they stop."""

from datetime import date

import pytest

from caseflow.kernel.calendar import WorkingDays
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, WrongState
from caseflow.kernel.machine import Phase, Process
from caseflow.kernel.rules import Mark
from caseflow.notice.process import OPINION, PUBLIC_REMINDER, RECOMMENDATION, REMINDER, NoticeFacts
from tests.notice.letters import (
    ARC,
    HU,
    LAW,
    LIA,
    MGR,
    SIGN,
    SUP,
    SYS,
    Letter,
    asked,
    drafted,
    issued,
    overdue,
    served,
)

ALL = (REMINDER, PUBLIC_REMINDER, OPINION, RECOMMENDATION)
by_name = pytest.mark.parametrize("process", ALL, ids=lambda process: process.name)
to_employers = pytest.mark.parametrize("process", [REMINDER, OPINION], ids=lambda process: process.name)


def rows(*numbers: int) -> set[str]:
    return {f"N{n}" for n in numbers}


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        (REMINDER, rows(*range(1, 13), 15, 16)),
        (OPINION, rows(*range(1, 13), 14, 15, 16)),
        (RECOMMENDATION, rows(1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16)),
        (PUBLIC_REMINDER, rows(1, 3, 4, 5, 16)),
    ],
)
def test_each_row_of_the_table_is_there(process: Process, expected: set[str]) -> None:
    assert {t.ref for t in process.transitions if t.ref} == expected


@by_name
def test_every_closed_letter_can_be_filed(process: Process) -> None:
    assert process.transition("archive").sources == process.states_in(Phase.CLOSED)


@by_name
def test_every_action_with_a_choice_names_the_choices(process: Process) -> None:
    data = [datum for t in process.transitions for datum in t.needs]
    assert [d.name for d in data if (d.kind == "choice") != bool(d.choices)] == []


def test_a_reminder_from_the_first_line_to_the_file() -> None:
    letter = served(REMINDER)
    assert letter.state == "awaiting_reply"
    assert letter.running == {"ND3"}
    letter.does("record_reply", SUP, reply_kind="corrected").does("confirm_rectified", SUP).does(
        "archive", ARC
    )
    assert (letter.state, letter.running) == ("archived", set())


def test_an_opinion_is_verified_before_it_ends() -> None:
    letter = served(OPINION).does("record_reply", SUP)
    with pytest.raises(WrongState):
        letter.could("confirm_rectified", SUP)
    letter.does("verify", SUP).does("verify", SUP).does("confirm_rectified", SUP)
    assert letter.state == "closed_rectified"


def test_a_public_reminder_has_no_addressee_and_no_answer() -> None:
    letter = issued(PUBLIC_REMINDER)
    assert letter.running == {"ND10"}
    letter.does("publish", SUP).does("record_reach", SUP).does("archive", ARC)
    assert letter.state == "archived"
    assert {c.code for c in PUBLIC_REMINDER.clocks if c.ladder.binds} == {"ND10"}
    actions = {t.action for t in PUBLIC_REMINDER.transitions}
    assert actions.isdisjoint({"record_reply", "record_service", "lapse", "escalate", "feedback_complainant"})


def test_a_recommendation_waits_for_the_authority() -> None:
    letter = asked(RECOMMENDATION)
    assert letter.running == {"ND6"}
    assert letter.does("authority_filed", LIA).running == {"ND7"}
    assert letter.does("authority_result", LIA).running == {"ND8"}
    assert letter.does("written_result", LIA).running == set()
    assert letter.does("confirm_rectified", SUP).does("archive", ARC).state == "archived"


def test_a_declined_recommendation_goes_to_the_joint_meeting() -> None:
    letter = asked(RECOMMENDATION).does("urge_authority", LIA).does("authority_declined", LIA)
    letter.does("propose_escalation", SUP, ground="declined").does("escalate", SIGN)
    assert letter.process.state(letter.state).label == "已提请联席会议"


def test_labour_inspection_is_bound_by_law_and_other_authorities_by_a_model() -> None:
    assert asked(RECOMMENDATION).running == {"ND6"}
    letter = drafted(RECOMMENDATION, parent_kind="opinion").does("revise", SUP, authority="health")
    letter.does("submit_review", SUP).does("pass_review", LAW).does("sign_off", SIGN)
    letter.does("start_service", LIA).does("authority_received", LIA)
    assert letter.running == {"ND6o"}
    assert RECOMMENDATION.clock("ND6").mark is Mark.STATUTE
    assert RECOMMENDATION.clock("ND6o").mark is Mark.ELSEWHERE


def test_a_result_in_writing_needs_no_waiting() -> None:
    letter = asked(RECOMMENDATION).does("authority_filed", LIA)
    assert letter.does("authority_result", LIA, result_in_writing=True).running == set()


def test_an_unserved_letter_is_tried_again_another_way() -> None:
    letter = issued(OPINION).does("start_service", HU)
    with pytest.raises(Incomplete):
        letter.could("service_failed", HU, attempts=1)
    letter.does("service_failed", HU, attempts=2).does("retry_service", HU)
    assert letter.state == "serving"
    assert letter.running == {"ND10"}


@to_employers
def test_only_the_timer_starts_the_period_and_says_that_it_lapsed(process: Process) -> None:
    letter = issued(process).does("start_service", SUP).does("record_service", SUP, receiver="示例前台")
    with pytest.raises(Forbidden):
        letter.could("start_clock", SUP)
    letter.does("start_clock", SYS)
    with pytest.raises(Forbidden):
        letter.could("lapse", SUP)
    letter.does("lapse", SYS)
    assert letter.state == "overdue"
    assert letter.running >= {"ND5"}


def test_the_period_counts_from_the_return_and_may_be_stated_in_the_letter() -> None:
    for process, code, days in ((REMINDER, "ND3", 10), (OPINION, "ND4", 15)):
        clock = process.clock(code)
        assert clock.within == WorkingDays(days)
        assert (clock.counted_from, clock.length_from) == ("served_on", "reply_days")
        assert (clock.mark, clock.on_lapse) == (Mark.HOUSE, "lapse")
        assert clock.basis.startswith("本单位规定")


def test_platform_companies_have_thirty_days_unless_the_letter_says_otherwise() -> None:
    assert served(REMINDER).running == {"ND3"}
    assert served(REMINDER, platform_company=True).running == {"ND12"}
    assert served(REMINDER, platform_company=True, reply_days=7).running == {"ND3"}


def test_the_date_of_rectification_calls_for_a_check() -> None:
    letter = served(OPINION)
    assert letter.running == {"ND4", "ND11"}
    assert OPINION.clock("ND11").counted_from == "rectify_by"
    assert letter.does("record_reply", SUP).running == {"ND11"}
    assert letter.does("verify", SUP).running == set()


def test_a_complaint_starts_the_clocks_of_the_complainant() -> None:
    letter = Letter(REMINDER, NoticeFacts(real_name=True))
    letter.does("draft", SUP, complaint_received_on=date(2026, 9, 1))
    assert letter.running == {"ND1", "ND2"}
    assert letter.does("accept_complaint", SUP).running == {"ND2"}
    assert letter.does("investigate", SUP).does("conclude_investigation", SUP).running == set()
    assert letter.does("drop", MGR).running == {"ND9"}
    with pytest.raises(GuardRefused, match="反馈"):
        letter.could("archive", ARC)
    letter.does("feedback_complainant", SUP)
    assert letter.running == set()
    assert letter.does("archive", ARC).state == "archived"


def test_nobody_is_told_where_nobody_gave_a_name() -> None:
    letter = drafted(REMINDER).does("drop", MGR)
    assert letter.running == set()
    with pytest.raises(GuardRefused, match="没有实名投诉人"):
        letter.could("feedback_complainant", SUP)


def test_a_proposed_letter_is_drafted_by_a_supervisor() -> None:
    letter = Letter(REMINDER).does("propose", HU)
    with pytest.raises(GuardRefused, match="请先完成拟稿"):
        letter.could("submit_review", SUP)
    letter.does("revise", SUP).does("submit_review", SUP)
    assert letter.state == "legal_review"


@pytest.mark.parametrize("code", ["ND1", "ND2", "ND9", "ND12"])
def test_rules_of_other_regions_are_never_shown_as_law(code: str) -> None:
    clock = OPINION.clock(code)
    assert clock.mark is Mark.ELSEWHERE
    assert clock.basis.startswith("参照：")


@pytest.mark.parametrize("code", ["ND5", "ND10", "ND11"])
def test_house_rules_say_so(code: str) -> None:
    clock = OPINION.clock(code)
    assert (clock.mark, clock.basis) == (Mark.HOUSE, "本单位规定")


def test_one_code_means_one_rule_in_all_letters() -> None:
    """The rule book knows a clock by its code alone."""
    rules = {(c.code, c.within, c.basis, c.mark) for process in ALL for c in process.clocks}
    assert len(rules) == len({code for code, *_ in rules})


def test_a_letter_sent_in_error_is_called_back() -> None:
    assert served(OPINION).does("revoke", SIGN).does("archive", ARC).state == "archived"
    with pytest.raises(WrongState):
        overdue(OPINION).could("revoke", SIGN)
    assert issued(PUBLIC_REMINDER).does("publish", SUP).does("revoke", SIGN).state == "revoked"
