"""What is proposed for a call, from its answers, the triage, the calendar and what was told before."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.hotline.matches import SAME_EMPLOYER, SAME_PHONE, Match
from caseflow.hotline.process import TICKET
from caseflow.hotline.triage import TREE, Advice, Proposal, propose
from caseflow.kernel.rules import Mark

NOW = date(2026, 9, 16)


def proposed(on: date, *found: Match, **answers: Any) -> Advice:
    """The priority, as the form alone tells it."""
    known = {"service": "TS", "category": "0301"} | answers
    return propose(known, TREE.walk({}, known), found, on, current_law(db.session()).calendar).priority


def triaged(told: dict[str, str], **given: Any) -> Proposal:
    """What the answers to the triage questions lead to."""
    walk = TREE.walk({f"triage_{name}": value for name, value in told.items()}, given)
    return propose(given, walk, (), NOW, current_law(db.session()).calendar)


def match(reason: str, category: str = "0301") -> Match:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    return Match(1, "示例", TICKET.state("closed"), category, "示例公司", at, 15, (reason,))


def test_an_ordinary_claim_is_second(app: Flask) -> None:
    assert proposed(date(2026, 9, 16)).value == "P2"
    assert proposed(date(2026, 9, 16), service="ZX").value == "P3"


def test_many_people_come_first(app: Flask) -> None:
    assert proposed(date(2026, 9, 16), headcount=9).value == "P2"
    assert proposed(date(2026, 9, 16), headcount=10).value == "P1"


def test_the_end_of_the_limitation_is_near(app: Flask) -> None:
    """Dismissed on 16 October 2025: the last day is 16 October 2026, thirty days away."""
    advice = proposed(date(2026, 9, 16), event_on=date(2025, 10, 16))
    assert (advice.value, advice.reason) == ("P1", "仲裁时效还剩30日")
    assert proposed(date(2026, 9, 15), event_on=date(2025, 10, 16)).value == "P2"


def test_arrears_before_the_spring_festival(app: Flask) -> None:
    """The holidays of the Spring Festival begin on 15 February 2026."""
    assert proposed(date(2025, 12, 17), category="0101").reason == "欠薪，距春节60日"
    assert proposed(date(2025, 12, 16), category="0101").value == "P2"
    assert proposed(date(2025, 12, 17), category="0301").value == "P2"
    assert proposed(date(2026, 12, 17), category="0101").value == "P2", "2027 is not published"


def test_the_third_time_the_same_person_tells_the_same(app: Flask) -> None:
    on = date(2026, 9, 16)
    assert proposed(on, match(SAME_PHONE), match(SAME_PHONE)).reason == "同一诉求已反映3次"
    assert proposed(on, match(SAME_PHONE), match(SAME_EMPLOYER)).value == "P2"
    assert proposed(on, match(SAME_PHONE), match(SAME_PHONE, "0101")).value == "P2"


def test_arrears_that_the_employer_admits_go_to_mediation(app: Flask) -> None:
    proposal = triaged({"danger": "no", "stage": "talk"}, service="TS", category="0101", headcount=1)
    assert proposal.route
    assert (proposal.route.label, proposal.route.basis) == ("转调解", "《劳动争议调解仲裁法》第十条")
    assert (proposal.priority.value, proposal.grade.value) == ("P2", "general")
    assert proposal.category is None, "the form has one"
    assert proposal.way
    assert proposal.way.step == "mediation"


def test_answers_propose_category_and_service_to_an_empty_form(app: Flask) -> None:
    proposal = triaged({"danger": "no", "want": "rights", "subject": "injury", "injured": "untreated"})
    assert proposal.service
    assert proposal.category
    assert (proposal.service.value, proposal.category.value) == ("TS", "0601")
    assert proposal.grade.label == "难点问题"
    assert proposal.route
    assert proposal.route.value == "dispatch"


def test_danger_comes_first_whatever_else_was_said(app: Flask) -> None:
    for proposal in (triaged({"danger": "yes"}, service="ZX"), triaged({}, urgent=True)):
        assert proposal.priority.value == "P0"
        assert proposal.route
        assert proposal.route.value == "dispatch"


def test_a_question_is_answered_at_once_or_called_back(app: Flask) -> None:
    routes = [triaged({"danger": "no", "known": known}, service="ZX").route for known in ("yes", "no")]
    assert [route.label for route in routes if route] == ["当场答复", "约回拨"]


def test_what_is_declined_says_by_which_reason(app: Flask) -> None:
    proposal = triaged({"danger": "no"}, service="TS", category="0101", other_procedure="arbitration")
    assert proposal.decline == "NA02"
    assert proposal.route
    assert proposal.route.mark is Mark.ELSEWHERE
    assert "不予受理（同一诉求已在仲裁" in proposal.route.label


def test_many_people_make_it_complex(app: Flask) -> None:
    grades = [triaged({}, headcount=headcount).grade.value for headcount in (1, 2, 9, 10)]
    assert grades == ["general", "difficult", "difficult", "complex"]


def test_an_answer_that_is_none_is_asked_again(app: Flask) -> None:
    walk = TREE.walk({"triage_danger": "<script>"}, {})
    assert walk.question is TREE.questions["danger"]
