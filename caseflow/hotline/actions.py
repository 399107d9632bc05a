"""Registering a call: the matter, the people in it and the ticket, in one transaction (来电登记)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.casework import drafts, engine
from caseflow.casework.actions import grow
from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Party, PartyKind
from caseflow.casework.openings import Opened, begin_matter, sent_before
from caseflow.casework.parties import Employer, Person, settle_in
from caseflow.casework.suggestions import suggest
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Viewer

Data = Mapping[str, object]

DESK = "desk"
"""The rule of a suggestion that comes from the intake desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Everything that was written down during a call.

    `appeal` answers what the `opening` action asks for; `then` is what follows at once, if anything. `route`
    names a process that should grow from it: it is opened with `route_data`, or else suggested. The matter
    goes by its first worker, who has called unless there is a `spokesperson`.
    """

    opening: str
    appeal: Data
    workers: tuple[Person, ...] = ()
    spokesperson: Person | None = None
    employer: Employer | None = None
    then: str = ""
    then_data: Data = field(default_factory=dict)
    route: str = ""
    route_data: Data | None = None


def register_call(call: Call, *, token: str, viewer: Viewer, at: datetime) -> Opened:
    """Write down a call, and take the step that the operator chose with it; `token` is that of the form.

    Raises:
        DomainError: the call is incomplete or the step is refused; nothing has been written.
    """
    with transaction() as session:
        matter = begin_matter(session, token, viewer=viewer, at=at)
        if matter is None:
            return sent_before(session, token)
        drafts.forget(session, token, viewer=viewer)
        ticket = new_ticket(session, call, matter)
        engine.open_proceeding(ticket, call.opening, viewer=viewer, at=at, data=call.appeal)
        if call.then:
            engine.apply(ticket, call.then, viewer=viewer, at=at, data=call.then_data)
        if call.route:
            _send_on(session, ticket, call, viewer, at)
        return Opened(ticket.id)


def _send_on(session: Session, ticket: Ticket, call: Call, viewer: Viewer, at: datetime) -> None:
    """Open what should grow from the ticket, or leave it to the dispatcher as a suggestion (拟办建议)."""
    if call.route_data is not None:
        grow(session, ticket, call.route, data=call.route_data, viewer=viewer, at=at)
        return
    label = engine.model_of(call.route).definition.label
    suggest(session, ticket, DESK, call.route, f"话务员登记来电时建议转{label}", at=at)


def new_ticket(session: Session, call: Call, matter: Matter) -> Ticket:
    """The people of a call and its ticket, which is yet to be opened."""
    named = call.appeal.get("real_name") is not False
    settle_in(session, matter, _parties(call, matter), named=named)
    ticket = Ticket(matter=matter, unit_id=matter.unit_id)
    session.add(ticket)
    return ticket


def _parties(call: Call, matter: Matter) -> Iterator[Party]:
    speaks = call.spokesperson
    for position, worker in enumerate(call.workers):
        if worker.known:
            called = speaks is None and position == 0
            yield worker.party(matter, PartyKind.WORKER, is_caller=called)
    if speaks and speaks.known:
        yield speaks.party(matter, PartyKind.REPRESENTATIVE, is_caller=True)
    if call.employer:
        yield call.employer.party(matter)
