"""Figures that the system does not hold: entered by hand, each with its source (手工填报)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.queries import find, visible_to
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.reports.models import ManualFigure
from caseflow.reports.periods import Period

MOST = 99_999_999


@dataclass(frozen=True, slots=True)
class Kind:
    """A figure that may be entered, and in what it is counted."""

    code: str
    label: str
    measure: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("collective_contracts", "签订集体合同", "份"),
        Kind("members", "新增会员", "人"),
        Kind("trainings", "培训场次", "场"),
        Kind("trainees", "培训人次", "人次"),
        Kind("lectures", "法律宣传", "场"),
        Kind("consultations", "法律咨询", "人次"),
        Kind("condolences", "慰问职工", "人次"),
    )
}
"""What the same report tells from other sources (domain §7)."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A value, and where it is from."""

    code: str
    value: int
    source: str


def enter(entered: Entered, period: Period, unit_id: int, *, viewer: Viewer, at: datetime) -> ManualFigure:
    """Keep the value; one that stands for the same unit and period gives way to it, and the trail keeps both.

    Raises:
        NotFound: there is no such figure, or the unit is out of scope.
    """
    require(viewer, Permission.REVIEW)
    if entered.code not in KINDS:
        raise NotFound
    kind = KINDS[entered.code]
    with transaction() as session:
        find(Unit, unit_id, viewer, session=session)
        row = _standing(session, kind.code, period, unit_id)
        before = row and [row.value, row.source]
        if row is None:
            row = ManualFigure(code=kind.code, period=period.code, unit_id=unit_id)
            session.add(row)
        row.label, row.measure = kind.label, kind.measure
        row.value, row.source = entered.value, entered.source
        row.entered_by, row.entered_at = viewer.user_id, at
        said = {"before": before, "after": [row.value, row.source]}
        _audit(session, row, "manual_figure_entered", said, viewer, at)
        return row


def remove(id: int, *, viewer: Viewer, at: datetime) -> ManualFigure:
    """Take a value away.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    require(viewer, Permission.REVIEW)
    with transaction() as session:
        row = session.get(ManualFigure, id)
        if row is None:
            raise NotFound
        find(Unit, row.unit_id, viewer, session=session)
        _audit(session, row, "manual_figure_removed", {"before": [row.value, row.source]}, viewer, at)
        session.delete(row)
        return row


def figures(period: Period, unit_id: int) -> list[ManualFigure]:
    """What was entered for the unit and the period, in the order in which figures are declared."""
    query = sa.select(ManualFigure).where(ManualFigure.unit_id == unit_id, ManualFigure.period == period.code)
    return sorted(db.session.scalars(query), key=lambda row: [*KINDS].index(row.code))


def home(viewer: Viewer) -> Unit | None:
    """The unit at the top of what the viewer sees; none in an empty database."""
    top = (sa.func.length(Unit.path), Unit.id)
    return db.session.scalars(visible_to(viewer, Unit).order_by(*top).limit(1)).first()


def _standing(session: Session, code: str, period: Period, unit_id: int) -> ManualFigure | None:
    key = {"code": code, "period": period.code, "unit_id": unit_id}
    return session.scalars(sa.select(ManualFigure).filter_by(**key)).first()


def _audit(
    session: Session, row: ManualFigure, action: str, said: Mapping[str, object], viewer: Viewer, at: datetime
) -> None:
    about = {"code": row.code, "period": row.period, "unit_id": row.unit_id, **said}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=about))
