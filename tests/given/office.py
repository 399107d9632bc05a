"""An invented office: a federation with a street and a town below it, and one person for each role."""

from dataclasses import dataclass
from functools import cache
from uuid import uuid4

import sqlalchemy as sa

from caseflow.accounts import passwords
from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.accounts.viewers import load_viewer
from caseflow.casework.db import transaction
from caseflow.extensions import db
from caseflow.kernel.roles import SYSTEM, Role, Viewer

PASSWORD = "一句好记的话 12"


@dataclass(frozen=True)
class Units:
    """A federation with two units below it; only the street has a head."""

    federation: Unit
    street: Unit
    town: Unit


def unit_tree() -> Units:
    federation = _unit("示例区总工会", UnitKind.FEDERATION)
    street = _unit("示例街道工会", UnitKind.STREET, federation)
    town = _unit("示例镇工会", UnitKind.TOWNSHIP, federation)
    if street.head_id is None:
        head = user(Role.HANDLING_UNIT, unit=street, login="street-head")
        with transaction() as session:
            session.get_one(Unit, street.id).head_id = head.id
    return Units(federation, street, town)


def _unit(name: str, kind: UnitKind, parent: Unit | None = None) -> Unit:
    if found := db.session.scalars(sa.select(Unit).filter_by(name=name)).first():
        return found
    with transaction() as session:
        unit = Unit(name=name, kind=kind, parent_id=parent and parent.id)
        session.add(unit)
        session.flush()
        unit.path = f"{parent.path if parent else '/'}{unit.id}/"
        return unit


def user(*roles: Role, unit: Unit | None = None, login: str = "") -> User:
    """Somebody new who holds the roles, in the federation unless told otherwise."""
    unit_id = (unit or unit_tree().federation).id
    with transaction() as session:
        login = login or uuid4().hex[:12]
        made = User(login=login, name=f"测试{login}", unit_id=unit_id, password_hash=_password_hash())
        made.roles = [UserRole(role=role) for role in roles]
        session.add(made)
        return made


@cache
def _password_hash() -> str:
    return passwords.hashed(PASSWORD)


def person(role: Role, number: int = 1) -> User:
    """The first or another person who holds the role; those of the handling unit sit in the street."""
    login = role.value.replace("_", "-") + ("" if number == 1 else f"-{number}")
    if found := db.session.scalars(sa.select(User).filter_by(login=login)).first():
        return found
    units = unit_tree()
    return user(role, unit=units.street if role is Role.HANDLING_UNIT else units.federation, login=login)


def viewer(who: User | Role) -> Viewer:
    """The person, or the system, as use cases know them."""
    if who is Role.SYSTEM:
        return SYSTEM
    someone = person(who) if isinstance(who, Role) else who
    found = load_viewer(someone.id, someone.session_epoch)
    assert found
    return found
