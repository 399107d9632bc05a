"""Schedulers that are killed at any moment, on a database that dies: nothing is lost or said twice.

`make chaos` does the same on twenty thousand clocks.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework import digests, reminders
from caseflow.casework.models import DIGEST, Digest, Notification
from caseflow.extensions import db
from config import ROOT
from tests import postgres
from tests.casework.test_sweep_races import AT, a_crowd, assert_all_is_said_once

CLOCKS = int(os.environ.get("CHAOS_CLOCKS", "1500"))
SCHEDULERS = 3
KILLS = max(SCHEDULERS, CLOCKS // 1000)

CHILD = """
import sys
from datetime import datetime
from caseflow import jobs
from caseflow.app import create_app
from caseflow.casework import digests, reminders
from tests.conftest import settings_for

app, at = create_app(settings_for(sys.argv[1])), datetime.fromisoformat(sys.argv[2])
print("sweeping", flush=True)
for _ in range(1000):
    jobs.run(app, jobs.Job("sweep", lambda **_: reminders.sweep(at=at, batch=50), {}))
    jobs.run(app, jobs.Job("digests", lambda **_: digests.tell(at=at), {}))
"""


class Schedulers:
    """Three that run at once; each that is killed is followed by another while more are to be killed."""

    def __init__(self, url: str, random: Random) -> None:
        self.url, self.random = url, random
        self.running = [self.started() for _ in range(SCHEDULERS)]

    def started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", CHILD, self.url, AT.isoformat()]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def kill_one(self, *, more: bool) -> None:
        """SIGKILL for one of them, a moment after it has begun."""
        victim = self.running.pop(self.random.randrange(len(self.running)))
        with victim:
            assert victim.stdout
            assert victim.stdout.readline() == b"sweeping\n"
            time.sleep(self.random.uniform(0, 0.5))
            victim.kill()
        if more:
            self.running.append(self.started())


def crash_of(request: pytest.FixtureRequest, shared_app: Flask) -> Callable[[], None]:
    """How the database dies: PostgreSQL with all its processes; SQLite lives in those that are killed."""
    if db.engine.dialect.name == "sqlite":
        return lambda: None
    server: postgres.Server = request.getfixturevalue("postgresql_server")

    def crash() -> None:
        db.engine.dispose()
        server.crash()
        with shared_app.app_context():
            db.engine.dispose()

    return crash


def test_schedulers_and_databases_may_die(
    request: pytest.FixtureRequest, fresh_app: Flask, shared_app: Flask
) -> None:
    # given many due clocks, and three schedulers that begin at once
    random = Random(7)  # noqa: S311 - always the same chaos
    with fresh_app.app_context():
        a_crowd(speaking=CLOCKS - CLOCKS // 50, lapsing=CLOCKS // 50)
        url = db.engine.url.render_as_string(hide_password=False)
        people = db.session.scalars(sa.select(User.id).where(User.active)).all()
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.text("checkpoint"))
        db.session.remove()
        crash = crash_of(request, shared_app)
        schedulers = Schedulers(url, random)
        # when one after the other is killed, and the database dies in the middle
        for n in range(1, KILLS + 1):
            schedulers.kill_one(more=n <= KILLS - SCHEDULERS)
            if n == 1 + KILLS // 3:
                crash()
        # then one that is left alone finishes what they began, and everybody has one digest
        reminders.sweep(at=AT)
        digests.tell(at=AT)
        assert_all_is_said_once()
        taken = db.session.scalars(sa.select(Digest.user_id).order_by(Digest.user_id)).all()
        told = sa.select(Notification.recipient_id).where(Notification.stage == DIGEST)
        digested = db.session.scalars(told).all()
        assert taken == sorted(people)
        assert len(digested) == len(set(digested)) > 0
