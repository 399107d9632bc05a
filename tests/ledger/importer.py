"""A manager who imports files: brings them, has them checked, takes them over."""

import sqlalchemy as sa

from caseflow.extensions import db
from caseflow.kernel.roles import Role, Viewer
from caseflow.ledger import batches, running
from caseflow.ledger.batches import Brought
from caseflow.ledger.models import ImportBatch, ImportRow, Stage
from tests import given

NOW = given.moment("2026-11-23")


def viewer(role: Role = Role.MANAGER) -> Viewer:
    return given.viewer(role)


def brought(kind: str, data: bytes, source: str = "示例来源", who: Viewer | None = None) -> int:
    return batches.bring(Brought(kind, source, "文件.csv", data), viewer=who or viewer(), at=NOW)


def run(id: int) -> ImportBatch:
    running.advance(at=NOW)
    return db.session.get_one(ImportBatch, id, populate_existing=True)


def taken_over(kind: str, data: bytes, who: Viewer | None = None) -> ImportBatch:
    id = brought(kind, data, who=who)
    checked = run(id)
    assert (checked.stage, checked.remark) == (Stage.READY, ""), faults(id)
    batches.confirm(id, viewer=who or viewer(), at=NOW)
    return run(id)


def faults(id: int) -> dict[int, dict[str, str]]:
    rows = sa.select(ImportRow.number, ImportRow.faults).where(ImportRow.batch_id == id, ImportRow.faulty)
    return {row.number: row.faults for row in db.session.execute(rows.order_by(ImportRow.number))}
