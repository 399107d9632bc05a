"""Two records that turn out to be one, and the way back (合并、撤销合并).

Nothing moves but one pointer: parties and keys stay with the record they came to, so that undoing restores
exactly what was, and whoever came meanwhile is where they belong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import (
    EmployerRecord,
    Matter,
    Party,
    RecordKind,
    RecordMerge,
    WorkerKey,
    WorkerRecord,
)
from caseflow.casework.register.families import Record, link_of, same_as
from caseflow.casework.register.keys import BY_ID
from caseflow.casework.register.seen import find_record, is_seen
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Permission, Viewer

UNDO = timedelta(hours=24)
"""How long a merge can be taken back."""

MODELS: Mapping[RecordKind, Record] = {RecordKind.WORKER: WorkerRecord, RecordKind.EMPLOYER: EmployerRecord}

MOST_ALIKE = 10


@dataclass(frozen=True, slots=True)
class Merged:
    """A merge as the page of a record shows it; `until` is when it can be undone no more."""

    id: int
    source_id: int
    by: str
    at: datetime
    reason: str
    undone_at: datetime | None

    @property
    def until(self) -> datetime:
        """The last moment to take it back."""
        return self.at + UNDO


def merge(
    kind: RecordKind, source_id: int, target_id: int, *, reason: str, viewer: Viewer, at: datetime
) -> RecordMerge:
    """Make the source part of the target; the histories of the matters concerned say so.

    Raises:
        GuardRefused: they are one already, or cannot be one.
        NotFound: one of them is out of scope.
    """
    require(viewer, Permission.REGISTER_MERGE)
    model = MODELS[kind]
    with transaction() as session:
        source, target = (find_record(model, id, viewer) for id in (source_id, target_id))
        if source.id == target.id:
            raise GuardRefused("这两份档案已经是同一份")
        _refuse_strangers(session, kind, source.id, target.id)
        moved = session.scalars(sa.select(model.id).where(model.merged_into_id == source.id)).all()
        made = RecordMerge(
            kind=kind,
            source_id=source.id,
            target_id=target.id,
            moved=sorted(moved),
            reason=reason,
            at=at,
            by_id=viewer.user_id,
        )
        session.add(made)
        _point(session, model, [source.id, *moved], target.id)
        _record(session, made, "merge_records", viewer, at)
        return made


def undo(merge_id: int, *, viewer: Viewer, at: datetime) -> RecordMerge:
    """Take the two apart again, as they were (撤销合并).

    Raises:
        GuardRefused: it is too late, was done before, or the target has become part of another one since.
        NotFound: the record is out of scope.
    """
    require(viewer, Permission.REGISTER_MERGE)
    with transaction() as session:
        made = session.get(RecordMerge, merge_id, with_for_update=True)
        if made is None:
            raise NotFound
        model = MODELS[made.kind]
        target = find_record(model, made.target_id, viewer)
        if made.undone_at:
            raise GuardRefused("这次合并已经撤销")
        if at >= made.at + UNDO:
            raise GuardRefused("合并已满24小时，不能撤销。确有错误的，请联系系统管理员。")
        if target.id != made.target_id:
            raise GuardRefused("合并后的档案又并入了另一份档案，请先撤销后一次合并")
        _point(session, model, [made.source_id], None)
        _point(session, model, made.moved, made.source_id)
        made.undone_at, made.undone_by = at, viewer.user_id
        _record(session, made, "undo_merge", viewer, at)
        return made


def _refuse_strangers(session: Session, kind: RecordKind, source: int, target: int) -> None:
    """Two cards are two people, two credit codes two employers."""
    if kind is RecordKind.WORKER:
        both = sa.or_(*(WorkerKey.record_id.in_(same_as(WorkerRecord, id)) for id in (source, target)))
        cards = sa.select(WorkerKey.key).where(both, WorkerKey.key.startswith(BY_ID))
        if len(session.scalars(cards).all()) > 1:
            raise GuardRefused("两份档案的身份证号码不同，不是同一人，不能合并")
        return
    both = sa.or_(*(EmployerRecord.id.in_(same_as(EmployerRecord, id)) for id in (source, target)))
    codes = sa.select(EmployerRecord.credit_code).where(both, EmployerRecord.credit_code.is_not(None))
    if len(session.scalars(codes).all()) > 1:
        raise GuardRefused("两份档案的统一社会信用代码不同，不是同一单位，不能合并")


def _point(session: Session, model: Record, records: Sequence[int], to: int | None) -> None:
    """These records are part of that one from now on, or of none."""
    if records:
        session.execute(sa.update(model).where(model.id.in_(records)).values(merged_into_id=to))


def _record(session: Session, made: RecordMerge, action: str, viewer: Viewer, at: datetime) -> None:
    """One link in the system's chain says all, one in the chain of each matter that it happened.

    Not in that of a confidential one, about a worker: two histories with the same link would tell who it is.
    """
    session.flush()
    parties = sa.select(Party.matter_id).where(link_of(MODELS[made.kind]).in_([made.source_id, *made.moved]))
    query = sa.select(Matter).where(Matter.id.in_(parties)).order_by(Matter.id)
    if made.kind is RecordKind.WORKER:
        query = query.where(Matter.confidential.is_(False))
    held = query.with_for_update(of=Matter, key_share=True).execution_options(populate_existing=True)
    said = {"reason": made.reason, "record_merge": made.id}
    for matter in session.scalars(held):
        audit.record(session, matter, Deed(action=action, viewer=viewer, at=at, data=said))
    data = {"kind": made.kind, "source": made.source_id, "target": made.target_id, "reason": made.reason}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))


def merges(kind: RecordKind, record: int) -> list[Merged]:
    """What was merged into the record, which has been found before, the newest first."""
    model = MODELS[kind]
    query = (
        sa.select(RecordMerge, User.name)
        .join(User, User.id == RecordMerge.by_id)
        .where(RecordMerge.kind == kind, RecordMerge.target_id.in_(same_as(model, record)))
        .order_by(RecordMerge.id.desc())
    )
    return [
        Merged(made.id, made.source_id, by, made.at, made.reason, made.undone_at)
        for made, by in db.session.execute(query)
    ]


def alike(kind: RecordKind, record: WorkerRecord | EmployerRecord, viewer: Viewer) -> Sequence[int]:
    """Other records in scope that might be the same: of the same initials."""
    model = MODELS[kind]
    query = (
        sa.select(model.id)
        .where(
            model.initials == record.initials,
            model.initials != "",
            model.id != record.id,
            model.merged_into_id.is_(None),
            is_seen(viewer, model),
        )
        .order_by(model.id)
        .limit(MOST_ALIKE)
    )
    return db.session.scalars(query).all()
