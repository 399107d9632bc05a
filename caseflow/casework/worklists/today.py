"""What a person should do next (今日)."""

from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.lines import Line, details, line
from caseflow.casework.worklists.paging import Keys, merged
from caseflow.casework.worklists.standing import has_light, has_no_haste
from caseflow.casework.worklists.whose import Condition, Ways
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
    picked = merged(
        _pick(group, seen, way, when) for group, ways, when in _groups(viewer, now) for way in ways
    )
    query = details(picked, picked.c.group).order_by(picked.c.moment.asc().nulls_last(), picked.c.id)
    groups: dict[Group, list[Line]] = {group: [] for group in Group}
    for row in db.session.execute(query):
        groups[Group(row.group)].append(line(row, now))
    return {group: lines[: SHOWN + 1] for group, lines in groups.items()}


def _groups(viewer: Viewer, now: Now) -> Iterator[tuple[Group, Ways, Condition]]:
    """Each group with whose work it is, and when that is due."""
    my_move, tonight = whose.my_move(viewer), Proceeding.next_due_at <= now.tonight
    near = has_light(Light.NEAR, now)
    yield Group.OVERDUE, my_move, has_light(Light.OVERDUE, now)
    yield Group.TODAY, my_move, sa.and_(near, tonight)
    yield Group.SOON, my_move, sa.and_(near, sa.not_(tonight))
    yield Group.LATER, my_move, has_no_haste(now)
    yield Group.WAITING, whose.waiting_for_others(viewer), sa.true()


def _pick(group: Group, *where: Condition) -> Keys:
    due = Proceeding.next_due_at
    keys = sa.select(Proceeding.id, due.label("moment"), sa.literal(group.value).label("group"))
    return keys.where(*where).order_by(due.asc().nulls_last(), Proceeding.id).limit(SHOWN + 1)
