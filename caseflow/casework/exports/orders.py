"""Exports on record: handed over at once, or ordered, made in the background, kept for a day (导出记录)."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.contents import digest
from caseflow.casework.db import transaction
from caseflow.casework.exports.columns import Watermark
from caseflow.casework.models import Export, ExportForm, ExportPart, ExportPhase
from caseflow.casework.notices import announce
from caseflow.casework.queries import find, visible_to
from caseflow.casework.sealed_parts import Parts
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused
from caseflow.kernel.roles import SYSTEM, Permission, Viewer

KEPT = timedelta(hours=24)
"""How long a file that was made in the background can be fetched."""

HELD = timedelta(minutes=5)
"""How long one is in hand after its last sign of life; then somebody else begins it anew."""

AT_A_TIME = 3
"""Exports that one person may have under way."""

TRIES = 3
"""How often one is begun; then it is given up."""

BROKEN = "几次都没能生成，已记录。请缩小范围后重试，仍不行请联系管理员。"

_PARTS = Parts(ExportPart, ExportPart.export_id, "export")
_UNDER_WAY = Export.phase.in_([ExportPhase.WAITING, ExportPhase.RUNNING])


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants to take away: a list with its filters, in which form, what for."""

    endpoint: str
    query: str
    title: str
    narrowed: str
    form: ExportForm
    purpose: str
    unmasked: bool = False


def watermark(order: Order | Export, viewer: Viewer, at: datetime) -> Watermark:
    """Whose copy it is."""
    unit = sa.select(Unit.name).join(User, User.unit_id == Unit.id).where(User.id == viewer.user_id)
    who = f"{viewer.name}（{db.session.scalar(unit) or '本单位'}）"
    return Watermark(order.title, order.narrowed, who, at, order.purpose)


def take(order: Order, made: BinaryIO, rows: int, *, viewer: Viewer, at: datetime) -> Export:
    """Put on record what is handed over at once.

    Raises:
        Forbidden: identities are asked for by somebody who may not take them away.
    """
    _may_unmask(order, viewer)
    with transaction() as session:
        export = _written(session, order, ExportPhase.TAKEN, viewer, at)
        _made(export, made, rows, at)
        _audit(session, export, "exported", viewer, at)
        return export


def place(order: Order, *, viewer: Viewer, at: datetime) -> Export:
    """Have it made in the background.

    Raises:
        Forbidden: identities are asked for by somebody who may not take them away.
        GuardRefused: the person has enough under way.
    """
    _may_unmask(order, viewer)
    with transaction() as session:
        waiting = sa.select(sa.func.count(Export.id)).where(Export.user_id == viewer.user_id, _UNDER_WAY)
        if session.scalars(waiting).one() >= AT_A_TIME:
            raise GuardRefused(f"您有{AT_A_TIME}个导出还在进行，请等它们完成后再试。")
        export = _written(session, order, ExportPhase.WAITING, viewer, at)
        _audit(session, export, "export_ordered", viewer, at)
        return export


def _may_unmask(order: Order, viewer: Viewer) -> None:
    if order.unmasked and not viewer.can(Permission.EXPORT_IDENTITY):
        raise Forbidden("您的岗位不能导出未打码的身份信息。")


def _written(session: Session, order: Order, phase: ExportPhase, viewer: Viewer, at: datetime) -> Export:
    told = {name: getattr(order, name) for name in Order.__dataclass_fields__}
    export = Export(user_id=viewer.user_id, phase=phase, ordered_at=at, **told)
    session.add(export)
    session.flush()
    return export


def _made(export: Export, made: BinaryIO, rows: int, at: datetime) -> None:
    export.sha256, export.size = digest(made), made.seek(0, os.SEEK_END)
    export.rows, export.finished_at = rows, at


def claim(*, at: datetime) -> Export | None:
    """The next one to make, taken in hand; None when nothing waits. One that was left half-way counts."""
    with transaction() as session:
        left = sa.and_(Export.phase == ExportPhase.RUNNING, Export.held_until < at)
        waits = sa.or_(Export.phase == ExportPhase.WAITING, left)
        first = sa.select(Export.id).where(waits).order_by(Export.id).limit(1)
        first = first.with_for_update(skip_locked=True)
        export = session.get(Export, session.scalar(first) or 0)
        if export is None:
            return None
        export.phase, export.held_until, export.rows = ExportPhase.RUNNING, at + HELD, 0
        export.tries += 1
        if export.tries <= TRIES:
            return export
        _given_up(session, export, BROKEN, at)
    return claim(at=at)


def progress(id: int, rows: int, *, at: datetime) -> None:
    """So many rows are written; it stays in hand."""
    with transaction() as session:
        mine = sa.update(Export).where(Export.id == id, Export.phase == ExportPhase.RUNNING)
        session.execute(mine.values(rows=rows, held_until=at + HELD))


def finish(id: int, made: BinaryIO, rows: int, *, viewer: Viewer, at: datetime) -> None:
    """Keep the file for a day, and tell who asked for it."""
    with transaction() as session:
        export = session.get_one(Export, id)
        if export.phase is not ExportPhase.RUNNING:
            return
        _made(export, made, rows, at)
        export.phase, export.kept_until = ExportPhase.READY, at + KEPT
        session.execute(sa.delete(ExportPart).where(ExportPart.export_id == id))
        _PARTS.write(session, id, made)
        _audit(session, export, "exported", viewer, at)
        told = f"导出完成：{export.title}，{rows:,}行。文件保留24小时，请在“导出记录”下载。"
        _tell(session, export, told, at)


def fail(id: int, why: str, *, at: datetime) -> None:
    """Give it up, and tell who asked for it."""
    with transaction() as session:
        _given_up(session, session.get_one(Export, id), why, at)


def _given_up(session: Session, export: Export, why: str, at: datetime) -> None:
    export.phase, export.fault, export.finished_at = ExportPhase.FAILED, why, at
    _audit(session, export, "export_failed", SYSTEM, at)
    _tell(session, export, f"导出没有完成：{export.title}。{why}", at)


def _tell(session: Session, export: Export, text: str, at: datetime) -> None:
    about = f"export-{export.id}"
    announce(session, about, [export.user_id], text, about=about, at=at)


def erase(*, at: datetime) -> int:
    """Remove the files that have been kept for a day; how many. The record stays."""
    with transaction() as session:
        over = sa.select(Export).where(Export.phase == ExportPhase.READY, Export.kept_until <= at)
        gone = session.scalars(over).all()
        session.execute(sa.delete(ExportPart).where(ExportPart.export_id.in_([one.id for one in gone])))
        for export in gone:
            export.phase = ExportPhase.ERASED
        return len(gone)


def exports(viewer: Viewer, after: Cursor | None = None) -> Page[Any]:
    """A page of the exports that the viewer sees: the own ones, for who audits everybody's; newest first."""
    query = (
        visible_to(viewer, Export)
        .add_columns(User.name.label("who"), Export.id, sa.null().label("place"))
        .join(User, User.id == Export.user_id)
        .order_by(Export.id.desc())
    )
    if after:
        query = query.where(Export.id < after.id)
    return Page.of(db.session.execute(limited(query)).all(), lambda row: row)


def fetched(id: int, *, viewer: Viewer, at: datetime) -> Export:
    """A file that its owner takes away, which is put on record; `read` has its bytes.

    Raises:
        GuardRefused: it is not ready, or it has been removed.
        NotFound: it is somebody else's.
    """
    with transaction() as session:
        export = find(Export, id, viewer, session=session)
        if export.user_id != viewer.user_id:
            raise GuardRefused("这是别人的导出，只能查看记录，不能下载文件。")
        if not export.is_kept(at):
            raise GuardRefused("文件保留24小时，现在没有可以下载的文件。请重新导出。")
        _audit(session, export, "export_fetched", viewer, at)
        return export


def read(id: int) -> Iterator[bytes]:
    """The file, stretch by stretch."""
    return _PARTS.read(id)


def _audit(session: Session, export: Export, action: str, viewer: Viewer, at: datetime) -> None:
    names = ("endpoint", "title", "narrowed", "purpose", "unmasked", "rows", "sha256")
    data = {"export_id": export.id, "form": export.form.value}
    data |= {name: getattr(export, name) for name in names}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
