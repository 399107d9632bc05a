"""What a person should do next (今日)."""

from enum import StrEnum

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.lines import Line, details, line
from caseflow.casework.worklists.standing import has_light
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import db
from caseflow.kernel.roles import Viewer

SHOWN = 10
"""Lines of a group; the queue has the others."""


class Group(StrEnum):
    """Why a proceeding is on the page."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        """The head over the group."""
        return _LABELS[self]


_LABELS = {
    Group.OVERDUE: "已超期",
    Group.TODAY: "今天到期",
    Group.SOON: "3个工作日内到期",
    Group.LATER: "接下来",
    Group.WAITING: "等待他人",
}


def today(viewer: Viewer, now: Now) -> dict[Group, list[Line]]:
    """The first lines of every group, one more than `SHOWN` where there are others, in one query."""
    seen = proceedings_in_scope(viewer)
    picked = sa.union_all(
        *(sa.select(_pick(group, sa.and_(seen, where))) for group, where in _groups(viewer, now).items())
    ).subquery()
    query = details(picked, picked.c.group).order_by(picked.c.moment.asc().nulls_last(), picked.c.id)
    groups: dict[Group, list[Line]] = {group: [] for group in Group}
    for row in db.session.execute(query):
        groups[Group(row.group)].append(line(row, now))
    return groups


def _groups(viewer: Viewer, now: Now) -> dict[Group, Condition]:
    my_move, tonight = whose.my_move(viewer), Proceeding.next_due_at <= now.tonight
    near, late = has_light(Light.NEAR, now), has_light(Light.OVERDUE, now)
    rest = sa.or_(Proceeding.next_due_at.is_(None), sa.not_(sa.or_(near, late)))
    return {
        Group.OVERDUE: sa.and_(my_move, late),
        Group.TODAY: sa.and_(my_move, near, tonight),
        Group.SOON: sa.and_(my_move, near, sa.not_(tonight)),
        Group.LATER: sa.and_(my_move, rest),
        Group.WAITING: whose.waiting_for_others(viewer),
    }


def _pick(group: Group, where: Condition) -> sa.Subquery:
    due = Proceeding.next_due_at
    return (
        sa.select(Proceeding.id, due.label("moment"), sa.literal(group.value).label("group"))
        .where(where)
        .order_by(due.asc().nulls_last(), Proceeding.id)
        .limit(SHOWN + 1)
        .subquery()
    )
