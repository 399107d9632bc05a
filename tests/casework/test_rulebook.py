"""A period is changed by two people, for clocks that start from then on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.casework import rulebook
from caseflow.casework.models import AuditEvent, DeadlineRule, Notification, Stand
from caseflow.casework.rule_faults import faults
from caseflow.casework.rulebook import Proposal
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark, UnknownRule
from tests import given
from tests.then import running

AT = given.moment("2026-09-10")
LONGER = Proposal("HD6b", "8wd", date(2026, 9, 16), "测试办法第一条", Mark.HOUSE, "测试")


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
    assert (first.stand, second.stand) == (Stand.WITHDRAWN, Stand.WAITING)
    # and whoever still looks at the first cannot approve it unseen
    with pytest.raises(GuardRefused, match="取代"):
        approve(first.id, number=3)
    with pytest.raises(GuardRefused, match="提出人不能批准"):
        approve(second.id, number=2)
    assert approve(second.id, number=1).approved_by is not None


def test_what_is_in_force_is_not_proposed_again(app: Flask) -> None:
    rule = approve(propose().id)
    with pytest.raises(Incomplete, match="已生效"):
        propose()
    with pytest.raises(GuardRefused, match="已经批准"):
        approve(rule.id, number=3)


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"period": "many"}, "period"),
    ({"period": "until"}, "period"),
    ({"period": "8d"}, "period"),
    ({"period": "2h-fixed"}, "period"),
    ({"basis": " "}, "basis"),
    ({"mark": Mark.STATUTE, "basis": "测试办法"}, "basis"),
    ({"reason": " "}, "reason"),
    ({"region": "渝"}, "region"),
    ({"code": "HD13", "period": "30d", "pausable": True}, "pausable"),
    ({"code": "HD13", "period": "30d", "extension_times": 1}, "extension_times"),
    ({"extension_times": 10}, "extension_times"),
    ({"extension_times": 1, "extension_by": Role.ADMIN}, "extension_by"),
    ({"extension_times": 1, "extension_by": Role.DISPATCHER, "extension_cap": "5d"}, "extension_cap"),
    ({"ladder": "t-3"}, "ladder"),
    ({"ladder": "3:unit_head:yellow"}, "ladder"),
    ({"ladder": "-1:handler:red"}, "ladder"),
    ({"ladder": "-1:handler -1:handler"}, "ladder"),
    ({"code": "HD4", "period": "2wd", "ladder": "-1:handler"}, "ladder"),
    ({"on_lapse": "close"}, "on_lapse"),
)
"""What cannot stand, with the field that the fault is put beside."""


def test_a_proposal_that_cannot_stand_is_refused_beside_its_field(app: Flask, session: Session) -> None:
    with pytest.raises(Incomplete) as refused:
        propose(replace(LONGER, basis=" ", period="many"))
    assert refused.value.fields.keys() == {"basis", "period"}
    assert rulebook.rules(session) == []
    for change, field in WRONG:
        proposal = replace(LONGER, **change)
        assert next(faults(proposal.row(), rulebook.declared(proposal.code)))[0] == field, change


def test_there_is_no_rule_for_a_clock_that_no_process_has(app: Flask) -> None:
    with pytest.raises(UnknownRule):
        propose(replace(LONGER, code="HD99"))


def test_a_proposal_is_withdrawn_by_its_author_only_or_refused_by_another(app: Flask) -> None:
    first, second = (given.viewer(given.person(Role.MANAGER, number)) for number in (1, 2))
    # given a proposal that its author takes back
    rule = propose()
    with pytest.raises(GuardRefused, match="只能撤回自己"):
        rulebook.withdraw_rule(rule.id, viewer=second, at=AT)
    assert rulebook.withdraw_rule(rule.id, viewer=first, at=AT).stand is Stand.WITHDRAWN
    # then the same region and day are free for another one, which is refused with a reason
    again = propose()
    with pytest.raises(GuardRefused, match="提出人不能"):
        rulebook.refuse_rule(again.id, reason="依据不足", viewer=first, at=AT)
    with pytest.raises(Incomplete):
        rulebook.refuse_rule(again.id, reason=" ", viewer=second, at=AT)
    assert rulebook.refuse_rule(again.id, reason="依据不足", viewer=second, at=AT).stand is Stand.REFUSED
    with pytest.raises(GuardRefused, match="已经退回"):
        approve(again.id)
    assert running(given.ticket("dispatched", on="2026-09-16"), "HD6b").period == "5wd"


def test_those_concerned_are_told(app: Flask, session: Session) -> None:
    dispatchers = given.person(Role.HANDLING_UNIT)
    proposer, approver = given.person(Role.MANAGER, 1), given.person(Role.MANAGER, 2)
    rule = propose()
    assert told(session, approver) == [
        "期限规则HD6b（办理（一般问题））8 个工作日：测试manager提出，请核对后批准"
    ]
    assert told(session, proposer) == told(session, dispatchers) == []
    approve(rule.id)
    (text,) = told(session, dispatchers)
    assert text.endswith("测试manager-2已批准，自2026-09-16起执行")
    assert told(session, proposer) == [text]


def told(session: Session, user: User) -> list[str]:
    query = sa.select(Notification.text).where(Notification.recipient_id == user.id)
    return list(session.scalars(query.order_by(Notification.id)))


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
