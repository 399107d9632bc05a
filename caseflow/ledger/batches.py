"""Bringing a file in, matching its columns, and deciding what becomes of it (导入批次)."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.audit import Deed, record
from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.worklists.paging import PAGE, Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Viewer
from caseflow.ledger.files import FileRefused, encoding_of
from caseflow.ledger.kinds import KINDS, Kind, kinds_for
from caseflow.ledger.matching import Numbered, best_sheet
from caseflow.ledger.models import ImportBatch, ImportMatching, ImportRow, ImportTrace, Stage

KEPT = timedelta(days=30)
"""How long a file waits for somebody to go on with it; its rows tell of people."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was sent: what it is, where it is from, its name and content."""

    kind: str
    source: str
    file: str
    data: bytes


def bring(brought: Brought, *, viewer: Viewer, at: datetime) -> int:
    """Keep the rows of a file, to be checked at once if its columns are known; the batch's id.

    Raises:
        Incomplete: the viewer may not import the kind, or the file is no such table.
    """
    kind = next((kind for kind in kinds_for(viewer) if kind.code == brought.kind), None)
    if kind is None:
        raise Incomplete({"kind": "请从列表中选择"})
    with transaction() as session:
        try:
            rows, header = best_sheet(
                brought.data, kind.layout, _remembered(session, kind.code, brought.source)
            )
            encoding = encoding_of(brought.data)
        except FileRefused as refusal:
            raise Incomplete({"file": str(refusal)}) from refusal
        batch = ImportBatch(
            kind=kind.code,
            source=brought.source,
            file=brought.file,
            sha256=hashlib.sha256(brought.data).hexdigest(),
            encoding=encoding,
            stage=Stage.MATCHING,
            brought_by=viewer.user_id,
            brought_at=at,
        )
        session.add(batch)
        session.flush()
        _keep(session, batch, rows)
        batch.header, batch.places = header.number, dict(header.places)
        if header.complete(kind.layout):
            _begin_check(session, batch, kind)
        return batch.id


def _remembered(session: Session, kind: str, source: str) -> Mapping[str, str]:
    found = session.get(ImportMatching, (kind, source))
    return found.columns if found else {}


def _keep(session: Session, batch: ImportBatch, rows: Sequence[Numbered]) -> None:
    kept = [
        {
            "batch_id": batch.id,
            "number": number,
            "cells": json.dumps(cells, ensure_ascii=False),
            "faulty": False,
            "faults": {},
            "odd": {},
        }
        for number, cells in rows
    ]
    session.execute(sa.insert(ImportRow.__table__), kept)  # type: ignore[arg-type]


def match(id: int, header: int, places: Mapping[str, int], *, viewer: Viewer, at: datetime) -> None:
    """Say which column is which, remember it for the source, and have the rows checked.

    Raises:
        Incomplete: a column is missing or named twice, or there is nothing below that header.
        GuardRefused: the batch is past that.
    """
    with transaction() as session:
        batch, kind = held(session, id, viewer)
        if batch.stage not in (Stage.MATCHING, Stage.FAULTY, Stage.READY):
            raise GuardRefused(f"这一批{batch.stage.label}，不能再改列的对应")
        _check_matching(kind, places)
        names = cells_of(session.get(ImportRow, (id, header)))
        if not names:
            raise Incomplete({"header": "这一行是空的，请选择写有列名的一行"})
        batch.header, batch.places = header, dict(places)
        _begin_check(session, batch, kind)
        _remember(session, batch, {column: names[at_] for column, at_ in places.items()}, viewer, at)


def _check_matching(kind: Kind, places: Mapping[str, int]) -> None:
    faults = {
        column: "请选择对应的列"
        for column in kind.layout.columns
        if column not in places and column not in kind.layout.optional
    }
    taken = list(places.values())
    faults |= {column: "这一列已对应给另一项" for column, at in places.items() if taken.count(at) > 1}
    if faults:
        raise Incomplete(faults)


def _begin_check(session: Session, batch: ImportBatch, kind: Kind) -> None:
    below = sa.and_(ImportRow.batch_id == batch.id, ImportRow.number > batch.header)
    batch.total = session.scalar(sa.select(sa.func.count()).select_from(ImportRow).where(below)) or 0
    if not batch.total:
        raise Incomplete({"header": "表头下面没有数据"})
    if kind.finish and batch.total > kind.chunk:
        raise Incomplete({"header": f"{kind.label}最多{kind.chunk}行，请核对选的文件"})
    session.execute(sa.update(ImportRow).where(below).values(token=None, faulty=False, faults={}, odd={}))
    restart(batch, Stage.CHECKING)


def restart(batch: ImportBatch, stage: Stage) -> None:
    """Take the rows from the first one on again."""
    batch.stage, batch.reached, batch.done, batch.faulty = stage, batch.header, 0, 0
    batch.made, batch.remark = {}, ""


def _remember(
    session: Session, batch: ImportBatch, columns: Mapping[str, str], viewer: Viewer, at: datetime
) -> None:
    said = {"columns": dict(columns), "saved_by": viewer.user_id, "saved_at": at}
    new = dialect_insert(session)(ImportMatching).values(kind=batch.kind, source=batch.source, **said)
    session.execute(new.on_conflict_do_update(index_elements=["kind", "source"], set_=said))


def confirm(id: int, *, viewer: Viewer, at: datetime) -> None:
    """Have the rows taken over, all of them or none.

    Raises:
        GuardRefused: they have not been checked, or have faults.
    """
    with transaction() as session:
        batch, kind = held(session, id, viewer)
        if batch.stage is not Stage.READY:
            raise GuardRefused(f"这一批{batch.stage.label}，检查通过以后才能导入")
        restart(batch, Stage.IMPORTING)
        told = {"batch": id, "kind": kind.code, "source": batch.source, "file": batch.file}
        deed = Deed(action="import_started", viewer=viewer, at=at, data={**told, "sha256": batch.sha256})
        record(session, None, deed)


def drop(id: int, *, viewer: Viewer, at: datetime) -> None:
    """Give a file up that has not been taken over; its rows are erased.

    Raises:
        GuardRefused: it has been.
    """
    with transaction() as session:
        batch, _ = held(session, id, viewer)
        if not batch.stage.waits:
            raise GuardRefused(f"这一批{batch.stage.label}，不能放弃")
        _erase(session, [batch], at)


def forget(*, at: datetime) -> int:
    """Give up the files that nobody has gone on with for a month; how many (导入清理)."""
    waiting = [stage for stage in Stage if stage.waits]
    with transaction() as session:
        old = sa.select(ImportBatch).where(ImportBatch.stage.in_(waiting), ImportBatch.brought_at < at - KEPT)
        batches = session.scalars(old.with_for_update(skip_locked=True)).all()
        _erase(session, batches, at)
        return len(batches)


def _erase(session: Session, batches: Sequence[ImportBatch], at: datetime) -> None:
    ids = [batch.id for batch in batches]
    session.execute(sa.delete(ImportRow).where(ImportRow.batch_id.in_(ids)))
    for batch in batches:
        batch.stage, batch.finished_at = Stage.DROPPED, at


def held(session: Session, id: int, viewer: Viewer) -> tuple[ImportBatch, Kind]:
    """The batch and its kind, held until the transaction ends.

    Raises:
        NotFound: there is none of a kind that the viewer may import.
    """
    batch = session.get(ImportBatch, id, with_for_update=True, populate_existing=True)
    return _for(viewer, batch)


def find_batch(id: int, viewer: Viewer) -> tuple[ImportBatch, Kind]:
    """The batch and its kind.

    Raises:
        NotFound: there is none of a kind that the viewer may import.
    """
    return _for(viewer, db.session.get(ImportBatch, id))


def _for(viewer: Viewer, batch: ImportBatch | None) -> tuple[ImportBatch, Kind]:
    if batch is None or KINDS[batch.kind] not in kinds_for(viewer):
        raise NotFound
    return batch, KINDS[batch.kind]


def batches(viewer: Viewer, after: Cursor | None = None) -> Page[ImportBatch]:
    """The batches of the kinds that the viewer may import, the newest first."""
    codes = [kind.code for kind in kinds_for(viewer)]
    query = sa.select(ImportBatch, sa.null().label("place"), ImportBatch.id).where(
        ImportBatch.kind.in_(codes)
    )
    if after:
        query = query.where(ImportBatch.id < after.id)
    found = db.session.execute(limited(query.order_by(ImportBatch.id.desc()))).all()
    return Page.of(found, lambda row: row.ImportBatch)


def sources(viewer: Viewer) -> Sequence[str]:
    """Where files have come from before, those used last first."""
    codes = [kind.code for kind in kinds_for(viewer)]
    query = sa.select(ImportBatch.source).where(ImportBatch.kind.in_(codes)).group_by(ImportBatch.source)
    return db.session.scalars(query.order_by(sa.func.max(ImportBatch.id).desc()).limit(20)).all()


def first_rows(batch: ImportBatch, most: int = 20) -> list[tuple[int, list[str]]]:
    """The first rows of the file, among which the header stands."""
    query = sa.select(ImportRow).where(ImportRow.batch_id == batch.id).order_by(ImportRow.number).limit(most)
    return [(row.number, cells_of(row)) for row in db.session.scalars(query)]


def remarked(batch: ImportBatch, after: Cursor | None = None) -> Page[Any]:
    """The rows with faults, in their order; of a batch without any those that are odd."""
    wanted = ImportRow.faulty if batch.faulty else ImportRow.odd.cast(sa.String) != "{}"
    query = sa.select(ImportRow, sa.null().label("place"), ImportRow.number.label("id"))
    query = query.where(ImportRow.batch_id == batch.id, ImportRow.number > batch.header, wanted)
    if after:
        query = query.where(ImportRow.number > after.id)
    found = db.session.execute(limited(query.order_by(ImportRow.number))).all()
    return Page.of(found, lambda row: row.ImportRow)


def traces(batch: ImportBatch, most: int = PAGE) -> Sequence[ImportTrace]:
    """The first things that the batch has made."""
    query = sa.select(ImportTrace).where(ImportTrace.batch_id == batch.id).order_by(ImportTrace.id)
    return db.session.scalars(query.limit(most)).all()


def cells_of(row: ImportRow | None) -> list[str]:
    """What was written in the row; nothing once it has been erased."""
    cells: list[str] = json.loads(row.cells) if row and row.cells else []
    return cells


def told(cells: Sequence[str], places: Mapping[str, int], columns: Iterable[str]) -> dict[str, str]:
    """The row by column."""
    return {
        column: cells[places[column]] if places[column] < len(cells) else ""
        for column in columns
        if column in places
    }
