"""Many who do the same to the same proceedings at the same moment: each is done once, and nothing is lost."""

from collections import Counter
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask

from caseflow.casework import audit, bulk
from caseflow.casework.bulk import Task
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import AuditEvent, BulkItem, Outcome
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.machine import Bulk, Process
from caseflow.kernel.roles import Role, Viewer
from tests import given
from tests.casework.test_races import at_once

ON = "2026-09-16"
MANY, PEOPLE = 6, 4


def answers(_: Process, unit_id: int) -> dict[str, Any]:
    return {"unit_id": unit_id, "grade": "general"}


def dispatches(token: str, chosen: dict[int, int], unit_id: int, viewer: Viewer) -> int:
    now = Now(given.moment("2026-09-17"), current_law(db.session()).calendar)
    task = Task(Bulk.DISPATCH, partial(answers, unit_id=unit_id), viewer, now)
    return bulk.run(token, chosen, task)


def test_people_who_choose_the_same_each_do_what_the_others_left(fresh_app: Flask) -> None:
    # given tickets that wait, and some dispatchers who look at the same preview
    with fresh_app.app_context():
        tickets = [given.ticket("pending_dispatch", on=ON) for _ in range(MANY)]
        chosen = {ticket.id: ticket.version for ticket in tickets}
        unit_id = given.unit_tree().street.id
        viewers = [given.viewer(given.person(Role.DISPATCHER, n)) for n in range(1, PEOPLE + 1)]
    # when all of them confirm
    at_once(
        fresh_app,
        [partial(dispatches, f"form-{n}", chosen, unit_id, viewer) for n, viewer in enumerate(viewers)],
    )
    # then each ticket has been dispatched once, and everybody is told of each what became of it
    with fresh_app.app_context():
        done = sa.select(AuditEvent.proceeding_id).where(AuditEvent.action == "dispatch")
        assert Counter(db.session.scalars(done)) == dict.fromkeys(chosen, 1)
        found = Counter(db.session.scalars(sa.select(BulkItem.outcome)))
        assert found == {Outcome.DONE: MANY, Outcome.CHANGED: MANY * (PEOPLE - 1)}
        assert {t.state for t in db.session.scalars(sa.select(Ticket))} == {"dispatched"}
        assert audit.verify(db.session())[1] is None


def test_one_form_sent_by_many_clicks_is_one_run(fresh_app: Flask) -> None:
    with fresh_app.app_context():
        tickets = [given.ticket("pending_dispatch", on=ON) for _ in range(MANY)]
        chosen = {ticket.id: ticket.version for ticket in tickets}
        unit_id, viewer = given.unit_tree().street.id, given.viewer(Role.DISPATCHER)
    runs = at_once(fresh_app, [partial(dispatches, "one-form", chosen, unit_id, viewer)] * PEOPLE)
    assert len(set(runs)) == 1
    with fresh_app.app_context():
        assert Counter(db.session.scalars(sa.select(BulkItem.outcome))) == {Outcome.DONE: MANY}
