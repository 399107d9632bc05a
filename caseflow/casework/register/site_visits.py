"""Visits to an employer by two people of the union, and what they saw there (走访)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.candidates import people
from caseflow.casework.db import transaction
from caseflow.casework.models import EmployerRecord, SiteVisit
from caseflow.casework.register.families import same_as
from caseflow.casework.register.seen import find_record
from caseflow.extensions import fetch
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Permission, Role, Viewer

MOST = 50
"""Visits that a page shows, the newest."""

ON = Datum("on", "走访日期", Kind.DATE)
SEEN = Datum("seen", "看到的情况", Kind.TEXT)
COMPANIONS = (Role.SUPERVISOR, Role.HANDLING_UNIT)
"""Who may go along: two people at least go to an employer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is told of a visit; `with_id` is the person who went along."""

    on: date
    with_id: int
    seen: str


def companions(viewer: Viewer) -> list[tuple[int, str]]:
    """Whom the viewer may have gone with."""
    return [one for one in people(viewer, COMPANIONS) if one[0] != viewer.user_id]


def note_visit(record_id: int, told: Seen, *, viewer: Viewer, at: datetime) -> None:
    """Write a visit down; it stays in the trail of the employer.

    Raises:
        Forbidden: the viewer visits no employers.
        Incomplete: the day lies ahead, or nobody fit went along.
        NotFound: no matter in scope is about the employer.
    """
    require(viewer, Permission.VISIT)
    if told.on > local_day(at):
        raise Incomplete({"on": "走访日期不能晚于今天"})
    if told.with_id not in dict(companions(viewer)):
        raise Incomplete({"with_id": "请选择一起走访的另一个人，走访须两人以上"})
    with transaction() as session:
        record = find_record(EmployerRecord, record_id, viewer)
        visit = {"on": told.on, "seen": told.seen, "with_id": told.with_id}
        session.add(SiteVisit(record_id=record.id, by_id=viewer.user_id, at=at, **visit))
        data = {"employer_record": record.id, **visit, "on": str(told.on)}
        audit.record(session, None, Deed(action="note_visit", viewer=viewer, at=at, data=data))


def visits_to(record_id: int) -> Sequence[Any]:
    """The visits to an employer that the reader has found, the newest first, with both names."""
    return fetch(_VISITS.where(SiteVisit.record_id.in_(same_as(EmployerRecord, record_id))), {}).all()


_one, _other = aliased(User), aliased(User)
_VISITS = (
    sa.select(SiteVisit.on, SiteVisit.seen, SiteVisit.at, _one.name.label("by"), _other.name.label("along"))
    .join(_one, _one.id == SiteVisit.by_id)
    .join(_other, _other.id == SiteVisit.with_id)
    .order_by(SiteVisit.on.desc(), SiteVisit.id.desc())
    .limit(MOST)
)
