"""Several workers, gateways that stall, workers that are killed: every message goes out, and counts once.

`CHAOS_MESSAGES=2000` makes more of it.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler
from random import Random
from threading import Barrier, Lock
from uuid import NAMESPACE_OID, uuid5

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.casework.delivery import running
from caseflow.casework.delivery.channels import Parcel, Route, http
from caseflow.casework.delivery.running import Courier, Delivered, deliver
from caseflow.casework.models import (
    AttemptOutcome,
    Channel,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Gateway,
)
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from config import ROOT
from tests import given
from tests.delivery import servers
from tests.delivery.outbox import AT, gateway, messages, wishes, written
from tests.delivery.servers import Asked, Behaviour, answers

MANY = int(os.environ.get("CHAOS_MESSAGES", "24"))
KILLS = 6


def test_two_workers_at_once_share_the_work(fresh_app: Flask) -> None:
    taken: list[str] = []
    with fresh_app.app_context():
        wishes(given.person(Role.MANAGER), Channel.SMS)
        way = gateway(Channel.SMS).id
        messages(20, at=AT)
    start = Barrier(2)

    def note(_: Route, parcel: Parcel, __: datetime) -> str:
        taken.append(parcel.key)
        return "ok"

    hands = Courier(send=note, jitter=lambda: 0.5)

    def go() -> Delivered:
        with fresh_app.app_context():
            start.wait()
            return hands.go(way, lambda: AT)

    with ThreadPoolExecutor(2) as pool:
        dones = [job.result() for job in [pool.submit(go), pool.submit(go)]]
    assert sum(done.sent for done in dones) == 20
    assert set(Counter(taken).values()) == {1}


def test_a_gateway_that_stalls_holds_up_no_other(fresh_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "READ", 0.5)
    ok = answers({"errcode": 0, "errmsg": "ok"})
    with fresh_app.app_context(), servers.web(servers.stalls(2)) as stalled, servers.web(ok) as good:
        unit = given.unit_tree().street.id
        for gate in (stalled, good):
            gateway(Channel.WECOM, unit_id=unit, address=gate.address, name=gate.address)
        messages(4, at=AT, template="group", values={"number": "1"}, user_id=None, unit_id=unit)
        done = deliver(at=AT, channel=Channel.WECOM)
        sent = {delivery.gateway.name for delivery in written() if delivery.state is DeliveryState.SENT}
    assert done == Delivered(sent=4, failed=running.PATIENCE)
    assert sent == {good.address}
    assert deliver_nothing(fresh_app) is None


def deliver_nothing(app: Flask) -> Delivered | None:
    with app.app_context():
        return deliver(at=AT, channel=Channel.EMAIL)


WORKERS = """
import os, signal, sys, time
from datetime import datetime, timedelta
from sqlalchemy.orm import configure_mappers
from caseflow.app import create_app
from caseflow.casework.delivery import sending
from caseflow.casework.delivery.channels import http
from caseflow.casework.delivery.running import Courier
from caseflow.extensions import db
from tests.conftest import settings_for

url, began, way, at = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), datetime.fromisoformat(sys.argv[4])
http.READ, sending.LEASE = 0.3, timedelta(minutes=10)
app = create_app(settings_for(url))
configure_mappers()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _ in sys.stdin:
    if pid := os.fork():
        print(pid, flush=True)
        continue
    with app.app_context():
        while True:
            now = lambda: at + 60 * timedelta(seconds=time.monotonic() - began)
            Courier(run=timedelta(hours=1)).go(way, now)
            time.sleep(0.02)
"""
"""A process that makes a worker for each line it reads; a minute passes there in a second."""


class Chaos:
    """A gateway that loses some of its answers, and knows what it was given."""

    def __init__(self, random: Random) -> None:
        self.random, self.lock, self.given = random, Lock(), Counter[tuple[str, bytes]]()
        self.asked = 0

    def wait_for(self, requests: int) -> None:
        """Until so many requests have come, or for half a minute."""
        for _ in range(3_000):
            if self.asked >= requests:
                return
            time.sleep(0.01)

    def __call__(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        with self.lock:
            self.asked += 1
            behave: Behaviour | None = self.random.choices(
                (
                    answers({"code": 0}),
                    servers.answers_twice({"code": 0}),
                    servers.stalls(0.6),
                    servers.resets,
                    None,
                ),
                (6, 1, 1, 1, 1),
            )[0]
            if behave:
                self.given[asked.headers["Idempotency-Key"], asked.body] += 1
        (behave or answers({}, 503))(handler, asked)


@contextmanager
def workers(way: int) -> Iterator[Callable[[], int]]:
    """Makes another worker, as a process of its own, and tells its id; all are gone afterwards."""
    url = db.engine.url.render_as_string(hide_password=False)
    arguments = [url, str(time.monotonic()), str(way), AT.isoformat()]
    with subprocess.Popen(
        [sys.executable, "-c", WORKERS, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as maker:
        made: list[int] = []

        def one() -> int:
            assert maker.stdin
            assert maker.stdout
            maker.stdin.write("\n")
            maker.stdin.flush()
            made.append(int(maker.stdout.readline()))
            return made[-1]

        try:
            yield one
        finally:
            for pid in made:
                kill(pid)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def test_chaos_loses_nothing_and_counts_everything_once(
    fresh_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given many messages, and a gateway that stalls, resets, answers twice and is not there
    monkeypatch.setattr(http, "READ", 0.3)
    random, chaos = Random(20260916), Chaos(Random(20260917))  # noqa: S311 - the same story each time
    with fresh_app.app_context(), servers.web(chaos) as gate:
        wishes(given.person(Role.MANAGER), Channel.SMS)
        way = gateway(Channel.SMS, address=gate.address, per_minute=6000, allowance=1500.0).id
        messages(MANY, at=AT)
        # when three workers send, one of which is killed every now and then
        with workers(way) as one:
            living = [one() for _ in range(3)]
            for killed in range(1, KILLS + 1):
                chaos.wait_for(killed * MANY // (KILLS + 1))
                time.sleep(random.uniform(0, 0.05))
                kill(living.pop(random.randrange(3)))
                living.append(one())
        # and one that is left alone finishes what they began
        finish(way)
        assert_each_arrived_and_counts_once(chaos)


def finish(way: int) -> None:
    at = AT
    while written_but_unsent():
        at += timedelta(hours=2)
        assert at < AT + timedelta(days=20)
        Courier(run=timedelta(hours=1)).go(way, partial(datetime.astimezone, at))
        revive()


def revive() -> None:
    """An unlucky one may fail ten times: an administrator sends it again."""
    dead = sa.update(Delivery).where(Delivery.state == DeliveryState.DEAD)
    again = {"state": DeliveryState.WAITING, "attempts": 0, "next_try_at": AT}
    db.session.execute(dead.values(**again))
    db.session.commit()


def written_but_unsent() -> bool:
    db.session.rollback()
    return bool(db.session.scalar(sa.select(sa.exists().where(Delivery.state != DeliveryState.SENT))))


def assert_each_arrived_and_counts_once(chaos: Chaos) -> None:
    sent = written()
    assert len(sent) == MANY
    assert {(each.state, each.next_try_at, each.claimed_by) for each in sent} == {
        (DeliveryState.SENT, None, "")
    }
    arrived = Counter[str]()
    for (key, _), times in chaos.given.items():
        arrived[key] += times
    # every one arrived, and each always with the same key and the same words
    assert set(arrived) == {str(uuid5(NAMESPACE_OID, each.key)) for each in sent}
    assert len(chaos.given) == MANY
    for each in sent:
        outcomes = Counter(
            db.session.scalars(sa.select(DeliveryAttempt.outcome).filter_by(delivery_id=each.id))
        )
        # it was recorded once, and came twice only where an answer was lost
        assert outcomes[AttemptOutcome.SENT] == 1
        unanswered = sum(outcomes.values()) - 1
        assert 1 <= arrived[str(uuid5(NAMESPACE_OID, each.key))] <= 1 + unanswered
    assert db.session.scalar(sa.select(sa.func.count(Gateway.id))) == 1
