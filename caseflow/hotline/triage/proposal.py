"""What is proposed for a call: category, priority, grade and route, each with its reason; a person decides.

No decision follows from it alone (个人信息保护法 第二十四条).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.calculators.limitation import Effect, Event, last_day
from caseflow.hotline.catalogue import CATEGORIES, GRADES, PRIORITIES, REFUSALS, SERVICES
from caseflow.hotline.matches import Match
from caseflow.hotline.triage.priority import COLLECTIVE, Signals, priority_of
from caseflow.hotline.triage.routes import ROUTES, Route
from caseflow.hotline.triage.tree import Leaf, Walk
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.rules import Mark

SPRING_FESTIVAL = "春节"
HOUSE_RULE = "本单位规定"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing proposed, in words, and why."""

    value: str
    label: str
    reason: str
    basis: str = HOUSE_RULE
    mark: Mark = Mark.HOUSE


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed so far; None where the answers do not lead there yet."""

    priority: Advice
    grade: Advice
    category: Advice | None
    service: Advice | None
    route: Advice | None
    decline: str = ""

    @property
    def way(self) -> Route | None:
        """The route that is proposed."""
        return ROUTES[self.route.value] if self.route else None


def propose(
    given: Mapping[str, Any], walk: Walk, found: Sequence[Match], on: date, calendar: WorkCalendar
) -> Proposal:
    """What fits a call on that day: by the answers of the form, the triage, and what was told before."""
    leaf = walk.leaf
    known = signals(given, walk, found, on, calendar)
    priority, reasons = priority_of(known, leaf.priority if leaf else "")
    return Proposal(
        priority=Advice(priority, dict(PRIORITIES)[priority], "；".join(reasons)),
        grade=_grade(given.get("headcount") or 1, leaf),
        category=_of_answers(walk, "category", dict(CATEGORIES)),
        service=_of_answers(walk, "service", dict(SERVICES)),
        route=_route(leaf) if leaf else None,
        decline=leaf.decline if leaf else "",
    )


def signals(
    given: Mapping[str, Any], walk: Walk, found: Sequence[Match], on: date, calendar: WorkCalendar
) -> Signals:
    """What bears on the priority."""
    told = {name: True for said in walk.answered for name in said.answer.sets}
    category = given.get("category", "")
    told_before = sum(match.same_person and match.category == category for match in found)
    return Signals(
        service=given.get("service", ""),
        category=category,
        headcount=given.get("headcount", 1),
        urgent=bool(given.get("urgent") or told.get("urgent")),
        limitation_days=_limitation_days(given.get("event_on"), on, calendar),
        festival_days=_festival_days(on, calendar),
        injured_without_money=bool(given.get("injured_without_money") or told.get("injured_without_money")),
        times_told=told_before + 1,
        widely_watched=bool(given.get("widely_watched")),
    )


def _grade(headcount: int, leaf: Leaf | None) -> Advice:
    """The class that chooses the handling period (一般、难点、特别复杂)."""
    labels = {value: label.partition("（")[0] for value, label in GRADES}
    grade, reason = (leaf.grade, leaf.graded) if leaf else ("general", "")
    if headcount >= COLLECTIVE:
        grade, reason = "complex", f"涉及{headcount}人，群体性"
    elif headcount > 1 and not reason:
        grade, reason = "difficult", "不止一名职工"
    return Advice(grade, labels[grade], reason or "单个职工、事实清楚、一个单位能办")


def _of_answers(walk: Walk, what: str, labels: Mapping[str, str]) -> Advice | None:
    """What the last answer of a person that tells it means; what the form has is not proposed to it."""
    telling = [said.answer for said in walk.answered if not said.by_form and getattr(said.answer, what)]
    if not telling:
        return None
    code = getattr(telling[-1], what)
    return Advice(code, labels[code], f"回答是“{telling[-1].label}”")


def _route(leaf: Leaf) -> Advice:
    refusal = REFUSALS.get(leaf.decline)
    label = ROUTES[leaf.route].label
    return Advice(
        leaf.route, f"{label}（{refusal.label}）" if refusal else label, leaf.because, leaf.basis, leaf.mark
    )


def _limitation_days(event_on: date | None, on: date, calendar: WorkCalendar) -> int | None:
    """Days to the earlier, nominal last day for arbitration; None for a day that has yet to come."""
    if event_on is None or event_on > on:
        return None
    due = last_day([Event(Effect.START, event_on, certain=False)], calendar)
    return (due.nominal - on).days if due else None


def _festival_days(on: date, calendar: WorkCalendar) -> int | None:
    """Days to the first day of the Spring Festival, when its notice is loaded."""
    special = (day for year in calendar.years.values() for day in year.special.values())
    ahead = (
        day.day for day in special if day.reason == SPRING_FESTIVAL and not day.working and day.day >= on
    )
    first = min(ahead, default=None)
    return (first - on).days if first else None
