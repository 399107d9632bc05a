"""The scheduler: its table, a job that fails, and how it ends."""

import logging
import os
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from caseflow import jobs
from caseflow.extensions import db
from caseflow.jobs import Job
from caseflow.kernel.roles import Role
from caseflow.kernel.time import utcnow
from config import ROOT
from tests import given


def planned() -> dict[str, Any]:
    """The jobs as APScheduler has them, by name."""
    scheduler = jobs.scheduler(Flask("test"))
    scheduler.start(paused=True)
    found = {job.name: job for job in scheduler.get_jobs()}
    scheduler.shutdown()
    return found


@pytest.mark.parametrize(
    ("name", "after", "expected"),
    [
        ("到期提醒", "2026-09-16 10:00:30", "2026-09-16 10:01"),
        ("暂定期限核定", "2026-09-16 10:00", "2026-09-17 01:30"),
        ("审计锚定", "2026-09-16 10:00", "2026-09-16 10:55"),
    ],
)
def test_each_job_runs_at_its_time_in_shanghai(name: str, after: str, expected: str) -> None:
    at = planned()[name].trigger.get_next_fire_time(None, given.moment(after))
    assert at == given.moment(expected)
    assert at.utcoffset() == timedelta(hours=8)


def test_missed_runs_count_as_one_and_none_runs_beside_itself() -> None:
    assert {(job.coalesce, job.max_instances) for job in planned().values()} == {(True, 1)}


def test_no_channel_waits_for_another_one_nor_the_reminders_for_any() -> None:
    lines = {name: job.executor for name, job in planned().items()}
    channels = [line for name, line in lines.items() if name.startswith("发送")]
    assert len(set(channels)) == len(channels) == 5
    assert lines["到期提醒"] not in channels


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
    assert utcnow() - seen[0] < timedelta(minutes=1)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once(fresh_app: Flask, ending: signal.Signals) -> None:
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
        assert time.monotonic() - begun < 5
        assert "定时任务已停止" in process.stderr.read()


SLOW = """
import time
from flask import Flask
from caseflow import jobs

def slow(*, at):
    print("begun", flush=True)
    time.sleep(0.5)
    print("ended", flush=True)

jobs.JOBS = (jobs.Job("慢", slow, {"second": "*"}),)
jobs.serve(Flask("test"))
"""


def test_a_job_under_way_is_finished_first() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SLOW], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        process.terminate()
        assert process.stdout.read() == "ended\n"
        assert process.wait() == 0
