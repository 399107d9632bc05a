"""Employers on the list of those to be looked into, until somebody has looked (矛盾纠纷排查).

It is a list of the unit: whoever sees the unit sees its entries, which name no worker and no matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit, User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import insert_missing, transaction
from caseflow.casework.models import EmployerRecord, Finding, Screening
from caseflow.casework.queries import visible_to
from caseflow.casework.register.families import same_as
from caseflow.casework.register.seen import find_record, is_seen
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Permission, Viewer


@dataclass(frozen=True, slots=True)
class Screened:
    """An entry with the names that it is shown with; `known` if the viewer sees the page of the employer."""

    entry: Screening
    employer_id: int
    employer: str
    known: bool
    unit: str
    closed_by: str

    @property
    def standing(self) -> str:
        """What became of it, in words."""
        return self.entry.finding.label if self.entry.finding else "待排查"


def put_on(
    session: Session, record_id: int, unit_id: int, reason: str, *, by: int, at: datetime, rule: str = ""
) -> None:
    """Put an employer on the list within a transaction, unless it is there already."""
    row = {
        "record_id": record_id,
        "unit_id": unit_id,
        "reason": reason,
        "rule": rule,
        "listed_by": by,
        "listed_at": at,
        "found": "",
    }
    insert_missing(session, Screening, [row])


def enter(record_id: int, reason: str, *, viewer: Viewer, at: datetime) -> int:
    """Put an employer on the list by hand; the id of the record.

    Raises:
        Forbidden: the viewer looks into no employers.
        GuardRefused: it is there already.
        NotFound: no matter in scope is about the employer.
    """
    require(viewer, Permission.VISIT)
    with transaction() as session:
        record = find_record(EmployerRecord, record_id, viewer)
        if waiting(record.id, session):
            raise GuardRefused("这个单位已在排查名单中，还没有登记结果，不需要再列入。")
        own = record.unit_id if record.unit_id in viewer.unit_ids else None
        put_on(session, record.id, own or _unit_of(session, viewer), reason, by=viewer.user_id, at=at)
        _audit(session, "screening_listed", record.id, viewer, at, reason=reason)
        return record.id


def _unit_of(session: Session, viewer: Viewer) -> int:
    return session.scalars(sa.select(User.unit_id).where(User.id == viewer.user_id)).one()


def close(id: int, finding: Finding, found: str, *, viewer: Viewer, at: datetime) -> None:
    """Say what was found; the employer may come on the list again later.

    Raises:
        Forbidden: the viewer looks into no employers.
        GuardRefused: somebody has said so already.
        NotFound: the entry is out of scope.
    """
    require(viewer, Permission.VISIT)
    with transaction() as session:
        entry = entry_of(id, viewer, session).entry
        if entry.closed_at:
            raise GuardRefused("这一条已经登记排查结果。需要再查的，请到单位页重新列入。")
        entry.finding, entry.found = finding, found
        entry.closed_by, entry.closed_at = viewer.user_id, at
        _audit(session, "screening_closed", entry.record_id, viewer, at, finding=finding, found=found)


def _audit(session: Session, action: str, record: int, viewer: Viewer, at: datetime, **told: object) -> None:
    data = {"employer_record": record, **told}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))


def entry_of(id: int, viewer: Viewer, session: Session | None = None) -> Screened:
    """The entry of that id.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    found = (session or db.session()).execute(_entries(viewer).where(Screening.id == id)).first()
    if found is None:
        raise NotFound
    return _shown(found)


def screenings(viewer: Viewer, *, closed: bool = False, after: Cursor | None = None) -> Page[Screened]:
    """A page of the entries in scope that wait, or of those that were closed, the newest first."""
    is_closed = Screening.closed_at.is_not(None)
    query = _entries(viewer).where(is_closed if closed else sa.not_(is_closed))
    if after:
        query = query.where(Screening.id < after.id)
    return Page.of(db.session.execute(limited(query.order_by(Screening.id.desc()))).all(), _shown)


def waiting(record_id: int, session: Session | None = None) -> Screening | None:
    """The entry of an employer whom nobody has looked into yet."""
    of_it = Screening.record_id.in_(same_as(EmployerRecord, record_id))
    query = sa.select(Screening).where(of_it, Screening.closed_at.is_(None))
    return (session or db.session()).scalars(query.order_by(Screening.id).limit(1)).first()


def of_employer(record_id: int, viewer: Viewer) -> Sequence[Screened]:
    """Every entry in scope of an employer that was found before, the newest first."""
    of_it = Screening.record_id.in_(same_as(EmployerRecord, record_id))
    rows = db.session.execute(_entries(viewer).where(of_it).order_by(Screening.id.desc()))
    return [_shown(row) for row in rows]


def _entries(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    """Entries of the units that the viewer sees, each at the record that its own was merged into."""
    closer, told = aliased(User), aliased(EmployerRecord)
    root = sa.func.coalesce(told.merged_into_id, told.id)
    return (
        sa.select(
            Screening,
            EmployerRecord.id.label("employer_id"),
            EmployerRecord.name.label("employer"),
            is_seen(viewer, EmployerRecord).label("known"),
            Unit.name.label("unit"),
            sa.func.coalesce(closer.name, "").label("closer"),
            sa.literal(0).label("place"),
            Screening.id.label("id"),
        )
        .join(told, told.id == Screening.record_id)
        .join(EmployerRecord, EmployerRecord.id == root)
        .join(Unit, Unit.id == Screening.unit_id)
        .outerjoin(closer, closer.id == Screening.closed_by)
        .where(Screening.unit_id.in_(visible_to(viewer, Unit).with_only_columns(Unit.id)))
    )


def _shown(row: Any) -> Screened:
    return Screened(row.Screening, row.employer_id, row.employer, row.known, row.unit, row.closer)
