"""Views of the queue that people keep: their own, and those shared with one of their roles (常用视图).

A view is a tab with filters, no more: what it shows follows from the scope of whoever opens it. A shared one
is there for those of the role who work in the unit of its owner.
"""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.models import DefaultView, SavedView
from caseflow.extensions import fetch
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Role, Viewer

MOST = 20
"""Views of one person."""

LONGEST = 20
"""Characters of a name; it stands in a row of links."""


@dataclass(frozen=True, slots=True)
class View:
    """A view as a list shows it; `own` when the viewer may change it."""

    id: int
    name: str
    query: str
    role: Role | None
    own: bool
    default: bool


_me, _owner = aliased(User), aliased(User)


_ME = sa.bindparam("me", type_=sa.Integer)
_OWN = SavedView.owner_id == _ME

# Built once: every queue asks.
_VIEWS = (
    sa.select(
        SavedView.id,
        SavedView.name,
        SavedView.query,
        SavedView.role,
        _OWN.label("own"),
        DefaultView.user_id.is_not(None).label("default"),
    )
    .join(_owner, _owner.id == SavedView.owner_id)
    .join(_me, _me.id == _ME)
    .outerjoin(DefaultView, sa.and_(DefaultView.view_id == SavedView.id, DefaultView.user_id == _ME))
    .where(
        sa.or_(
            _OWN,
            sa.and_(SavedView.role.in_(sa.bindparam("roles", expanding=True)), _owner.unit_id == _me.unit_id),
        )
    )
    .order_by(_OWN.desc(), SavedView.id)
)


def views(viewer: Viewer) -> list[View]:
    """The viewer's own views, and then those shared with the viewer, in one query."""
    found = fetch(_VIEWS, {"me": viewer.user_id, "roles": list(viewer.roles)})
    return [View(row.id, row.name, row.query, row.role, row.own, row.default) for row in found]


def save(name: str, query: str, *, viewer: Viewer) -> None:
    """Keep the present tab and filters under a name.

    Raises:
        Incomplete: the name is too long, or there is one of that name.
        GuardRefused: there are as many as one person may have.
    """
    with transaction() as session:
        count = sa.select(sa.func.count()).select_from(SavedView).where(SavedView.owner_id == viewer.user_id)
        if session.scalars(count).one() >= MOST:
            raise GuardRefused(f"一个人最多保存 {MOST} 个视图，请先删去不用的")
        session.add(SavedView(owner_id=viewer.user_id, name=_fitting(name), query=query))
        _flush_name(session)


def rename(id: int, name: str, *, viewer: Viewer) -> None:
    """Give it another name.

    Raises:
        NotFound: the viewer has no such view.
        Incomplete: the name is too long, or there is one of that name.
    """
    with transaction() as session:
        _own(session, id, viewer).name = _fitting(name)
        _flush_name(session)


def delete(id: int, *, viewer: Viewer) -> None:
    """Keep it no longer; nobody's queue opens with it any more."""
    with transaction() as session:
        view = _own(session, id, viewer)
        session.execute(sa.delete(DefaultView).where(DefaultView.view_id == view.id))
        session.delete(view)


def share(id: int, role: Role | None, *, viewer: Viewer) -> None:
    """Let those who hold one of the viewer's own roles use it too; None takes that back.

    Raises:
        Forbidden: the viewer may not share, or does not hold the role.
    """
    require(viewer, Permission.SHARE_VIEWS)
    if role and role not in viewer.roles:
        raise Forbidden("只能与自己所在的岗位共享")
    with transaction() as session:
        view = _own(session, id, viewer)
        view.role = role
        if role is None:
            others = DefaultView.view_id == view.id, DefaultView.user_id != viewer.user_id
            session.execute(sa.delete(DefaultView).where(*others))


def open_with(id: int | None, *, viewer: Viewer) -> None:
    """Let the viewer's queue open with that view; None lets it open with its first tab.

    Raises:
        NotFound: the viewer sees no such view.
    """
    if id is not None and id not in {view.id for view in views(viewer)}:
        raise NotFound
    with transaction() as session:
        session.execute(sa.delete(DefaultView).where(DefaultView.user_id == viewer.user_id))
        if id is not None:
            row = {"user_id": viewer.user_id, "view_id": id}
            session.execute(dialect_insert(session)(DefaultView).on_conflict_do_nothing(), [row])


def _own(session: Session, id: int, viewer: Viewer) -> SavedView:
    own = SavedView.id == id, SavedView.owner_id == viewer.user_id
    view = session.scalars(sa.select(SavedView).where(*own)).one_or_none()
    if view is None:
        raise NotFound
    return view


def _fitting(name: str) -> str:
    if len(name) > LONGEST:
        raise Incomplete({"name": f"名称最多 {LONGEST} 个字"})
    return name


def _flush_name(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as taken:
        raise Incomplete({"name": "已有同名的视图，请换一个名称"}) from taken
