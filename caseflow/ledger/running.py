"""Taking the rows of a batch, some in each transaction: first as a rehearsal, then for good (检查、导入).

A killed worker loses the rows in hand only; the page that waits and the scheduler may both go on.
A row that is refused after the check takes everything back that the rows before it have made.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.viewers import viewer_of
from caseflow.casework.audit import Deed, record
from caseflow.casework.db import rehearsal, transaction
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import DomainError
from caseflow.kernel.roles import SYSTEM
from caseflow.ledger import trying
from caseflow.ledger.batches import cells_of, restart, told
from caseflow.ledger.built import built_on
from caseflow.ledger.kinds import KINDS, Kind
from caseflow.ledger.load import reasons
from caseflow.ledger.models import RUNNING, ImportBatch, ImportRow, ImportTrace, Stage
from caseflow.ledger.office import MATTER, ROLES, Office
from caseflow.ledger.reading import Row
from caseflow.ledger.removing import remove
from caseflow.ledger.traces import mark_of
from caseflow.ledger.trying import Attempt, Tried


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of some rows that follow the row `since`; `last` when there are no more."""

    since: int
    rows: list[Tried]
    last: bool
    remark: str = ""


class _Refused(DomainError):
    """A row that was fit when it was checked is not any more."""

    def __init__(self, number: int, refusal: DomainError) -> None:
        super().__init__(str(refusal))
        self.number, self.faults = number, dict(reasons(refusal))


def advance(*, at: datetime) -> int:
    """Take every batch under way to its end; how many steps that took (批量导入)."""
    steps = 0
    under_way = sa.select(ImportBatch.id).where(ImportBatch.stage.in_(RUNNING)).order_by(ImportBatch.id)
    while (id := db.session.scalar(under_way.limit(1))) is not None:
        step(id, at=at)
        steps += 1
    return steps


def step(id: int, *, at: datetime) -> ImportBatch:
    """The next rows of the batch, if it is under way."""
    stage = db.session.scalar(sa.select(ImportBatch.stage).where(ImportBatch.id == id))
    if stage is Stage.CHECKING:
        _check(id, at)
    elif stage is Stage.IMPORTING:
        try:
            _import(id, at)
        except _Refused as refusal:
            _take_back(id, refusal, at)
    return db.session.get_one(ImportBatch, id, populate_existing=True)


def _check(id: int, at: datetime) -> None:
    """Rows that stand for themselves are tried together; only where one is refused half-way each alone."""
    try:
        tried = rehearsal(lambda session: _rehearsed(session, id, at, trying.beside))
    except trying.Torn:
        tried = rehearsal(lambda session: _rehearsed(session, id, at, trying.alone))
    with transaction() as session:
        batch = _held(session, id)
        if batch.stage is Stage.CHECKING and batch.reached == tried.since:
            _note(session, batch, tried)


def _rehearsed(session: Session, id: int, at: datetime, attempt: Attempt) -> Rehearsed:
    batch = session.get_one(ImportBatch, id)
    kind, office = KINDS[batch.kind], _office(session, batch, at)
    rows = _next_rows(session, batch, kind)
    tried = attempt(office, kind, rows)
    last = batch.done + len(rows) >= batch.total
    clean = not batch.faulty and not any(one.faults for one in tried)
    remark = _try_finish(office, kind) if last and clean else ""
    return Rehearsed(batch.reached, tried, last, remark)


def _office(session: Session, batch: ImportBatch, at: datetime) -> Office:
    return Office.open(session, at, viewer_of(batch.brought_by, local_day(at)) or SYSTEM, batch.source)


def _next_rows(session: Session, batch: ImportBatch, kind: Kind) -> list[Row]:
    query = sa.select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.number > batch.reached)
    found = session.scalars(query.order_by(ImportRow.number).limit(kind.chunk)).all()
    columns = kind.layout.columns
    return [Row(row.number, told(cells_of(row), batch.places, columns)) for row in found]


def _try_finish(office: Office, kind: Kind) -> str:
    try:
        if kind.finish:
            kind.finish(office)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _held(session: Session, id: int) -> ImportBatch:
    return session.get_one(ImportBatch, id, with_for_update=True, populate_existing=True)


def _note(session: Session, batch: ImportBatch, tried: Rehearsed) -> None:
    """Put what was found beside the rows, and go on behind them."""
    tokens = {"batch_id": batch.id}
    found = [_beside(one, tokens) for one in tried.rows if one.faults or one.odd or one.token]
    if found:
        session.execute(sa.update(ImportRow), found)
        session.flush()
    repeated = _blame_repeated(session, batch, tried.rows)
    batch.done += len(tried.rows)
    batch.faulty += sum(bool(one.faults) for one in tried.rows) + repeated
    batch.made = _sum(batch.made, tried.rows)
    batch.reached = tried.rows[-1].number if tried.rows else batch.reached
    batch.remark = tried.remark
    if tried.last:
        batch.stage = Stage.FAULTY if batch.faulty or tried.remark else Stage.READY


def _beside(one: Tried, of: dict[str, int]) -> dict[str, Any]:
    return {
        **of,
        "number": one.number,
        "token": one.token,
        "faulty": bool(one.faults),
        "faults": one.faults,
        "odd": one.odd,
    }


def _blame_repeated(session: Session, batch: ImportBatch, tried: Sequence[Tried]) -> int:
    """Rows that tell of the same as one before them in the file; how many of them had no fault so far."""
    mine = {one.number: one for one in tried if one.token}
    first = sa.select(ImportRow.token, sa.func.min(ImportRow.number)).where(
        ImportRow.batch_id == batch.id, ImportRow.token.in_({one.token for one in mine.values()})
    )
    known = {row[0]: row[1] for row in session.execute(first.group_by(ImportRow.token))}
    again = [one for one in mine.values() if known[one.token] < one.number]
    rows = [
        {
            "batch_id": batch.id,
            "number": one.number,
            "faulty": True,
            "faults": {"": f"与第{known[one.token]}行重复，请删去其中一行"},
        }
        for one in again
    ]
    if rows:
        session.execute(sa.update(ImportRow), rows)
    return sum(not one.faults for one in again)


def _sum(before: dict[str, Any], rows: Sequence[Tried]) -> dict[str, Any]:
    return dict(Counter(before) + Counter(what for one in rows for what in one.made))


def _import(id: int, at: datetime) -> None:
    with transaction() as session:
        batch = _held(session, id)
        if batch.stage is not Stage.IMPORTING:
            return
        kind, office = KINDS[batch.kind], _office(session, batch, at)
        rows = _next_rows(session, batch, kind)
        with trying.together(session, kind):
            taken = [_take(office, kind, row) for row in rows]
        batch.done += len(rows)
        batch.made = _sum(batch.made, taken)
        batch.reached = rows[-1].number if rows else batch.reached
        last = batch.done >= batch.total
        if last and kind.finish:
            batch.made = {**batch.made, **dict.fromkeys(_finish(office, kind, batch), 1)}
        _keep_traces(session, batch, office)
        if last:
            _end(session, batch, office)


def _take(office: Office, kind: Kind, row: Row) -> Tried:
    before = len(office.made)
    try:
        made = kind.take_over(office, row)
    except DomainError as refusal:
        raise _Refused(row.number, refusal) from refusal
    office.numbers.extend([row.number] * (len(office.made) - before))
    return Tried(row.number, made)


def _finish(office: Office, kind: Kind, batch: ImportBatch) -> list[str]:
    try:
        made = kind.finish(office) if kind.finish else []
    except DomainError as refusal:
        raise _Refused(batch.reached, refusal) from refusal
    office.numbers.extend([batch.reached] * (len(office.made) - len(office.numbers)))
    return made


def _keep_traces(session: Session, batch: ImportBatch, office: Office) -> None:
    """What the rows have made, as it stands now; so it does for rows before that had to do with it."""
    session.flush()
    for number, made in zip(office.numbers, office.made, strict=True):
        mark = mark_of(made.what, made.thing)
        if made.what == ROLES:
            same = sa.and_(ImportTrace.batch_id == batch.id, ImportTrace.thing_id == made.thing.id)
            session.execute(sa.update(ImportTrace).where(same, ImportTrace.what != MATTER).values(mark=mark))
        kept = {"number": number, "what": made.what, "thing_id": made.thing.id, "before": made.before}
        session.add(ImportTrace(batch_id=batch.id, mark=mark, **kept))


def _end(session: Session, batch: ImportBatch, office: Office) -> None:
    """All of it is there; what the rows said of people is not needed any more."""
    batch.stage, batch.finished_at = Stage.DONE, office.now
    session.execute(sa.update(ImportRow).where(ImportRow.batch_id == batch.id).values(cells=None))
    data = {"batch": batch.id, "files": [batch.file], "made": batch.made}
    record(session, None, Deed(action="ledger_imported", viewer=office.by, at=office.now, data=data))


def _take_back(id: int, refusal: _Refused, at: datetime) -> None:
    """Nothing of the batch stays; where somebody has built on it already, it halts with what there is."""
    with transaction() as session:
        batch = _held(session, id)
        if blockers := built_on(session, batch):
            said = f"第{refusal.number}行：{refusal}；前面的行已导入，但{'；'.join(blockers)}，没有自动撤回"
            batch.stage, batch.remark = Stage.HALTED, said
            return
        remove(session, batch, at)
        restart(batch, Stage.FAULTY)
        batch.faulty, batch.remark = 1, f"导入到第{refusal.number}行时被拒绝，前面的行已全部撤回"
        row = {"batch_id": id, "number": refusal.number, "faulty": True, "faults": refusal.faults}
        session.execute(sa.update(ImportRow), [row])
