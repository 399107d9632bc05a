"""An invented office for tests: a small unit tree and the people in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts import passwords
from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.kernel.roles import Role, Viewer

PASSWORD = "一句好记的话 12"
ADDRESS = "192.0.2.7"
NOON = datetime(2026, 9, 16, 4, tzinfo=UTC)


@cache
def password_hash() -> str:
    return passwords.hashed(PASSWORD)


def add_unit(session: Session, name: str, parent: Unit | None = None) -> Unit:
    kind = UnitKind.STREET if parent else UnitKind.FEDERATION
    unit = Unit(name=name, kind=kind, parent_id=parent.id if parent else None)
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    session.flush()
    return unit


def add_user(session: Session, login: str, unit: Unit, *roles: Role) -> User:
    user = User(login=login, name=f"测试{login}", unit=unit, password_hash=password_hash())
    user.roles = [UserRole(role=role) for role in roles]
    session.add(user)
    session.flush()
    return user


def viewer_of(user: User, *, everywhere: bool = False) -> Viewer:
    roles = frozenset(held.role for held in user.roles)
    return Viewer(user.id, frozenset({user.unit_id}), roles, user.name, everywhere)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SQL that is sent meanwhile, to any database."""
    sent: list[str] = []

    def note(*details: object) -> None:
        sent.append(str(details[2]))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
