"""Everybody at once, on a few matters: people act and open children, timers sweep; all hear reasons only."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from flask import Flask

from caseflow.casework import audit, clocks, reminders
from caseflow.casework.actions import open_child, opening_for
from caseflow.casework.models import Proceeding
from caseflow.casework.worklists import tallies
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import Mode
from caseflow.registry import MODELS
from tests import given
from tests.casework.walker import Staff, Walker, hired

PEOPLE, DAYS, MATTERS = 8, 30, 4
AT = given.moment("2026-09-16")
CHILDREN = [model for model in MODELS.values() if model is not Ticket]


def test_nobody_stands_in_anybody_s_way(fresh_app: Flask) -> None:
    # given a few tickets
    with fresh_app.app_context():
        staff = hired()
        for n in range(MATTERS):
            Walker(Ticket, staff, Random(n), AT)  # noqa: S311
        db.session.remove()
    # when everybody works on all of them for a month
    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(lambda n: works(fresh_app, staff, Random(n)), range(PEOPLE)))  # noqa: S311
    # then all is as the states say, and the chains hold
    with fresh_app.app_context():
        assert audit.verify(db.session())[1] is None
        assert tallies.miscounted(db.session()) == 0
        for proceeding in db.session.scalars(sa.select(Proceeding)):
            for clock in clocks.live(clocks.of(proceeding, db.session())):
                mode = proceeding.definition.clock(clock.code).mode(proceeding.state)
                assert mode is (Mode.PAUSED if clock.paused else Mode.RUNS)


def works(app: Flask, staff: Staff, random: Random) -> None:
    """A month of somebody's work; what is refused is left."""
    with app.app_context():
        for day in range(DAYS):
            at = AT + timedelta(days=day, minutes=random.randint(0, 400))
            with suppress(DomainError):
                random.choice((goes_on, goes_on, goes_on, opens_a_child, sweeps))(staff, random, at)
            db.session.rollback()
        db.session.remove()


def anything(staff: Staff, random: Random, at: datetime) -> Walker:
    """One of the proceedings there are."""
    rows = db.session.execute(sa.select(Proceeding.id, Proceeding.process).order_by(Proceeding.id))
    id, process = random.choice(rows.all())
    db.session.rollback()
    return Walker(MODELS[process], staff, random, at, id)


def goes_on(staff: Staff, random: Random, at: datetime) -> None:
    anything(staff, random, at).goes_on()


def opens_a_child(staff: Staff, random: Random, at: datetime) -> None:
    parent, process = anything(staff, random, at), random.choice(CHILDREN).definition
    able = [viewer for some in staff.viewers.values() for viewer in some if opening_for(process, viewer)]
    someone = random.choice(able)
    opening = opening_for(process, someone)
    assert opening
    data = parent.chance.answers(opening)
    open_child(parent.id, process.name, data=data, version=None, viewer=someone, at=at)


def sweeps(_: Staff, random: Random, at: datetime) -> None:
    reminders.sweep(at=at + timedelta(days=random.randint(0, 30)))
