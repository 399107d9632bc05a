"""Employers offered while a name is typed: by part of the name, by initials, by credit code (单位联想)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.accounts.models import Unit, UnitKind
from caseflow.casework.models import EmployerName, EmployerRecord, Proceeding
from caseflow.casework.pinyin import initials
from caseflow.casework.privacy import compact
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.casework.register.families import of_record
from caseflow.casework.register.seen import is_seen
from caseflow.extensions import db
from caseflow.kernel.roles import Viewer

SHORTEST, LONGEST = 2, 50
"""So many characters are needed, and so many are read."""

HANDLING = (UnitKind.TOWNSHIP, UnitKind.STREET, UnitKind.PARK)
"""The kinds of units that have an area."""

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Suggested:
    """An employer to choose; `unit` is the union that is in charge there, `open_matters` counts in scope.

    `id` is None for an enterprise of the office's own tree that no matter is about yet.
    """

    id: int | None
    name: str
    credit_code: str
    address: str
    unit_id: int | None
    unit: str
    open_matters: int


def suggest_employers(viewer: Viewer, text: str, limit: int = 8) -> list[Suggested]:
    """The employers of matters in scope, and enterprises of the office's own tree, that the text fits."""
    wanted = compact(text)[:LONGEST]
    if len(wanted) < SHORTEST:
        return []
    rows = db.session.execute(_known(viewer), _parameters(wanted, limit))
    found = [Suggested(*row) for row in rows]
    names = {one.name for one in found}
    return [*found, *(one for one in _enterprises(wanted) if one.name not in names)][:limit]


def _parameters(wanted: str, limit: int) -> dict[str, Any]:
    plain = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return {"part": f"%{plain}%", "start": f"{plain}%", "letters": f"{plain.lower()}%", "most": limit}


_part, _start, _letters = (sa.bindparam(name, type_=sa.String) for name in ("part", "start", "letters"))


@lru_cache(BUILT)
def _known(viewer: Viewer) -> Rows:
    """The records that fit, those first whose name begins so."""
    begins = sa.exists().where(
        EmployerName.record_id == EmployerRecord.id, EmployerName.key.like(_start, escape="\\")
    )
    picked = (
        sa.select(EmployerRecord, begins.label("begins"))
        .where(
            EmployerRecord.merged_into_id.is_(None),
            sa.or_(EmployerRecord.id.in_(_fitting()), EmployerRecord.credit_code.like(_start, escape="\\")),
            is_seen(viewer, EmployerRecord),
        )
        .order_by(begins.desc(), EmployerRecord.name, EmployerRecord.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
        .subquery()
    )
    unit_id = sa.func.coalesce(picked.c.unit_id, _handled_by(viewer, picked.c.id)).label("unit")
    rows = sa.select(picked, unit_id, _open(viewer, picked.c.id).label("open_matters")).subquery()
    return (
        sa.select(
            rows.c.id,
            rows.c.name,
            sa.func.coalesce(rows.c.credit_code, ""),
            rows.c.address,
            rows.c.unit,
            sa.func.coalesce(Unit.name, ""),
            rows.c.open_matters,
        )
        .outerjoin(Unit, Unit.id == rows.c.unit)
        .order_by(rows.c.begins.desc(), rows.c.name, rows.c.id)
    )


def _fitting() -> sa.Select[int]:
    """The records one of whose names fits."""
    fits = sa.or_(
        EmployerName.key.like(_part, escape="\\"), EmployerName.initials.like(_letters, escape="\\")
    )
    owner = sa.func.coalesce(EmployerRecord.merged_into_id, EmployerRecord.id)
    joined = sa.select(owner).join(EmployerName, EmployerName.record_id == EmployerRecord.id)
    return joined.where(fits).correlate(None)


def _of_record(what: Any, viewer: Viewer, record: Any) -> Any:
    """Something of the proceedings in scope that are about the employer."""
    return of_record(EmployerRecord, record, what).where(proceedings_in_scope(viewer))


def _handled_by(viewer: Viewer, record: Any) -> Any:
    """The unit to which something about the employer was sent last."""
    handling = aliased(Unit)
    sent = _of_record(Proceeding.unit_id, viewer, record).join(handling, handling.id == Proceeding.unit_id)
    newest = sent.where(handling.kind.in_(HANDLING)).order_by(Proceeding.id.desc())
    return newest.limit(1).scalar_subquery()


def _open(viewer: Viewer, record: Any) -> Any:
    counted = _of_record(sa.func.count(Proceeding.matter_id.distinct()), viewer, record)
    return counted.where(Proceeding.open).scalar_subquery()


def _enterprises(wanted: str) -> Iterator[Suggested]:
    """Enterprises with a union of their own; the tree of units is no secret."""
    above = aliased(Unit)
    query = sa.select(Unit.name, above.id, above.name.label("above"))
    rows = db.session.execute(
        query.join(above, above.id == Unit.parent_id)
        .where(Unit.kind == UnitKind.ENTERPRISE, Unit.active)
        .order_by(Unit.name)
    )
    for row in rows:
        if wanted in compact(row.name) or initials(row.name).startswith(wanted.lower()):
            yield Suggested(None, row.name, "", "", row.id, row.above, 0)
