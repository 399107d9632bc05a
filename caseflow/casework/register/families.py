"""Records that are one: those that were merged, and the one they were merged into."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.casework.models import EmployerRecord, Party, Proceeding, WorkerRecord

Record = type[WorkerRecord] | type[EmployerRecord]


def same_as(model: Record, record: int | sa.BindParameter[int]) -> sa.Select[int]:
    """The ids of every record that is the same as this one."""
    root = sa.select(sa.func.coalesce(model.merged_into_id, model.id)).where(model.id == record)
    own = aliased(model)
    return sa.select(own.id).where(
        sa.or_(own.id == root.scalar_subquery(), own.merged_into_id == root.scalar_subquery())
    )


def link_of(model: Record) -> Any:
    """The column by which a party points at such a record."""
    return Party.worker_record_id if model is WorkerRecord else Party.employer_record_id


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
