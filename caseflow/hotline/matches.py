"""Earlier matters of the same people or the same employer, found without opening any identity (查重)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.privacy import blind
from caseflow.casework.queries import proceedings_in_scope
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import State
from caseflow.kernel.roles import Viewer

MOST = 10
"""Earlier tickets shown, the newest ones."""

SAME_PHONE, SAME_ID, SAME_EMPLOYER = "同一电话", "同一证件", "同一单位"

Matters = sa.Select[int]
Employer = aliased(Party)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for: phones and ID numbers of people, code and name of the employer."""

    phones: frozenset[str] = frozenset()
    id_numbers: frozenset[str] = frozenset()
    credit_code: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier ticket, and why it is shown."""

    ticket_id: int
    number: str
    stage: State
    category: str
    employer: str
    opened_at: datetime
    days_ago: int
    reasons: tuple[str, ...]

    @property
    def same_person(self) -> bool:
        """Whether it is one of the same people, not only the same employer."""
        return not {SAME_PHONE, SAME_ID}.isdisjoint(self.reasons)


def earlier(wanted: Wanted, *, viewer: Viewer, at: datetime) -> list[Match]:
    """The newest tickets in scope that share a person or the employer, in one query.

    A confidential matter is never found by a person: that would tell who gave the tip (举报保密).
    """
    reasons = dict(_reasons(wanted))
    if not reasons:
        return []
    query = (
        sa.select(
            Ticket.id,
            Ticket.number,
            Ticket.state,
            Ticket.opened_at,
            Matter.category,
            Employer.name.label("employer"),
            *(Matter.id.in_(matters).label(f"reason_{n}") for n, matters in enumerate(reasons.values())),
        )
        .join(Matter, Matter.id == Ticket.matter_id)
        .outerjoin(Employer, Employer.id == Matter.employer_id)
        .where(proceedings_in_scope(viewer), Ticket.matter_id.in_(sa.union_all(*reasons.values())))
        .order_by(Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(MOST)
    )
    return [_match(row, list(reasons), at) for row in db.session.execute(query)]


def _reasons(wanted: Wanted) -> Iterator[tuple[str, Matters]]:
    """Each way to be found, in the words of the screen, with the matters it finds."""
    phones, id_numbers = _blind(wanted.phones, "phone"), _blind(wanted.id_numbers, "id")
    if phones:
        yield SAME_PHONE, _of_person(Party.phone_index.in_(phones))
    if id_numbers:
        yield SAME_ID, _of_person(Party.id_index.in_(id_numbers))
    if wanted.credit_code or wanted.employer:
        yield SAME_EMPLOYER, _of_employer(wanted)


def _blind(identifiers: frozenset[str], purpose: str) -> list[str]:
    return [print_ for each in sorted(identifiers) if (print_ := blind(each, purpose))]


def _of_person(condition: sa.ColumnElement[bool]) -> Matters:
    people = sa.select(Party.matter_id).where(Party.kind != PartyKind.EMPLOYER, condition)
    open_to_all = Matter.confidential.is_(False)
    return people.join(Matter, Matter.id == Party.matter_id).where(open_to_all).correlate(None)


def _of_employer(wanted: Wanted) -> Matters:
    by_code = Party.credit_code == wanted.credit_code if wanted.credit_code else sa.false()
    by_name = Party.name == wanted.employer if wanted.employer else sa.false()
    return sa.select(Party.matter_id).where(Party.kind == PartyKind.EMPLOYER, sa.or_(by_code, by_name))


def _match(row: Any, reasons: list[str], at: datetime) -> Match:
    return Match(
        ticket_id=row.id,
        number=row.number or "未编号",
        stage=Ticket.definition.state(row.state),
        category=row.category,
        employer=row.employer or "单位不详",
        opened_at=row.opened_at,
        days_ago=(local_day(at) - local_day(row.opened_at)).days,
        reasons=tuple(label for n, label in enumerate(reasons) if getattr(row, f"reason_{n}")),
    )
