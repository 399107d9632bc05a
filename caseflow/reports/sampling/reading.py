"""Samples as a person sees them: those of the units in scope, with their cases and results (抽检结果)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit, User
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope, visible_to
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.reports.sampling.actions import population, rule_of
from caseflow.reports.sampling.checklist import PASS
from caseflow.reports.sampling.drawing import digest, draw
from caseflow.reports.sampling.models import QualitySample, SampledCase


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What the same rule and the same seed draw now."""

    population: int
    same_population: bool
    same_cases: bool


def _seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    return QualitySample.unit_id.in_(visible_to(viewer, Unit).with_only_columns(Unit.id))


def samples(viewer: Viewer, after: Cursor | None = None) -> Page[Any]:
    """A page of samples with their results, the newest first."""
    of = SampledCase.sample_id == QualitySample.id

    def counted(what: Any) -> Any:
        return sa.select(what).where(of).correlate(QualitySample).scalar_subquery()

    checked = sa.func.count(SampledCase.score)
    query = sa.select(
        QualitySample,
        Unit.name.label("unit"),
        User.name.label("drawer"),
        sa.null().label("place"),
        QualitySample.id.label("id"),
        counted(sa.func.count()).label("cases"),
        counted(checked).label("checked"),
        counted(sa.func.avg(SampledCase.score)).label("mean"),
        counted(sa.func.count(sa.case((SampledCase.score >= PASS, 1)))).label("passed"),
        counted(sa.func.count(sa.case((SampledCase.returned, 1)))).label("returned"),
        counted(sa.func.count(SampledCase.answered_at)).label("answered"),
    )
    query = query.join(Unit, Unit.id == QualitySample.unit_id).join(User, User.id == QualitySample.drawn_by)
    query = query.where(_seen(viewer))
    if after:
        query = query.where(QualitySample.id < after.id)
    found = db.session.execute(limited(query.order_by(QualitySample.id.desc()))).all()
    return Page.of(found, lambda row: row)


def find_sample(id: int, viewer: Viewer) -> tuple[QualitySample, str, str]:
    """The sample, the name of its unit and of who drew it.

    Raises:
        NotFound: there is none in scope.
    """
    query = sa.select(QualitySample, Unit.name.label("unit"), User.name.label("drawer"))
    query = query.join(Unit, Unit.id == QualitySample.unit_id).join(User, User.id == QualitySample.drawn_by)
    row = db.session.execute(query.where(QualitySample.id == id, _seen(viewer))).first()
    if row is None:
        raise NotFound
    return row.QualitySample, row.unit, row.drawer


_checker = sa.orm.aliased(User)


def _cases(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    handler = sa.orm.aliased(User)
    query = sa.select(
        SampledCase,
        Proceeding.number,
        Proceeding.process,
        Proceeding.id.label("proceeding"),
        handler.name.label("handler"),
        _checker.name.label("checker"),
    )
    query = query.join(Proceeding, Proceeding.id == SampledCase.proceeding_id)
    query = query.outerjoin(handler, handler.id == SampledCase.handler_id)
    return query.outerjoin(_checker, _checker.id == SampledCase.checked_by).where(
        proceedings_in_scope(viewer)
    )


def cases(sample: QualitySample, viewer: Viewer) -> Sequence[Any]:
    """The cases of the sample that the viewer sees, stratum by stratum as they were drawn."""
    query = _cases(viewer).where(SampledCase.sample_id == sample.id)
    return db.session.execute(query.order_by(SampledCase.id)).all()


def find_case(id: int, viewer: Viewer) -> Any:
    """A case for those who sample, or for the handler to whom it was returned.

    Raises:
        NotFound: it is neither.
    """
    row = db.session.execute(_cases(viewer).where(SampledCase.id == id)).first()
    if row is None:
        raise NotFound
    case = row.SampledCase
    own = case.returned and case.handler_id in viewer.persons | {viewer.concerned}
    if not (own or viewer.can(Permission.SAMPLING)):
        raise NotFound
    return row


def drawn_again(sample: QualitySample, drawn: Sequence[Any], viewer: Viewer) -> Redrawn:
    """Draw by the same rule and seed once more, and compare."""
    found = population(db.session(), rule_of(sample), viewer)
    again = draw(found, sample.size, each=sample.each, seed=sample.seed)
    ids = {row.SampledCase.proceeding_id for row in drawn}
    return Redrawn(len(found), digest(found) == sample.digest, {one.id for one in again} == ids)
