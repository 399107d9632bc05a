"""Deleting what an import has made, and putting back what it has changed (撤回导入的内容)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import IMPORT_UNDONE, Deed
from caseflow.casework.calendars.changes import note as note_change
from caseflow.casework.models import (
    CalendarChange,
    EmployerName,
    EmployerRecord,
    LimitationEvent,
    Matter,
    NumberSeries,
    Party,
    Phase,
    Proceeding,
    RecordMerge,
    RunningClock,
    Viewing,
    WorkerKey,
    WorkerRecord,
)
from caseflow.kernel.roles import SYSTEM
from caseflow.ledger.models import ImportBatch, ImportTrace
from caseflow.ledger.office import EMPLOYER, MATTER, NOTICE, OFFICER, ROLES, UNIT
from caseflow.ledger.traces import numbers_taken, own_tables, pointing_at, things
from caseflow.ledger.traces import proceedings as proceedings_of
from caseflow.outreach.models import Officer, OfficerRole


def remove(session: Session, batch: ImportBatch, at: datetime) -> None:
    """Delete what the batch has made, and put back what it has changed; the caller has seen that it may."""
    numbers = numbers_taken(session, batch)
    _tell_matters(session, batch, at)
    session.flush()
    records = _records(session, batch)
    for statement in _deletions(batch):
        session.execute(statement, execution_options={"synchronize_session": False})
    for series, taken in numbers.items():
        shorter = NumberSeries.__table__.c.last - len(taken)
        session.execute(sa.update(NumberSeries).where(NumberSeries.series == series).values(last=shorter))
    _forget_records(session, *records)
    _put_roles_back(session, batch)
    _withdraw(session, batch, at)
    session.execute(sa.delete(ImportTrace).where(ImportTrace.batch_id == batch.id))
    session.expire_all()


def _tell_matters(session: Session, batch: ImportBatch, at: datetime) -> None:
    """The trail of each matter says that it was taken back, and who had looked at it until then."""
    seen: dict[int, list[tuple[int, Any]]] = defaultdict(list)
    viewed = sa.select(Proceeding.matter_id, Viewing.user_id, Viewing.day).join(
        Viewing, Viewing.proceeding_id == Proceeding.id
    )
    for matter, user, day in session.execute(
        viewed.where(Proceeding.matter_id.in_(things(batch, MATTER))).order_by(Viewing.day)
    ):
        seen[matter].append((user, day))
    matters = session.scalars(things(batch, MATTER).order_by(ImportTrace.thing_id)).all()
    told = {id: {"batch": batch.id, **({"viewed": seen[id]} if id in seen else {})} for id in matters}
    deeds = [(id, Deed(action=IMPORT_UNDONE, viewer=SYSTEM, at=at, data=data)) for id, data in told.items()]
    for at_ in range(0, len(deeds), IN_ONE):
        audit.record_many(session, deeds[at_ : at_ + IN_ONE])


def _deletions(batch: ImportBatch) -> Iterator[Any]:
    proceedings, matters = proceedings_of(batch), things(batch, MATTER)
    yield _emptied(matters)
    for table in own_tables():
        yield sa.delete(table).where(_belongs(table, proceedings, matters))
    yield sa.delete(Officer).where(Officer.id.in_(things(batch, OFFICER)))
    yield sa.delete(EmployerName).where(EmployerName.record_id.in_(things(batch, EMPLOYER)))
    yield sa.delete(EmployerRecord).where(EmployerRecord.id.in_(things(batch, EMPLOYER)))
    yield sa.delete(Unit).where(Unit.id.in_(things(batch, UNIT)))


def _belongs(table: sa.Table, proceedings: sa.Select[int], matters: sa.Select[int]) -> Any:
    c = table.c
    if table is Proceeding.__table__ or table is Party.__table__ or table is LimitationEvent.__table__:
        return c.matter_id.in_(matters)
    if "clock_id" in c and "proceeding_id" not in c:
        return c.clock_id.in_(sa.select(RunningClock.id).where(RunningClock.proceeding_id.in_(proceedings)))
    if "source_id" in c:
        return c.source_id.in_(proceedings)
    return (c.proceeding_id if "proceeding_id" in c else c.id).in_(proceedings)


def _emptied(matters: sa.Select[int]) -> Any:
    """What a matter said is erased; it may be imported again."""
    nothing = {
        **dict.fromkeys(("token", "query_code", "query_index", "amount", "event_on", "worker_id")),
        **dict.fromkeys(("employer_id", "limitation_nominal_on", "limitation_due_on", "limitation_next_at")),
        **dict.fromkeys(("facts_text", "sanitised_facts", "work_place", "safe_contact"), ""),
    }
    return sa.update(Matter).where(Matter.id.in_(matters)).values(**nothing)


def _records(session: Session, batch: ImportBatch) -> tuple[set[int], set[int]]:
    """The workers and employers of the register that the matters of the batch tell of."""
    query = sa.select(Party.worker_record_id, Party.employer_record_id)
    found = session.execute(query.where(Party.matter_id.in_(things(batch, MATTER)))).all()
    workers = {worker for worker, _ in found if worker}
    return workers, {employer for _, employer in found if employer}


IN_ONE = 500
"""Ids in one statement."""


def _forget_records(session: Session, workers: set[int], employers: set[int]) -> None:
    """Records that no matter tells of any more and nobody has worked on."""
    merged = sa.select(RecordMerge.source_id).union(sa.select(RecordMerge.target_id))
    told_workers = sa.select(Party.worker_record_id).where(Party.worker_record_id.is_not(None))
    told = sa.select(Party.employer_record_id).where(Party.employer_record_id.is_not(None))
    worked_on = [
        sa.select(column) for column in pointing_at("employer_record") if column.table.name != "employer_name"
    ]
    idle_worker = sa.and_(
        WorkerRecord.id.not_in(told_workers),
        WorkerRecord.id.not_in(merged),
        WorkerRecord.consent == "",
        WorkerRecord.safe_contact == "",
    )
    idle_employer = sa.and_(
        EmployerRecord.id.not_in(told),
        EmployerRecord.id.not_in(merged),
        sa.not_(EmployerRecord.listed),
        EmployerRecord.unit_id.is_(None),
        *(EmployerRecord.id.not_in(uses.where(uses.selected_columns[0].is_not(None))) for uses in worked_on),
    )
    for ids in _some(workers):
        idle = session.scalars(sa.select(WorkerRecord.id).where(WorkerRecord.id.in_(ids), idle_worker)).all()
        session.execute(sa.delete(WorkerKey).where(WorkerKey.record_id.in_(idle)))
        session.execute(sa.delete(WorkerRecord).where(WorkerRecord.id.in_(idle)))
    for ids in _some(employers):
        query = sa.select(EmployerRecord.id).where(EmployerRecord.id.in_(ids), idle_employer)
        idle = session.scalars(query).all()
        session.execute(sa.delete(EmployerName).where(EmployerName.record_id.in_(idle)))
        session.execute(sa.delete(EmployerRecord).where(EmployerRecord.id.in_(idle)))


def _some(ids: set[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    return (every[at : at + IN_ONE] for at in range(0, len(every), IN_ONE))


def _put_roles_back(session: Session, batch: ImportBatch) -> None:
    """The newest change first."""
    changed = sa.select(ImportTrace).where(ImportTrace.batch_id == batch.id, ImportTrace.what == ROLES)
    for trace in session.scalars(changed.order_by(ImportTrace.id.desc())):
        officer = session.get(Officer, trace.thing_id, populate_existing=True)
        if officer is not None:
            officer.held = frozenset(map(OfficerRole, trace.before.split()))
            session.flush()


def _withdraw(session: Session, batch: ImportBatch, at: datetime) -> None:
    """A change of the calendar that nobody has applied is given up."""
    for change in session.scalars(
        sa.select(CalendarChange).where(CalendarChange.id.in_(things(batch, NOTICE)))
    ):
        change.phase = Phase.WITHDRAWN
        note_change(session, change, "calendar_withdrawn", SYSTEM, at)
