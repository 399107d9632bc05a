"""When which use case runs by itself (定时任务); no logic.

The jobs are kept in memory and declared here only. Every use case is idempotent and claims its work in the
database, so that any number of schedulers may run and each job may also be run by hand.
"""

import logging
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from caseflow.casework import (
    audit,
    calendars,
    digests,
    drafts,
    limitations,
    presence,
    reminders,
    selfcheck,
    trials,
)
from caseflow.casework.delivery.erasing import erase as erase_messages
from caseflow.casework.delivery.groups import tell_groups
from caseflow.casework.delivery.running import deliver
from caseflow.casework.models import OUTSIDE
from caseflow.casework.worklists import tallies
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.time import utcnow
from caseflow.ledger import batches as imports
from caseflow.ledger import running as importing
from caseflow.outreach.campaigns import writing
from caseflow.reports.snapshots import restating
from caseflow.web.exports.running import run as make_exports

log = logging.getLogger(__name__)

HOUR = 3600
"""Seconds."""


@dataclass(frozen=True)
class Job:
    """A use case that takes `at`, and the fields of the crontab by which it runs, in Shanghai time.

    Jobs of one `line` run one after the other; those that talk to others outside have lines of their own.
    """

    name: str
    use_case: Callable[..., object]
    when: Mapping[str, int | str]
    line: str = "default"


DELIVERIES = tuple(
    Job(f"发送{channel.label}", partial(deliver, channel=channel), {"second": "*/10"}, line=channel)
    for channel in OUTSIDE
)
"""One for each channel: none waits for another one's gateway."""

JOBS = (
    *DELIVERIES,
    Job("到期提醒", reminders.sweep, {"minute": "*"}),
    Job("早间提要", digests.tell, {"minute": "*"}),
    Job("日历重算", calendars.carry_on, {"minute": "*"}),
    Job("仲裁时效预警", limitations.watch, {"minute": "*"}),
    Job("暂定期限核定", calendars.settle, {"hour": 1, "minute": 30}),
    Job("在场记录清理", presence.forget, {"hour": 3, "minute": 10}),
    Job("群每日汇总", tell_groups, {"hour": 8, "minute": 40}),
    Job("外发消息清理", erase_messages, {"hour": 2, "minute": 40}),
    Job("草稿清理", drafts.erase, {"hour": 2, "minute": 10}),
    Job("看板计数整理", tallies.compact, {"minute": "*/10"}),
    Job("规则试算", trials.advance, {"minute": "*"}),
    Job("批量导入", importing.advance, {"second": "*/20"}, line="imports"),
    Job("导入清理", imports.forget, {"hour": 2, "minute": 50}),
    Job("导出", make_exports, {"second": "*/5"}, line="exports"),
    Job("批量发函", writing.carry_on, {"minute": "*"}, line="mailings"),
    Job("上报核对", restating.nightly, {"hour": 3, "minute": 30}),
    Job("自检", selfcheck.nightly, {"hour": 2, "minute": 15}),
    Job("审计锚定", audit.anchor, {"minute": 55}),  # the first of a day writes; the PC may be off at night
)


def run(app: Flask, job: Job) -> None:
    """Run the job once, now; what goes wrong is logged, and the next run finds what was left."""
    with app.app_context():
        try:
            outcome = job.use_case(at=utcnow())
        except Exception:
            log.exception("%s失败", job.name)
        else:
            if outcome is not None:
                log.info("%s：%s", job.name, outcome)


def scheduler(app: Flask) -> BackgroundScheduler:
    """A scheduler that will run every job; one at a time in each line, and once for the times it missed."""
    made = BackgroundScheduler(
        timezone=SHANGHAI,
        executors={line: ThreadPoolExecutor(1) for line in dict.fromkeys(job.line for job in JOBS)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": HOUR},
    )
    for job in JOBS:
        made.add_job(run, "cron", (app, job), name=job.name, executor=job.line, **job.when)
    return made


def serve(app: Flask) -> None:
    """Run the jobs until SIGTERM or Ctrl-C; a job under way is finished first.

    The signals are blocked before the first thread starts and then waited for, so that none can interrupt
    the scheduler half-way.
    """
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    running = scheduler(app)
    running.start()
    log.info("定时任务已启动")
    signal.sigwait(ends)
    running.shutdown()
    log.info("定时任务已停止")
