"""Booking a call, trying it, and what follows when the ticket moves on (约回拨、呼叫)."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from caseflow.accounts.grants import require
from caseflow.casework import engine
from caseflow.casework.db import insert_missing, transaction
from caseflow.casework.law import current_law
from caseflow.casework.models import Party, PartyKind, Proceeding
from caseflow.casework.queries import find_to_change, parties_of
from caseflow.casework.reveals import approval
from caseflow.casework.step import Step
from caseflow.hotline.calls.capacity import AHEAD, HOUR, Plan, plan_of, starts
from caseflow.hotline.calls.models import CallAttempt, Callback, CallResult, CallSlot
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import SHANGHAI, local_day
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Permission, Role, Viewer

BOOK = "book_callback"
"""The action of the process by which a call is promised."""

ENOUGH = 3
"""Tries after which a caller may be given up (domain H15)."""


def book(ticket_id: int, day: date, hour: int, *, note: str = "", viewer: Viewer, at: datetime) -> datetime:
    """Promise a call in that hour, by the action of the process; when it begins.

    Raises:
        DomainError: the ticket is closed, or the hour has no room (`promise_call`).
        NotFound: the ticket is out of scope.
    """
    starts_at = starts(day, hour)
    with transaction() as session:
        ticket = find_to_change(Ticket, ticket_id, viewer, session)
        data = {"callback_at": starts_at, "callback_about": note}
        engine.apply(ticket, BOOK, viewer=viewer, at=at, data=data)
        return starts_at


def cancel(ticket_id: int, *, viewer: Viewer, at: datetime) -> None:
    """Let the promised call go: the worker does not wish it any more (取消回拨).

    Raises:
        GuardRefused: none is promised.
        NotFound: the ticket is out of scope.
    """
    with transaction() as session:
        ticket = find_to_change(Ticket, ticket_id, viewer, session)
        if not free_call(ticket, at):
            raise GuardRefused("没有约好的回拨。")
        engine.note(ticket, "cancel_callback", viewer=viewer, at=at, data={})


def log_call(
    ticket_id: int, result: CallResult, *, note: str = "", viewer: Viewer, at: datetime
) -> CallAttempt:
    """Write down a call that was just tried; one that was answered keeps the promise.

    Raises:
        Forbidden: the viewer's roles make no calls back.
        GuardRefused: the ticket is closed.
        NotFound: it is out of scope.
    """
    require(viewer, Permission.CALLBACKS)
    with transaction() as session:
        ticket = find_to_change(Ticket, ticket_id, viewer, session)
        if not ticket.open:
            raise GuardRefused("本件已经办结，不再登记呼叫。")
        attempt = CallAttempt(
            matter_id=ticket.matter_id,
            proceeding_id=ticket.id,
            at=at,
            by_id=viewer.user_id,
            result=result,
            note=note,
        )
        session.add(attempt)
        if result is CallResult.CONNECTED:
            free_call(ticket, at)
        engine.note(ticket, "log_call", viewer=viewer, at=at, data={"call_result": result.label})
        return attempt


def number_to_call(ticket_id: int, *, viewer: Viewer, at: datetime) -> str:
    """The caller's number in full for a call, put on record; whoever asks has read how to call safely.

    Raises:
        Forbidden: the viewer makes no calls, or the matter is confidential and nobody else has agreed.
        GuardRefused: there is nothing to call about, or no number.
        NotFound: the ticket is out of scope.
    """
    require(viewer, Permission.CALLBACKS)
    with transaction() as session:
        ticket = find_to_change(Ticket, ticket_id, viewer, session)
        if not (awaits_call(ticket) or open_call(session, ticket)):
            raise GuardRefused("本件没有要打的电话。请先约回拨。")
        party = caller_of(session, ticket)
        if party is None or not party.phone:
            raise GuardRefused("没有登记电话号码。")
        if ticket.matter.confidential and not approved(party, viewer, at):
            raise Forbidden("举报保密的案件，须由可以查看身份的人申请并经另一人批准后拨打。")
        data = {"party_id": party.id, "reason": "回拨"}
        engine.note(ticket, "reveal_phone", viewer=viewer, at=at, data=data)
        return party.phone


def approved(party: Party, viewer: Viewer, at: datetime) -> bool:
    """Whether somebody else has agreed that the viewer sees who a confidential caller is."""
    return viewer.can(Permission.REVEAL) and approval(party.id, viewer, at) is not None


def awaits_call(ticket: Ticket) -> bool:
    """Whether it is the move of those who call back (待回访)."""
    return ticket.stage.waits_for is Role.CALLBACK


def caller_of(session: Session, ticket: Ticket) -> Party | None:
    """Who called, or else the first worker of the matter."""
    people = [p for p in session.scalars(parties_of(ticket.matter_id)) if p.kind is not PartyKind.EMPLOYER]
    return next((p for p in people if p.is_caller), people[0] if people else None)


def open_call(session: Session, ticket: Proceeding) -> Callback | None:
    """The promise that is not kept yet."""
    return session.scalars(sa.select(Callback).filter_by(proceeding_id=ticket.id, settled_at=None)).first()


def attempts_of(session: Session, ticket: Ticket) -> Sequence[CallAttempt]:
    """The calls since the ticket came to its present stage, oldest first."""
    query = sa.select(CallAttempt).where(CallAttempt.proceeding_id == ticket.id)
    return session.scalars(query.where(CallAttempt.at >= ticket.state_since).order_by(CallAttempt.at)).all()


def failed_of(attempts: Sequence[CallAttempt]) -> list[datetime]:
    """When nobody was reached, since somebody last was."""
    failed: list[datetime] = []
    for attempt in attempts:
        failed = [] if attempt.result is CallResult.CONNECTED else [*failed, attempt.at]
    return failed


def tries(failed: Sequence[datetime]) -> dict[str, datetime]:
    """What giving up asks for: the first, the second and the last try; empty while there are too few."""
    if len(failed) < ENOUGH:
        return {}
    return {"first_try_at": failed[0], "second_try_at": failed[1], "third_try_at": failed[-1]}


def spoken(starts_at: datetime) -> str:
    """9月17日 10:00–11:00, in Shanghai."""
    local = starts_at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日 {local.hour}:00–{local.hour + 1}:00"


# What follows when the ticket moves on


def promise_call(proceeding: Proceeding, step: Step) -> None:
    """The call that was wished takes its place in the hour; an earlier promise not kept yet is moved (改约).

    Raises:
        Incomplete: the hour is full, over or no working hour; the next free ones are named.
    """
    session, unit_id = _session(proceeding), proceeding.matter.unit_id
    starts_at = _hour_of(step.given["callback_at"])
    plan = plan_of(session, unit_id, current_law(session).calendar, step.at)
    _check(plan, starts_at)
    _release(session, proceeding, step.at)
    _take(session, plan, unit_id, starts_at)
    callback = Callback(
        matter_id=proceeding.matter_id,
        proceeding_id=proceeding.id,
        unit_id=unit_id,
        starts_at=starts_at,
        note=step.given.get("callback_about", ""),
        booked_by=step.viewer.user_id,
        booked_at=step.at,
    )
    session.add(callback)


def keep_promise(proceeding: Proceeding, step: Step) -> None:
    """A ticket that has ended, or went back, waits for no call; its hour is free again."""
    free_call(proceeding, step.at)


def free_call(ticket: Proceeding, at: datetime) -> bool:
    """Settle the open promise of a ticket that is held; whether there was one."""
    if isinstance(ticket, Ticket):
        ticket.callback_at = ticket.callback_about = None
    return _release(_session(ticket), ticket, at)


def _release(session: Session, ticket: Proceeding, at: datetime) -> bool:
    """Settle the promise, and give an hour still to come back to others."""
    callback = open_call(session, ticket) if BOOK in ticket.done_by else None
    if callback is None:
        return False
    callback.settled_at = at
    if callback.starts_at + HOUR > at:
        _count(session, callback.unit_id, callback.starts_at, -1, CallSlot.taken > 0)
    return True


def _hour_of(moment: datetime) -> datetime:
    """The beginning of its hour in Shanghai."""
    return starts(local_day(moment), moment.astimezone(SHANGHAI).hour)


def _check(plan: Plan, starts_at: datetime) -> None:
    """The hour is one in which calls are made, and not over."""
    day = local_day(starts_at)
    last = plan.working_days(AHEAD)[-1]
    if not plan.calendar.assumed.is_working(day):
        raise Incomplete(
            {"callback_at": f"这一天是{plan.calendar.assumed.why(day)}，不安排回拨。{_offer(plan)}"}
        )
    if starts_at + HOUR <= plan.at:
        raise Incomplete({"callback_at": f"这个时段已经过去。{_offer(plan)}"})
    if day > last:
        raise Incomplete({"callback_at": f"最远可以约到{last.month}月{last.day}日。{_offer(plan)}"})
    if not plan.room(starts_at):
        raise Incomplete({"callback_at": f"这个时段不安排回拨。{_offer(plan)}"})


def _take(session: Session, plan: Plan, unit_id: int, starts_at: datetime) -> None:
    """One more call of the hour; of two who want the last one, the second is told."""
    insert_missing(session, CallSlot, [{"unit_id": unit_id, "starts_at": starts_at, "taken": 0}])
    if not _count(session, unit_id, starts_at, 1, CallSlot.taken < plan.room(starts_at)):
        others = [start for start in plan.free(4) if start != starts_at][:3]
        raise Incomplete({"callback_at": f"{spoken(starts_at)} 已经约满。{_named(others)}"})


def _count(
    session: Session, unit_id: int, starts_at: datetime, more: int, where: sa.ColumnElement[bool]
) -> bool:
    session.flush()
    hour = sa.and_(CallSlot.unit_id == unit_id, CallSlot.starts_at == starts_at, where)
    changed = sa.update(CallSlot).where(hour).values(taken=CallSlot.taken + more)
    done = session.execute(changed.execution_options(synchronize_session=False))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _offer(plan: Plan) -> str:
    return _named(plan.free())


def _named(hours: Sequence[datetime]) -> str:
    return f"最近有空：{'、'.join(map(spoken, hours))}。" if hours else "近期都已约满。"


def _session(proceeding: Proceeding) -> Session:
    session = object_session(proceeding)
    if session is None:
        raise NotFound
    return session
