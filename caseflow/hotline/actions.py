"""Registering a call: the matter, the people in it and the ticket, in one transaction (来电登记)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.numbering import take_number
from caseflow.casework.wiring import wired
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Viewer

Data = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A worker, or someone who speaks for one (`relation` says as what)."""

    name: str = ""
    phone: str | None = None
    id_number: str | None = None
    address: str = ""
    job: str = ""
    crowd: str = ""
    relation: str = ""

    @property
    def known(self) -> bool:
        """Whether anything identifies the person."""
        return bool(self.name or self.phone or self.id_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """The employer as the caller names it; `credit_code` is the 统一社会信用代码."""

    name: str
    credit_code: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Everything that was written down during a call.

    `appeal` answers what the `opening` action asks for; `then` is what follows at once, if anything. The
    matter goes by its first worker, who has called unless there is a `spokesperson`.
    """

    opening: str
    appeal: Data
    workers: tuple[Person, ...] = ()
    spokesperson: Person | None = None
    employer: Employer | None = None
    then: str = ""
    then_data: Data = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registered:
    """The ticket of a call; `again` when the same form had been sent before and nothing was written now."""

    ticket_id: int
    again: bool = False


class _SentBefore(Exception):
    """Undoes the transaction, so that the number just taken is given back."""

    def __init__(self, ticket_id: int) -> None:
        self.ticket_id = ticket_id


def register_call(call: Call, *, token: str, viewer: Viewer, at: datetime) -> Registered:
    """Write down a call, and take the step that the operator chose with it; `token` is that of the form.

    Raises:
        DomainError: the call is incomplete or the step is refused; nothing has been written.
    """
    try:
        with transaction() as session:
            number = take_number(session, Ticket.numbering, at)
            _refuse_again(session, token)
            ticket = new_ticket(session, call, number, token, viewer, at)
            engine.open_proceeding(ticket, call.opening, viewer=viewer, at=at, data=call.appeal)
            if call.then:
                engine.apply(ticket, call.then, viewer=viewer, at=at, data=call.then_data)
            return Registered(ticket.id)
    except _SentBefore as before:
        return Registered(before.ticket_id, again=True)


def _refuse_again(session: Session, token: str) -> None:
    """The number holds its series: of the same form sent twice at once, the second waits for the first."""
    if known := session.scalar(sa.select(Ticket.id).where(Ticket.token == token)):
        raise _SentBefore(known)


def new_ticket(session: Session, call: Call, number: str, token: str, viewer: Viewer, at: datetime) -> Ticket:
    """The rows of a call: the matter, the people in it, the ticket, which is yet to be opened."""
    unit_id = session.scalars(sa.select(User.unit_id).where(User.id == viewer.user_id)).one()
    matter = Matter(opened_at=at, unit_id=unit_id, region=wired().region)
    session.add(matter)
    session.flush()
    parties = list(_parties(call, matter.id))
    session.add_all(parties)
    matter.worker = next((p for p in parties if p.kind is PartyKind.WORKER), None)
    matter.employer = next((p for p in parties if p.kind is PartyKind.EMPLOYER), None)
    ticket = Ticket(matter=matter, number=number, unit_id=unit_id, token=token)
    session.add(ticket)
    return ticket


def _parties(call: Call, matter_id: int) -> Iterator[Party]:
    speaks = call.spokesperson
    for position, worker in enumerate(call.workers):
        if worker.known:
            called = speaks is None and position == 0
            yield _person(worker, PartyKind.WORKER, matter_id, is_caller=called)
    if speaks and speaks.known:
        yield _person(speaks, PartyKind.REPRESENTATIVE, matter_id, is_caller=True)
    if firm := call.employer:
        yield Party(
            matter_id=matter_id,
            kind=PartyKind.EMPLOYER,
            name=firm.name,
            credit_code=firm.credit_code,
            address=firm.address,
        )


def _person(person: Person, kind: PartyKind, matter_id: int, *, is_caller: bool) -> Party:
    party = Party(
        matter_id=matter_id,
        kind=kind,
        name=person.name,
        address=person.address,
        job=person.job,
        crowd=person.crowd,
        relation=person.relation,
        is_caller=is_caller,
    )
    party.identify(phone=person.phone, id_number=person.id_number)
    return party
