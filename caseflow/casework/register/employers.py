"""Employers across matters: the list, and what is known of one (单位)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.lights import Now
from caseflow.casework.models import (
    DisputeGroup,
    EmployerName,
    EmployerRecord,
    GroupMember,
    Matter,
    Party,
    Proceeding,
)
from caseflow.casework.pinyin import initials
from caseflow.casework.privacy import compact
from caseflow.casework.register.cases import Case, cases
from caseflow.casework.register.families import of_record, same_as
from caseflow.casework.register.repeats import MANY, repeated, since
from caseflow.casework.register.seen import find_record, is_seen, is_told, matters_of
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Permission, Viewer

NOTICES = "notice"
"""The family of processes that make up the record of an employer's compliance."""


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """An employer as a list shows one; the counts are of matters in scope, `recent` of the last 90 days."""

    id: int
    name: str
    credit_code: str
    matters: int
    open: int
    recent: int

    @property
    def many(self) -> bool:
        """Whether there have been so many lately that somebody should look into it (R16)."""
        return self.recent >= MANY


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of workers against the employer."""

    id: int
    opened_at: datetime
    members: int


@dataclass(frozen=True)
class EmployerFile:
    """Everything that the page of an employer shows."""

    record: EmployerRecord
    unit: str
    counts: EmployerLine
    names: Sequence[str]
    above: EmployerRecord | None
    branches: Sequence[EmployerRecord]
    groups: Sequence[GroupLine]
    cases: Sequence[Case]
    notices: Sequence[Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says of an employer: address, the unit in charge, the employer that it is a branch of."""

    address: str = ""
    unit_id: int | None = None
    parent_id: int | None = None


def employers(
    viewer: Viewer, text: str = "", *, many: bool = False, after: Cursor | None = None, at: datetime
) -> Page[EmployerLine]:
    """A page of the employers in scope, the newest first; `many` leaves those with many matters lately."""
    query = _lines(viewer, at).where(EmployerRecord.merged_into_id.is_(None), is_seen(viewer, EmployerRecord))
    if text:
        query = query.where(_fits(text))
    if many:
        query = query.where(EmployerRecord.id.in_(sa.select(repeated(viewer, at).c.id)))
    if after:
        query = query.where(EmployerRecord.id < after.id)
    rows = db.session.execute(limited(query.order_by(EmployerRecord.id.desc()))).all()
    return Page.of(rows, _line)


def _lines(viewer: Viewer, at: datetime) -> sa.Select[*tuple[Any, ...]]:
    recent = Matter.opened_at > since(at)
    return sa.select(
        EmployerRecord.id,
        EmployerRecord.name,
        EmployerRecord.credit_code,
        sa.null().label("place"),
        _count(viewer).label("matters"),
        _count(viewer, Proceeding.open).label("open"),
        _count(viewer, recent, Matter.opened_at <= at).label("recent"),
    )


def _line(row: Any) -> EmployerLine:
    return EmployerLine(row.id, row.name, row.credit_code or "", row.matters, row.open, row.recent)


def _count(viewer: Viewer, *only: Any) -> Any:
    counted = of_record(EmployerRecord, EmployerRecord.id, sa.func.count(Party.matter_id.distinct()))
    counted = counted.join(Matter, Matter.id == Party.matter_id)
    counted = counted.where(is_told(viewer, EmployerRecord), *only)
    return counted.correlate(EmployerRecord).scalar_subquery()


def _fits(text: str) -> sa.ColumnElement[bool]:
    wanted, letters = compact(text), initials(text)
    by_name = EmployerName.key.contains(wanted, autoescape=True)
    by_letters = EmployerName.initials.startswith(letters, autoescape=True) if letters else sa.false()
    owner = sa.func.coalesce(EmployerRecord.merged_into_id, EmployerRecord.id)
    joined = sa.select(owner).join(EmployerName, EmployerName.record_id == EmployerRecord.id)
    named = EmployerRecord.id.in_(joined.where(sa.or_(by_name, by_letters)).correlate(None))
    return sa.or_(named, EmployerRecord.credit_code.startswith(wanted, autoescape=True))


def employer_file(id: int, viewer: Viewer, now: Now) -> EmployerFile:
    """What matters in scope tell of the employer.

    Raises:
        NotFound: none does.
    """
    record = find_record(EmployerRecord, id, viewer)
    matters = matters_of(EmployerRecord, record.id, viewer)
    counted = db.session.execute(_lines(viewer, now.at).where(EmployerRecord.id == record.id)).one()
    above, branches = _around(record, viewer)
    letters = [p.name for p in wired().processes if p.family == NOTICES]
    return EmployerFile(
        record=record,
        unit=_unit(record),
        counts=_line(counted),
        names=_names(record, matters),
        above=above,
        branches=branches,
        groups=_groups(record, matters),
        cases=cases(matters, viewer, now, Proceeding.process.not_in(letters)),
        notices=cases(matters, viewer, now, Proceeding.process.in_(letters)),
    )


def _unit(record: EmployerRecord) -> str:
    unit = db.session.get(Unit, record.unit_id) if record.unit_id else None
    return unit.name if unit else ""


def _names(record: EmployerRecord, matters: sa.Select[int]) -> Sequence[str]:
    """Other names that matters in scope have for it (别名)."""
    told = sa.select(Party.name).where(
        Party.employer_record_id.in_(same_as(EmployerRecord, record.id)),
        Party.matter_id.in_(matters),
        Party.name != record.name,
    )
    return db.session.scalars(told.distinct().order_by(Party.name)).all()


def _around(record: EmployerRecord, viewer: Viewer) -> tuple[EmployerRecord | None, Sequence[EmployerRecord]]:
    """The employer that it is a branch of and its own branches, as far as they are seen (分支机构)."""
    below = EmployerRecord.parent_id.in_(same_as(EmployerRecord, record.id))
    over = EmployerRecord.id.in_(same_as(EmployerRecord, record.parent_id or 0))
    query = sa.select(EmployerRecord, over).where(
        sa.or_(below, over), EmployerRecord.merged_into_id.is_(None), is_seen(viewer, EmployerRecord)
    )
    found = db.session.execute(query.order_by(EmployerRecord.name)).all()
    around = [(one, is_over) for one, is_over in found if one.id != record.id]
    return (
        next((one for one, is_over in around if is_over), None),
        [one for one, is_over in around if not is_over],
    )


def _groups(record: EmployerRecord, matters: sa.Select[int]) -> Sequence[GroupLine]:
    members = (
        sa.select(sa.func.count(GroupMember.id))
        .where(GroupMember.group_id == DisputeGroup.id, GroupMember.left_at.is_(None))
        .scalar_subquery()
    )
    query = sa.select(DisputeGroup.id, DisputeGroup.opened_at, members).where(
        DisputeGroup.matter_id.in_(matters)
    )
    return [GroupLine(*row) for row in db.session.execute(query.order_by(DisputeGroup.id.desc()))]


def set_details(id: int, details: Details, *, viewer: Viewer, at: datetime) -> None:
    """Correct what is known of an employer; the change is on record.

    Raises:
        Incomplete: the employer above it is itself, a branch of it, or out of scope.
        NotFound: no matter in scope is about it.
    """
    require(viewer, Permission.REGISTER_WRITE)
    with transaction() as session:
        record = find_record(EmployerRecord, id, viewer)
        if details.parent_id and details.parent_id != record.parent_id:
            _check_above(session, record, details.parent_id, viewer)
        before = (record.address, record.unit_id, record.parent_id)
        record.address, record.unit_id = details.address, details.unit_id
        record.parent_id = details.parent_id
        data = {"employer_record": record.id, "was": before, "address": details.address}
        more = {"unit_id": details.unit_id, "parent_id": details.parent_id}
        audit.record(
            session, None, Deed(action="employer_details", viewer=viewer, at=at, data={**data, **more})
        )


def _check_above(session: Session, record: EmployerRecord, parent_id: int, viewer: Viewer) -> None:
    """A branch has one employer above it, which is no branch itself: two levels are enough (总分公司)."""
    seen = sa.select(EmployerRecord).where(EmployerRecord.id == parent_id, is_seen(viewer, EmployerRecord))
    above = session.scalars(seen).first()
    if above is None or above.id == record.id or above.merged_into_id:
        raise Incomplete({"parent_id": "请选择另一个单位作为总部"})
    if above.parent_id:
        raise GuardRefused(f"{above.name}本身是分支机构，不能再有下级")
    if session.scalar(sa.select(EmployerRecord.id).filter_by(parent_id=record.id).limit(1)):
        raise GuardRefused("本单位下面有分支机构，不能再列为别的单位的分支")
