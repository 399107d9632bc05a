"""What the sweeps have written, in a form that a calendar on the wall can check."""

from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.models import AuditEvent, Notification, Proceeding, RunningClock
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import SHANGHAI
from tests import given, when

HANDLED_FROM_16_SEPTEMBER = [
    "09-18 09:00 t-3 handling-unit",
    "09-20 09:00 half handling-unit",
    "09-21 09:00 t-1 handling-unit",
    "09-22 09:00 t0 handling-unit",
    "09-22 09:00 t0-manager manager",
    "09-23 09:00 t+1 handling-unit",
    "09-28 09:00 t+3 street-head",
    "09-30 09:00 t+5 manager",
]
"""What is said of such a ticket when nobody does anything: due on the 22nd, after five working days."""


def handled(on: str = "2026-09-16") -> Ticket:
    """A ticket whose handler has spoken to the caller: only the handling period HD6b still runs."""
    return when.acts(given.ticket("in_progress", on=on), "log_first_contact", on=on)


def reminded(proceeding: Proceeding, code: str) -> list[str]:
    """Every reminder of the clock: when, which stage, to whom."""
    query = (
        sa.select(Notification.at, Notification.stage, User.login)
        .join(User, User.id == Notification.recipient_id)
        .join(RunningClock, RunningClock.id == Notification.clock_id)
        .where(RunningClock.proceeding_id == proceeding.id, RunningClock.code == code)
        .order_by(Notification.at, Notification.stage, User.login)
    )
    rows = db.session.execute(query)
    return [f"{row.at.astimezone(SHANGHAI):%m-%d %H:%M} {row.stage} {row.login}" for row in rows]


def done(proceeding: Proceeding, action: str) -> list[str]:
    """Every time the action was taken: as of when, written down when, by whom."""
    query = sa.select(AuditEvent).filter_by(proceeding_id=proceeding.id, action=action)
    events = db.session.scalars(query.order_by(AuditEvent.seq))
    return [
        f"{event.at.astimezone(SHANGHAI):%m-%d %H:%M} {event.recorded_at.astimezone(SHANGHAI):%m-%d %H:%M} "
        f"{event.actor}"
        for event in events
    ]


def rows(model: type[Any], *without: str) -> list[tuple[Any, ...]]:
    """The table's rows but for some columns, as a set would show them."""
    table = sa.inspect(model).local_table
    columns = [column for column in table.c if column.name not in without]
    return sorted((tuple(row) for row in db.session.execute(sa.select(*columns))), key=repr)
