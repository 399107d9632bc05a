"""What is late, for those who supervise (超期清单)."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

import sqlalchemy as sa

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import AuditEvent, Notification, Proceeding
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import paging, standing
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.casework.worklists.paging import Cursor, Page, Rows, Start, by_urgency
from caseflow.casework.worklists.standing import has_light
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import db
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import SYSTEM_ID, Viewer

T = TypeVar("T")

BY_PEOPLE = AuditEvent.actor_id != SYSTEM_ID
EITHER = (Proceeding.open.is_(True), Proceeding.open.is_(False))
"""Both ways to begin the index of deadlines."""

URGED = frozenset({"urged", "supervised"})
URGING = "t+1"
"""The stage of the ladder that urges (催办), the first working day after the last day."""


@dataclass(frozen=True, slots=True)
class Late:
    """A late proceeding: how often people or the timer urged it, and when people last did something."""

    line: Line
    urged: int
    last_at: datetime | None


def late(
    viewer: Viewer,
    *,
    process: str = "",
    unit_id: int | None = None,
    after: Cursor | None = None,
    now: Now,
) -> Page[Late]:
    """A page of what is late, the latest first; late filing counts too."""
    statement = _list(viewer, process, unit_id, Start.after(after))
    found = db.session.execute(statement, standing.bounds(now) | paging.bounds(after)).all()
    tell = Teller(now, viewer)
    return Page.of(found, lambda row: Late(line(row, tell), row.urged, row.last_at))


def lateness(viewer: Viewer, *, unit_id: int | None = None, now: Now) -> list[tuple[Process, int]]:
    """How much is late in each process that has any, in one query."""
    late = sa.and_(_late(viewer, "", unit_id), sa.or_(*EITHER))
    query = (
        sa.select(Proceeding.process, sa.func.count().label("late")).where(late).group_by(Proceeding.process)
    )
    counts = {row.process: row.late for row in db.session.execute(query, standing.bounds(now))}
    return [(process, counts[process.name]) for process in wired().processes if process.name in counts]


@lru_cache(BUILT)
def _list(viewer: Viewer, process: str, unit_id: int | None, start: Start) -> Rows:
    pick = by_urgency(_late(viewer, process, unit_id), EITHER, start)
    return pick.apply(details(pick.keys, _urged().label("urged"), _last_at().label("last_at")))


def _late(viewer: Viewer, process: str, unit_id: int | None) -> Condition:
    conditions = [proceedings_in_scope(viewer), has_light(Light.OVERDUE)]
    if process:
        conditions.append(Proceeding.process == process)
    if unit_id:
        conditions.append(Proceeding.unit_id == unit_id)
    return sa.and_(*conditions)


def _urged() -> sa.ColumnElement[int]:
    """Reminders of the urging stage, one for each clock, and actions of people that urge."""
    by_people = _of_line(
        sa.func.count(AuditEvent.id), AuditEvent, BY_PEOPLE, AuditEvent.action.in_(_urging())
    )
    sent = sa.func.count(Notification.clock_id.distinct())
    return by_people + _of_line(sent, Notification, Notification.stage == URGING)


def _urging() -> list[str]:
    """The actions that urge or supervise (催办、督办)."""
    every = (transition for process in wired().processes for transition in process.transitions)
    return sorted({transition.action for transition in every if URGED.intersection(transition.raises)})


def _last_at() -> sa.ColumnElement[datetime]:
    """When people last did something."""
    return _of_line(sa.func.max(AuditEvent.at), AuditEvent, BY_PEOPLE)


def _of_line(
    what: sa.Function[T], model: type[AuditEvent | Notification], *conditions: Condition
) -> sa.ScalarSelect[T]:
    """A figure over those rows of the model that belong to the proceeding of a line."""
    rows = sa.select(what).where(model.proceeding_id == Proceeding.id, *conditions)
    return rows.correlate(Proceeding).scalar_subquery()
