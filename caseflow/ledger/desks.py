"""The technical accounts in whose name past steps are written down (导入账号).

Nobody's name stands under what they did not do themselves; and as separated duties need different people,
there is an account for each. They are inactive and no password opens them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, User, UserRole
from caseflow.casework.audit import Deed, record
from caseflow.kernel.roles import SYSTEM, Role, Viewer

NO_PASSWORD = "!"  # noqa: S105 - no hash at all


@dataclass(frozen=True, slots=True)
class Desks:
    """Who takes which steps."""

    intake: Viewer
    unit: Viewer
    callback: Viewer
    archive: Viewer
    aid_review: Viewer
    head: Viewer
    lawyer: Viewer
    mediator: Viewer
    second_mediator: Viewer
    supervisor: Viewer


ROLES: Mapping[str, tuple[str, tuple[Role, ...]]] = {
    "intake": ("登记", (Role.OPERATOR, Role.DISPATCHER)),
    "unit": ("承办", (Role.HANDLING_UNIT,)),
    "callback": ("回访", (Role.CALLBACK,)),
    "archive": ("档案", (Role.ARCHIVIST,)),
    "aid_review": ("援助审核", (Role.AID_REVIEWER,)),
    "head": ("签批", (Role.AID_HEAD, Role.MEDIATION_HEAD, Role.SIGNATORY)),
    "lawyer": ("律师", (Role.LAWYER,)),
    "mediator": ("调解", (Role.MEDIATOR,)),
    "second_mediator": ("调解二", (Role.MEDIATOR,)),
    "supervisor": ("监督", (Role.SUPERVISOR,)),
}


def open_desks(session: Session, office: Unit, at: datetime) -> Desks:
    """The accounts, in the unit at the root; those that are missing are made."""
    return Desks(**{desk: _viewer(session, desk, office, at) for desk in ROLES})


def _viewer(session: Session, desk: str, office: Unit, at: datetime) -> Viewer:
    login, (duty, roles) = f"import-{desk.replace('_', '-')}", ROLES[desk]
    found = session.scalars(sa.select(User).where(User.login == login)).first()
    user = found or _account(session, login, f"导入-{duty}", roles, office, at)
    return Viewer(user.id, frozenset({office.id}), frozenset(roles), user.name, everywhere=True)


def _account(
    session: Session, login: str, name: str, roles: tuple[Role, ...], office: Unit, at: datetime
) -> User:
    user = User(login=login, name=name, unit_id=office.id, password_hash=NO_PASSWORD, active=False)
    user.roles = [UserRole(role=role) for role in roles]
    session.add(user)
    session.flush()
    data = {
        "user_id": user.id,
        "login": login,
        "name": name,
        "unit_id": office.id,
        "roles": sorted(roles),
        "active": False,
    }
    record(session, None, Deed(action="user_added", viewer=SYSTEM, at=at, data=data))
    return user
