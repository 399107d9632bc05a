"""From the tables of people and units to the `Viewer` that use cases know."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.accounts.absences import absences, every, stand_in, stand_ins
from caseflow.accounts.models import Absence, Unit, User, UserRole
from caseflow.extensions import db, fetch
from caseflow.kernel.roles import Role, Viewer

_below = aliased(Unit)
_ROLES = (
    sa.select(sa.func.aggregate_strings(UserRole.role, ","))
    .where(UserRole.user_id == User.id)
    .scalar_subquery()
)
_UNIT_IDS = (
    sa.select(sa.func.aggregate_strings(sa.cast(_below.id, sa.String), ","))
    .where(_below.path.startswith(Unit.path))
    .scalar_subquery()
)
_VIEWER = sa.select(
    User.id, User.name, Unit.parent_id, _ROLES.label("roles"), _UNIT_IDS.label("unit_ids")
).join(Unit, User.unit_id == Unit.id)
_TODAY = sa.bindparam("today", type_=sa.Date)
_STANDS_IN = (
    every(sa.func.count(Absence.id))
    .where(Absence.last_on >= _TODAY, Absence.first_on <= _TODAY, stand_in == sa.bindparam("wanted"))
    .correlate(None)
    .scalar_subquery()
)
_WANTED = _VIEWER.add_columns(_STANDS_IN.label("stands_in")).where(
    User.id == sa.bindparam("wanted"), User.session_epoch == sa.bindparam("epoch"), User.active
)


def load_viewer(user_id: int, epoch: int, on: date | None = None) -> Viewer | None:
    """The user with all rights that follow from roles and unit, in one query; on that day also from absences.

    None when the user has left, or when the session epoch has moved on and older sessions have ended.
    """
    asked = {"wanted": user_id, "epoch": epoch, "today": on or date.min}
    row = fetch(_WANTED, asked).one_or_none()
    if row is None:
        return None
    viewer = _viewer(row)
    return replace(viewer, capacities=tuple(_capacities(viewer, on))) if on and row.stands_in else viewer


def viewer_of(user_id: int, on: date) -> Viewer | None:
    """The same for what the user has asked for earlier, whichever session it was in; None when gone."""
    epoch = db.session.scalar(sa.select(User.session_epoch).where(User.id == user_id))
    return None if epoch is None else load_viewer(user_id, epoch, on)


def _viewer(row: Any) -> Viewer:
    return Viewer(
        user_id=row.id,
        unit_ids=frozenset(int(id) for id in row.unit_ids.split(",")),
        roles=frozenset(Role(role) for role in (row.roles or "").split(",") if role),
        name=row.name,
        everywhere=row.parent_id is None,
    )


def _capacities(viewer: Viewer, on: date) -> Iterator[Viewer]:
    """The viewer in place of each person for whom the chain of deputies ends here."""
    absent = [id for id, stand_in in stand_ins(absences(on), on).items() if stand_in == viewer.user_id]
    rows = fetch(_VIEWER.where(User.id.in_(absent), User.active).order_by(User.id), {})
    return (viewer.standing_in(_viewer(row)) for row in rows)
