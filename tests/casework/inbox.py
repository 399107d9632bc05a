"""What the sweeps have written, in a form that a calendar on the wall can check."""

from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.models import AuditEvent, Notification, Proceeding, RunningClock
from caseflow.extensions import db
from caseflow.kernel.calendar import SHANGHAI


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
