"""Whom and what a form may name: people of a role within reach, and units (可选人员、单位)."""

import sqlalchemy as sa

from caseflow.accounts.models import UNIT_KIND_LABELS, Unit, User, UserRole
from caseflow.extensions import db
from caseflow.kernel.roles import Role, Viewer

Candidate = tuple[int, str]


def people(viewer: Viewer, roles: tuple[Role, ...]) -> list[Candidate]:
    """Active users of the viewer's units who hold one of the roles, or any role if none is named."""
    query = (
        sa.select(User.id, User.name, Unit.name.label("unit"))
        .join(Unit, Unit.id == User.unit_id)
        .where(User.active)
        .order_by(Unit.path, User.id)
    )
    if roles:
        query = query.where(User.id.in_(sa.select(UserRole.user_id).where(UserRole.role.in_(roles))))
    if not viewer.everywhere:
        query = query.where(User.unit_id.in_(viewer.unit_ids))
    return [(row.id, f"{row.name}（{row.unit}）") for row in db.session.execute(query)]


def units() -> dict[str, list[Candidate]]:
    """Every active unit, grouped by its area, or by its kind where it has none."""
    query = sa.select(Unit.id, Unit.name, Unit.kind, Unit.area).where(Unit.active)
    groups: dict[str, list[Candidate]] = {}
    for row in db.session.execute(query.order_by(Unit.kind, Unit.area, Unit.path, Unit.id)):
        groups.setdefault(row.area or UNIT_KIND_LABELS[row.kind], []).append((row.id, row.name))
    return groups
