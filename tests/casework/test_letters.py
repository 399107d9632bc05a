"""From one letter to the next (R1, R2, N12), the day its answer is counted from (N7), and its number (N4)."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework.models import Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from caseflow.notice.models import Notice, Opinion, Recommendation, Reminder
from tests import given, when
from tests.casework.inbox import done
from tests.casework.suggested import suggested, suggestion
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")

EMPLOYER = "示例餐饮有限公司"
TAKEN: dict[str, Any] = {"served_on": date(2026, 9, 28), "receiver": "测试前台"}
REFUSED: dict[str, Any] = {"service_refused": True, "service_witnesses": "测试社区干部"}


def unanswered() -> Reminder:
    """A 提示函 served on Monday 28 September 2026, to be answered in ten working days: by 16 October."""
    return given.reminder("awaiting_reply", on="2026-09-28", employer_name=EMPLOYER)


def grown_from(letter: Proceeding) -> Notice:
    query = sa.select(Proceeding).filter_by(parent_id=letter.id)
    grown = db.session.scalars(query).one()
    assert isinstance(grown, Notice)
    return grown


# ---- R1: from a 提示函 to an 意见书


def test_a_reminder_that_nobody_answers_calls_for_an_opinion() -> None:
    letter = unanswered()
    # when the last day is not over, nothing happens
    assert when.sweeps("2026-10-16 23:59").lapses == 0
    assert suggested(letter) == []
    # when it is over, also if the sweep comes only on Monday
    when.sweeps("2026-10-19 09:00")
    assert letter.state == "overdue"
    assert suggested(letter) == [("R1", "opinion", f"{letter.number} 逾期未答复，建议发出意见书")]
    made = suggestion(letter)
    assert made.made_at == given.moment("2026-10-17 00:00")
    same = {"legal_basis": "示例内容", "measures": "示例内容", "contact": "示例"}
    assert made.data == {"employer_name": EMPLOYER, "source": "letter", **same}
    # and a second sweep proposes nothing twice
    when.sweeps("2026-10-20 09:00")
    assert len(suggested(letter)) == 1


@pytest.mark.parametrize("kind", ["corrected", "plan"])
def test_an_answer_that_puts_it_right_calls_for_nothing(kind: str) -> None:
    letter = unanswered()
    when.acts(letter, "record_reply", on="2026-10-12", reply_kind=kind)
    when.sweeps("2026-10-19 09:00")
    assert (letter.state, suggested(letter)) == ("replied", [])


@pytest.mark.parametrize(("kind", "because"), [("disputes", "单位提出异议"), ("partial", "单位只部分改正")])
def test_an_answer_that_leaves_it_wrong_calls_for_an_opinion(kind: str, because: str) -> None:
    letter = unanswered()
    when.acts(letter, "record_reply", on="2026-10-12", reply_kind=kind)
    assert suggested(letter) == [("R1", "opinion", f"{letter.number} {because}，建议发出意见书")]


def test_a_mere_reminder_that_nobody_takes_runs_its_time_first() -> None:
    letter = given.reminder("serving", on="2026-09-28")
    when.acts(letter, "record_service", on="2026-09-28", **REFUSED)
    assert (letter.state, suggested(letter)) == ("awaiting_reply", [])
    when.sweeps("2026-10-17 00:00")
    assert [row[:2] for row in suggested(letter)] == [("R1", "opinion")]


# ---- R2: from an 意见书 to a 建议书


def test_an_opinion_that_is_refused_at_the_door_calls_for_a_recommendation() -> None:
    letter = given.opinion("serving", on="2026-09-28", breaches="未支付工资")
    when.acts(letter, "record_service", on="2026-09-28", **REFUSED)
    assert suggested(letter) == [("R2", "recommendation", f"{letter.number} 单位拒收，建议发出建议书")]
    assert suggestion(letter).data["breaches"] == "未支付工资"


def test_an_opinion_that_is_taken_calls_for_nothing_yet() -> None:
    letter = given.opinion("awaiting_reply", on="2026-09-28")
    assert suggested(letter) == []
    when.acts(letter, "record_reply", on="2026-10-12", reply_kind="corrected")
    assert suggested(letter) == []


def test_an_opinion_that_is_disputed_calls_for_a_recommendation() -> None:
    letter = given.opinion("awaiting_reply", on="2026-09-28")
    when.acts(letter, "record_reply", on="2026-10-12", reply_kind="disputes")
    assert suggested(letter) == [("R2", "recommendation", f"{letter.number} 单位提出异议，建议发出建议书")]


def test_an_opinion_that_nobody_answers_calls_for_a_recommendation() -> None:
    # given an 意见书 of 28 September: fifteen working days end on Friday 23 October
    letter = given.opinion("awaiting_reply", on="2026-09-28")
    when.sweeps("2026-10-23 23:59")
    assert suggested(letter) == []
    when.sweeps("2026-10-24 00:00")
    assert suggested(letter) == [("R2", "recommendation", f"{letter.number} 逾期未答复，建议发出建议书")]


# ---- N12: the signatory decides on the next letter


def test_an_escalation_opens_the_next_letter_with_what_is_known() -> None:
    # given silence, and a supervisor who proposes the next rung
    letter = unanswered()
    when.sweeps("2026-10-19 09:00")
    when.acts(letter, "propose_escalation", on="2026-10-19", ground="unanswered")
    # when the signatory decides
    when.acts(letter, "escalate", on="2026-10-20")
    # then the 意见书 is a draft of the same matter, and says what the 提示函 said
    opinion = grown_from(letter)
    assert (letter.state, type(opinion), opinion.state) == ("escalated", Opinion, "draft")
    assert (opinion.matter_id, opinion.number, opinion.unit_id) == (letter.matter_id, None, letter.unit_id)
    assert (opinion.employer_name, opinion.legal_basis) == (EMPLOYER, "示例内容")
    assert (opinion.source, opinion.matter.sanitised_facts) == ("letter", "示例内容")
    assert done(opinion, "propose") == ["10-20 10:00 10-20 10:00 系统"]
    # and the suggestion was followed
    made, signatory = suggestion(letter), given.person(Role.SIGNATORY)
    assert (made.taken_up_id, made.settled_by) == (opinion.id, signatory.id)
    assert made.settled_at == given.moment("2026-10-20")


def test_a_suggestion_stays_open_while_nobody_decides() -> None:
    letter = unanswered()
    when.sweeps("2026-10-19 09:00")
    when.acts(letter, "propose_escalation", on="2026-10-19")
    when.acts(letter, "refuse_escalation", on="2026-10-20")
    assert (letter.state, suggestion(letter).settled_at) == ("overdue", None)
    assert not db.session.scalars(sa.select(Proceeding).filter_by(parent_id=letter.id)).all()


def test_a_letter_that_was_opened_so_is_written_before_it_is_reviewed() -> None:
    letter = given.reminder("replied", on="2026-10-12")
    when.acts(letter, "propose_escalation", on="2026-10-19")
    when.acts(letter, "escalate", on="2026-10-20")
    opinion = grown_from(letter)
    when.acts(opinion, "investigate", on="2026-10-21")
    when.acts(opinion, "conclude_investigation", on="2026-10-21")
    with pytest.raises(GuardRefused, match="请先完成拟稿"):
        when.acts(opinion, "submit_review", on="2026-10-22")
    when.acts(opinion, "revise", on="2026-10-22")
    assert when.acts(opinion, "submit_review", on="2026-10-22").state == "legal_review"


def test_a_recommendation_that_grew_from_an_opinion_rests_on_it() -> None:
    letter = given.opinion("replied", on="2026-10-12", breaches="未支付工资", reply_kind="disputes")
    when.acts(letter, "propose_escalation", on="2026-10-19")
    when.acts(letter, "escalate", on="2026-10-20")
    recommendation = grown_from(letter)
    assert (type(recommendation), recommendation.breaches) == (Recommendation, "未支付工资")
    assert suggestion(letter).taken_up_id == recommendation.id
    when.acts(recommendation, "revise", on="2026-10-21")
    assert when.acts(recommendation, "submit_review", on="2026-10-21").state == "legal_review"


# ---- N7: the day on the return is day 0


def test_the_answer_is_counted_from_the_day_on_the_return() -> None:
    # given a letter that was handed over on Monday 28 September, before the holidays
    letter = given.reminder("serving", on="2026-09-28")
    # when the return is entered on the 9th of October
    when.acts(letter, "record_service", on="2026-10-09", **TAKEN)
    # then ten working days run from the 28th: 29, 30, 8, 9, make-up Saturday 10, 12 to 16 October
    clock = running(letter, "ND3")
    assert (letter.state, clock.day_zero) == ("awaiting_reply", date(2026, 9, 28))
    assert (clock.period, clock.due_on) == ("10wd", date(2026, 10, 16))
    assert clock.started_at == given.moment("2026-10-09")


def test_fifteen_working_days_over_the_spring_festival() -> None:
    letter = given.opinion("awaiting_reply", on="2026-02-13")
    clock = running(letter, "ND4")
    assert (clock.period, clock.due_on) == ("15wd", date(2026, 3, 12))


def test_a_return_entered_after_the_time_is_up_is_overdue_at_the_next_sweep() -> None:
    letter = given.reminder("serving", on="2026-09-28")
    when.acts(letter, "record_service", on="2026-10-20", **TAKEN)
    when.sweeps("2026-10-20 10:05")
    assert (letter.state, letter.state_since) == ("overdue", given.moment("2026-10-20"))


# ---- N4: numbers


def test_letters_are_numbered_by_kind_and_year_when_they_are_signed() -> None:
    letter = given.reminder("pending_sign", on="2026-12-31")
    assert letter.number is None
    letters = [
        when.acts(letter, "sign_off", on="2026-12-31 10:00"),
        when.acts(given.reminder("pending_sign", on="2026-12-31"), "sign_off", on="2026-12-31 23:59"),
        when.acts(given.reminder("pending_sign", on="2026-12-31"), "sign_off", on="2027-01-01 00:00"),
        when.acts(given.public_reminder("pending_sign", on="2026-12-31"), "sign_off", on="2026-12-31"),
        when.acts(given.opinion("pending_sign", on="2026-12-31"), "sign_off", on="2026-12-31"),
    ]
    assert [each.number for each in letters] == [
        "演示工监提〔2026〕1号",
        "演示工监提〔2026〕2号",
        "演示工监提〔2027〕1号",
        "演示工监公提〔2026〕1号",
        "演示工监意〔2026〕1号",
    ]


def test_a_number_stays_void_when_its_letter_is_called_back() -> None:
    letter = given.reminder("issued", on="2026-09-16")
    when.acts(letter, "revoke", on="2026-09-17")
    assert (letter.state, letter.number) == ("revoked", "演示工监提〔2026〕1号")
    assert given.reminder("issued", on="2026-09-17").number == "演示工监提〔2026〕2号"


def test_a_signature_that_is_refused_takes_no_number() -> None:
    letter = given.reminder("pending_sign", on="2026-09-16")
    when.acts(letter, "refuse_sign", on="2026-09-16")
    assert letter.number is None
    assert given.reminder("issued", on="2026-09-17").number == "演示工监提〔2026〕1号"
