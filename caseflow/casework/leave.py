"""Recording who is away and who stands in (请假代理); each record is audited."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.absences import Away, absences, every, stand_in, stand_ins
from caseflow.accounts.grants import require
from caseflow.accounts.models import Absence, AbsenceReason, Unit, User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.queries import find, visible_to
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Role, Viewer

LONGEST = timedelta(days=366)
DAY = timedelta(days=1)

ALONE = "本单位和上级单位都没有负责人可以代理，请选择代理人"


@dataclass(frozen=True, slots=True)
class Leave:
    """What is said of an absence; without a deputy the head of the unit stands in."""

    first_on: date
    last_on: date
    reason: AbsenceReason
    deputy_id: int | None = None

    def overlaps(self, away: Away) -> bool:
        """Whether the two have a day in common."""
        return self.first_on <= away.last_on and away.first_on <= self.last_on


@dataclass(frozen=True, slots=True)
class Shown:
    """An absence as a list shows it: who, when, why, and who stands in unless they are away, too."""

    id: int
    user_id: int
    name: str
    unit: str
    first_on: date
    last_on: date
    reason: AbsenceReason
    stand_in: str
    chosen: bool


def record(user_id: int, leave: Leave, *, viewer: Viewer, at: datetime) -> Absence:
    """Somebody will be away: the viewer, or a person of the viewer's units (登记请假).

    Raises:
        Forbidden: it is somebody else, and the viewer may not record that.
        Incomplete: the days do not fit, or nobody could stand in.
        NotFound: the person is out of scope.
    """
    with transaction() as session:
        # Held one after the other: two records at once could make a ring.
        session.execute(sa.select(Unit.id).where(Unit.parent_id.is_(None)).with_for_update()).all()
        user = _person(session, user_id, viewer)
        known = absences(leave.first_on, leave.last_on, session=session)
        _days_fit(leave, [away for away in known if away.user_id == user.id], at)
        _deputy_fits(session, user, leave, known)
        absence = Absence(
            user_id=user.id,
            first_on=leave.first_on,
            last_on=leave.last_on,
            deputy_id=leave.deputy_id,
            reason=leave.reason,
            recorded_at=at,
            recorded_by=viewer.user_id,
        )
        session.add(absence)
        session.flush()
        _leads_somewhere(session, leave, known)
        _audit(session, absence, "absence_recorded", viewer, at)
        return absence


def end(id: int, *, viewer: Viewer, at: datetime) -> Absence:
    """Somebody is back, or does not go at all (销假): from today on nobody stands in.

    Raises:
        GuardRefused: it is over already.
        NotFound: it is neither the viewer's own nor one the viewer may record.
    """
    with transaction() as session:
        absence = session.get(Absence, id)
        if absence is None:
            raise NotFound
        _person(session, absence.user_id, viewer)
        today = local_day(at)
        if absence.last_on < today:
            raise GuardRefused("这次请假已经结束，不需要销假")
        if absence.first_on < today:
            absence.last_on = today - DAY
        else:
            session.delete(absence)
        _audit(session, absence, "absence_ended", viewer, at)
        return absence


def _person(session: Session, user_id: int, viewer: Viewer) -> User:
    if user_id != viewer.user_id:
        require(viewer, Permission.ABSENCES)
    user = find(User, user_id, viewer, session=session)
    if not user.active:
        raise GuardRefused(f"{user.name}的账号已停用，不需要登记请假")
    return user


def _days_fit(leave: Leave, own: Collection[Away], at: datetime) -> None:
    if leave.last_on < leave.first_on:
        raise Incomplete({"last_on": "最后一天不能早于第一天"})
    if leave.last_on < local_day(at):
        raise Incomplete({"last_on": "这些日子已经过去，不需要登记"})
    if leave.last_on - leave.first_on > LONGEST:
        raise Incomplete({"last_on": "一次最长登记一年，更长的请分次登记"})
    if clash := next(iter(own), None):
        raise Incomplete({"first_on": f"与已登记的请假重叠：{clash.first_on} 至 {clash.last_on}"})


def _deputy_fits(session: Session, user: User, leave: Leave, known: Collection[Away]) -> None:
    if leave.deputy_id is None:
        return
    deputy = session.get(User, leave.deputy_id)
    if deputy is None or not deputy.active or deputy.id == user.id:
        raise Incomplete({"deputy_id": "请从列表中选择另一位在岗人员"})
    if missing := _needed(session, user, leave) - {held.role for held in deputy.roles}:
        labels = "、".join(role.label for role in sorted(missing))
        raise Incomplete(
            {"deputy_id": f"{deputy.name}没有这些岗位：{labels}。请另选，或者不选，由单位负责人代理"}
        )
    if away := next((one for one in known if one.user_id == deputy.id), None):
        raise Incomplete(
            {"deputy_id": f"{deputy.name}自己 {away.first_on} 至 {away.last_on} 请假，请另选代理人"}
        )


def _needed(session: Session, user: User, leave: Leave) -> set[Role]:
    """The roles of the person, and of those for whom the person was chosen to stand in meanwhile."""
    meanwhile = Absence.last_on >= leave.first_on, Absence.first_on <= leave.last_on
    others = session.scalars(
        sa.select(User)
        .join(Absence, Absence.user_id == User.id)
        .where(Absence.deputy_id == user.id, *meanwhile)
    )
    return {held.role for one in (user, *others) for held in one.roles}


def _leads_somewhere(session: Session, leave: Leave, before: Collection[Away]) -> None:
    """On none of the days a chain of deputies ends nowhere that did not before, or runs in a ring."""
    after = absences(leave.first_on, leave.last_on, session=session)
    for day in _turns(leave, after):
        lost_before = {id for id, stand_in in stand_ins(before, day).items() if stand_in is None}
        lost = {id for id, stand_in in stand_ins(after, day).items() if stand_in is None}
        if lost - lost_before:
            ring = f"{day} 起代理关系绕成一圈，没有人可以代理，请另选代理人"
            raise Incomplete({"deputy_id": ring if leave.deputy_id or len(before) else ALONE})


def _turns(leave: Leave, known: Collection[Away]) -> Iterator[date]:
    """The days of the leave on which somebody goes or comes back."""
    edges = {leave.first_on, *(day for away in known for day in (away.first_on, away.last_on + DAY))}
    return iter(sorted(day for day in edges if leave.first_on <= day <= leave.last_on))


def _audit(session: Session, absence: Absence, action: str, viewer: Viewer, at: datetime) -> None:
    data = {name: getattr(absence, name) for name in ("user_id", "first_on", "last_on", "deputy_id")}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))


_deputy = aliased(User)


def own(viewer: Viewer, at: datetime) -> list[Shown]:
    """The viewer's absences that are not over."""
    return _shown(at, Absence.user_id == viewer.user_id)


def of_units(viewer: Viewer, at: datetime) -> list[Shown]:
    """The absences that are not over, of the people in the viewer's scope."""
    people = visible_to(viewer, User).with_only_columns(User.id)
    return _shown(at, Absence.user_id.in_(people))


def _shown(at: datetime, *where: sa.ColumnElement[bool]) -> list[Shown]:
    columns = (
        Absence.id,
        Absence.user_id,
        User.name,
        Unit.name.label("unit"),
        Absence.first_on,
        Absence.last_on,
        Absence.reason,
        sa.func.coalesce(_deputy.name, "").label("stand_in"),
        Absence.deputy_id.is_not(None).label("chosen"),
    )
    query = every(*columns).outerjoin(_deputy, _deputy.id == stand_in)
    query = query.where(Absence.last_on >= local_day(at), *where).order_by(Absence.first_on, Absence.id)
    return [Shown(*row) for row in db.session.execute(query)]


def deputies(user: User) -> list[tuple[int, str]]:
    """Who may stand in: those with all roles of the person, in the unit, below it or just above."""
    near = sa.or_(Unit.path.startswith(user.unit.path), Unit.id == user.unit.parent_id)
    query = sa.select(User.id, User.name, Unit.name.label("unit")).join(Unit, Unit.id == User.unit_id)
    query = query.where(User.active, User.id != user.id, near)
    for held in user.roles:
        query = query.where(User.roles.any(role=held.role))
    rows = db.session.execute(query.order_by(Unit.path, User.name))
    return [(row.id, f"{row.name}（{row.unit}）") for row in rows]
