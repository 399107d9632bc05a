"""What stood behind each number of a submitted report, and what stands there now (上报与现在对照)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from caseflow.casework.models import AuditEvent, Milestone, Proceeding, RunningClock
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Viewer
from caseflow.reports.counting import PROCEEDINGS, Asked, deadlines, milestones
from caseflow.reports.measures import FellDue, Measure, Sum
from caseflow.reports.models import Snapshot, SnapshotFact

NEWEST = 3
"""Deeds that a line tells of a proceeding since the report was submitted."""


class Side(StrEnum):
    """Which of what was counted a list shows."""

    THEN = "then"
    CHANGED = "changed"
    ADDED = "added"

    @property
    def label(self) -> str:
        """The word on the tab."""
        return {Side.THEN: "上报时计入", Side.CHANGED: "其中有变化", Side.ADDED: "上报后计入"}[self]


@dataclass(frozen=True, slots=True)
class Frozen:
    """One thing that was counted: as it was, whether it counts now and with how much; `since` tells why."""

    proceeding_id: int
    process: str
    number: str | None
    day: date
    cents: int
    persons: int
    now: str
    since: str


def _condition(measure: Measure, of: Any) -> sa.ColumnElement[bool]:
    """What the measure counts, of facts that were kept or of what holds now."""
    if isinstance(measure, Sum):
        return sa.or_(*(_condition(part, of) for part in measure.parts))
    if isinstance(measure, FellDue):
        return measure.condition() if of is RunningClock else measure.frozen(of)
    found: sa.ColumnElement[bool] = measure.what.condition(of)  # type: ignore[attr-defined]
    return found


def _current(measure: Measure, asked: Asked) -> sa.Subquery:
    """What counts now, by the same keys."""
    if isinstance(measure, FellDue):
        clock = RunningClock
        columns: tuple[Any, ...] = (clock.proceeding_id, clock.code, clock.id.label("turn"))
        columns = (
            *columns,
            clock.due_on.label("day"),
            sa.literal(0).label("cents"),
            sa.literal(0).label("persons"),
        )
        query = sa.select(*columns).join(PROCEEDINGS, PROCEEDINGS.c.id == clock.proceeding_id)
        return query.where(deadlines(asked), measure.condition()).subquery()
    names = ("proceeding_id", "code", "turn", "day", "cents", "persons")
    query = sa.select(*(getattr(Milestone, name) for name in names))
    return query.where(milestones(asked), _condition(measure, Milestone)).subquery()


def _same(one: Any, other: Any) -> sa.ColumnElement[bool]:
    return sa.and_(
        *(getattr(one, name) == getattr(other, name) for name in ("proceeding_id", "code", "turn"))
    )


def _then(measure: Measure, snapshot: Snapshot, asked: Asked, side: Side) -> sa.Select[*tuple[Any, ...]]:
    """What was counted, beside what counts now of it."""
    fact, now = SnapshotFact, _current(measure, asked).c
    names = ("id", "proceeding_id", "process", "day", "cents", "persons")
    query = (
        sa.select(
            *(getattr(fact, name) for name in names),
            fact.id.label("place"),
            now.proceeding_id.label("still"),
            now.cents.label("cents_now"),
            now.persons.label("persons_now"),
        )
        .outerjoin_from(fact, now.proceeding_id.table, _same(fact, now))
        .where(fact.snapshot_id == snapshot.id, _condition(measure, fact))
    )
    moved = sa.or_(now.proceeding_id.is_(None), now.cents != fact.cents, now.persons != fact.persons)
    return query.where(moved) if side is Side.CHANGED else query


def _added(measure: Measure, snapshot: Snapshot, asked: Asked) -> sa.Select[*tuple[Any, ...]]:
    """What counts now, and was not counted."""
    now = _current(measure, asked).c
    fact = (
        sa.select(SnapshotFact.proceeding_id, SnapshotFact.code, SnapshotFact.turn)
        .where(SnapshotFact.snapshot_id == snapshot.id, _condition(measure, SnapshotFact))
        .subquery()
    )
    return (
        sa.select(
            now.turn.label("id"),
            now.proceeding_id.label("place"),
            now.proceeding_id,
            PROCEEDINGS.c.process,
            now.day,
            now.cents,
            now.persons,
            sa.null().label("still"),
        )
        .join_from(now.proceeding_id.table, PROCEEDINGS, PROCEEDINGS.c.id == now.proceeding_id)
        .outerjoin(fact, _same(now, fact.c))
        .where(fact.c.proceeding_id.is_(None))
    )


def behind(
    measure: Measure,
    snapshot: Snapshot,
    asked: Asked,
    side: Side,
    viewer: Viewer,
    after: Cursor | None = None,
) -> Page[Frozen]:
    """A page of what stood behind a number of the report, or stands there now, in the viewer's scope."""
    query = _added(measure, snapshot, asked) if side is Side.ADDED else _then(measure, snapshot, asked, side)
    listed = query.subquery()
    rows = (
        sa.select(*listed.c, PROCEEDINGS.c.number)
        .join_from(listed, PROCEEDINGS, PROCEEDINGS.c.id == listed.c.proceeding_id)
        .where(PROCEEDINGS.c.id.in_(_seen(viewer)))
    )
    key = sa.tuple_(listed.c.place, listed.c.id)
    if after:
        rows = rows.where(key < sa.tuple_(sa.literal(after.place), sa.literal(after.id)))
    found = db.session.execute(limited(rows.order_by(listed.c.place.desc(), listed.c.id.desc()))).all()
    since = _since([row.proceeding_id for row in found], snapshot)
    return Page.of(found, lambda row: _frozen(row, side, since))


def counts(measure: Measure, snapshot: Snapshot, asked: Asked) -> dict[Side, int]:
    """How many each list has, whoever looks."""
    lists = {side: _then(measure, snapshot, asked, side) for side in (Side.THEN, Side.CHANGED)}
    lists[Side.ADDED] = _added(measure, snapshot, asked)
    numbers = (
        sa.select(sa.func.count()).select_from(each.subquery()).scalar_subquery() for each in lists.values()
    )
    return dict(zip(lists, db.session.execute(sa.select(*numbers)).one(), strict=True))


def _seen(viewer: Viewer) -> sa.Select[int]:
    return sa.select(Proceeding.id).where(proceedings_in_scope(viewer))


def _since(ids: Iterable[int], snapshot: Snapshot) -> Mapping[int, str]:
    """What was done to these proceedings after the report was submitted: the newest deeds, in words."""
    event, wanted = AuditEvent, sorted(set(ids))
    query = sa.select(event.proceeding_id, event.action, event.at).where(
        event.proceeding_id.in_(wanted), event.at > snapshot.submitted_at
    )
    found: dict[int, list[str]] = defaultdict(list)
    labels = _labels()
    for id, action, at in db.session.execute(query.order_by(event.id.desc())) if wanted else ():
        day = local_day(at)
        if id and action in labels and len(found[id]) < NEWEST:
            found[id].append(f"{day.month}月{day.day}日{labels[action]}")
    return {id: "、".join(said) for id, said in found.items()}


def _labels() -> Mapping[str, str]:
    return {step.action: step.label for process in wired().processes for step in process.transitions}


def _frozen(row: Any, side: Side, since: Mapping[int, str]) -> Frozen:
    names = ("proceeding_id", "process", "number", "day", "cents", "persons")
    return Frozen(
        **{name: getattr(row, name) for name in names},
        now=_now(row, side),
        since=since.get(row.proceeding_id, ""),
    )


def _now(row: Any, side: Side) -> str:
    """Whether it still counts, in words."""
    if side is Side.ADDED:
        return "现在计入"
    if row.still is None:
        return "不再计入"
    changed = [f"金额现为 {Decimal(row.cents_now) / 100:,.2f} 元"] if row.cents_now != row.cents else []
    changed += [f"人数现为 {row.persons_now}"] if row.persons_now != row.persons else []
    return "，".join(changed) or "仍计入"
