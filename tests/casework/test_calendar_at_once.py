"""Two that take the clocks along with a change of the calendar at the same moment."""

import sqlalchemy as sa
from flask import Flask

from caseflow.casework import audit, calendars
from caseflow.casework.models import AuditEvent, CalendarChange, Phase, RunningClock
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.casework import crowd
from tests.casework.amending import ON, as_reckoned, proposed, ticket
from tests.casework.test_sweep_races import at_once


def revisions() -> dict[int, int]:
    rows = db.session.execute(sa.select(RunningClock.id, RunningClock.revision))
    return {row.id: row.revision for row in rows}


def test_each_clock_follows_once_when_two_carry_on_at_once(fresh_app: Flask) -> None:
    # given many clocks, and a change that is in force
    at = given.moment(f"{ON} 13:00")
    with fresh_app.app_context():
        crowd.copy(ticket(), "HD6b", 200)
        id = proposed(db.session())
        calendars.apply(id, viewer=given.viewer(Role.ADMIN), at=at)
        before = revisions()
    # when the page and the scheduler both take them along
    at_once(fresh_app, lambda: calendars.carry_on(at=at, batch=30))
    # then every date was changed once, and is told of once
    with fresh_app.app_context():
        change = db.session.get_one(CalendarChange, id)
        assert (change.phase, change.done) == (Phase.DONE, change.total)
        after = revisions()
        moved = [one for one in after if after[one] != before[one]]
        assert len(moved) == change.moved >= 100
        assert all(after[one] == before[one] + 1 for one in moved)
        told = sa.select(sa.func.count(AuditEvent.id)).filter_by(action="clock_recounted")
        assert db.session.scalar(told) == change.moved
        assert audit.verify(db.session())[1] is None
        as_reckoned(db.session())
