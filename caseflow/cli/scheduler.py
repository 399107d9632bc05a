"""`flask run-scheduler`: the process that runs the jobs."""

import logging

import click
from flask.cli import ScriptInfo

from caseflow import jobs


@click.command("run-scheduler", help="运行定时任务：到期提醒、期限核定、审计锚定；Ctrl-C 结束。")
@click.pass_obj
def run_scheduler(info: ScriptInfo) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    jobs.serve(info.load_app())
