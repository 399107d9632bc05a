"""Groups and matters that a viewer may change."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import DisputeGroup, GroupMember, Matter
from caseflow.casework.queries import visible_to
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer


def held_matter(session: Session, id: int, viewer: Viewer) -> Matter:
    """The matter, held until the transaction ends.

    Raises:
        NotFound: it is out of scope.
    """
    query = visible_to(viewer, Matter).where(Matter.id == id)
    held = query.with_for_update(of=Matter, key_share=True).execution_options(populate_existing=True)
    found = session.scalars(held).first()
    if found is None:
        raise NotFound
    return found


def find_group(session: Session, id: int, viewer: Viewer) -> tuple[DisputeGroup, Matter]:
    """The group with its parent matter, held; whoever sees only a member of it does not change it.

    Raises:
        NotFound: the parent is out of scope.
    """
    group = session.get(DisputeGroup, id)
    if group is None:
        raise NotFound
    return group, held_matter(session, group.matter_id, viewer)


def is_of(matter_id: Any) -> sa.ColumnElement[bool]:
    """The condition on `GroupMember` that it stands for the matter, now."""
    return sa.and_(GroupMember.matter_id == matter_id, GroupMember.left_at.is_(None))


def group_of(matter_id: Any) -> Any:
    """The id of the group that a matter is the parent or part of, as part of a larger statement."""
    parent = sa.select(DisputeGroup.id).where(DisputeGroup.matter_id == matter_id).limit(1)
    part = sa.select(GroupMember.group_id).where(is_of(matter_id)).limit(1)
    return sa.func.coalesce(parent.scalar_subquery(), part.scalar_subquery())
