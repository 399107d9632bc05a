"""Administration of the unit tree (单位管理); each change is audited."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit, UnitKind, User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import find, visible_to
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Permission, Viewer


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """What an administrator says of a unit; only the root has no parent."""

    name: str
    kind: UnitKind
    area: str
    parent_id: int | None
    head_id: int | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with those below it."""

    unit: Unit
    children: tuple["Branch", ...]


def tree(viewer: Viewer) -> tuple[Branch, ...]:
    """The units in scope as a tree, brothers by name."""
    units = db.session.scalars(visible_to(viewer, Unit).order_by(Unit.name)).all()
    below: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id].append(unit)

    def branches(of: list[Unit]) -> tuple[Branch, ...]:
        return tuple(Branch(unit, branches(below[unit.id])) for unit in of)

    ids = {unit.id for unit in units}
    return branches([unit for unit in units if unit.parent_id not in ids])


def choices(
    branches: tuple[Branch, ...], *, without: int | None = None, depth: int = 0
) -> list[tuple[int, str]]:
    """The units in use as options, deeper ones indented; `without` leaves out one and everything below it."""
    found: list[tuple[int, str]] = []
    for branch in branches:
        if branch.unit.id != without:
            own = [(branch.unit.id, "\u3000" * depth + branch.unit.name)] if branch.unit.active else []
            found += own + choices(branch.children, without=without, depth=depth + 1)
    return found


def staff(unit: Unit) -> list[tuple[int, str]]:
    """The users in use who work in the unit itself, as options."""
    query = sa.select(User.id, User.name).where(User.unit_id == unit.id, User.active).order_by(User.name)
    return [(row.id, row.name) for row in db.session.execute(query)]


def add_unit(details: UnitDetails, *, viewer: Viewer, at: datetime) -> Unit:
    """A new unit below its parent; the very first one is the root.

    Raises:
        Incomplete: the name is taken, or the parent is missing.
        NotFound: the parent is out of the viewer's scope.
    """
    require(viewer, Permission.ACCOUNTS)
    with transaction() as session:
        parent = _parent(session, details.parent_id, viewer)
        unit = Unit(name=details.name, kind=details.kind, area=details.area, parent_id=details.parent_id)
        session.add(unit)
        _flush_name(session)
        unit.path = _path(parent, unit)
        _audit(session, unit, "unit_added", viewer, at, asdict(details))
        return unit


def change_unit(id: int, details: UnitDetails, *, viewer: Viewer, at: datetime) -> Unit:
    """Correct a unit, give it a head, or move it with everything below it.

    Raises:
        Incomplete: the name is taken, the new parent lies below the unit, or the head does not work there.
        NotFound: the unit or the new parent is out of the viewer's scope.
    """
    require(viewer, Permission.ACCOUNTS)
    with transaction() as session:
        unit = find(Unit, id, viewer, session=session)
        before = _said_of(unit)
        unit.name, unit.kind, unit.area = details.name, details.kind, details.area
        _flush_name(session)
        if details.parent_id != unit.parent_id:
            _move(session, unit, details.parent_id, viewer)
        unit.head_id = _head(session, unit, details.head_id)
        after = _said_of(unit)
        changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
        _audit(session, unit, "unit_changed", viewer, at, changed)
        return unit


def _parent(session: Session, parent_id: int | None, viewer: Viewer) -> Unit | None:
    if parent_id is not None:
        parent = find(Unit, parent_id, viewer, session=session)
        if not parent.active:
            raise Incomplete({"parent_id": "这个上级单位已停用，请另选"})
        return parent
    if session.scalar(sa.select(sa.exists().where(Unit.id.is_not(None)))):
        raise Incomplete({"parent_id": "请选择上级单位"})
    return None


def _path(parent: Unit | None, unit: Unit) -> str:
    return f"{parent.path if parent else '/'}{unit.id}/"


def _flush_name(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as taken:
        raise Incomplete({"name": "已有同名单位"}) from taken


def _move(session: Session, unit: Unit, parent_id: int | None, viewer: Viewer) -> None:
    """Hang the unit below another parent. The whole tree is held, or two moves could make a ring."""
    session.execute(sa.select(Unit.id).with_for_update()).all()
    session.refresh(unit)
    parent = _parent(session, parent_id, viewer)
    if parent and parent.path.startswith(unit.path):
        raise Incomplete({"parent_id": "上级单位不能是本单位或它的下级"})
    old, new = unit.path, _path(parent, unit)
    unit.parent_id = parent_id
    subtree = sa.update(Unit).where(Unit.path.startswith(old))
    session.execute(subtree.values(path=sa.literal(new) + sa.func.substr(Unit.path, len(old) + 1)))


def _head(session: Session, unit: Unit, head_id: int | None) -> int | None:
    if head_id is None:
        return None
    head = session.get(User, head_id)
    if head is None or not head.active or head.unit_id != unit.id:
        raise Incomplete({"head_id": "负责人须是本单位在用的用户"})
    return head_id


def close_unit(id: int, *, viewer: Viewer, at: datetime) -> Unit:
    """Take a unit out of use (停用).

    Raises:
        GuardRefused: people, units or unfinished cases still depend on it.
    """
    require(viewer, Permission.ACCOUNTS)
    with transaction() as session:
        unit = find(Unit, id, viewer, session=session)
        _refuse_if_needed(session, unit)
        unit.active = False
        _audit(session, unit, "unit_closed", viewer, at)
        return unit


def reopen_unit(id: int, *, viewer: Viewer, at: datetime) -> Unit:
    """Take a unit into use again (启用)."""
    require(viewer, Permission.ACCOUNTS)
    with transaction() as session:
        unit = find(Unit, id, viewer, session=session)
        unit.active = True
        _audit(session, unit, "unit_reopened", viewer, at)
        return unit


def _refuse_if_needed(session: Session, unit: Unit) -> None:
    needed_by = {
        "在用的用户": sa.exists().where(User.unit_id == unit.id, User.active),
        "在用的下级单位": sa.exists().where(Unit.parent_id == unit.id, Unit.active),
        "未办结的案件": sa.exists().where(Proceeding.unit_id == unit.id, Proceeding.open),
    }
    found = session.execute(sa.select(*needed_by.values())).one()
    if left := [what for what, there in zip(needed_by, found, strict=True) if there]:
        raise GuardRefused(f"这个单位还有{'、'.join(left)}，请先移走再停用。")


def _said_of(unit: Unit) -> dict[str, object]:
    return asdict(UnitDetails(unit.name, unit.kind, unit.area, unit.parent_id, unit.head_id))


def _audit(
    session: Session,
    unit: Unit,
    action: str,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    about = {"unit_id": unit.id, **(data or {})}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=about))
