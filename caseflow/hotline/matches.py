"""Earlier matters of the same people or the same employer, found without opening any identity (查重)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.privacy import blind
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.extensions import UtcDateTime, fetch
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import State
from caseflow.kernel.roles import Viewer

MOST = 10
"""Earlier tickets shown, the newest ones."""

SAME_PHONE, SAME_ID, SAME_EMPLOYER = "同一电话", "同一证件", "同一单位"
SAME_CLAIM = "同一单位同类诉求"

RECENT = timedelta(days=90)
"""So old may a ticket against the same employer be to be shown."""

ADDABLE = Ticket.definition.transition("add_call").sources

Matters = sa.Select[int]
Employer = aliased(Party)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to look for: phones and ID numbers of people; code and name of the employer, and the claim."""

    phones: frozenset[str] = frozenset()
    id_numbers: frozenset[str] = frozenset()
    credit_code: str = ""
    employer: str = ""
    category: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to look for; a category alone is not."""
        return bool(self.phones or self.id_numbers or self.credit_code or self.employer)


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
    safe_contact: str = ""

    @property
    def same_person(self) -> bool:
        """Whether it is one of the same people, not only the same employer."""
        return not {SAME_PHONE, SAME_ID}.isdisjoint(self.reasons)

    @property
    def open(self) -> bool:
        """Whether work is left, so that a call may be added to it."""
        return self.stage.name in ADDABLE

    @property
    def twin(self) -> bool:
        """Whether it may be the same matter once more: it is open, and of the same people."""
        return self.open and self.same_person


def earlier(wanted: Wanted, *, viewer: Viewer, at: datetime) -> list[Match]:
    """The newest tickets in scope that share a person or the employer, those of a person first, in one query.

    A confidential matter is never found by a person: that would tell who gave the tip (举报保密).
    """
    told = {
        "phones": _blind(wanted.phones, "phone"),
        "id_numbers": _blind(wanted.id_numbers, "id"),
        "credit_code": wanted.credit_code or None,
        "employer": wanted.employer or None,
        "category": wanted.category,
        "since": at - RECENT,
        "most": MOST,
    }
    reasons = tuple(_reasons(told))
    return [_match(row, reasons, at) for row in fetch(_found_by(reasons, viewer), told)] if reasons else []


def _reasons(told: Mapping[str, Any]) -> Iterator[str]:
    """Each way to be found, in the words of the screen."""
    if told["phones"]:
        yield SAME_PHONE
    if told["id_numbers"]:
        yield SAME_ID
    if told["credit_code"] or told["employer"]:
        yield SAME_CLAIM if told["category"] else SAME_EMPLOYER


@lru_cache(BUILT)
def _found_by(reasons: tuple[str, ...], viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    found = {label: _MATTERS[label] for label in reasons}
    return (
        sa.select(
            Ticket.id,
            Ticket.number,
            Ticket.state,
            Ticket.opened_at,
            Matter.category,
            Matter.safe_contact,
            Employer.name.label("employer"),
            *(Matter.id.in_(matters).label(f"reason_{n}") for n, matters in enumerate(found.values())),
        )
        .join(Matter, Matter.id == Ticket.matter_id)
        .outerjoin(Employer, Employer.id == Matter.employer_id)
        .where(proceedings_in_scope(viewer), Ticket.matter_id.in_(sa.union_all(*found.values())))
        .order_by(*_personal(found), Ticket.open.desc(), Ticket.opened_at.desc(), Ticket.id.desc())
        .limit(sa.bindparam("most", type_=sa.Integer, literal_execute=True))
    )


def _personal(found: Mapping[str, Matters]) -> Iterator[sa.ColumnElement[bool]]:
    """What is known by a person comes first."""
    people = [Matter.id.in_(found[label]) for label in (SAME_PHONE, SAME_ID) if label in found]
    if people:
        yield sa.or_(*people).desc()


def _blind(identifiers: frozenset[str], purpose: str) -> list[str]:
    return [print_ for each in sorted(identifiers) if (print_ := blind(each, purpose))]


def _of_person(fingerprint: Any, asked: str) -> Matters:
    told = fingerprint.in_(sa.bindparam(asked, expanding=True))
    people = sa.select(Party.matter_id).where(Party.kind != PartyKind.EMPLOYER, told)
    open_to_all = Matter.confidential.is_(False)
    return people.join(Matter, Matter.id == Party.matter_id).where(open_to_all).correlate(None)


def _of_employer(*same_claim: sa.ColumnElement[bool]) -> Matters:
    by_code, by_name = Party.credit_code == _told("credit_code"), Party.name == _told("employer")
    return (
        sa.select(Party.matter_id)
        .join(Matter, Matter.id == Party.matter_id)
        .where(Party.kind == PartyKind.EMPLOYER, sa.or_(by_code, by_name), *same_claim)
        .where(Matter.opened_at > sa.bindparam("since", type_=UtcDateTime()))
        .correlate(None)
    )


def _told(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.String)


_MATTERS: Mapping[str, Matters] = {
    SAME_PHONE: _of_person(Party.phone_index, "phones"),
    SAME_ID: _of_person(Party.id_index, "id_numbers"),
    SAME_CLAIM: _of_employer(Matter.category == _told("category")),
    SAME_EMPLOYER: _of_employer(),
}
"""The matters that are found in each way."""


def _match(row: Any, labels: tuple[str, ...], at: datetime) -> Match:
    reasons = tuple(label for n, label in enumerate(labels) if getattr(row, f"reason_{n}"))
    of_person = not {SAME_PHONE, SAME_ID}.isdisjoint(reasons)
    return Match(
        ticket_id=row.id,
        number=row.number or "未编号",
        stage=Ticket.definition.state(row.state),
        category=row.category,
        employer=row.employer or "单位不详",
        opened_at=row.opened_at,
        days_ago=(local_day(at) - local_day(row.opened_at)).days,
        reasons=reasons,
        safe_contact=row.safe_contact if of_person else "",
    )
