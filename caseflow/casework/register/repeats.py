"""Employers about whom there have been many matters lately (同一单位多起诉求, R16)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from caseflow.casework.models import EmployerName, EmployerRecord, Matter, Party, Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.register.keys import name_key
from caseflow.extensions import db
from caseflow.kernel.roles import Viewer

MANY, DAYS = 3, 90
"""So many matters on one employer in so many days call for a look (R16)."""

MOST = 5
"""Employers that a page warns of; the list has the others."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """An employer with many matters lately, counted in scope."""

    id: int
    name: str
    matters: int


def since(at: datetime) -> datetime:
    """Matters count from after that instant on."""
    return at - timedelta(days=DAYS)


def repeated(viewer: Viewer, at: datetime) -> sa.Subquery:
    """The records with many matters in scope in the last days: id and number."""
    record = sa.func.coalesce(EmployerRecord.merged_into_id, EmployerRecord.id)
    count = sa.func.count(Matter.id.distinct())
    return (
        sa.select(record.label("id"), count.label("matters"))
        .select_from(Matter)
        .join(Party, Party.matter_id == Matter.id)
        .join(EmployerRecord, EmployerRecord.id == Party.employer_record_id)
        .join(Proceeding, Proceeding.matter_id == Matter.id)
        .where(Matter.opened_at > since(at), Matter.opened_at <= at, proceedings_in_scope(viewer))
        .group_by(record)
        .having(count >= MANY)
        .subquery()
    )


def warned_of(viewer: Viewer, at: datetime) -> list[Repeated]:
    """The employers with the most matters lately, in one query; one more than `MOST` if there are more."""
    found = repeated(viewer, at)
    query = sa.select(EmployerRecord.id, EmployerRecord.name, found.c.matters).join(
        found, found.c.id == EmployerRecord.id
    )
    newest_first = query.order_by(found.c.matters.desc(), EmployerRecord.id.desc()).limit(MOST + 1)
    return [Repeated(*row) for row in db.session.execute(newest_first)]


def warning_of(viewer: Viewer, *, name: str, credit_code: str, at: datetime) -> Repeated | None:
    """The employer of that code or name, when there have been many matters on it lately."""
    told: list[Any] = []
    if credit_code:
        told.append(EmployerRecord.credit_code == credit_code)
    if name:
        named = sa.select(EmployerName.record_id).where(EmployerName.key == name_key(name))
        told.append(EmployerRecord.id.in_(named))
    if not told:
        return None
    root = sa.select(sa.func.coalesce(EmployerRecord.merged_into_id, EmployerRecord.id))
    root = root.where(sa.or_(*told)).order_by(EmployerRecord.credit_code.is_(None)).limit(1)
    found = repeated(viewer, at)
    query = sa.select(EmployerRecord.id, EmployerRecord.name, found.c.matters)
    query = query.join(found, found.c.id == EmployerRecord.id)
    row = db.session.execute(query.where(EmployerRecord.id == root.scalar_subquery())).first()
    return Repeated(*row) if row else None
