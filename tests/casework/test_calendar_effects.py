"""What a change of the calendar would do, before anything is done (变更预览)."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework.calendars import Sight
from caseflow.casework.lights import Light
from caseflow.casework.models import CalendarChange, RunningClock
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.casework.amending import applied, now, proposed, ticket


def test_a_dry_run_writes_nothing(app: Flask, session: Session) -> None:
    ticket()
    id = proposed(session)
    session.expire_all()
    change = db.session.get_one(CalendarChange, id)
    tables = [table for table in db.metadata.sorted_tables if "search" not in table.name]
    before = {table.name: session.execute(sa.select(table)).all() for table in tables}
    sight = Sight(change, given.viewer(Role.MANAGER), now(session))
    counts, page = sight.counted(), sight.lines(None, None)
    assert counts
    assert page.rows
    assert {table.name: session.execute(sa.select(table)).all() for table in tables} == before


def test_what_is_foreseen_is_what_happens(app: Flask, session: Session) -> None:
    for _ in range(3):
        ticket()
    id = proposed(session)
    sight = Sight(db.session.get_one(CalendarChange, id), given.viewer(Role.MANAGER), now(session))
    ((process, tally),) = sight.counted()
    lines = sight.lines(None, None).rows
    assert process.name == "ticket"
    assert tally.moved == tally.later == len(lines)
    assert tally.earlier == tally.settled == 0
    dates = {(line.id, line.clock): line.after for line in lines}
    assert applied(id).moved == tally.moved
    session.expire_all()
    for clock in session.scalars(sa.select(RunningClock).filter_by(stopped_at=None)):
        label = clock.proceeding.definition.clock(clock.code).label
        assert dates.get((clock.proceeding_id, label), clock.due_on) == clock.due_on


def test_the_lights_that_turn_are_counted_and_can_be_listed(app: Flask, session: Session) -> None:
    # given a ticket that is near, three working days before its last one
    one = ticket()
    id = proposed(session)
    sight = Sight(
        db.session.get_one(CalendarChange, id), given.viewer(Role.MANAGER), now(session, "2026-09-18")
    )
    ((_, tally),) = sight.counted()
    near = [line for line in sight.lines(None, Light.NORMAL).rows if line.clock == "办理（一般问题）"]
    # when the Monday is off it is four working days away from the 18th … 20, 22, 23
    assert [line.id for line in near] == ([one.id] if tally.turns[Light.NORMAL] else [])
    assert sight.lines(None, Light.OVERDUE).rows == []


def test_the_list_goes_on_page_by_page(app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseflow.casework.calendars.effects.PAGE", 2)
    for _ in range(3):
        ticket()
    sight = Sight(
        db.session.get_one(CalendarChange, proposed(session)), given.viewer(Role.MANAGER), now(session)
    )
    seen, after = [], None
    while True:
        page = sight.lines(after, None)
        assert len(page.rows) <= 2
        seen += page.rows
        if page.next is None:
            break
        after = page.next
    assert len(seen) == len(set(seen)) == sum(tally.moved for _, tally in sight.counted())


def test_nobody_sees_clocks_out_of_scope(app: Flask, session: Session) -> None:
    ticket()
    change = db.session.get_one(CalendarChange, proposed(session))
    town = given.user(Role.MANAGER, unit=given.unit_tree().town)
    sight = Sight(change, given.viewer(town), now(session))
    assert (sight.counted(), sight.lines(None, None).rows) == ([], [])
    # an administrator handles no matters: how many there are is told, and none is named
    sight = Sight(change, given.viewer(Role.ADMIN), now(session))
    assert [tally.moved for _, tally in sight.counted()] != []
    assert sight.lines(None, None).rows == []
