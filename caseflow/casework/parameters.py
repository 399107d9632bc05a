"""Local figures: entered by one person from a document, approved by another (地方参数)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import proposals
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.models import LocalParameter
from caseflow.casework.rule_faults import region_faults
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.parameters import Figure, Parameter, UnreadableValue, declared
from caseflow.kernel.roles import Viewer


@dataclass(frozen=True, slots=True)
class ParameterProposal:
    """A value for a region from a day on, as `Parameter.read` reads it; `basis` is its document."""

    code: str
    value: str
    effective_from: date
    basis: str
    reason: str
    region: str = ""


def parameter(code: str, on: date, region: str | None = None) -> Figure:
    """The value in force on the day, in this region unless another one is named.

    Raises:
        UnknownParameter: no such parameter is declared.
        ParameterMissing: the place has none; nothing is guessed.
    """
    law = current_law(db.session())
    return law.figures.figure(code, on, law.region if region is None else region)


def propose_parameter(proposal: ParameterProposal, *, viewer: Viewer, at: datetime) -> LocalParameter:
    """Put a value up for approval; one that waits for the same region and day gives way to it.

    Raises:
        UnknownParameter: no such parameter is declared.
        Incomplete: with each field that cannot stand.
    """
    known = declared(proposal.code)
    if wrong := dict(_faults(proposal, known)):
        raise Incomplete(wrong)
    row = LocalParameter(**{name: getattr(proposal, name) for name in proposal.__slots__})
    with transaction() as session:
        return proposals.submit(session, row, _said(row, known), viewer=viewer, at=at)


def _faults(proposal: ParameterProposal, known: Parameter) -> list[tuple[str, str]]:
    found = list(region_faults(proposal.region))
    if not proposal.basis.strip():
        found.append(("basis", "请写明公布这个数的文件"))
    try:
        known.read(proposal.value)
    except UnreadableValue as fault:
        found.append(("value", str(fault)))
    return found


def _said(row: LocalParameter, known: Parameter) -> str:
    return f"地方参数{known.label}（{known.text(known.read(row.value))}）"[:120]


def withdraw_parameter(id: int, *, viewer: Viewer, at: datetime) -> LocalParameter:
    """Take back one's own proposal.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it is somebody else's, or waits no more.
    """
    with transaction() as session:
        return proposals.withdraw(session, LocalParameter, id, viewer=viewer, at=at)


def approve_parameter(id: int, *, viewer: Viewer, at: datetime) -> LocalParameter:
    """Put a value in force.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it waits no more, or was proposed by the same person.
    """
    with transaction() as session:
        row = proposals.approve(session, LocalParameter, id, viewer=viewer, at=at)
        proposals.tell_approved(session, row, _said(row, declared(row.code)), (), viewer=viewer, at=at)
        return row


def refuse_parameter(id: int, *, reason: str, viewer: Viewer, at: datetime) -> LocalParameter:
    """Send a value back, with the reason.

    Raises:
        NotFound: there is no such proposal.
        GuardRefused: it waits no more, or was proposed by the same person.
        Incomplete: there is no reason.
    """
    with transaction() as session:
        return proposals.refuse(session, LocalParameter, id, reason, viewer=viewer, at=at)


def parameters(session: Session, *codes: str) -> Sequence[LocalParameter]:
    """The values of these parameters, or of all, whatever became of them; the latest first."""
    newest = (LocalParameter.code, LocalParameter.effective_from.desc(), LocalParameter.id.desc())
    query = sa.select(LocalParameter).order_by(*newest)
    return session.scalars(query.where(LocalParameter.code.in_(codes)) if codes else query).all()
