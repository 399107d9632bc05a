"""Rules that hold in the office of a test."""

from datetime import date
from typing import Any

from caseflow.casework import rulebook
from caseflow.casework.models import DeadlineRule
from caseflow.casework.rulebook import Proposal
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from tests.given.answers import moment
from tests.given.office import person, viewer


def proposed(code: str, period: str, since: str, **terms: Any) -> DeadlineRule:
    """A rule that one administrator has proposed, to hold from that day on."""
    said = {"basis": "测试办法第一条", "mark": Mark.HOUSE, "reason": "测试", **terms}
    proposal = Proposal(code, period, date.fromisoformat(since), **said)
    return rulebook.propose_rule(proposal, viewer=viewer(person(Role.ADMIN)), at=moment("2026-09-01"))


def rule(code: str, period: str, since: str = "2026-09-01", **terms: Any) -> DeadlineRule:
    """A rule in force from that day on, approved by another administrator."""
    waiting = proposed(code, period, since, **terms)
    by = viewer(person(Role.ADMIN, 2))
    return rulebook.approve_rule(waiting.id, viewer=by, at=moment("2026-09-01"))
