"""What a viewer sees of the register: only what matters in scope tell of it (数据范围).

A confidential matter is never found by its worker, by nobody: that would tell who gave the tip (举报保密).
"""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.casework.models import EmployerRecord, Matter, Party, Proceeding, WorkerRecord
from caseflow.casework.queries import BUILT, proceedings_in_scope
from caseflow.kernel.roles import Viewer

Record = type[WorkerRecord] | type[EmployerRecord]
Condition = sa.ColumnElement[bool]


def of_record(model: Record, record: Any, what: Any) -> sa.Select[*tuple[Any, ...]]:
    """Something of the proceedings about the record, or about one that was merged into it."""
    own = aliased(model)
    return (
        sa.select(what)
        .select_from(own)
        .join(Party, link_of(model) == own.id)
        .join(Proceeding, Proceeding.matter_id == Party.matter_id)
        .where(sa.or_(own.id == record, own.merged_into_id == record))
    )


def link_of(model: Record) -> sa.ColumnElement[int | None]:
    """The column by which a party points at such a record."""
    return Party.worker_record_id if model is WorkerRecord else Party.employer_record_id  # type: ignore[return-value]


@lru_cache(BUILT)
def is_seen(viewer: Viewer, model: Record) -> Condition:
    """The condition on the model that a matter in scope is about the record, or one merged into it."""
    told = of_record(model, model.id, Party.id).where(proceedings_in_scope(viewer))
    if model is WorkerRecord:
        told = told.join(Matter, Matter.id == Party.matter_id).where(Matter.confidential.is_(False))
    return told.correlate(model).exists()
