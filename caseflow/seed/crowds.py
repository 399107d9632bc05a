"""One group of workers that is well on its way: some on their own, with representatives (演示群体)."""

from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from caseflow.casework.groups.children import open_children
from caseflow.casework.groups.speaking import Said, choose, consent
from caseflow.casework.models import DisputeGroup, GroupMember, Matter, Proceeding
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.seed.cases import MANY
from caseflow.seed.office import Office

ON_THEIR_OWN, AGREED = slice(1, 5), slice(0, 9)
EARLIER = timedelta(days=1)


def lead_a_group(office: Office, at: datetime) -> None:
    """In the newest large group four get tickets of their own, three speak for the others, nine agree."""
    group_id = db.session.scalar(_largest())
    if group_id is None:
        return
    members = db.session.scalars(
        sa.select(GroupMember.id).filter_by(group_id=group_id).order_by(GroupMember.id)
    ).all()
    viewer = replace(office.cast.holders(Role.OPERATOR)[0], everywhere=True)  # who works in the root
    on = local_day(at - EARLIER)
    open_children(group_id, members[ON_THEIR_OWN], viewer=viewer, at=at)
    choose(group_id, Said(members[:3], on, "meeting"), viewer=viewer, at=at)
    consent(group_id, Said(members[AGREED], on, "signed"), viewer=viewer, at=at)


def _largest() -> sa.Select[int]:
    """The newest group whose ticket is still open and in which as many are named as make a crowd."""
    named = sa.select(sa.func.count(GroupMember.id)).where(GroupMember.group_id == DisputeGroup.id)
    opened = sa.exists().where(Proceeding.matter_id == Matter.id, Proceeding.open)
    ticket = sa.exists().where(Proceeding.matter_id == Matter.id, Proceeding.process == "ticket")
    return (
        sa.select(DisputeGroup.id)
        .join(Matter, Matter.id == DisputeGroup.matter_id)
        .where(named.scalar_subquery() >= MANY, opened, ticket, Matter.confidential.is_(False))
        .order_by(DisputeGroup.opened_at.desc(), DisputeGroup.id.desc())
        .limit(1)
    )
