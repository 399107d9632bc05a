"""A change of the calendar is proposed with its document, and can be withdrawn until somebody applies it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.models import CalendarChange, ChangeKind, Phase
from caseflow.extensions import db
from caseflow.kernel.calendar import Office, OfficeDay, Opening, SpecialDay, WorkCalendar, YearDays, on_top
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Permission, Role, Viewer

USUAL = "usual"
"""A day of the office that is taken back: it is as the calendar says again (恢复)."""

OFF, WORK = "off", "work"


@dataclass(frozen=True, slots=True)
class Document:
    """What a change rests on: its name, its number, the day it was issued."""

    source: str
    number: str = ""
    issued_on: date | None = None


def propose_notice(
    year: int, days: Sequence[SpecialDay], document: Document, *, viewer: Viewer, at: datetime
) -> int:
    """Put the days of a notice up for application; the id under which they can be looked at.

    Raises:
        GuardRefused: the year is as the notice says, or another change of it waits.
    """
    require(viewer, Permission.CALENDAR_PROPOSE)
    with transaction() as session:
        return notice_within(session, year, days, document, viewer=viewer, at=at).id


def notice_within(
    session: Session,
    year: int,
    days: Sequence[SpecialDay],
    document: Document,
    *,
    viewer: Viewer,
    at: datetime,
) -> CalendarChange:
    """The same within a transaction."""
    told = {one.day.isoformat(): [WORK if one.working else OFF, one.reason] for one in days}
    return _propose(session, ChangeKind.NOTICE, year, told, document, viewer, at)


def propose_days(
    days: Sequence[OfficeDay], back: Iterable[date], document: Document, *, viewer: Viewer, at: datetime
) -> int:
    """Put days of the office itself up for application, and days that are to be as usual again.

    Raises:
        GuardRefused: these days are like that already, or another change of the office's days waits.
    """
    told = {one.day.isoformat(): [one.opening.value, one.reason] for one in days}
    told |= {day.isoformat(): [USUAL, ""] for day in back}
    require(viewer, Permission.CALENDAR_PROPOSE)
    with transaction() as session:
        return _propose(session, ChangeKind.OFFICE, None, told, document, viewer, at).id


def _propose(
    session: Session,
    kind: ChangeKind,
    year: int | None,
    days: dict[str, Any],
    document: Document,
    viewer: Viewer,
    at: datetime,
) -> CalendarChange:
    _alone(session, kind, year)
    change = CalendarChange(
        kind=kind,
        year=year,
        source=document.source,
        number=document.number,
        issued_on=document.issued_on,
        days=days,
        proposed_by=viewer.user_id,
        proposed_at=at,
        two_persons=Role.MANAGER in viewer.roles,
    )
    if not differences(current_law(session).calendar, change):
        raise GuardRefused("这些日子与现行日历完全一致，没有需要变更的")
    session.add(change)
    session.flush()
    note(session, change, "calendar_proposed", viewer, at, days=days)
    return change


def _alone(session: Session, kind: ChangeKind, year: int | None) -> None:
    """Two changes of one year would each be looked at without the other."""
    waits = (Phase.PROPOSED, Phase.APPLYING)
    query = sa.select(CalendarChange.id).filter_by(kind=kind, year=year)
    if session.scalar(query.where(CalendarChange.phase.in_(waits)).with_for_update()):
        what = f"{year}年" if year else "本单位日期"
        raise GuardRefused(f"{what}已有一份变更待应用或者正在重算，请先应用或者撤回它")


def withdraw(id: int, *, viewer: Viewer, at: datetime) -> None:
    """Give a proposal up.

    Raises:
        GuardRefused: it has been applied, or was withdrawn.
    """
    require(viewer, Permission.CALENDAR_PROPOSE)
    with transaction() as session:
        change = held(session, id)
        waiting(change)
        change.phase = Phase.WITHDRAWN
        note(session, change, "calendar_withdrawn", viewer, at)


def held(session: Session, id: int) -> CalendarChange:
    """The change of that id, held until the transaction ends.

    Raises:
        NotFound: there is none.
    """
    change = session.get(CalendarChange, id, with_for_update=True)
    if change is None:
        raise NotFound
    return change


def waiting(change: CalendarChange) -> None:
    """Go on only with a change that waits.

    Raises:
        GuardRefused: it does not.
    """
    if change.phase is not Phase.PROPOSED:
        raise GuardRefused(f"这份变更{change.phase.label}，不能再办理")


def note(
    session: Session, change: CalendarChange, action: str, viewer: Viewer, at: datetime, **more: object
) -> None:
    """Tell of the change in the chain of the system."""
    about = {"change": change.id, "year": change.year, "source": change.source, "number": change.number}
    told = {name: value for name, value in {**about, **more}.items() if value not in (None, "")}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=told))


def change_of(id: int, viewer: Viewer) -> CalendarChange:
    """A change, for those who may propose or apply one.

    Raises:
        NotFound: there is none.
    """
    require(viewer, Permission.CALENDAR_PROPOSE)
    change = db.session.get(CalendarChange, id)
    if change is None:
        raise NotFound
    return change


def recent(most: int = 20) -> Sequence[CalendarChange]:
    """The newest changes first."""
    query = sa.select(CalendarChange).order_by(CalendarChange.id.desc()).limit(most)
    return db.session.scalars(query).all()


def special_days(change: CalendarChange) -> list[SpecialDay]:
    """The days that a notice names."""
    named = _days(change)
    return [SpecialDay(day, kind == WORK, reason) for day, (kind, reason) in named.items()]


def own_days(change: CalendarChange) -> tuple[list[OfficeDay], list[date]]:
    """The days of the office that are set, and those that are as usual again."""
    named = _days(change)
    set_ = [
        OfficeDay(day, Opening(kind), reason, change.source)
        for day, (kind, reason) in named.items()
        if kind != USUAL
    ]
    return set_, [day for day, (kind, _) in named.items() if kind == USUAL]


def _days(change: CalendarChange) -> Mapping[date, tuple[str, str]]:
    return {date.fromisoformat(day): (kind, reason) for day, (kind, reason) in sorted(change.days.items())}


def calendar_with(calendar: WorkCalendar, change: CalendarChange) -> WorkCalendar:
    """The calendar as it will be once the change is in force."""
    if change.year is not None:
        named = {one.day: one for one in special_days(change)}
        years = {**calendar.years, change.year: YearDays(change.year, named)}
        return WorkCalendar(years, calendar.version, calendar.hours, calendar.office)
    own, back = own_days(change)
    days = {day: one for day, one in calendar.office.days.items() if day not in back}
    office = Office({**days, **on_top(own)}, calendar.office.half_counts)
    return WorkCalendar(calendar.years, calendar.version, calendar.hours, office)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a day was, if its year was known, and what it will be."""

    day: date
    before: str
    after: str


def differences(calendar: WorkCalendar, change: CalendarChange) -> list[Difference]:
    """The days that the change makes others than they are, in order."""
    after = calendar_with(calendar, change)
    days = set(_days(change))
    if change.year is not None and calendar.published(change.year):
        days |= set(calendar.of(change.year).special)
    told = (Difference(day, says(calendar, day), says(after, day)) for day in sorted(days))
    return [one for one in told if one.before != one.after]


def says(calendar: WorkCalendar, day: date) -> str:
    """What a day is by the calendar: 放假（国庆节）, 上班（调休上班）, 本单位停办：搬迁."""
    if own := calendar.office.days.get(day):
        return own.why
    if not calendar.published(day.year):
        return "未公布"
    return f"{'上班' if calendar.is_working(day) else '放假'}（{calendar.why(day)}）"
