"""The scheduler: its table, a job that fails, and how it ends."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta

import pytest
from flask import Flask

from caseflow import jobs
from caseflow.extensions import db
from caseflow.jobs import Job
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.roles import Role
from config import ROOT
from tests import given

RUNNER = "tests.cli.slow_scheduler"


def next_run(job: Job, after: str) -> datetime:
    scheduler = jobs.scheduler(Flask("test"))
    scheduler.start(paused=True)
    try:
        planned = next(each for each in scheduler.get_jobs() if each.name == job.name)
        found: datetime = planned.trigger.get_next_fire_time(None, given.moment(after))
        return found
    finally:
        scheduler.shutdown()


@pytest.mark.parametrize(
    ("name", "after", "expected"),
    [
        ("到期提醒", "2026-09-16 10:00:30", "2026-09-16 10:01"),
        ("暂定期限核定", "2026-09-16 10:00", "2026-09-17 01:30"),
        ("审计锚定", "2026-09-16 10:00", "2026-09-16 23:55"),
    ],
)
def test_each_job_runs_at_its_time_in_shanghai(name: str, after: str, expected: str) -> None:
    job = next(job for job in jobs.JOBS if job.name == name)
    assert next_run(job, after) == given.moment(expected)
    assert next_run(job, after).utcoffset() == timedelta(hours=8)


def test_missed_runs_count_as_one_and_none_runs_beside_itself() -> None:
    scheduler = jobs.scheduler(Flask("test"))
    scheduler.start(paused=True)
    planned = scheduler.get_jobs()
    scheduler.shutdown()
    assert {(job.coalesce, job.max_instances) for job in planned} == {(True, 1)}


def test_a_run_is_logged_with_what_it_did(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    jobs.run(app, next(job for job in jobs.JOBS if job.name == "到期提醒"))
    assert caplog.messages == ["到期提醒：Swept(clocks=0, reminders=0, cards=0, lapses=0, refused=0)"]


def test_a_job_that_fails_is_logged_with_its_traceback_and_leaves_no_session(
    fresh_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(*, at: datetime) -> None:
        db.session.add(given.user(Role.MANAGER, login="half-done"))
        raise ZeroDivisionError

    jobs.run(fresh_app, Job("试验", failing, {}))
    assert caplog.messages == ["试验失败"]
    assert caplog.records[0].exc_info
    assert db.session.registry.registry == {}


def test_jobs_are_given_the_present_time(app: Flask) -> None:
    seen: list[datetime] = []
    jobs.run(app, Job("试验", lambda *, at: seen.append(at), {}))
    assert seen[0].tzinfo is not None
    assert abs(datetime.now(SHANGHAI) - seen[0]) < timedelta(minutes=1)  # noqa: TID251


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_a_second(fresh_app: Flask, ending: signal.Signals) -> None:
    with fresh_app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "run-scheduler"]
    environment = {**os.environ, "DATABASE_URL": url}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert "定时任务已启动" in process.stderr.readline()
        process.send_signal(ending)
        begun = time.monotonic()
        assert process.wait(10) == 0
        assert time.monotonic() - begun < 1
        assert "定时任务已停止" in process.stderr.read()
