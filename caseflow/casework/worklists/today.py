"""What a person should do next (今日)."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Any

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.casework.urging import unanswered
from caseflow.casework.worklists import whose
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.casework.worklists.paging import Rows, merged
from caseflow.casework.worklists.standing import bounds, by_tonight, has_light, without_haste
from caseflow.casework.worklists.whose import Condition, Ways
from caseflow.extensions import fetch
from caseflow.kernel.roles import Viewer
from caseflow.kernel.urging import UNANSWERED

SHOWN = 10
"""Lines of a group; the queue has the others."""


class Group(StrEnum):
    """Why a proceeding is on the page."""

    URGED = "urged"
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
    Group.URGED: "催办待答复",
    Group.OVERDUE: "已超期",
    Group.TODAY: "今天到期",
    Group.SOON: "3个工作日内到期",
    Group.LATER: "接下来",
    Group.WAITING: "等待他人",
}


EVERY = tuple(Group)

_ME: Any = sa.bindparam("me", type_=sa.Integer)
_UNITS: Any = sa.bindparam("units", type_=sa.Integer, expanding=True)


def today(viewer: Viewer, now: Now, groups: tuple[Group, ...] = EVERY) -> dict[Group, list[Line]]:
    """The first lines of each group, one more than `SHOWN` where there are others, in one query."""
    lines: dict[Group, list[Line]] = {group: [] for group in groups}
    tell = Teller(now, viewer)
    known = {"me": viewer.user_id, "units": list(viewer.unit_ids), **bounds(now)}
    for row in fetch(_list(_anybody_like(viewer), groups), known):
        lines[Group(row.group)].append(line(row, tell))
    return {group: found[: SHOWN + 1] for group, found in lines.items()}


def _anybody_like(viewer: Viewer) -> Viewer:
    """The same rights with person and units as parameters: one statement serves everybody who has them.

    Whoever stands in for others has a statement of their own.
    """
    return viewer if viewer.capacities else replace(viewer, user_id=_ME, unit_ids=_UNITS, name="")


@lru_cache(BUILT)
def _list(viewer: Viewer, groups: tuple[Group, ...]) -> Rows:
    seen = proceedings_in_scope(viewer)
    picked = merged(
        _pick(group, seen, way, due)
        for group, ways, dues in _groups(viewer)
        if group in groups
        for way, due in product(ways, dues)
    )
    order = picked.c.place.asc().nulls_last(), picked.c.id
    return details(picked, picked.c.group).order_by(*order)


def _groups(viewer: Viewer) -> Iterator[tuple[Group, Ways, Ways]]:
    """Each group with whose work it is, and when that is due; what has to be answered stands there only.

    All that the other groups show is the viewer's, so that they need not ask again whose it is.
    """
    my_move, near = whose.my_move(viewer), has_light(Light.NEAR)
    rest = sa.not_(sa.and_(sa.cast(Proceeding.overlays, sa.String).contains(UNANSWERED), unanswered()))
    yield Group.URGED, (sa.and_(unanswered(), whose.one_of(whose.mine(viewer))),), (sa.true(),)
    yield Group.OVERDUE, my_move, (sa.and_(rest, has_light(Light.OVERDUE)),)
    yield Group.TODAY, my_move, (sa.and_(rest, near, by_tonight),)
    yield Group.SOON, my_move, (sa.and_(rest, near, sa.not_(by_tonight)),)
    yield Group.LATER, my_move, tuple(sa.and_(rest, due) for due in without_haste)
    yield Group.WAITING, whose.waiting_for_others(viewer), (rest,)


def _pick(group: Group, *where: Condition) -> Rows:
    place = Proceeding.urgency
    keys = sa.select(Proceeding.id, place.label("place"), sa.literal(group.value).label("group"))
    return keys.where(*where).order_by(place.asc().nulls_last(), Proceeding.id).limit(SHOWN + 1)
