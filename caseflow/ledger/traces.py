"""What a batch has made, and how each thing stood then (导入痕迹)."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit
from caseflow.casework.models import (
    CalendarChange,
    ClockExtension,
    ClockPause,
    Document,
    EmployerRecord,
    Filing,
    Involvement,
    LimitationEvent,
    Matter,
    Milestone,
    Notification,
    Party,
    Presence,
    Proceeding,
    RunningClock,
    SearchDocument,
    Suggestion,
    Viewing,
)
from caseflow.casework.wiring import wired
from caseflow.extensions import Base
from caseflow.ledger.models import ImportBatch, ImportTrace
from caseflow.ledger.office import EMPLOYER, MATTER, NOTICE, OFFICER, ROLES, UNIT
from caseflow.outreach.models import Officer

WATCHED: dict[str, tuple[type[Base], tuple[str, ...]]] = {
    MATTER: (Matter, ("audit_seq",)),
    UNIT: (Unit, ("name", "kind", "area", "parent_id", "head_id", "active")),
    OFFICER: (
        Officer,
        (
            *("name", "unit_id", "certificate_no", "appointed_on", "term_until", "training_hours", "area"),
            *("informant", "supervisor", "mediator", "ended_on"),
        ),
    ),
    EMPLOYER: (
        EmployerRecord,
        ("name", "credit_code", "address", "unit_id", "parent_id", "merged_into_id", "listed"),
    ),
    NOTICE: (CalendarChange, ("phase",)),
}
"""Of each thing that an import makes its model, and the columns that tell when somebody has touched it."""

WATCHED[ROLES] = WATCHED[OFFICER]

_NUMBER = re.compile(r"(.*?)(\d+)\D*")


def mark_of(what: str, thing: Any) -> str:
    """How the thing stands; another mark later says that something was done to it."""
    stands = [str(getattr(thing, column)) for column in WATCHED[what][1]]
    return hashlib.sha256("\n".join(stands).encode()).hexdigest()


def things(batch: ImportBatch, *what: str) -> sa.Select[int]:
    """The ids of what the batch has made of that."""
    return sa.select(ImportTrace.thing_id).where(ImportTrace.batch_id == batch.id, ImportTrace.what.in_(what))


def proceedings(batch: ImportBatch) -> sa.Select[int]:
    """The proceedings of the matters that the batch has made."""
    return sa.select(Proceeding.id).where(Proceeding.matter_id.in_(things(batch, MATTER)))


def parties(batch: ImportBatch) -> sa.Select[int]:
    """The people and employers of these matters."""
    return sa.select(Party.id).where(Party.matter_id.in_(things(batch, MATTER)))


def own_tables() -> list[sa.Table]:
    """What an import of matters writes and what follows by itself, each table before those it points at."""
    models: list[Any] = [Presence, Viewing, Notification, Suggestion, Involvement, SearchDocument, Milestone]
    models += [Document, Filing, ClockPause, ClockExtension, RunningClock, LimitationEvent]
    slices = {model.__table__ for model in wired().models.values()}
    last: list[Any] = [Proceeding.__table__, Party.__table__]
    return [*(model.__table__ for model in models), *slices, *last]


def pointing_at(name: str) -> Iterator[sa.Column[Any]]:
    """Every column that refers to the ids of the table."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == name and key.column.name == "id":
                yield key.parent


def numbers_taken(session: Session, batch: ImportBatch) -> dict[str, set[int]]:
    """The official numbers that the batch has taken, by their series."""
    taken: dict[str, set[int]] = defaultdict(set)
    given = (
        sa.select(model.number).where(model.matter_id.in_(things(batch, MATTER)), model.number.is_not(None))
        for model in (Proceeding, Document)
    )
    for number in session.scalars(sa.union(*given)):
        if found := _NUMBER.fullmatch(number or ""):
            taken[found[1]].add(int(found[2]))
    return taken
