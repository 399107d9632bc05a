"""Whom and what a form may name: people of a role within reach, and units (可选人员、单位)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import UNIT_KIND_LABELS, Unit, User, UserRole
from caseflow.casework.db import kept_in
from caseflow.casework.models import Attachment
from caseflow.extensions import db, fetch
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Kind, Transition
from caseflow.kernel.roles import Role, Viewer

Candidate = tuple[int, str]


def people(viewer: Viewer, roles: tuple[Role, ...]) -> list[Candidate]:
    """Active users of the viewer's units who hold one of the roles, or any role if none is named."""
    query = (
        sa.select(User.id, User.name, Unit.name.label("unit"))
        .join(Unit, Unit.id == User.unit_id)
        .where(_who_hold(roles))
        .order_by(Unit.path, User.id)
    )
    if not viewer.everywhere:
        query = query.where(User.unit_id.in_(viewer.unit_ids))
    return [(row.id, f"{row.name}（{row.unit}）") for row in db.session.execute(query)]


def units() -> dict[str, list[Candidate]]:
    """Every active unit, grouped by its area, or by its kind where it has none."""
    groups: dict[str, list[Candidate]] = {}
    for row in fetch(_UNITS, {}):
        groups.setdefault(row.area or UNIT_KIND_LABELS[row.kind], []).append((row.id, row.name))
    return groups


_UNITS = (
    sa.select(Unit.id, Unit.name, Unit.kind, Unit.area)
    .where(Unit.active)
    .order_by(Unit.kind, Unit.area, Unit.path, Unit.id)
)


def unfit(
    session: Session,
    step: Transition,
    given: Mapping[str, Any],
    at: datetime,
    *,
    about: int | None,
    past: bool,
) -> dict[str, str]:
    """By datum, what is wrong with the answers that no datum can tell; `about` is the proceeding."""
    return misnamed(session, step, given, about=about, past=past) | _gone_by(step, given, local_day(at))


def _gone_by(step: Transition, given: Mapping[str, Any], today: date) -> dict[str, str]:
    """Days that ought to lie ahead and do not."""
    gone = (d for d in step.needs if d.ahead and given.get(d.name) and given[d.name] < today)
    return {datum.name: f"{datum.label}不能早于今天" for datum in gone}


def misnamed(
    session: Session, step: Transition, given: Mapping[str, Any], *, about: int | None, past: bool
) -> dict[str, str]:
    """By datum, what is wrong with the people, units and files that the answers name: gone, or none of these.

    Who is named in what lies in the `past` may have left since.
    """
    named = ((datum, given[datum.name]) for datum in step.needs if given.get(datum.name) is not None)
    missing = (
        d for d, value in named if d.kind in NAMING and not _known(session, d, value, about, past=past)
    )
    return {datum.name: f"{datum.label}请从列表中重新选择" for datum in missing}


NAMING = (Kind.UNIT, Kind.PERSON, Kind.PEOPLE, Kind.FILE)


def _known(session: Session, datum: Datum, value: Any, about: int | None, *, past: bool) -> bool:
    """Whether all of them are there; asked once in a transaction, in which nobody leaves."""
    kept = kept_in(session)
    key = (datum.kind, datum.roles, str(value), past, about if datum.kind is Kind.FILE else None)
    if key not in kept:
        kept[key] = _all_there(session, datum, value, about, past=past)
    there: bool = kept[key]
    return there


def _all_there(session: Session, datum: Datum, value: Any, about: int | None, *, past: bool) -> bool:
    if datum.kind is Kind.UNIT:
        wanted, among = {value}, sa.or_(Unit.active, sa.literal(past))
        query = sa.select(sa.func.count(Unit.id)).where(among, Unit.id.in_(wanted))
    elif datum.kind in (Kind.PERSON, Kind.PEOPLE):
        wanted, among = {value} if datum.kind is Kind.PERSON else set(value), _who_hold(datum.roles)
        query = sa.select(sa.func.count(User.id)).where(sa.or_(among, sa.literal(past)), User.id.in_(wanted))
    else:
        wanted, counts = {value}, Attachment.withdrawn_at.is_(None)
        query = sa.select(sa.func.count(Attachment.id)).where(
            Attachment.id == value, Attachment.proceeding_id == about, sa.or_(counts, sa.literal(past))
        )
    return session.scalar(query) == len(wanted)


def _who_hold(roles: tuple[Role, ...]) -> sa.ColumnElement[bool]:
    """The condition on `User`: here, and holding one of the roles if any is named."""
    holders = sa.select(UserRole.user_id).where(UserRole.role.in_(roles))
    return sa.and_(User.active, *([User.id.in_(holders)] if roles else []))
