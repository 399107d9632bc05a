"""The events of a matter's limitation: noted as they happen, added or confirmed by a lawyer (R9)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import User
from caseflow.calculators.limitation import Effect, Event, last_day, that_count
from caseflow.casework import engine
from caseflow.casework.audit import Deed, record
from caseflow.casework.db import run, transaction
from caseflow.casework.law import current_law
from caseflow.casework.limitations.kinds import KINDS
from caseflow.casework.limitations.watch import look_again
from caseflow.casework.models import LimitationEvent, Matter, Proceeding
from caseflow.casework.queries import find, find_to_change, open_proceedings_of
from caseflow.extensions import db
from caseflow.kernel.calendar import WorkCalendar, local_day, start_of
from caseflow.kernel.errors import CalendarNotPublished, GuardRefused, Incomplete, NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import SYSTEM, Permission, Viewer

CORRECT = "correct_limitation"
"""The action of a proceeding that keeps a last day of its own, where its process has one."""

EVIDENCE = Datum("evidence", "证据", hint="写明材料名称和编号")
ADDED = (
    Datum(
        "kind",
        "时效事项",
        Kind.CHOICE,
        choices=tuple((n, k.label) for n, k in KINDS.items() if k.effect is not Effect.NOTHING),
    ),
    Datum("on", "发生日期", Kind.DATE),
    Datum("days", "中止天数", Kind.NUMBER, required=False, least=1, hint="只有中止事由填写"),
    EVIDENCE,
    Datum("certain", "已核对证据，确认计入时效", Kind.YES, required=False, hint="不勾选的，先记为待确认"),
)
"""What a lawyer says of an event that no process has noted."""


def note_event(
    session: Session, matter: Matter, kind: str, on: date, *, evidence: str, viewer: Viewer, at: datetime
) -> None:
    """Remember an event and reckon the last day anew; a lawyer has yet to confirm it.

    The start, as the worker tells it, counts from the first call; nothing else moves the date unconfirmed.
    """
    event = {
        "matter_id": matter.id,
        "kind": kind,
        "on": on,
        "evidence": evidence,
        "certain": False,
        "recorded_at": at,
        "recorded_by": viewer.user_id,
    }
    run(session, _NOTE, event)
    if KINDS[kind].effect is not Effect.NOTHING:
        reckon(session, matter, at=at)


def add_event(
    proceeding_id: int, data: Mapping[str, Any], *, viewer: Viewer, at: datetime
) -> LimitationEvent:
    """A lawyer adds an event by hand, confirmed at once or not (补记时效事件); `data` answers `ADDED`.

    Raises:
        Forbidden: the viewer is no lawyer.
        Incomplete: something is missing or does not fit.
        NotFound: the proceeding is out of scope.
    """
    require(viewer, Permission.LIMITATION)
    if faults := dict(_faults(data, at)):
        raise Incomplete(faults)
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        event = LimitationEvent(
            matter_id=proceeding.matter_id,
            kind=data["kind"],
            on=data["on"],
            days=data.get("days") or 0,
            evidence=data["evidence"],
            certain=bool(data.get("certain")),
            recorded_at=at,
            recorded_by=viewer.user_id,
        )
        session.add(event)
        _settle(session, proceeding.matter, "add_limitation", event, viewer, at)
        return event


def _faults(data: Mapping[str, Any], at: datetime) -> Iterator[tuple[str, str]]:
    for datum in ADDED:
        if fault := datum.fault(data.get(datum.name)):
            yield datum.name, fault
    if data.get("on") and data["on"] > local_day(at):
        yield "on", "发生日期不能晚于今天"
    suspends = data.get("kind") in KINDS and KINDS[data["kind"]].effect is Effect.SUSPEND
    if suspends and not data.get("days"):
        yield "days", "中止事由请填写中止天数"
    if data.get("days") and not suspends:
        yield "days", "这类事件没有中止天数，请清空"


def confirm_event(
    id: int, proceeding_id: int, *, evidence: str, viewer: Viewer, at: datetime
) -> LimitationEvent:
    """A lawyer confirms that the event bears on the limitation (律师确认); the last day may be later.

    Raises:
        Forbidden: the viewer is no lawyer.
        GuardRefused: it is confirmed already, or it is no event that could move the date.
        NotFound: proceeding or event is out of scope.
    """
    require(viewer, Permission.LIMITATION)
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        event = find(LimitationEvent, id, viewer, session=session)
        if event.matter_id != proceeding.matter_id:
            raise NotFound
        if event.certain or KINDS[event.kind].effect is Effect.NOTHING:
            raise GuardRefused("这项事件已经确认，或者不影响时效，不需要确认")
        event.certain, event.evidence = True, evidence
        _settle(session, proceeding.matter, "confirm_limitation", event, viewer, at)
        return event


def _settle(
    session: Session, matter: Matter, action: str, event: LimitationEvent, viewer: Viewer, at: datetime
) -> None:
    """Reckon anew, and put on record what the lawyer has said."""
    session.flush()
    reckon(session, matter, at=at)
    told = ("on", "days", "evidence", "certain")
    data = {"event": KINDS[event.kind].label, **{name: getattr(event, name) for name in told}}
    record(session, matter, Deed(action=action, viewer=viewer, at=at, data=data))


def reckon(session: Session, matter: Matter, *, at: datetime) -> None:
    """Set the matter's limitation dates from its events, and tell the proceedings that count by them."""
    events = weighed(run(session, _EVENTS, {"matter": matter.id}).all())
    calendar, before = current_law(session).calendar, matter.limitation_nominal_on
    due = last_day(events, calendar)
    matter.limitation_nominal_on = due.nominal if due else None
    matter.limitation_due_on = due.rolled if due else None
    matter.limitation_certain = _all_confirmed(events)
    if matter.limitation_nominal_on != before:
        look_again(matter, calendar, at=at)
    if due:
        later = before is not None and due.nominal > before
        _pass_on(session, matter, due.nominal, at, later=later)


_TABLE: sa.Table = LimitationEvent.__table__  # type: ignore[assignment]
_NOTE = sa.insert(_TABLE)
_EVENTS = sa.select(_TABLE).where(_TABLE.c.matter_id == sa.bindparam("matter", type_=sa.Integer))


def roll_anew(session: Session, since: date) -> None:
    """Move the last days still ahead past the days off that have been published meanwhile (E8)."""
    calendar = current_law(session).calendar
    dates = Matter.limitation_nominal_on, Matter.limitation_due_on
    ahead = session.execute(sa.select(*dates).where(Matter.limitation_due_on >= since).distinct())
    for nominal, known in ahead.all():
        if nominal and (rolled := _rolled(nominal, calendar)) != known:
            of_day = Matter.limitation_nominal_on == nominal, Matter.limitation_due_on == known
            anew = {"limitation_due_on": rolled, "limitation_next_at": start_of(since)}
            session.execute(sa.update(Matter).where(*of_day).values(**anew))


def _rolled(nominal: date, calendar: WorkCalendar) -> date:
    try:
        return calendar.roll(nominal)
    except CalendarNotPublished:
        return nominal


def _all_confirmed(events: Sequence[Event]) -> bool:
    """A lawyer has confirmed the start that counts, and nothing that may move the date waits for it."""
    moves = Effect.RESTART, Effect.SUSPEND, Effect.HOLDS
    waits = (e for e in events if e.effect in moves and not e.certain)
    counted = that_count(events)
    return bool(counted) and counted[0].certain and not any(waits)


def _pass_on(session: Session, matter: Matter, last: date, at: datetime, *, later: bool) -> None:
    """Bring the new last day to the open proceedings that keep one, such as an aid case (LD4).

    They keep an earlier one of their own until a lawyer's confirmation has moved the matter's to `later`.
    """
    data = {"limitation_last_day": last, "reason": "时效事件变动，按保守口径重新计算"}
    for proceeding in session.scalars(open_proceedings_of(matter)).all():
        known = getattr(proceeding, "limitation_last_day", last)
        if (known is None or last < known or (later and last != known)) and _offers(proceeding, CORRECT):
            engine.apply(proceeding, CORRECT, viewer=SYSTEM, at=at, data=data)


def _offers(proceeding: Proceeding, action: str) -> bool:
    return any(step.action == action for step in proceeding.definition.leaving(proceeding.state))


def events_of(matter_id: int) -> list[tuple[LimitationEvent, str]]:
    """The events of a matter that was found before, oldest first, each with who recorded it."""
    query = (
        sa.select(LimitationEvent, User.name)
        .outerjoin(User, User.id == LimitationEvent.recorded_by)
        .where(LimitationEvent.matter_id == matter_id)
        .order_by(LimitationEvent.on, LimitationEvent.id)
    )
    return [(event, name or SYSTEM.name) for event, name in db.session.execute(query)]


def weighed(events: Sequence[Any]) -> list[Event]:
    """The events as the reckoning takes them, in the same order."""
    return [Event(KINDS[event.kind].effect, event.on, event.certain, event.days) for event in events]
