"""How a unit stands, told in its chats each working morning: numbers only (群每日汇总)."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import transaction
from caseflow.casework.delivery.posting import Letter, post
from caseflow.casework.delivery.words import Template
from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Gateway, Proceeding
from caseflow.casework.worklists.standing import bounds, by_tonight, has_light
from caseflow.casework.worklists.whose import Condition
from caseflow.kernel.calendar import local_day


def tell_groups(*, at: datetime) -> int | None:
    """Tell each unit that has a robot how many of its proceedings are late, due today and due soon.

    Once a day, nothing on days off, nothing where there is nothing to say; how many messages were written.
    """
    with transaction() as session:
        calendar = current_law(session).calendar.assumed
        if not calendar.is_working(local_day(at)):
            return None
        return post(session, _letters(session, Now(at, calendar)), at=at)


def _letters(session: Session, now: Now) -> Iterator[Letter]:
    for row in session.execute(_STANDING, bounds(now)).all():
        standing = {"overdue": row.overdue, "due_today": row.due_today, "soon": row.soon}
        key = f"group.{row.unit_id}.{now.today}"
        yield Letter(key=key, template=Template.GROUP_DIGEST, values=standing, unit_id=row.unit_id)


def _many(name: str, *where: Condition) -> sa.Label[int]:
    return sa.func.count(Proceeding.id).filter(*where).label(name)


_NEAR = has_light(Light.NEAR)
_ROBOTS = sa.select(Gateway.unit_id).where(Gateway.active, Gateway.unit_id.is_not(None))
_STANDING = (
    sa.select(
        Proceeding.unit_id,
        _many("overdue", has_light(Light.OVERDUE)),
        _many("due_today", _NEAR, by_tonight),
        _many("soon", _NEAR, sa.not_(by_tonight)),
    )
    .where(Proceeding.open, Proceeding.unit_id.in_(_ROBOTS), sa.or_(_NEAR, has_light(Light.OVERDUE)))
    .group_by(Proceeding.unit_id)
    .order_by(Proceeding.unit_id)
)
"""By unit with a robot that is on: how much open work is late, due by tonight, due soon after."""
