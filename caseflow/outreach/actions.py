"""Entering and correcting the register of 三员, and ending terms; each change is audited."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.queries import visible_to
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Permission, Viewer
from caseflow.outreach.models import Officer, OfficerRole
from caseflow.outreach.reading import find_officer

SAID = ("name", "unit_id", "certificate_no", "appointed_on", "term_until", "training_hours", "area")
"""What the trail tells of a person; of the phone it tells only that it was changed."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a person; without a phone the one that is known stays."""

    name: str
    unit_id: int
    held: frozenset[OfficerRole]
    appointed_on: date
    certificate_no: str | None = None
    term_until: date | None = None
    training_hours: int = 0
    area: str = ""
    phone: str | None = None


def add_officer(details: Details, *, viewer: Viewer, at: datetime) -> Officer:
    """A new person in the register.

    Raises:
        Incomplete: the certificate is somebody else's, the unit is out of scope or the days do not fit.
    """
    require(viewer, Permission.OFFICERS)
    with transaction() as session:
        return enter(session, details, viewer=viewer, at=at)


def enter(session: Session, details: Details, *, viewer: Viewer, at: datetime) -> Officer:
    """The same within a transaction."""
    _fits(session, details, None, viewer, at)
    officer = Officer()
    _set(officer, details)
    session.add(officer)
    session.flush()
    _audit(session, officer, "officer_added", viewer, at, _said(officer))
    return officer


def change_officer(id: int, details: Details, *, viewer: Viewer, at: datetime) -> Officer:
    """Correct what is known of a person.

    Raises:
        Incomplete: as for a new one.
        NotFound: the person is out of the viewer's scope.
    """
    require(viewer, Permission.OFFICERS)
    with transaction() as session:
        officer = find_officer(id, viewer, session)
        _fits(session, details, officer, viewer, at)
        before = _said(officer)
        _set(officer, details)
        after = _said(officer)
        changed: dict[str, object] = {n: [before[n], after[n]] for n in before if before[n] != after[n]}
        if details.phone:
            changed["phone"] = "changed"
        if changed:
            _audit(session, officer, "officer_changed", viewer, at, changed)
        return officer


def add_roles(
    session: Session, officer: Officer, held: frozenset[OfficerRole], *, viewer: Viewer, at: datetime
) -> None:
    """The person holds these roles, too."""
    before = officer.held
    officer.held = before | held
    _audit(session, officer, "officer_changed", viewer, at, {"held": [before, officer.held]})


def end_term(id: int, on: date, reason: str, *, viewer: Viewer, at: datetime) -> Officer:
    """The person holds the post no more from that day on (解聘).

    Raises:
        GuardRefused: the term was ended before.
        Incomplete: the day does not fit.
    """
    require(viewer, Permission.OFFICERS)
    with transaction() as session:
        officer = find_officer(id, viewer, session)
        if officer.ended_on:
            raise GuardRefused(f"{officer.name}已于 {officer.ended_on} 解聘，不需要再办")
        if on < officer.appointed_on:
            raise Incomplete({"on": f"解聘日期不能早于聘任日期 {officer.appointed_on}"})
        if on > local_day(at):
            raise Incomplete({"on": "解聘日期不能晚于今天"})
        officer.ended_on, officer.end_reason = on, reason
        _audit(session, officer, "officer_ended", viewer, at, {"ended_on": on, "reason": reason})
        return officer


def resume_term(id: int, *, viewer: Viewer, at: datetime) -> Officer:
    """The term was ended by mistake (撤销解聘).

    Raises:
        GuardRefused: it was not ended.
    """
    require(viewer, Permission.OFFICERS)
    with transaction() as session:
        officer = find_officer(id, viewer, session)
        if not officer.ended_on:
            raise GuardRefused(f"{officer.name}没有解聘，不需要撤销")
        _audit(session, officer, "officer_resumed", viewer, at, {"ended_on": officer.ended_on})
        officer.ended_on, officer.end_reason = None, ""
        return officer


def _fits(session: Session, details: Details, known: Officer | None, viewer: Viewer, at: datetime) -> None:
    unit = session.scalars(visible_to(viewer, Unit).where(Unit.id == details.unit_id)).first()
    if unit is None or not (unit.active or (known and known.unit_id == unit.id)):
        raise Incomplete({"unit_id": "请从列表中选择在用的单位"})
    if details.certificate_no:
        same = sa.select(Officer.name).where(Officer.certificate_no == details.certificate_no)
        name = session.scalar(same.where(Officer.id != known.id) if known else same)
        if name is not None:
            raise Incomplete({"certificate_no": "这个证书编号已登记给另一个人，请核对"})
    _days_fit(details, at, known.ended_on if known else None)


def _days_fit(details: Details, at: datetime, ended_on: date | None) -> None:
    if not details.held:
        raise Incomplete({"held": "请至少选择一个岗位"})
    if details.appointed_on > local_day(at):
        raise Incomplete({"appointed_on": "聘任日期不能晚于今天"})
    if details.term_until and details.term_until < details.appointed_on:
        raise Incomplete({"term_until": "任期届满日不能早于聘任日期"})
    if ended_on and details.appointed_on > ended_on:
        raise Incomplete({"appointed_on": f"聘任日期不能晚于解聘日期 {ended_on}"})


def _set(officer: Officer, details: Details) -> None:
    for name in (*SAID, "held"):
        setattr(officer, name, getattr(details, name))
    officer.phone = details.phone or officer.phone


def _said(officer: Officer) -> dict[str, object]:
    return {**{name: getattr(officer, name) for name in SAID}, "held": officer.held}


def _audit(
    session: Session,
    officer: Officer,
    action: str,
    viewer: Viewer,
    at: datetime,
    data: Mapping[str, object],
) -> None:
    about = {"officer_id": officer.id, **data}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=about))
