"""The lists of the board: what stands in a part of it, with what those who supervise ask for (督办清单)."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from caseflow.casework.lights import Now
from caseflow.casework.models import AuditEvent, Notification, Proceeding
from caseflow.casework.queries import BUILT
from caseflow.casework.urging import Urged, urges
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import paging, standing
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.casework.worklists.paging import Cursor, Page, Rows, Start, by_urgency
from caseflow.casework.worklists.part import Part, on_board
from caseflow.casework.worklists.whose import Condition
from caseflow.extensions import db, fetch
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import SYSTEM_ID, Viewer
from caseflow.kernel.urging import UNANSWERED

T = TypeVar("T")

BY_PEOPLE = AuditEvent.actor_id != SYSTEM_ID
URGED = frozenset({"urged", "supervised"})
URGING = "t+1"
"""The stage of the ladder that urges (催办), the first working day after the last day."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A proceeding: how often people or the timer urged it, when people last did something, also in words.

    `answer` says how often people urged it, whether that is answered, and the next date that was named.
    """

    line: Line
    urged: int
    last_at: datetime | None
    last: str
    answer: tuple[str, ...]


def watched(viewer: Viewer, part: Part, after: Cursor | None, now: Now) -> Page[Watched]:
    """A page of a part of the board, the latest first, in two queries; late filing counts too."""
    statement = _list(viewer, part, Start.after(after))
    found = fetch(statement, standing.bounds(now) | paging.bounds(after)).all()
    tell, urged = Teller(now, viewer), urges(db.session(), [row.id for row in found])

    def shown(row: Any) -> Watched:
        last = now.short(local_day(row.last_at)) if row.last_at else ""
        return Watched(line(row, tell), row.urged, row.last_at, last, _answer(row, urged.get(row.id)))

    return Page.of(found, shown)


def _answer(row: Any, urged: Urged | None) -> tuple[str, ...]:
    """已催办 2 次、已答复、下次 11月27日."""
    if urged is None:
        return ()
    said = f"已催办 {urged.count} 次"
    if urged.answered_at and urged.next_on:
        return said, "已答复", f"下次 {urged.next_on.month}月{urged.next_on.day}日"
    return (said, "待答复") if UNANSWERED in row.overlays else (said,)


@lru_cache(BUILT)
def _list(viewer: Viewer, part: Part, start: Start) -> Rows:
    seen = sa.and_(on_board(viewer), *part.conditions())
    pick = by_urgency(seen, part.ways(), start)
    return pick.apply(details(pick.keys, _urged().label("urged"), _last_at().label("last_at")))


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
