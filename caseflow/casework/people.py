"""Administration of users (用户管理): who works here, where, in which roles; each change is audited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager, selectinload

from caseflow.accounts import passwords, throttle
from caseflow.accounts.grants import check_roles, require
from caseflow.accounts.models import Absence, Unit, User, UserRole
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import find, visible_to
from caseflow.casework.sessions import set_password
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Permission, Role, Viewer

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,49}")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Person:
    """What an administrator says of a user."""

    name: str
    unit_id: int
    roles: frozenset[Role]


def add_person(login: str, person: Person, *, viewer: Viewer, at: datetime) -> tuple[User, str]:
    """A new user, and the password to hand over; it works until its owner has chosen another.

    Raises:
        Incomplete: the login is taken or malformed, or the roles do not go together.
        NotFound: the unit is out of the viewer's scope.
    """
    require(viewer, Permission.ACCOUNTS)
    login = _checked_login(login)
    password = passwords.one_time()
    password_hash = passwords.hashed(password)
    with transaction() as session:
        user = User(login=login, session_epoch=0)
        set_password(user, password_hash, must_change=True, at=at)
        _take(session, user, person, viewer)
        session.add(user)
        _flush_login(session)
        _audit(session, user, "user_added", viewer, at, {"login": login, **_said_of(user)})
    return user, password


def _checked_login(login: str) -> str:
    login = login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise Incomplete({"login": "登录名为 2 到 50 位小写字母、数字、点、短横或下划线"})
    return login


def _flush_login(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as taken:
        raise Incomplete({"login": "这个登录名已有人使用"}) from taken


def change_person(id: int, person: Person, *, viewer: Viewer, at: datetime) -> User:
    """Correct name, unit or roles of another user.

    Raises:
        Incomplete: the roles do not go together.
        NotFound: the user or the new unit is out of the viewer's scope.
        GuardRefused: administrators do not change themselves.
    """
    with transaction() as session:
        user = _other(session, id, viewer)
        before = _said_of(user)
        _take(session, user, person, viewer)
        _vacate(session, user)
        after = _said_of(user)
        changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
        _audit(session, user, "user_changed", viewer, at, changed)
        return user


def _take(session: Session, user: User, person: Person, viewer: Viewer) -> None:
    check_roles(person.roles)
    unit = find(Unit, person.unit_id, viewer, session=session)
    if not unit.active:
        raise Incomplete({"unit_id": "这个单位已停用，请另选"})
    user.name = person.name
    user.unit = unit
    kept = [held for held in user.roles if held.role in person.roles]
    new = person.roles - {held.role for held in kept}
    user.roles = [*kept, *(UserRole(role=role) for role in sorted(new))]


def _said_of(user: User) -> dict[str, object]:
    return {"name": user.name, "unit_id": user.unit.id, "roles": sorted(held.role for held in user.roles)}


def deactivate(id: int, *, viewer: Viewer, at: datetime) -> User:
    """Let a user go (停用): sessions end at once, the unit that the user headed has no head any more."""
    with transaction() as session:
        user = _other(session, id, viewer)
        user.active = False
        user.session_epoch += 1
        _vacate(session, user)
        _audit(session, user, "user_deactivated", viewer, at)
        return user


def activate(id: int, *, viewer: Viewer, at: datetime) -> User:
    """Take a user back (启用)."""
    with transaction() as session:
        user = _other(session, id, viewer)
        user.active = True
        _audit(session, user, "user_activated", viewer, at)
        return user


def reset_password(id: int, *, viewer: Viewer, at: datetime) -> tuple[User, str]:
    """A password to hand over once; sessions end, and a pause after failed tries is lifted."""
    password = passwords.one_time()
    password_hash = passwords.hashed(password)
    with transaction() as session:
        user = _other(session, id, viewer)
        set_password(user, password_hash, must_change=True, at=at)
        throttle.forgive(session, user.login)
        _audit(session, user, "password_reset", viewer, at)
    return user, password


def _other(session: Session, id: int, viewer: Viewer) -> User:
    require(viewer, Permission.ACCOUNTS)
    user = find(User, id, viewer, session=session)
    if user.id == viewer.user_id:
        raise GuardRefused("不能管理自己的账号，请由另一位管理员办理。修改密码请到“我的账号”。")
    return user


def _vacate(session: Session, user: User) -> None:
    """Nobody heads a unit in which they do not work, and nobody who has left stands in."""
    stays = user.unit.id if user.active else None
    headed = sa.and_(Unit.head_id == user.id, Unit.id.is_distinct_from(stays))
    session.execute(sa.update(Unit).where(headed).values(head_id=None))
    if not user.active:
        session.execute(sa.update(Absence).where(Absence.deputy_id == user.id).values(deputy_id=None))


def _audit(
    session: Session,
    user: User,
    action: str,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    about = {"user_id": user.id, **(data or {})}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=about))


def people(viewer: Viewer, *, text: str = "", unit_id: int | None = None, after: str = "") -> list[User]:
    """A page of the users in scope by login, from `after` on; one more than a page if there are more."""
    query = (
        visible_to(viewer, User)
        .join(User.unit)
        .options(contains_eager(User.unit), selectinload(User.roles))
        .where(User.login > after)
        .order_by(User.login)
        .limit(PAGE + 1)
    )
    if text:
        query = query.where(sa.or_(User.login.contains(text.lower(), autoescape=True), _named(text)))
    if unit_id:
        query = query.where(User.unit_id == unit_id)
    return list(db.session.scalars(query))


def _named(text: str) -> sa.ColumnElement[bool]:
    return User.name.contains(text, autoescape=True)


def open_work(user: User) -> int:
    """How many unfinished proceedings the user is in charge of (名下未办结)."""
    mine = sa.select(sa.func.count(Proceeding.id)).where(Proceeding.handler_id == user.id, Proceeding.open)
    return db.session.scalar(mine) or 0
