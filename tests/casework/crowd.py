"""Thousands of due clocks, copied from one that legal actions have started."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.models import Matter, Notification, Proceeding, RunningClock
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.ladder import moments
from tests.then import running

FAR = 100_000
"""Copies have ids beyond any that a test gives out."""


def copy(ticket: Ticket, code: str, count: int) -> None:
    """So many tickets like this one, each in a matter of its own, with nothing but the clock of that code.

    Their last days are spread over five, and nothing has been said of any.
    """
    clock = running(ticket, code)
    first = FAR + (db.session.scalar(sa.select(sa.func.max(Proceeding.id))) or 0)
    ids = range(first, first + count)
    with transaction() as session:
        _insert(session.connection(), Matter, ticket.matter_id, [_matter(id) for id in ids])
        _insert(session.connection(), Proceeding, ticket.id, [_proceeding(id) for id in ids])
        _insert(session.connection(), Ticket, ticket.id, [{"id": id} for id in ids])
        _insert(session.connection(), RunningClock, clock.id, [_clock(id, clock) for id in ids])


def _matter(id: int) -> dict[str, Any]:
    return {"id": id, "worker_id": None, "employer_id": None, "audit_seq": 0, "audit_head": ""}


def _proceeding(id: int) -> dict[str, Any]:
    return {"id": id, "matter_id": id}


def _clock(id: int, clock: RunningClock) -> dict[str, Any]:
    later = timedelta(days=id % 5)
    return {
        "id": id,
        "proceeding_id": id,
        "nominal_on": clock.nominal_on + later,
        "due_on": clock.due_on + later,
        "due_at": clock.due_at + later,
        "next_stage_at": clock.started_at,
    }


def _insert(connection: sa.Connection, model: type[Any], like: int, rows: list[dict[str, Any]]) -> None:
    table = sa.inspect(model).local_table
    original = connection.execute(sa.select(table).where(table.c.id == like)).mappings().one()
    unique = {column.name: None for column in table.c if column.unique}
    connection.execute(sa.insert(table), [{**original, **unique, **row} for row in rows])


def expected(at: datetime) -> list[tuple[int, str]]:
    """Clock and stage of every reminder that must have been written by then, each once."""
    calendar = current_law(db.session()).calendar
    found = []
    for clock in db.session.scalars(sa.select(RunningClock).filter_by(stopped_at=None)):
        ladder = Ticket.definition.clock(clock.code).ladder
        due = (clock.nominal_on, clock.due_on, clock.due_at)
        stages = moments(ladder, clock.started_at, due, calendar)
        found += [(clock.id, stage.code) for stage, moment in stages if moment <= at]
    return sorted(found)


def written() -> list[tuple[int, str]]:
    """Clock and stage of every reminder there is."""
    query = sa.select(Notification.clock_id, Notification.stage)
    rows = db.session.execute(query.where(Notification.clock_id.is_not(None)))
    return sorted((row.clock_id, row.stage) for row in rows)
