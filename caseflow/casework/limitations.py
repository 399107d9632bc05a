"""The limitation of a matter: its events, its conservative last day, the watch over it (时效, R9, R10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.calculators.limitation import Effect, Event, last_day
from caseflow.casework import engine
from caseflow.casework.audit import Deed, record
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.models import LimitationEvent, Matter, Proceeding
from caseflow.casework.notices import tell
from caseflow.casework.queries import find, hold_matter
from caseflow.casework.suggestions import suggest
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import SYSTEM, Viewer

NEAR = 30  # days: the worker's claim comes first (R10)
CORRECT = "correct_limitation"
"""The action of a proceeding that keeps a last day of its own, where its process has one."""

PROVISIONAL_AID = 7  # days: aid may be given before the papers are complete (法律援助法 第四十四条)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of limitation event, in words, with what it does."""

    label: str
    effect: Effect


KINDS: Mapping[str, Kind] = {
    "knew": Kind("知道或应当知道权利被侵害", Effect.START),
    "employment_ended": Kind("劳动关系终止（拖欠报酬）", Effect.START),
    "hotline_call": Kind("拨打热线反映", Effect.NOTHING),
    "notice_served": Kind("工会文书送达用人单位", Effect.RESTART),
    "employer_agreed": Kind("用人单位同意履行", Effect.RESTART),
    "mediation_applied": Kind("申请调解", Effect.RESTART),
    "mediation_refused": Kind("调解被拒绝", Effect.RESTART),
    "mediation_stopped": Kind("调解终止或期满未成", Effect.RESTART),
    "agreement_unpaid": Kind("调解协议到期未履行", Effect.RESTART),
    "filed_with_authority": Kind("向有关部门请求权利救济", Effect.RESTART),
    "force_majeure": Kind("不可抗力等中止事由", Effect.SUSPEND),
}


def note_event(
    session: Session, matter: Matter, kind: str, on: date, *, evidence: str, viewer: Viewer, at: datetime
) -> None:
    """Remember an event and reckon the last day anew; a lawyer has yet to confirm it.

    The start, as the worker tells it, counts from the first call; nothing else moves the date unconfirmed.
    """
    session.add(
        LimitationEvent(
            matter_id=matter.id,
            kind=kind,
            on=on,
            evidence=evidence,
            certain=False,
            recorded_at=at,
            recorded_by=viewer.user_id,
        )
    )
    session.flush()
    reckon(session, matter, at=at)


def reckon(session: Session, matter: Matter, *, at: datetime) -> None:
    """Set the matter's limitation dates from its events, and tell the proceedings that count by them."""
    law = current_law(session)
    query = sa.select(LimitationEvent).where(LimitationEvent.matter_id == matter.id)
    rows = session.scalars(query).all()
    events = [Event(KINDS[row.kind].effect, row.on, row.certain, row.days) for row in rows]
    due = last_day(events, law.calendar)
    matter.limitation_nominal_on = due.nominal if due else None
    matter.limitation_due_on = due.rolled if due else None
    matter.limitation_certain = bool(rows) and all(
        row.certain for row in rows if KINDS[row.kind].effect is not Effect.NOTHING
    )
    if due:
        _pass_on(session, matter, due.nominal, at)


def _pass_on(session: Session, matter: Matter, last_day: date, at: datetime) -> None:
    """Bring the new last day to the open proceedings that keep one, such as an aid case (LD4)."""
    data = {"limitation_last_day": last_day, "reason": "时效事件变动，按保守口径重新计算"}
    for proceeding in _open_proceedings(session, matter):
        known = getattr(proceeding, "limitation_last_day", last_day)
        if known != last_day and _offers(proceeding, CORRECT):
            engine.apply(proceeding, CORRECT, viewer=SYSTEM, at=at, data=data)


def _offers(proceeding: Proceeding, action: str) -> bool:
    return any(step.action == action for step in proceeding.definition.leaving(proceeding.state))


def confirm_event(id: int, *, evidence: str, viewer: Viewer, at: datetime) -> Matter:
    """A lawyer confirms that the event bears on the limitation (律师确认); the last day may be later."""
    with transaction() as session:
        event = find(LimitationEvent, id, viewer, session=session)
        matter = hold_matter(event.matter_id, viewer, session)
        event.certain, event.evidence = True, evidence
        session.flush()
        reckon(session, matter, at=at)
        data = {"event": KINDS[event.kind].label, "on": event.on, "evidence": evidence}
        record(session, matter, Deed(action="confirm_limitation", viewer=viewer, at=at, data=data))
        return matter


def watch(*, at: datetime) -> int:
    """Look at every open matter whose limitation ends within 30 days; how many (R10)."""
    today = local_day(at)
    with transaction() as session:
        near = session.scalars(_open_matters_until(today + timedelta(days=NEAR))).all()
        return sum(raise_if_near(session, matter, at=at) for matter in near)


def _open_matters_until(day: date) -> sa.Select[Matter]:
    is_open = sa.exists().where(Proceeding.matter_id == Matter.id, Proceeding.open)
    return sa.select(Matter).where(Matter.limitation_nominal_on <= day, is_open).with_for_update(of=Matter)


def raise_if_near(session: Session, matter: Matter, *, at: datetime) -> bool:
    """Put a claim that soon lapses first: priority P1, warnings, provisional aid in the last week (R10).

    The earlier, nominal date decides (E8). Each threshold is told once.
    """
    left = _days_left(matter, local_day(at))
    if left is None:
        return False
    if matter.priority not in ("P0", "P1"):
        matter.priority = "P1"
        data = {"priority": "P1", "days_left": left}
        record(session, matter, Deed(action="raise_priority", viewer=SYSTEM, at=at, data=data))
    for proceeding in _open_proceedings(session, matter):
        _warn(session, proceeding, left, at)
        if left <= PROVISIONAL_AID and proceeding.parent_id is None:
            suggest(session, proceeding, "R10", "aid", f"时效只剩{left}日，可先行提供法律援助", at=at)
    return True


def _days_left(matter: Matter, today: date) -> int | None:
    """Days to the last day when it is near; None when it is far, past or not known."""
    if matter.limitation_nominal_on is None:
        return None
    left = (matter.limitation_nominal_on - today).days
    return left if 0 <= left <= NEAR else None


def _open_proceedings(session: Session, matter: Matter) -> Sequence[Proceeding]:
    return session.scalars(
        sa.select(Proceeding).where(Proceeding.matter_id == matter.id, Proceeding.open)
    ).all()


def _warn(session: Session, proceeding: Proceeding, left: int, at: datetime) -> None:
    day = proceeding.matter.limitation_nominal_on
    threshold = PROVISIONAL_AID if left <= PROVISIONAL_AID else NEAR
    to = [proceeding.handler_id] if proceeding.handler_id else []
    tell(
        session,
        f"limitation-{threshold}.{day}",
        to,
        f"仲裁时效只剩{left}日（{day}）",
        about=proceeding,
        at=at,
    )
