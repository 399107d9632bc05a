"""What a viewer sees of a group: the members in scope, how far each is, what is done for all (群体)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from caseflow.casework.groups.speaking import CHOSEN, CONSENTED, CROWD
from caseflow.casework.lights import Now
from caseflow.casework.models import (
    DisputeGroup,
    EmployerRecord,
    GroupMember,
    Matter,
    Party,
    PartyKind,
    Proceeding,
)
from caseflow.casework.privacy import mask_name
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.register.cases import Case, cases
from caseflow.casework.register.families import same_as
from caseflow.casework.worklists.lines import CONFIDENTIAL, Line, Teller, details, line
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer

MOST_SHOWN = 500
MOST_OFFERED = 50
FEW = 10
"""Fellow workers that the page of one of them shows."""


@dataclass(frozen=True, slots=True)
class Member:
    """A worker of the group; `line` is what has been opened for this one alone, if anything."""

    id: int
    name: str
    line: Line | None
    amount: Decimal | None
    represents_on: date | None
    chosen_how: str
    consented_on: date | None
    consented_how: str


@dataclass(frozen=True)
class GroupFile:
    """Everything that the page of a group shows; `whole` when the viewer sees the parent, too."""

    group: DisputeGroup
    employer: str
    employer_record: int | None
    headcount: int
    claimed: Decimal | None
    members: Sequence[Member]
    shared: Sequence[Case]
    whole: bool

    @property
    def progress(self) -> list[tuple[str, int]]:
        """How many members are how far."""
        own = [member.line for member in self.members if member.line]
        closed = sum(line.stage.closed for line in own)
        return [
            ("成员", len(self.members)),
            ("还没有单独立案", len(self.members) - len(own)),
            ("在办", len(own) - closed),
            ("办结", closed),
            ("同意由代表人代表", sum(member.consented_on is not None for member in self.members)),
        ]

    @property
    def amount(self) -> Decimal:
        """What the members claim together, as far as each has said."""
        return sum((member.amount or Decimal(0) for member in self.members), Decimal(0))

    @property
    def representatives(self) -> list[Member]:
        """Who speaks for the group."""
        return [member for member in self.members if member.represents_on]

    @property
    def crowd(self) -> bool:
        """Whether there are enough of them to choose representatives."""
        return max(self.headcount, len(self.members)) >= CROWD


def group_file(id: int, viewer: Viewer, now: Now) -> GroupFile:
    """The group with its members in scope.

    Raises:
        NotFound: neither the parent nor any member is in scope.
    """
    row = db.session.execute(_group(id, viewer)).first()
    members = _members(id, viewer, now)
    if row is None or not (row.whole or members):
        raise NotFound
    group: DisputeGroup = row[0]
    parent = sa.select(Matter.id).where(Matter.id == group.matter_id)
    return GroupFile(
        group=group,
        employer=row.employer or "单位不详",
        employer_record=row.employer_record_id,
        headcount=row.headcount,
        claimed=row.amount if row.whole else None,
        members=members,
        shared=cases(parent, viewer, now),
        whole=row.whole,
    )


def _group(id: int, viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    whole = sa.exists().where(Proceeding.matter_id == Matter.id, proceedings_in_scope(viewer))
    return (
        sa.select(
            DisputeGroup,
            Matter.headcount,
            Matter.amount,
            Party.name.label("employer"),
            Party.employer_record_id,
            whole.label("whole"),
        )
        .join(Matter, Matter.id == DisputeGroup.matter_id)
        .outerjoin(Party, Party.id == Matter.employer_id)
        .where(DisputeGroup.id == id)
    )


def _members(id: int, viewer: Viewer, now: Now) -> list[Member]:
    """Each member whose own matter is in scope, or who is only named in a parent that is."""
    home = sa.func.coalesce(GroupMember.matter_id, DisputeGroup.matter_id)
    seen = sa.exists().where(Proceeding.matter_id == Matter.id, proceedings_in_scope(viewer))
    query = (
        sa.select(GroupMember, Party.name, Matter.confidential, Matter.amount, DisputeGroup.matter_id)
        .join(DisputeGroup, DisputeGroup.id == GroupMember.group_id)
        .join(Party, Party.id == GroupMember.party_id)
        .join(Matter, Matter.id == home)
        .where(GroupMember.group_id == id, GroupMember.left_at.is_(None), seen)
        .order_by(GroupMember.id)
        .limit(MOST_SHOWN)
    )
    rows = db.session.execute(query).all()
    lines = _lines([row.GroupMember.matter_id for row in rows if row.GroupMember.matter_id], viewer, now)
    return [_member(row, lines) for row in rows]


def _member(row: Any, lines: dict[int, Line]) -> Member:
    member: GroupMember = row.GroupMember
    return Member(
        id=member.id,
        name=CONFIDENTIAL if row.confidential else mask_name(row.name),
        line=lines.get(member.matter_id or 0),
        amount=row.amount if member.matter_id and member.matter_id != row.matter_id else None,
        represents_on=member.represents_on,
        chosen_how=CHOSEN.get(member.chosen_how, ""),
        consented_on=member.consented_on,
        consented_how=CONSENTED.get(member.consented_how, ""),
    )


def _lines(matters: list[int], viewer: Viewer, now: Now) -> dict[int, Line]:
    """What each of these matters began with, by matter."""
    if not matters:
        return {}
    first = sa.select(sa.func.min(Proceeding.id).label("id"))
    picked = first.where(Proceeding.matter_id.in_(matters), proceedings_in_scope(viewer))
    grouped = picked.group_by(Proceeding.matter_id).subquery()
    rows = db.session.execute(details(grouped, Proceeding.matter_id))
    teller = Teller(now)
    return {row.matter_id: line(row, teller) for row in rows}


def joinable(file: GroupFile, viewer: Viewer) -> list[tuple[int, str]]:
    """Matters in scope on the same employer, of a worker, that are in no group yet, as options."""
    if file.employer_record is None:
        return []
    taken = sa.exists().where(GroupMember.matter_id == Matter.id, GroupMember.left_at.is_(None))
    leads = sa.exists().where(DisputeGroup.matter_id == Matter.id)
    query = (
        sa.select(Matter.id, sa.func.min(Proceeding.number).label("number"), Matter.opened_at)
        .join(Party, Party.id == Matter.employer_id)
        .join(Proceeding, Proceeding.matter_id == Matter.id)
        .where(
            Party.kind == PartyKind.EMPLOYER,
            Party.employer_record_id.in_(same_as(EmployerRecord, file.employer_record)),
            Matter.worker_id.is_not(None),
            proceedings_in_scope(viewer),
            ~taken,
            ~leads,
        )
        .group_by(Matter.id, Matter.opened_at)
        .order_by(Matter.id.desc())
        .limit(MOST_OFFERED)
    )
    return [(row.id, f"{row.number or '未编号'}") for row in db.session.execute(query)]


def fellows(id: int, but: int, viewer: Viewer, now: Now) -> list[Line]:
    """What has been opened for the members in scope other than that matter, the first few, in one query."""
    own = sa.select(GroupMember.matter_id).where(
        GroupMember.group_id == id, GroupMember.left_at.is_(None), GroupMember.matter_id != but
    )
    parent = sa.select(DisputeGroup.matter_id).where(DisputeGroup.id == id, DisputeGroup.matter_id != but)
    picked = (
        sa.select(sa.func.min(Proceeding.id).label("id"))
        .where(Proceeding.matter_id.in_(own.union(parent)), proceedings_in_scope(viewer))
        .group_by(Proceeding.matter_id)
        .order_by(sa.func.min(Proceeding.id))
        .limit(FEW)
        .subquery()
    )
    teller = Teller(now)
    return [line(row, teller) for row in db.session.execute(details(picked).order_by(Proceeding.id))]
