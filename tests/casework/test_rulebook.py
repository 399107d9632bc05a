"""A period is changed by two people, for clocks that start from then on."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework import rulebook
from caseflow.casework.models import AuditEvent, DeadlineRule
from caseflow.casework.rulebook import Proposal
from caseflow.kernel.calendar import UnreadablePeriod
from caseflow.kernel.errors import Forbidden, GuardRefused, NotFound
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark, UnknownRule
from tests import given
from tests.then import running

AT = given.moment("2026-09-10")
LONGER = Proposal("HD6b", "8wd", date(2026, 9, 16), "测试办法第一条", Mark.HOUSE)


def propose(proposal: Proposal = LONGER, number: int = 1) -> DeadlineRule:
    by = given.viewer(given.person(Role.MANAGER, number))
    return rulebook.propose_rule(proposal, viewer=by, at=AT)


def approve(id: int, number: int = 2) -> DeadlineRule:
    return rulebook.approve_rule(id, viewer=given.viewer(given.person(Role.MANAGER, number)), at=AT)


def test_a_rule_holds_once_a_second_person_has_approved_it(app: Flask) -> None:
    # given five working days for an ordinary ticket, and a proposal of eight from 16 September
    rule = propose()
    assert running(given.ticket("dispatched", on="2026-09-16"), "HD6b").period == "5wd"
    # when somebody else approves it
    approve(rule.id)
    # then a clock that starts on that day has eight, and says why
    clock = running(given.ticket("dispatched", on="2026-09-16"), "HD6b")
    assert (clock.period, clock.basis, clock.mark) == ("8wd", "测试办法第一条", Mark.HOUSE)
    assert clock.due_on == date(2026, 9, 28)
    # and one that started before keeps five
    assert running(given.ticket("dispatched", on="2026-09-15"), "HD6b").period == "5wd"


def test_nobody_approves_a_proposal_of_their_own(app: Flask, session: Session) -> None:
    rule = propose()
    with pytest.raises(GuardRefused, match="提出人不能批准"):
        approve(rule.id, number=1)
    assert session.get_one(DeadlineRule, rule.id).approved_by is None


def test_a_new_proposal_takes_the_place_of_one_that_waits(app: Flask) -> None:
    first = propose()
    second = propose(replace(LONGER, period="9wd"), number=2)
    assert (second.id, second.period) == (first.id, "9wd")
    with pytest.raises(GuardRefused):
        approve(second.id, number=2)
    assert approve(second.id, number=1).approved_by is not None


def test_what_is_in_force_is_not_proposed_again(app: Flask) -> None:
    rule = approve(propose().id)
    with pytest.raises(GuardRefused, match="已生效"):
        propose()
    with pytest.raises(GuardRefused, match="已经批准"):
        approve(rule.id, number=3)


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (replace(LONGER, code="HD99"), UnknownRule),
        (replace(LONGER, period="many"), UnreadablePeriod),
        (replace(LONGER, period="until"), GuardRefused),
        (replace(LONGER, basis=" "), GuardRefused),
    ],
)
def test_a_proposal_names_a_clock_a_period_and_a_basis(
    app: Flask, session: Session, proposal: Proposal, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        propose(proposal)
    assert rulebook.rules(session) == []


def test_only_those_who_keep_the_rules_change_them(app: Flask) -> None:
    rule = propose()
    dispatcher = given.viewer(Role.DISPATCHER)
    with pytest.raises(Forbidden):
        rulebook.propose_rule(LONGER, viewer=dispatcher, at=AT)
    with pytest.raises(Forbidden):
        rulebook.approve_rule(rule.id, viewer=dispatcher, at=AT)
    with pytest.raises(NotFound):
        approve(rule.id + 1)


def test_both_steps_are_in_the_system_s_chain(app: Flask, session: Session) -> None:
    approve(propose().id)
    events = session.scalars(sa.select(AuditEvent).filter_by(chain=0).order_by(AuditEvent.seq)).all()
    steps = [(event.action, event.actor, event.data["period"]) for event in events[-2:]]
    assert steps == [("rule_proposed", "测试manager", "8wd"), ("rule_approved", "测试manager-2", "8wd")]
