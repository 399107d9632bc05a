"""Requests to erase a worker's identity: one person asks, another decides (申请删除、批准)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.directory import Directory
from caseflow.casework.erasing.standing import Standing, standing
from caseflow.casework.erasing.wiping import wipe
from caseflow.casework.models import AuditEvent, Erasure, Matter, WorkerRecord
from caseflow.casework.notices import announce
from caseflow.casework.privacy import mask_name
from caseflow.casework.register.seen import find_record
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import GRANTS, Permission, Role, Viewer

GROUNDS: Mapping[str, str] = {
    "purpose": "处理目的已实现、无法实现或者不再必要",
    "expired": "保存期限已届满",
    "withdrawn": "本人撤回同意",
    "unlawful": "处理个人信息违反法律、行政法规或者约定",
    "other": "法律、行政法规规定的其他情形",
}
"""When an identity has to be erased (个人信息保护法 第四十七条第一款)."""

APPROVERS = tuple(
    role for role in Role if role is not Role.SYSTEM and Permission.APPROVE_ERASE in GRANTS[role]
)
"""Who decides on what others ask."""

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with the name of the worker, masked, and those who asked and decided."""

    erasure: Erasure
    worker: str
    asked_by: str
    decided_by: str


def standing_of(record_id: int, viewer: Viewer, at: datetime) -> Standing:
    """What stands against erasing the worker, for somebody who may ask for it.

    Raises:
        Forbidden: the viewer may not ask.
        GuardRefused: the worker's matters may lie in units that the viewer does not see, or it is done.
        NotFound: no matter in scope is about the worker.
    """
    return _asking(db.session(), record_id, viewer, at)[1]


def _asking(session: Session, record_id: int, viewer: Viewer, at: datetime) -> tuple[WorkerRecord, Standing]:
    require(viewer, Permission.ERASE)
    record = find_record(WorkerRecord, record_id, viewer)
    if not viewer.everywhere:
        raise GuardRefused("删除涉及各单位的材料，请由总工会的督办员提出")
    if record.erased_at:
        raise GuardRefused("这位职工的个人信息已经删除")
    return record, standing(session, record.id, at)


def ask(record_id: int, *, ground: str, reason: str, viewer: Viewer, at: datetime) -> Erasure:
    """Ask for it; those who decide are told (申请删除).

    Raises:
        Forbidden: the viewer may not ask.
        GuardRefused: something stands against it, or a request waits already.
        NotFound: no matter in scope is about the worker.
    """
    with transaction() as session:
        record, found = _asking(session, record_id, viewer, at)
        _refuse_if_held(found)
        if any(one.erasure.waits for one in erasures(session, record.id)):
            raise GuardRefused("已有一项申请等待批准，请先等结果")
        asked = Erasure(
            record_id=record.id, ground=ground, reason=reason, asked_by=viewer.user_id, asked_at=at
        )
        session.add(asked)
        session.flush()
        _record(session, asked, "ask_erasure", viewer, at, ground=ground, reason=reason)
        others = _deciders(session) - {viewer.user_id}
        _tell(session, asked, others, f"{viewer.name}申请删除个人信息，请核对后决定", at)

        return asked


def _refuse_if_held(found: Standing) -> None:
    if found.obstacles:
        first, *rest = found.obstacles
        more = f"，另有{len(rest)}项" if rest else ""
        raise GuardRefused(f"现在不能删除：{first.text}{more}。请在这些情形消失后再办")


def withdraw(id: int, *, viewer: Viewer, at: datetime) -> Erasure:
    """Take back one's own request (撤回申请).

    Raises:
        Forbidden: the viewer may not ask for any.
        GuardRefused: it is somebody else's, or was decided.
        NotFound: there is none.
    """
    require(viewer, Permission.ERASE)
    with transaction() as session:
        asked = _waiting(session, id)
        if asked.asked_by != viewer.user_id:
            raise GuardRefused("只能撤回自己提出的申请")
        asked.withdrawn_at = at
        _record(session, asked, "withdraw_erasure", viewer, at)
        return asked


def refuse(id: int, *, reason: str, viewer: Viewer, at: datetime) -> Erasure:
    """Say why not; the person has a right to the reason (不批准, 个人信息保护法 第五十条).

    Raises:
        Forbidden: the viewer may not decide.
        GuardRefused: it is the viewer's own request, or was decided.
        NotFound: there is none.
    """
    with transaction() as session:
        asked = _deciding(session, id, viewer, at)
        asked.approved, asked.refusal = False, reason
        _record(session, asked, "refuse_erasure", viewer, at, reason=reason)
        _tell(session, asked, {asked.asked_by}, "您申请的删除个人信息没有获得批准，请打开查看理由", at)
        return asked


def approve(id: int, *, viewer: Viewer, at: datetime) -> Erasure:
    """Agree, and erase at once; each matter and the system's chain bear the certificate (批准并删除).

    Raises:
        Forbidden: the viewer may not decide.
        GuardRefused: it is the viewer's own request, was decided, or something stands against it by now.
        NotFound: there is none.
    """
    with transaction() as session:
        asked = _deciding(session, id, viewer, at)
        found = standing(session, asked.record_id, at)
        _refuse_if_held(found)
        matters = session.scalars(
            sa.select(Matter).where(Matter.id.in_(found.matters)).order_by(Matter.id).with_for_update()
        ).all()
        done = wipe(session, asked.record_id, [matter.id for matter in matters], at)
        for matter in matters:
            deed = Deed(action="erase_identity", viewer=viewer, at=at, data={"erasure": asked.id})
            audit.record(session, matter, deed)
        asked.approved, asked.certificate = True, asdict(done) | {"files": list(done.files)}
        asked.proof = _record(session, asked, "approve_erasure", viewer, at, **asked.certificate).digest
        _tell(session, asked, {asked.asked_by}, "您申请的删除个人信息已批准并完成，可以打开删除证明", at)
        return asked


def _deciding(session: Session, id: int, viewer: Viewer, at: datetime) -> Erasure:
    """The request that waits for somebody else's decision, which is made now."""
    require(viewer, Permission.APPROVE_ERASE)
    asked = _waiting(session, id)
    if asked.asked_by == viewer.user_id:
        raise GuardRefused("不能批准自己的申请，请由另一人办理")
    asked.decided_by, asked.decided_at = viewer.user_id, at
    return asked


def _waiting(session: Session, id: int) -> Erasure:
    asked = session.get(Erasure, id, with_for_update=True)
    if asked is None:
        raise NotFound
    if not asked.waits:
        raise GuardRefused("这项申请已经办过或者撤回，请刷新后核对")
    return asked


def erasures(session: Session, *only: int) -> Sequence[Asked]:
    """The requests about these workers, or all, the newest first."""
    query = _requests().order_by(Erasure.id.desc()).limit(MOST_LISTED)
    rows = session.execute(query.where(Erasure.record_id.in_(only)) if only else query)
    return [_asked(row) for row in rows]


def _requests() -> sa.Select[*tuple[Any, ...]]:
    asker, decider = aliased(User), aliased(User)
    return (
        sa.select(Erasure, WorkerRecord.name, asker.name, decider.name)
        .join(WorkerRecord, WorkerRecord.id == Erasure.record_id)
        .join(asker, asker.id == Erasure.asked_by)
        .outerjoin(decider, decider.id == Erasure.decided_by)
    )


def _asked(row: Any) -> Asked:
    asked, worker, by, decided = row
    return Asked(asked, mask_name(worker), by, decided or "")


def erasure(id: int, viewer: Viewer) -> Asked:
    """One request.

    Raises:
        Forbidden: the viewer may not read any.
        NotFound: there is none.
    """
    require(viewer, Permission.ERASURES)
    found = db.session.execute(_requests().where(Erasure.id == id)).first()
    if found is None:
        raise NotFound
    return _asked(found)


def _deciders(session: Session) -> set[int]:
    roles = Directory.read(session).roles
    return {user for user, held in roles.items() if held & set(APPROVERS)}


def _tell(session: Session, asked: Erasure, to: set[int], text: str, at: datetime) -> None:
    about = f"erasure-{asked.id}"
    announce(session, f"{about}.{asked.approved}", to, text, about=about, at=at)


def _record(
    session: Session, asked: Erasure, action: str, viewer: Viewer, at: datetime, **data: object
) -> AuditEvent:
    known = {"erasure": asked.id, "worker_record": asked.record_id, **data}
    return audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=known))
