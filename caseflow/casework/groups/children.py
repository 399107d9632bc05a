"""A matter of its own for each worker of a group: the same claim, opened as the parent was (批量立案)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.groups.finding import find_group
from caseflow.casework.groups.forming import note
from caseflow.casework.models import AuditEvent, GroupMember, Matter, Party, PartyKind, Proceeding
from caseflow.casework.openings import begin_matter
from caseflow.casework.parties import Employer, Person, settle_in
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.machine import START, Kind, Transition, is_blank
from caseflow.kernel.roles import Permission, Viewer

TAKEN_OVER = (
    "category",
    "work_place",
    "event_on",
    "facts_text",
    "sanitised_facts",
    "priority",
    "confidential",
)
"""What each matter has in common with the parent; headcount and amount are the worker's own."""

ALONE: Mapping[str, Any] = {"headcount": 1, "amount": None}


@dataclass(frozen=True)
class _Pattern:
    """How the parent began, and who begins the same for others now."""

    parent: Matter
    model: type[Proceeding]
    action: str
    answers: Mapping[str, Any]
    viewer: Viewer
    at: datetime

    def open(self, session: Session, party: Party) -> Matter:
        """The same for one worker."""
        token = str(uuid5(NAMESPACE_OID, f"group {self.parent.id} {party.id}"))
        matter = begin_matter(session, token, viewer=self.viewer, at=self.at)
        if matter is None:
            raise GuardRefused("其中有人已经单独立案，请刷新后核对")
        matter.unit_id, matter.collective = self.parent.unit_id, True
        for name in TAKEN_OVER:
            setattr(matter, name, getattr(self.parent, name))
        named = party.worker_record_id is not None
        settle_in(session, matter, _people(matter, self.parent, party), named=named)
        child = self.model(matter=matter, unit_id=matter.unit_id)
        session.add(child)
        engine.open_proceeding(child, self.action, viewer=self.viewer, at=self.at, data=self.answers)
        return matter


def open_children(group_id: int, member_ids: Sequence[int], *, viewer: Viewer, at: datetime) -> int:
    """Open for each of these the process that the parent began with; says how many it opened.

    Who has a matter of their own already is passed over, so that asking twice opens nothing twice.

    Raises:
        GuardRefused: the parent has no proceeding in scope to follow.
        Incomplete: nobody was chosen who waits for one.
        DomainError: the viewer's roles do not open the process, or the opening is refused.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        group, parent = find_group(session, group_id, viewer)
        lead = session.scalars(
            sa.select(Proceeding).filter_by(matter_id=parent.id).order_by(Proceeding.id)
        ).first()
        if lead is None:
            raise GuardRefused("母案还没有办理，不能批量立案")
        opening = lead.definition.transition(_first(session, lead).action)
        pattern = _Pattern(parent, type(lead), opening.action, _answers(session, lead, opening), viewer, at)
        waiting = _waiting(session, group.id, member_ids)
        if not waiting:
            raise Incomplete({"members": "请选择还没有单独立案的职工"})
        for member, party in waiting:
            member.matter_id = pattern.open(session, party).id
        note(session, parent, "open_children", f"为{len(waiting)}名成员单独立案", viewer, at)
        return len(waiting)


def _waiting(
    session: Session, group_id: int, member_ids: Sequence[int]
) -> Sequence[tuple[GroupMember, Party]]:
    query = (
        sa.select(GroupMember, Party)
        .join(Party, Party.id == GroupMember.party_id)
        .where(
            GroupMember.group_id == group_id,
            GroupMember.id.in_(member_ids),
            GroupMember.left_at.is_(None),
            GroupMember.matter_id.is_(None),
        )
        .order_by(GroupMember.id)
    )
    return [(member, party) for member, party in session.execute(query)]


def _first(session: Session, lead: Proceeding) -> AuditEvent:
    """How the parent's proceeding was opened."""
    openings = [step.action for step in lead.definition.leaving(START)]
    of_lead = sa.select(AuditEvent).where(
        AuditEvent.proceeding_id == lead.id, AuditEvent.action.in_(openings)
    )
    return session.scalars(of_lead.order_by(AuditEvent.id).limit(1)).one()


def _answers(session: Session, lead: Proceeding, opening: Transition) -> dict[str, Any]:
    """What the parent's opening was told; what no column keeps was confirmed then, and is in its history."""
    said = _first(session, lead).data
    found = {d.name: getattr(lead, d.name, getattr(lead.matter, d.name, None)) for d in opening.needs}
    ticked = {d.name: said.get(d.name) for d in opening.needs if d.kind in (Kind.CONFIRMED, Kind.YES)}
    told = {name: value for name, value in {**ticked, **_kept(found)}.items() if not is_blank(value)}
    return {**told, **{name: value for name, value in ALONE.items() if name in found}}


def _kept(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if not is_blank(value)}


def _people(matter: Matter, parent: Matter, party: Party) -> list[Party]:
    """The worker and the employer, as the parent has them."""
    person = Person(
        name=party.name,
        phone=party.phone,
        id_number=party.id_number,
        address=party.address,
        job=party.job,
        crowd=party.crowd,
    )
    people = [person.party(matter, PartyKind.WORKER)]
    if parent.employer:
        known = parent.employer
        employer = Employer(name=known.name, credit_code=known.credit_code, address=known.address)
        people.append(employer.party(matter))
    return people
