"""Schedulers and workers that are killed at any moment, a database that dies, a gateway that answers badly.

Every stage is decided once; every message arrives, is recorded once, and comes twice only with one key.

`make chaos` does the same on twenty thousand clocks and tells figures.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from random import Random
from threading import Lock
from uuid import NAMESPACE_OID, uuid5

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework import digests, reminders
from caseflow.casework.delivery.channels import http
from caseflow.casework.models import (
    DIGEST,
    AttemptOutcome,
    Channel,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Digest,
    Manner,
    Notification,
    RunningClock,
)
from caseflow.extensions import db
from tests import postgres
from tests.casework.hands import SCHEDULER, WORKER, Hands, hands
from tests.casework.test_sweep_races import AT, a_crowd, assert_all_is_said_once
from tests.delivery import servers
from tests.delivery.outbox import finish, gateway, wishes
from tests.delivery.servers import Asked, Behaviour, answers

CLOCKS = int(os.environ.get("CHAOS_CLOCKS", "150"))
EACH = 3
KILLS = max(2 * EACH, CLOCKS // 500)
CRASHES = 1 + CLOCKS // 10_000
BATCH = max(5, CLOCKS // 1000)


class Chaos:
    """A gateway that loses some of its answers, and knows what it was given."""

    def __init__(self, random: Random) -> None:
        self.random, self.lock, self.given = random, Lock(), Counter[tuple[str, bytes]]()
        self.asked = 0

    def __call__(self, handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        ways: tuple[Behaviour | None, ...] = (
            answers({"code": 0}),
            servers.answers_twice({"code": 0}),
            servers.stalls(0.6),
            servers.resets,
            None,
        )
        with self.lock:
            self.asked += 1
            behave = self.random.choices(ways, (12, 1, 1, 1, 1))[0]
            if behave:
                self.given[asked.headers["Idempotency-Key"], asked.body] += 1
        (behave or answers({}, 503))(handler, asked)


def crash_of(request: pytest.FixtureRequest, shared_app: Flask) -> Callable[[], None]:
    """How the database dies: PostgreSQL with all its processes; SQLite lives in those that are killed."""
    if db.engine.dialect.name == "sqlite":
        return lambda: None
    server: postgres.Server = request.getfixturevalue("postgresql_server")

    def crash() -> None:
        db.session.remove()
        db.engine.dispose()
        server.crash()
        with shared_app.app_context():
            db.engine.dispose()

    return crash


def keeps_what_it_has_said() -> None:
    """The database loses nothing when it dies, as an office's; in the other tests it may, and is faster."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text(f'alter database "{db.engine.url.database}" set synchronous_commit = on'))
        db.session.commit()
        db.session.execute(sa.text("checkpoint"))


def left() -> int:
    """Clocks that have yet to speak."""
    db.session.rollback()
    due = sa.select(sa.func.count(RunningClock.id)).where(RunningClock.next_stage_at <= AT)
    return db.session.scalars(due).one()


def wait_until(happened: Callable[[], bool]) -> None:
    """Or for an hour."""
    for _ in range(36_000):
        if happened():
            return
        time.sleep(0.1)


def wreak(living: Hands, gate: Chaos, crash: Callable[[], None], random: Random) -> list[int]:
    """Kill one after the other while they sweep and send, and the database; what was due at each crash."""
    crashes = {1 + n * KILLS // CRASHES for n in range(CRASHES)}
    interrupted = []
    wait_until(lambda: gate.asked > 0)
    for n in range(1, KILLS + 1):
        living.replace_one(random)
        if n in crashes:
            interrupted.append(left())
            crash()
        time.sleep(random.uniform(0, 0.5))
    return interrupted


def test_schedulers_workers_and_databases_may_die(
    request: pytest.FixtureRequest, fresh_app: Flask, shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given many due clocks, people who want every message outside too, and a gateway that cannot be trusted
    monkeypatch.setattr(http, "READ", 0.3)
    random, chaos = Random(7), Chaos(Random(20260917))  # noqa: S311 - always the same chaos
    with fresh_app.app_context(), servers.web(chaos) as gate:
        a_crowd(speaking=CLOCKS - CLOCKS // 50, lapsing=CLOCKS // 50)
        people = db.session.scalars(sa.select(User).where(User.active)).all()
        for person in people:
            wishes(person, Channel.SMS, digest=(Channel.SMS,))
        way = gateway(
            Channel.SMS, address=gate.address, per_minute=100_000, allowance=25_000.0, allowance_at=AT
        ).id
        ids = sorted(person.id for person in people)
        url = db.engine.url.render_as_string(hide_password=False)
        keeps_what_it_has_said()
        db.session.remove()
        crash, began = crash_of(request, shared_app), time.monotonic()
        # when three of each begin at once, one after the other is killed, and the database dies
        with hands(url, way, AT, BATCH, *EACH * (SCHEDULER, WORKER)) as living:
            interrupted = wreak(living, chaos, crash, random)
            wait_until(lambda: left() == 0 and sent() >= written() * 9 // 10)
        # then those that are left alone finish what they began
        reminders.sweep(at=AT)
        digests.tell(at=AT)
        finish(way, AT)
        assert_all_is_said_once()
        assert_one_digest_each(ids)
        assert_each_arrived_and_counts_once(chaos)
        tell_figures(chaos, living.killed, interrupted, time.monotonic() - began)


def written() -> int:
    return db.session.scalars(sa.select(sa.func.count(Delivery.id))).one()


def sent() -> int:
    done = sa.select(sa.func.count(Delivery.id)).where(Delivery.state == DeliveryState.SENT)
    return db.session.scalars(done).one()


def assert_one_digest_each(people: list[int]) -> None:
    taken = db.session.scalars(sa.select(Digest.user_id).order_by(Digest.user_id)).all()
    told = sa.select(Notification.recipient_id).where(Notification.stage == DIGEST)
    digested = db.session.scalars(told).all()
    assert taken == people
    assert len(digested) == len(set(digested)) > 0


def assert_each_arrived_and_counts_once(chaos: Chaos) -> None:
    """What comes alone, and each digest, was handed over: always with one key and the same words."""
    alone = sa.or_(Notification.manner == Manner.ALONE, Notification.stage == DIGEST)
    wanted = set(db.session.scalars(sa.select(Notification.id).where(alone)))
    rows = db.session.execute(sa.select(Delivery.key, Delivery.notification_id, Delivery.state)).all()
    assert sorted(row.notification_id for row in rows) == sorted(wanted)
    assert {row.state for row in rows} == {DeliveryState.SENT}
    arrived = Counter[str]()
    for (key, _), times in chaos.given.items():
        arrived[key] += times
    assert len(chaos.given) == len(arrived)
    tries: Counter[str] = Counter()
    recorded: Counter[str] = Counter()
    outcomes = sa.select(Delivery.key, DeliveryAttempt.outcome).join(
        DeliveryAttempt, DeliveryAttempt.delivery_id == Delivery.id
    )
    for key, outcome in db.session.execute(outcomes):
        tries[key] += 1
        recorded[key] += outcome is AttemptOutcome.SENT
    # it was recorded once, and came twice only where an answer was lost
    assert set(recorded.values()) == {1}
    assert set(arrived) == {str(uuid5(NAMESPACE_OID, row.key)) for row in rows}
    assert all(arrived[str(uuid5(NAMESPACE_OID, key))] <= times for key, times in tries.items())


def tell_figures(chaos: Chaos, killed: int, interrupted: list[int], seconds: float) -> None:
    """For who looks on."""
    several = sum(times > 1 for times in chaos.given.values())
    sys.stdout.write(
        f"\n{db.engine.dialect.name}：{CLOCKS} 个到期期限，杀死进程 {killed} 次，"
        f"数据库重启时还有 {interrupted} 个未处理，发出 {written()} 条，网关收到 {chaos.asked} 次请求，"
        f"{several} 条因回应丢失以同一编号到达两次以上；{seconds:.0f} 秒\n"
    )
