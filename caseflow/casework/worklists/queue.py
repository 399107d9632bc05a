"""The queue with its tabs and filters (工单队列)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import sqlalchemy as sa

from caseflow.accounts.models import Unit
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.casework.worklists import paging, standing, whose
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.casework.worklists.paging import (
    Cursor,
    Page,
    Rows,
    Start,
    by_closing,
    by_urgency,
    capped,
)
from caseflow.casework.worklists.standing import has_light
from caseflow.casework.worklists.whose import Condition, Ways
from caseflow.extensions import db, fetch
from caseflow.kernel.roles import Viewer


class Tab(StrEnum):
    """A part of the queue."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    TEAM = "team"
    PAUSED = "paused"
    DONE = "done"

    @property
    def label(self) -> str:
        """The word on the tab."""
        return _LABELS[self]


_LABELS = {Tab.MINE: "我的", Tab.UNASSIGNED: "待派", Tab.TEAM: "本单位", Tab.PAUSED: "暂停", Tab.DONE: "办结"}


KEPT, COUNTED = 10, 500
"""For how many seconds, and for how many viewers with their filters, counts are kept."""

_counted: dict[tuple[object, ...], Mapping[Tab, int]] = {}

LAST = "99"
"""What a code of a group ends with at most."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list; an empty one narrows nothing. `category` may be the code of a whole group."""

    family: str = ""
    light: Light | None = None
    unit_id: int | None = None
    category: str = ""
    number: str = ""

    def conditions(self) -> Iterator[Condition]:
        """Each filter that is set."""
        if self.family:
            yield whose.of_families(self.family)
        if self.light:
            yield has_light(self.light)
        if self.unit_id:
            yield Proceeding.unit_id == self.unit_id
        if self.category:
            group = Matter.category.between(self.category, f"{self.category}{LAST}")
            yield sa.exists().where(Matter.id == Proceeding.matter_id, group)
        if self.number:
            yield Proceeding.number.startswith(self.number, autoescape=True)


def queue(viewer: Viewer, tab: Tab, filters: Filters, after: Cursor | None, now: Now) -> Page[Line]:
    """A page of a tab: what is most urgent comes first; in the last tab, what was closed last."""
    statement = _list(viewer, tab, filters, Start.after(after))
    found = fetch(statement, standing.bounds(now) | paging.bounds(after)).all()
    tell = Teller(now, viewer)
    return Page.of(found, lambda row: line(row, tell))


def counts(viewer: Viewer, filters: Filters, now: Now) -> dict[Tab, int]:
    """How many lines each tab has with these filters, counted to just above `MOST`, in one query."""
    row = fetch(_counts(viewer, filters), standing.bounds(now) | paging.bounds()).one()
    return {tab: getattr(row, tab) for tab in Tab}


def counts_as_of(viewer: Viewer, filters: Filters, now: Now, last: int) -> Mapping[Tab, int]:
    """The same, not counted again while nothing has been done: what moves a line leaves an event behind.

    `last` is the last event. One that is committed late, under an earlier number, shows `KEPT` seconds later.
    """
    key = (db.session.get_bind(), viewer, filters, last, int(now.at.timestamp()) // KEPT)
    if key not in _counted:
        if len(_counted) >= COUNTED:
            _counted.clear()
        _counted[key] = counts(viewer, filters, now)
    return _counted[key]


@lru_cache(BUILT)
def _list(viewer: Viewer, tab: Tab, filters: Filters, start: Start) -> Rows:
    by = by_closing if tab is Tab.DONE else by_urgency
    pick = by(_seen(viewer, filters), _of_tab(tab, viewer), start)
    return pick.apply(details(pick.keys))


@lru_cache(BUILT)
def _counts(viewer: Viewer, filters: Filters) -> Rows:
    seen = _seen(viewer, filters)
    return capped({tab: tuple(sa.and_(seen, way) for way in _of_tab(tab, viewer)) for tab in Tab})


def _seen(viewer: Viewer, filters: Filters) -> Condition:
    return sa.and_(proceedings_in_scope(viewer), *filters.conditions())


def units(viewer: Viewer) -> list[tuple[int, str]]:
    """The units whose work the viewer may see, for a filter."""
    return [(unit.id, unit.name) for unit in fetch(_units(viewer), {})]


@lru_cache(BUILT)
def _units(viewer: Viewer) -> Rows:
    query = sa.select(Unit.id, Unit.name).order_by(Unit.path)
    return query if viewer.everywhere else query.where(Unit.id.in_(viewer.unit_ids))


def _of_tab(tab: Tab, viewer: Viewer) -> Ways:
    match tab:
        case Tab.MINE:
            return whose.mine(viewer)
        case Tab.UNASSIGNED:
            return whose.unassigned()
        case Tab.TEAM:
            return (Proceeding.open.is_(True),)
        case Tab.PAUSED:
            return whose.paused()
        case Tab.DONE:
            return (Proceeding.open.is_(False),)
