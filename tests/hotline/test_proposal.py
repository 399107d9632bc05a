"""The priority proposed for a call, from its answers, the calendar and what was told before."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.hotline.catalogue import Proposal
from caseflow.hotline.matches import SAME_EMPLOYER, SAME_PHONE, Match
from caseflow.hotline.process import TICKET
from caseflow.hotline.proposal import propose


def proposed(on: date, *found: Match, **answers: Any) -> Proposal:
    known = {"service": "TS", "category": "0301"} | answers
    return propose(known, found, on, current_law(db.session()).calendar)


def match(reason: str, category: str = "0301") -> Match:
    at = datetime(2026, 9, 1, tzinfo=UTC)
    return Match(1, "示例", TICKET.state("closed"), category, "示例公司", at, 15, (reason,))


def test_an_ordinary_claim_is_second(app: Flask) -> None:
    assert proposed(date(2026, 9, 16)).priority == "P2"
    assert proposed(date(2026, 9, 16), service="ZX").priority == "P3"


def test_many_people_come_first(app: Flask) -> None:
    assert proposed(date(2026, 9, 16), headcount=9).priority == "P2"
    assert proposed(date(2026, 9, 16), headcount=10).priority == "P1"


def test_the_end_of_the_limitation_is_near(app: Flask) -> None:
    """Dismissed on 16 October 2025: the last day is 16 October 2026, thirty days away."""
    proposal = proposed(date(2026, 9, 16), event_on=date(2025, 10, 16))
    assert proposal == Proposal("P1", ("仲裁时效还剩30日",))
    assert proposed(date(2026, 9, 15), event_on=date(2025, 10, 16)).priority == "P2"


def test_arrears_before_the_spring_festival(app: Flask) -> None:
    """The holidays of the Spring Festival begin on 15 February 2026."""
    assert proposed(date(2025, 12, 17), category="0101") == Proposal("P1", ("欠薪，距春节60日",))
    assert proposed(date(2025, 12, 16), category="0101").priority == "P2"
    assert proposed(date(2025, 12, 17), category="0301").priority == "P2"
    assert proposed(date(2026, 12, 17), category="0101").priority == "P2", "2027 is not published"


def test_the_third_time_the_same_person_tells_the_same(app: Flask) -> None:
    on = date(2026, 9, 16)
    assert proposed(on, match(SAME_PHONE), match(SAME_PHONE)) == Proposal("P1", ("同一诉求已反映3次",))
    assert proposed(on, match(SAME_PHONE), match(SAME_EMPLOYER)).priority == "P2"
    assert proposed(on, match(SAME_PHONE), match(SAME_PHONE, "0101")).priority == "P2"
