"""Periods that differ by region or change in time: one person proposes, another approves (期限规则)."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit, law
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import DeadlineRule
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import Until, parse_period
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.rules import Mark, UnknownRule


@dataclass(frozen=True, slots=True)
class Proposal:
    """A period for a clock in a region from a day on; `period` is written 15wd, 15d, 1m, 2h."""

    code: str
    period: str
    effective_from: date
    basis: str
    mark: Mark
    region: str = ""


def propose_rule(proposal: Proposal, *, viewer: Viewer, at: datetime) -> DeadlineRule:
    """Put a rule up for approval; an earlier proposal for the same clock, region and day gives way to it.

    Raises:
        UnknownRule: no process has a clock of that code.
        UnreadablePeriod: the period has no known form.
        GuardRefused: the clock has no period of that kind, or the rule for that region and day is in force.
    """
    require(viewer, Permission.RULES)
    _check(proposal)
    with transaction() as session:
        rule = _pending(session, proposal)
        rule.period, rule.basis, rule.mark = proposal.period, proposal.basis, proposal.mark
        rule.proposed_by = viewer.user_id
        _audit(session, rule, "rule_proposed", viewer, at)
        return rule


def _check(proposal: Proposal) -> None:
    clock = next((clock for clock in wired().clocks if clock.code == proposal.code), None)
    if clock is None:
        raise UnknownRule(f"没有编号为“{proposal.code}”的期限")
    if isinstance(parse_period(proposal.period), Until) != isinstance(clock.within, Until):
        raise GuardRefused(f"{clock.label}原为“{clock.within.text}”，不能改为“{proposal.period}”")
    if not proposal.basis.strip():
        raise GuardRefused("请写明依据")


def _pending(session: Session, proposal: Proposal) -> DeadlineRule:
    """The row that waits for approval, or a new one; held until the transaction ends."""
    key = {"code": proposal.code, "region": proposal.region, "effective_from": proposal.effective_from}
    rule = session.scalars(sa.select(DeadlineRule).filter_by(**key).with_for_update()).first()
    if rule is None:
        rule = DeadlineRule(**key)
        session.add(rule)
    elif rule.approved_by is not None:
        raise GuardRefused(f"{proposal.code}自{proposal.effective_from}起的规则已生效，请另定生效日期")
    return rule


def approve_rule(id: int, *, viewer: Viewer, at: datetime) -> DeadlineRule:
    """Put a proposed rule in force, for clocks that start from now on.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it is approved already, or was proposed by the same person.
    """
    require(viewer, Permission.RULES)
    with transaction() as session:
        rule = session.get(DeadlineRule, id, with_for_update=True)
        if rule is None:
            raise NotFound(f"没有{id}号规则")
        if rule.approved_by is not None:
            raise GuardRefused("这条规则已经批准")
        if rule.proposed_by == viewer.user_id:
            raise GuardRefused("提出人不能批准自己的规则，请由另一人批准")
        rule.approved_by = viewer.user_id
        law.has_changed(session)
        _audit(session, rule, "rule_approved", viewer, at)
        return rule


def rules(session: Session) -> list[DeadlineRule]:
    """Every rule, approved or waiting, by clock, region and day."""
    order = (DeadlineRule.code, DeadlineRule.region, DeadlineRule.effective_from)
    return list(session.scalars(sa.select(DeadlineRule).order_by(*order)))


def _audit(session: Session, rule: DeadlineRule, action: str, viewer: Viewer, at: datetime) -> None:
    session.flush()
    names = ("id", "code", "region", "effective_from", "period", "basis", "mark")
    data = {name: getattr(rule, name) for name in names}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
