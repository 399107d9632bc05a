"""Periods that differ by region or change in time, and what goes with them (期限规则)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import proposals
from caseflow.casework.db import transaction
from caseflow.casework.law import rule_of
from caseflow.casework.models import DeadlineRule, Stand
from caseflow.casework.rule_faults import Declared, faults
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import parse_period
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import Role, Viewer
from caseflow.kernel.rules import Mark, UnknownRule
from caseflow.kernel.terms import NOT_EXTENDABLE


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule for a clock in a region from a day on; `period` is written 15wd, 15d, 1m, 2h, 15d-fixed.

    Terms that are None stay as the process declares them (`DeadlineRule`).
    """

    code: str
    period: str
    effective_from: date
    basis: str
    mark: Mark
    reason: str
    region: str = ""
    pausable: bool | None = None
    extension_times: int | None = None
    extension_cap: str | None = None
    extension_by: Role | None = None
    ladder: str | None = None
    on_lapse: str | None = None

    def row(self) -> DeadlineRule:
        """The row that keeps it; nobody has proposed it yet."""
        return DeadlineRule(**{name: getattr(self, name) for name in self.__slots__})


def declared(code: str) -> Declared:
    """The clock as each process that has it declares it.

    Raises:
        UnknownRule: no process has a clock of that code.
    """
    found = [(p, clock) for p in wired().processes for clock in p.clocks if clock.code == code]
    if not found:
        raise UnknownRule(f"没有编号为“{code}”的期限")
    return found


def propose_rule(proposal: Proposal, *, viewer: Viewer, at: datetime) -> DeadlineRule:
    """Put a rule up for approval; an earlier proposal for the same clock, region and day gives way to it.

    Raises:
        UnknownRule: no process has a clock of that code.
        Incomplete: with each field that cannot stand.
    """
    row, known = proposal.row(), declared(proposal.code)
    if wrong := dict(faults(row, known)):
        raise Incomplete(wrong)
    _leave_as_declared(row, known[0][1])
    with transaction() as session:
        return proposals.submit(session, row, _said(row, known), viewer=viewer, at=at)


def _leave_as_declared(row: DeadlineRule, clock: Clock) -> None:
    """What the rule only repeats, it does not say: it stays with what the process declares."""
    if row.pausable == bool(clock.paused_while):
        row.pausable = None
    terms = rule_of(row, clock).terms
    if terms.extension == (clock.extension or NOT_EXTENDABLE):
        row.extension_times = None
    if not row.extension_times:
        row.extension_cap = row.extension_by = None
    if terms.ladder and terms.ladder.stages == clock.ladder.stages:
        row.ladder = None
    if row.on_lapse == clock.on_lapse:
        row.on_lapse = None


def _said(row: DeadlineRule, known: Declared) -> str:
    return f"期限规则{row.code}（{labels(known)}）{parse_period(row.period).text}"


def withdraw_rule(id: int, *, viewer: Viewer, at: datetime) -> DeadlineRule:
    """Take back one's own proposal.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it is somebody else's, or waits no more.
    """
    with transaction() as session:
        return proposals.withdraw(session, DeadlineRule, id, viewer=viewer, at=at)


def approve_rule(id: int, *, viewer: Viewer, at: datetime) -> DeadlineRule:
    """Put a proposed rule in force, for clocks that start from now on.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it waits no more, or was proposed by the same person.
    """
    with transaction() as session:
        row = proposals.approve(session, DeadlineRule, id, viewer=viewer, at=at)
        known = declared(row.code)
        concerned = {clock.owner for _, clock in known if clock.owner}
        proposals.tell_approved(session, row, _said(row, known), concerned, viewer=viewer, at=at)
        return row


def refuse_rule(id: int, *, reason: str, viewer: Viewer, at: datetime) -> DeadlineRule:
    """Send a proposed rule back, with the reason.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it waits no more, or was proposed by the same person.
        Incomplete: there is no reason.
    """
    with transaction() as session:
        return proposals.refuse(session, DeadlineRule, id, reason, viewer=viewer, at=at)


def waiting(id: int) -> DeadlineRule:
    """A rule that waits for approval.

    Raises:
        NotFound: there is no such rule.
        GuardRefused: it waits no more.
    """
    row = db.session.get(DeadlineRule, id)
    if row is None:
        raise NotFound(f"没有{id}号规则")
    if row.stand is not Stand.WAITING:
        raise GuardRefused("只能试算待批准的规则")
    return row


def rules(session: Session) -> list[DeadlineRule]:
    """Every rule, whatever became of it, by clock, region and day."""
    order = (DeadlineRule.code, DeadlineRule.region, DeadlineRule.effective_from, DeadlineRule.id)
    return list(session.scalars(sa.select(DeadlineRule).order_by(*order)))


def versions(session: Session, code: str) -> Sequence[DeadlineRule]:
    """The rules of one clock, the latest first."""
    newest = (DeadlineRule.effective_from.desc(), DeadlineRule.id.desc())
    return session.scalars(sa.select(DeadlineRule).filter_by(code=code).order_by(*newest)).all()


def labels(known: Iterable[tuple[object, Clock]]) -> str:
    """What the clock is called, wherever it runs."""
    return "、".join(dict.fromkeys(clock.label for _, clock in known))
