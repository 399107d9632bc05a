"""What a viewer sees of the register: only what matters in scope tell of it (数据范围).

A confidential matter is never found by its worker, by nobody: that would tell who gave the tip (举报保密).
"""

from functools import lru_cache
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.casework.models import EmployerRecord, Matter, Party, Proceeding, WorkerRecord
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.casework.register.families import Record, link_of, of_record, same_as
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer

R = TypeVar("R", bound=WorkerRecord | EmployerRecord)


def is_told(viewer: Viewer, model: Record) -> sa.ColumnElement[bool]:
    """The condition on `Proceeding` and its `Matter` that it may tell the viewer of such a record."""
    if model is WorkerRecord:
        return sa.and_(proceedings_in_scope(viewer), Matter.confidential.is_(False))
    return proceedings_in_scope(viewer)


@lru_cache(BUILT)
def is_seen(viewer: Viewer, model: Record) -> sa.ColumnElement[bool]:
    """The condition on the model that a matter in scope is about the record, or one merged into it.

    An employer from a list needs no matter: its unit sees it, and the root does (名录).
    """
    told = _told_by_matters(viewer, model)
    return told if model is WorkerRecord else sa.or_(told, _is_listed(viewer))


def _is_listed(viewer: Viewer) -> sa.ColumnElement[bool]:
    own = sa.true() if viewer.everywhere else EmployerRecord.unit_id.in_(viewer.unit_ids)
    return sa.and_(EmployerRecord.listed, own)


def _told_by_matters(viewer: Viewer, model: Record) -> sa.ColumnElement[bool]:
    """Who sees nearly everything has record after record looked up, others have theirs looked up first."""
    if viewer.everywhere:
        about = of_record(model, model.id, Party.id).join(Matter, Matter.id == Party.matter_id)
        return about.where(is_told(viewer, model)).correlate(model).exists()
    own = aliased(model)
    told = sa.select(sa.func.coalesce(own.merged_into_id, own.id)).join(Party, link_of(model) == own.id)
    told = told.join(Matter, Matter.id == Party.matter_id)
    told = told.join(Proceeding, Proceeding.matter_id == Matter.id).where(is_told(viewer, model))
    return model.id.in_(told.correlate(None))


def matters_of(model: Record, record: int, viewer: Viewer) -> sa.Select[int]:
    """The matters in scope that are about the record, or one merged into it."""
    return matters_about(model, same_as(model, record), viewer)


def matters_about(model: Record, records: sa.Select[int] | list[int], viewer: Viewer) -> sa.Select[int]:
    """The matters in scope whose parties point at one of these very records."""
    parties = sa.select(Party.matter_id).where(link_of(model).in_(records))
    seen = sa.select(Proceeding.matter_id).join(Matter, Matter.id == Proceeding.matter_id)
    return seen.where(Proceeding.matter_id.in_(parties), is_told(viewer, model))


def find_record(model: type[R], id: int, viewer: Viewer) -> R:
    """The record of that id, or the one that it was merged into.

    Raises:
        NotFound: no matter in the viewer's scope is about it.
    """
    inner = aliased(model)
    root = sa.select(sa.func.coalesce(inner.merged_into_id, inner.id)).where(inner.id == id)
    seen = is_seen(viewer, WorkerRecord if model is WorkerRecord else EmployerRecord)
    found = db.session.scalars(sa.select(model).where(model.id == root.scalar_subquery(), seen)).first()
    if found is None:
        raise NotFound
    return found
