"""Who belongs to a group: it forms around a matter, workers join and leave it (组成群体、增减成员)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit, search
from caseflow.casework.audit import Deed
from caseflow.casework.db import insert_missing, transaction
from caseflow.casework.groups.finding import find_group, held_matter, is_of
from caseflow.casework.models import DisputeGroup, EmployerRecord, GroupMember, Matter, Party, PartyKind
from caseflow.casework.parties import Person
from caseflow.casework.queries import visible_to
from caseflow.casework.register.families import same_as
from caseflow.casework.register.linking import link
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer

TOGETHER = "登记时一并反映"


def form(session: Session, matter: Matter, *, alone: bool, viewer: Viewer, at: datetime) -> None:
    """Make a group of the workers that the matter names, when there are several, or `alone` will do.

    What grows from a matter that has one adds nothing to it.
    """
    workers = session.scalars(_workers_of(matter.id)).all()
    formed = sa.select(DisputeGroup.id).filter_by(matter_id=matter.id)
    if (len(workers) > 1 or (workers and alone)) and not session.scalar(formed):
        _open(session, matter, workers, TOGETHER, viewer, at)


def open_group(matter_id: int, *, reason: str, viewer: Viewer, at: datetime) -> DisputeGroup:
    """Make a group around a matter that came as one person's (组成群体).

    Raises:
        GuardRefused: the matter is part of a group already.
        NotFound: it is out of scope.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        matter = held_matter(session, matter_id, viewer)
        if session.scalar(sa.select(GroupMember.id).where(is_of(matter_id)).limit(1)):
            raise GuardRefused("这个案件已经在一个群体里")
        if session.scalar(sa.select(DisputeGroup.id).filter_by(matter_id=matter_id)):
            raise GuardRefused("这个案件已经组成群体")
        matter.collective = True
        return _open(session, matter, session.scalars(_workers_of(matter_id)).all(), reason, viewer, at)


def _open(
    session: Session, matter: Matter, workers: Sequence[Party], reason: str, viewer: Viewer, at: datetime
) -> DisputeGroup:
    """A group around the matter, which is its first worker's own."""
    group = DisputeGroup(matter_id=matter.id, opened_at=at, opened_by=viewer.user_id, reason=reason)
    session.add(group)
    session.flush()
    own = {matter.worker_id: matter.id}
    _join(session, group, [(worker.id, own.get(worker.id)) for worker in workers], reason, viewer, at)
    note(session, matter, "open_group", reason, viewer, at)
    return group


def _workers_of(matter_id: int) -> sa.Select[Party]:
    return sa.select(Party).filter_by(matter_id=matter_id, kind=PartyKind.WORKER).order_by(Party.id)


def _join(
    session: Session,
    group: DisputeGroup,
    members: Iterable[tuple[int, int | None]],
    reason: str,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Each party, with the matter of its own if there is one."""
    joined = {"group_id": group.id, "joined_at": at, "joined_by": viewer.user_id, "reason": reason}
    empty = {"left_because": "", "chosen_how": "", "consented_how": ""}
    rows = [{**joined, **empty, "party_id": party, "matter_id": own} for party, own in members]
    insert_missing(session, GroupMember, rows)


def add_worker(group_id: int, person: Person, *, reason: str, viewer: Viewer, at: datetime) -> None:
    """Write down another worker with the same claim (补充成员).

    Raises:
        Incomplete: nothing tells who it is.
        NotFound: the group is out of scope.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        group, matter = find_group(session, group_id, viewer)
        if not person.name:
            raise Incomplete({"name": "请填写职工姓名"})
        party = person.party(matter, PartyKind.WORKER)
        link(session, [party], at)
        session.add(party)
        search.refresh(session, matter.id)
        _join(session, group, [(party.id, None)], reason, viewer, at)
        matter.headcount = max(matter.headcount, _present(session, group.id))
        note(session, matter, "join_group", reason, viewer, at)


def add_matters(
    group_id: int, matter_ids: Sequence[int], *, reason: str, viewer: Viewer, at: datetime
) -> int:
    """Take other matters on the same employer into the group, each with its worker (并入案件).

    Raises:
        Incomplete: none of them is one that may join.
        NotFound: the group is out of scope.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        group, parent = find_group(session, group_id, viewer)
        matters = [m for m in session.scalars(_held(viewer, matter_ids)) if _may_join(session, m, parent)]
        if not matters:
            raise Incomplete({"matters": "请选择同一单位、还不在群体里的案件"})
        members = [(m.worker_id, m.id) for m in matters if m.worker_id]
        _join(session, group, members, reason, viewer, at)
        for matter in matters:
            matter.collective = True
            note(session, matter, "join_group", reason, viewer, at)
        parent.headcount = max(parent.headcount, _present(session, group.id))
        return len(members)


def _held(viewer: Viewer, matter_ids: Sequence[int]) -> sa.Select[Matter]:
    query = visible_to(viewer, Matter).where(Matter.id.in_(matter_ids)).order_by(Matter.id)
    return query.with_for_update(of=Matter, key_share=True).execution_options(populate_existing=True)


def _may_join(session: Session, matter: Matter, parent: Matter) -> bool:
    """A matter with a worker, on the same employer, in no group."""
    if matter.id == parent.id or matter.worker_id is None or parent.employer is None:
        return False
    same = sa.exists().where(
        Party.id == matter.employer_id,
        Party.employer_record_id.in_(same_as(EmployerRecord, parent.employer.employer_record_id or 0)),
    )
    taken = sa.exists().where(is_of(matter.id))
    return bool(session.scalar(sa.select(sa.and_(same, ~taken))))


def remove_member(group_id: int, member_id: int, *, because: str, viewer: Viewer, at: datetime) -> None:
    """Let a worker go out of the group; what the worker has of its own goes on by itself (移出).

    Raises:
        NotFound: there is no such member in scope, or it has left before.
    """
    require(viewer, Permission.GROUP_ACT)
    with transaction() as session:
        group, matter = find_group(session, group_id, viewer)
        member = session.get(GroupMember, member_id)
        if member is None or member.group_id != group.id or member.left_at:
            raise NotFound
        member.left_at, member.left_by, member.left_because = at, viewer.user_id, because
        member.represents_on = None
        note(session, matter, "leave_group", because, viewer, at)


def _present(session: Session, group_id: int) -> int:
    session.flush()
    here = sa.select(sa.func.count(GroupMember.id)).filter_by(group_id=group_id, left_at=None)
    return session.scalar(here) or 0


def note(session: Session, matter: Matter, action: str, reason: str, viewer: Viewer, at: datetime) -> None:
    audit.record(session, matter, Deed(action=action, viewer=viewer, at=at, data={"reason": reason}))
