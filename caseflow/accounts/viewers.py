"""From the tables of people and units to the `Viewer` that use cases know."""

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.accounts.models import Unit, User, UserRole
from caseflow.extensions import fetch
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
_WANTED = _VIEWER.where(
    User.id == sa.bindparam("wanted"), User.session_epoch == sa.bindparam("epoch"), User.active
)


def load_viewer(user_id: int, epoch: int) -> Viewer | None:
    """The user with all rights that follow from roles and unit, in one query.

    None when the user has left, or when the session epoch has moved on and older sessions have ended.
    """
    row = fetch(_WANTED, {"wanted": user_id, "epoch": epoch}).one_or_none()
    if row is None:
        return None
    return Viewer(
        user_id=row.id,
        unit_ids=frozenset(int(id) for id in row.unit_ids.split(",")),
        roles=frozenset(Role(role) for role in (row.roles or "").split(",") if role),
        name=row.name,
        everywhere=row.parent_id is None,
    )
