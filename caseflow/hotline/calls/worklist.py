"""Whom to call next: what was promised, and tickets that wait for their last call (回拨与回访清单)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Matter, Party, Proceeding
from caseflow.casework.privacy import mask_name
from caseflow.casework.queries import visible_to
from caseflow.casework.reveals import may_read_story
from caseflow.casework.worklists import Cursor, Page
from caseflow.casework.worklists.paging import MOST, limited
from caseflow.extensions import UtcDateTime, db
from caseflow.hotline.calls.actions import spoken
from caseflow.hotline.calls.capacity import HOUR
from caseflow.hotline.calls.models import CallAttempt, Callback
from caseflow.hotline.models import Ticket
from caseflow.hotline.process import TICKET
from caseflow.kernel.roles import Role, Viewer

AWAITED = tuple(state.name for state in TICKET.states if state.waits_for is Role.CALLBACK)
"""The stages of a ticket that end with a call."""

_worker, _employer = aliased(Party), aliased(Party)


@dataclass(frozen=True, slots=True)
class Call:
    """A line of the list; `when` is the hour that was promised, `over` when it has passed."""

    id: int
    number: str
    worker: str
    employer: str
    state: str
    when: str
    over: bool
    note: str
    safe_contact: str
    tries: int
    light: Light | None
    left: str


def promised(viewer: Viewer, after: Cursor | None, now: Now) -> Page[Call]:
    """The calls that were promised and not made, the earliest first."""
    query = _tickets(viewer).add_columns(Callback.starts_at.label("place"))
    query = query.join(Callback, _PROMISED).where(Proceeding.open).order_by(Callback.starts_at, Proceeding.id)
    return _page(query, Callback.starts_at, viewer, after, now)


def awaited(viewer: Viewer, after: Cursor | None, now: Now) -> Page[Call]:
    """The tickets that wait for their last call, those with the nearest deadline first."""
    due = sa.func.coalesce(Proceeding.next_due_at, Proceeding.state_since, type_=UtcDateTime())
    query = _tickets(viewer).add_columns(due.label("place")).outerjoin(Callback, _PROMISED)
    query = query.where(Proceeding.state.in_(AWAITED)).order_by(due, Proceeding.id)
    return _page(query, due, viewer, after, now)


def counts(viewer: Viewer) -> tuple[int, int]:
    """How much there is on either list, counted to just above `MOST`."""
    tickets = visible_to(viewer, Ticket).with_only_columns(Ticket.id)
    lists = (
        tickets.join(Callback, _PROMISED).where(Proceeding.open),
        tickets.where(Proceeding.state.in_(AWAITED)),
    )
    few = [each.limit(MOST + 1).subquery() for each in lists]
    numbers = (sa.select(sa.func.count()).select_from(each).scalar_subquery() for each in few)
    promised_, awaited_ = db.session.execute(sa.select(*numbers)).one()
    return promised_, awaited_


_PROMISED = sa.and_(Callback.proceeding_id == Proceeding.id, Callback.settled_at.is_(None))


def _tickets(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    tried = (
        sa.select(sa.func.count(CallAttempt.id))
        .where(CallAttempt.proceeding_id == Proceeding.id, CallAttempt.at >= Proceeding.state_since)
        .correlate(Proceeding)
    )
    return (
        visible_to(viewer, Ticket)
        .add_columns(
            Proceeding.id,
            Callback.starts_at,
            Callback.note,
            _worker.name.label("worker"),
            _employer.name.label("employer"),
            tried.scalar_subquery().label("tries"),
        )
        .join(Proceeding.matter)
        .options(contains_eager(Proceeding.matter))
        .outerjoin(_worker, _worker.id == Matter.worker_id)
        .outerjoin(_employer, _employer.id == Matter.employer_id)
    )


def _page(
    query: sa.Select[*tuple[Any, ...]],
    order: sa.ColumnElement[datetime] | Any,
    viewer: Viewer,
    after: Cursor | None,
    now: Now,
) -> Page[Call]:
    if after:
        key = sa.tuple_(sa.literal(after.moment, UtcDateTime()), sa.literal(after.id))
        query = query.where(sa.tuple_(order, Proceeding.id) > key)
    found: Sequence[Any] = db.session.execute(limited(query)).all()
    return Page.of(found, lambda row: _call(row, viewer, now))


def _call(row: Any, viewer: Viewer, now: Now) -> Call:
    ticket: Ticket = row.Ticket
    matter, due = ticket.matter, ticket.next_due_at
    return Call(
        id=ticket.id,
        number=ticket.number or "未编号",
        worker="身份保密" if matter.confidential else mask_name(row.worker),
        employer=row.employer or "单位不详",
        state=ticket.stage.label,
        when=spoken(row.starts_at) if row.starts_at else "",
        over=bool(row.starts_at and row.starts_at + HOUR <= now.at),
        note=row.note or "" if may_read_story(viewer, matter) else "",
        safe_contact=matter.safe_contact if may_read_story(viewer, matter) else "",
        tries=row.tries,
        light=now.light(due),
        left=now.countdown(due) if due else "",
    )
