"""What varies by place and time is proposed by one person and approved by another (一人提出、另一人批准)."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, class_mapper

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework import audit, law
from caseflow.casework.audit import Deed
from caseflow.casework.directory import Directory
from caseflow.casework.models import DeadlineRule, LocalParameter, Proposed, Stand
from caseflow.casework.notices import announce
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import GRANTS, Permission, Role, Viewer

P = TypeVar("P", DeadlineRule, LocalParameter)
Row = DeadlineRule | LocalParameter

_KINDS = {"deadline_rule": "rule", "local_parameter": "parameter"}
_KEEPING = [role for role in Role if Permission.RULES in GRANTS[role]]
_LIFE = {"proposed_at", "approved_at", "approved_by", "refused_by", "withdrawn_at", "proposed_by"}


def submit(session: Session, row: P, what: str, *, viewer: Viewer, at: datetime) -> P:
    """Put the row up for approval; one that waits for the same region and day gives way to it.

    Those who may approve it are told; `what` is what they are told of.

    Raises:
        Incomplete: what holds for that region and day is approved already.
    """
    require(viewer, Permission.RULES)
    _make_room(session, row, viewer, at)
    row.proposed_by, row.proposed_at = viewer.user_id, at
    session.add(row)
    _audit(session, row, "proposed", viewer, at)
    others = keepers(Directory.read(session)) - {viewer.user_id}
    text = f"{what}：{viewer.name}提出，请核对后批准"
    announce(session, _occasion(row), others, text, about=_occasion(row), at=at)
    return row


def _make_room(session: Session, row: P, viewer: Viewer, at: datetime) -> None:
    """Hold what stands for the same region and day, and let it give way if it still waits."""
    key = {name: getattr(row, name) for name in ("code", "region", "effective_from")}
    query = sa.select(type(row)).filter_by(**key, refused_by=None, withdrawn_at=None).with_for_update()
    standing = session.scalars(query).first()
    if standing is None:
        return
    if standing.approved_by is not None:
        raise Incomplete({"effective_from": f"自{row.effective_from}起的已生效，请另定生效日期"})
    standing.withdrawn_at = at
    session.flush()
    _audit(session, standing, "superseded", viewer, at)


def withdraw(session: Session, model: type[P], id: int, *, viewer: Viewer, at: datetime) -> P:
    """Take back a proposal of one's own (撤回).

    Raises:
        NotFound: there is none of that number.
        GuardRefused: it is somebody else's, or waits no more.
    """
    row = _waiting(session, model, id, viewer)
    if row.proposed_by != viewer.user_id:
        raise GuardRefused("只能撤回自己提出的；不同意的请写明理由退回")
    row.withdrawn_at = at
    _audit(session, row, "withdrawn", viewer, at)
    return row


def approve(session: Session, model: type[P], id: int, *, viewer: Viewer, at: datetime) -> P:
    """Put a proposal in force.

    Raises:
        NotFound: there is none of that number.
        GuardRefused: it waits no more, or is the viewer's own.
    """
    row = _of_another(session, model, id, viewer)
    row.approved_by, row.approved_at = viewer.user_id, at
    law.has_changed(session)
    _audit(session, row, "approved", viewer, at)
    return row


def tell_approved(
    session: Session, row: Row, what: str, concerned: Iterable[Role], *, viewer: Viewer, at: datetime
) -> None:
    """Let know that it is approved: who proposed it, who keep the rules, and whose work it concerns."""
    directory = Directory.read(session)
    told: set[int] = {row.proposed_by, *keepers(directory), *_holding(directory, concerned)} - {
        viewer.user_id
    }
    text = f"{what}：{viewer.name}已批准，自{row.effective_from}起执行"
    announce(session, f"approved.{_occasion(row)}", told, text, about=_occasion(row), at=at)


def refuse(session: Session, model: type[P], id: int, reason: str, *, viewer: Viewer, at: datetime) -> P:
    """Send somebody else's proposal back, who is told why (不批准).

    Raises:
        NotFound: there is none of that number.
        GuardRefused: it waits no more, or is the viewer's own.
        Incomplete: there is no reason.
    """
    if not reason.strip():
        raise Incomplete({"because": "请写明不批准的理由"})
    row = _of_another(session, model, id, viewer)
    row.refused_by, row.refusal = viewer.user_id, reason.strip()
    _audit(session, row, "refused", viewer, at)
    text = f"您提出的{row.code}（自{row.effective_from}起）未获批准：{row.refusal}"
    announce(session, f"refused.{_occasion(row)}", {row.proposed_by}, text, about=_occasion(row), at=at)
    return row


def _of_another(session: Session, model: type[P], id: int, viewer: Viewer) -> P:
    row = _waiting(session, model, id, viewer)
    if row.proposed_by == viewer.user_id:
        raise GuardRefused("提出人不能批准或者退回自己提出的，请由另一人办理；可以撤回")
    return row


def _waiting(session: Session, model: type[P], id: int, viewer: Viewer) -> P:
    """The proposal, held until the transaction ends."""
    require(viewer, Permission.RULES)
    row = session.get(model, id, with_for_update=True)
    if row is None:
        raise NotFound(f"没有{id}号提案")
    if row.stand is not Stand.WAITING:
        raise GuardRefused(f"{_DONE[row.stand]}，请刷新后核对")
    return row


_DONE = {
    Stand.APPROVED: "这项提案已经批准",
    Stand.REFUSED: "这项提案已经退回",
    Stand.WITHDRAWN: "这项提案已撤回，或者已由新的提案取代",
}


def keepers(directory: Directory) -> set[int]:
    """Who may propose and approve."""
    return _holding(directory, _KEEPING)


def _holding(directory: Directory, roles: Iterable[Role]) -> set[int]:
    wanted = set(roles)
    return {user for user, held in directory.roles.items() if wanted & held}


def names(session: Session, rows: Iterable[Proposed]) -> dict[int, str]:
    """The names of the people who proposed and decided on the rows, by id."""
    ids = {id for row in rows for id in (row.proposed_by, row.approved_by, row.refused_by) if id}
    found = session.execute(sa.select(User.id, User.name).where(User.id.in_(ids))).all() if ids else []
    return {row.id: row.name for row in found}


def _occasion(row: Row) -> str:
    return f"{_KINDS[row.__tablename__]}-{row.id}"


def _audit(session: Session, row: Row, step: str, viewer: Viewer, at: datetime) -> None:
    session.flush()
    columns = [column.key for column in class_mapper(type(row)).columns if column.key not in _LIFE]
    said = {name: value for name in columns if (value := getattr(row, name)) not in (None, "")}
    action = f"{_KINDS[row.__tablename__]}_{step}"
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=said))
