"""What stands against erasing a worker: holds, open work, files still to be kept (不能删除的情形)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import AuditEvent, LegalHold, Matter, Party, Proceeding, WorkerRecord
from caseflow.casework.queries import with_names
from caseflow.casework.register.families import same_as
from caseflow.casework.wiring import wired
from caseflow.kernel import retention
from caseflow.kernel.calendar import local_day

ARCHIVE, PERIOD = "archive", "retention"
"""The action that files a proceeding, and its answer about how long the file is kept."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands against it; `until` is its last day, where it has one."""

    text: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A hold with the names of those who placed and released it."""

    hold: LegalHold
    placed_by: str
    released_by: str


@dataclass(frozen=True)
class Standing:
    """How a worker stands: what is against it, and the matters that would be erased."""

    obstacles: Sequence[Obstacle]
    matters: Sequence[int]


def holds(session: Session, record_id: int) -> list[Held]:
    """The holds on a worker, those in force first."""
    query = (
        with_names(LegalHold, LegalHold.placed_by, LegalHold.released_by)
        .where(LegalHold.record_id.in_(same_as(WorkerRecord, record_id)))
        .order_by(LegalHold.released_at.is_not(None), LegalHold.id.desc())
    )
    return [Held(*row) for row in session.execute(query)]


def standing(session: Session, record_id: int, at: datetime) -> Standing:
    """Whether the worker may be erased now, over all matters there are, in whatever unit.

    A confidential matter neither stands against it nor is named, which would tell who gave the tip
    (举报保密); it is erased along with the others when its own time has come.
    """
    against = [_of_hold(held) for held in holds(session, record_id) if not held.hold.released_at]
    ripe: list[int] = []
    for matter_id, rows in groupby(_proceedings(session, record_id), attrgetter("matter_id")):
        of_matter = list(rows)
        found = list(_obstacles(of_matter, local_day(at)))
        if not found:
            ripe.append(matter_id)
        elif not of_matter[0].confidential:
            against += found
    return Standing(against, ripe)


def _of_hold(held: Held) -> Obstacle:
    return Obstacle(f"法律保全：{held.hold.reason}（{held.placed_by}设置）")


def _proceedings(session: Session, record_id: int) -> Iterator[Any]:
    about = sa.select(Party.matter_id).where(Party.worker_record_id.in_(same_as(WorkerRecord, record_id)))
    filed = (
        sa.select(sa.func.max(AuditEvent.id))
        .where(AuditEvent.proceeding_id == Proceeding.id, AuditEvent.action == ARCHIVE)
        .correlate(Proceeding)
        .scalar_subquery()
    )
    own = (Proceeding.matter_id, Proceeding.process, Proceeding.number, Proceeding.open, Proceeding.state)
    query = (
        sa.select(*own, Proceeding.closed_at, Proceeding.state_since, AuditEvent.data)
        .add_columns(Matter.confidential, Matter.collective)
        .join(Matter, Matter.id == Proceeding.matter_id)
        .outerjoin(AuditEvent, AuditEvent.id == filed)
        .where(Proceeding.matter_id.in_(about))
        .order_by(Proceeding.matter_id, Proceeding.id)
    )
    yield from session.execute(query)


def _obstacles(rows: Sequence[Any], today: date) -> Iterator[Obstacle]:
    for row in rows:
        name = row.number or "未编号的办理"
        if row.open:
            yield Obstacle(f"{name} 尚未办结")
            continue
        if _is_to_be_filed(row):
            yield Obstacle(f"{name} 尚未归档")
            continue
        period = _period(row)
        until = retention.kept_until(local_day(row.closed_at or row.state_since), period)
        if until is None:
            yield Obstacle(f"{name} 永久保管")
        elif until >= today:
            yield Obstacle(f"{name} 保管{retention.said(period)}，未满", until)


def _is_to_be_filed(row: Any) -> bool:
    process = wired().models[row.process].definition
    return any(t.action == ARCHIVE and row.state in t.sources for t in process.transitions)


def _period(row: Any) -> str:
    """What was decided when it was filed; before that, what the list of the office says."""
    decided = (row.data or {}).get(PERIOD)
    return str(decided or wired().retention.period(row.process, collective=row.collective))
