"""Two schedulers at the same moment: they share the work."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask

from caseflow.casework import audit, calendars, reminders
from caseflow.casework.calendars import Document
from caseflow.casework.models import AuditEvent, RunningClock
from caseflow.casework.reminders import Swept
from caseflow.extensions import db
from caseflow.kernel.roles import SYSTEM, Role
from tests import given
from tests.casework import crowd

AT = given.moment("2026-09-28 12:00")
BATCH = 100

T = TypeVar("T")


def a_crowd(speaking: int, lapsing: int) -> None:
    """Clocks that only speak (HD9), and others on which the timer acts as well (HD8)."""
    given.person(Role.MANAGER)
    crowd.copy(given.ticket("not_accepted", on="2026-09-16"), "HD9", speaking)
    crowd.copy(given.ticket("callback", on="2026-09-16"), "HD8", lapsing)


def lapses() -> list[int]:
    """How often the timer has acted on each proceeding whose period was over."""
    overdue = RunningClock.code == "HD8", RunningClock.due_at <= AT
    acted = sa.and_(
        AuditEvent.proceeding_id == RunningClock.proceeding_id, AuditEvent.action == "urge_overdue"
    )
    query = sa.select(sa.func.count(AuditEvent.id)).select_from(RunningClock).outerjoin(AuditEvent, acted)
    return list(db.session.scalars(query.where(*overdue).group_by(RunningClock.id)))


def assert_all_is_said_once() -> None:
    db.session.rollback()
    assert crowd.written() == crowd.expected(AT)
    assert set(lapses()) == {1}
    assert audit.verify(db.session())[1] is None
    assert reminders.sweep(at=AT) == Swept()


def at_once(app: Flask, use_case: Callable[[], T]) -> list[T]:
    """Two processes of the office do the same at the same moment."""
    start = Barrier(2)

    def go() -> T:
        with app.app_context():
            start.wait()
            return use_case()

    with ThreadPoolExecutor(2) as pool:
        return [job.result() for job in [pool.submit(go), pool.submit(go)]]


def test_two_schedulers_at_once_share_the_work(fresh_app: Flask) -> None:
    # given two thousand due clocks
    with fresh_app.app_context():
        a_crowd(speaking=1_960, lapsing=40)
    # when two schedulers sweep at the same moment
    swept = at_once(fresh_app, lambda: reminders.sweep(at=AT, batch=BATCH))
    # then what one of them left because the other held it is found by the next sweep
    with fresh_app.app_context():
        left = reminders.sweep(at=AT)
        assert_all_is_said_once()
        assert sum(each.lapses for each in [*swept, left]) == len(lapses())


def test_a_provisional_day_is_settled_once_by_two_at_once(fresh_app: Flask) -> None:
    # given clocks that waited for a year, which is loaded now
    at = given.moment("2026-12-31")
    with fresh_app.app_context():
        crowd.copy(given.ticket("in_progress", on="2026-12-28"), "HD6b", 100)
        settled = sa.select(sa.func.count(RunningClock.id)).where(RunningClock.provisional)
        count = db.session.scalar(settled)
        calendars.load_year(2027, [], Document("测试通知"), viewer=SYSTEM, at=at)
    # when two settle them
    done = at_once(fresh_app, lambda: calendars.settle(at=at, batch=10))
    # then each was settled by one of them, or is by the next run
    with fresh_app.app_context():
        left = calendars.settle(at=at)
        assert sum(each.settled for each in [*done, left]) == count
        notes = sa.select(sa.func.count(AuditEvent.id)).filter_by(action="clock_settled")
        assert db.session.scalar(notes) == count
        assert audit.verify(db.session())[1] is None
