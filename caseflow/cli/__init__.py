"""The commands of `flask` (命令行): each reads its arguments, calls a use case and prints what came of it."""

from flask import Flask

from caseflow.cli.audit import audit
from caseflow.cli.board import board
from caseflow.cli.calendar import calendar
from caseflow.cli.check import check
from caseflow.cli.clocks import clocks
from caseflow.cli.deliveries import deliveries
from caseflow.cli.ledger import import_ledger
from caseflow.cli.migrations import migrations
from caseflow.cli.processes import processes
from caseflow.cli.reminders import reminders
from caseflow.cli.report import report
from caseflow.cli.rules import rules
from caseflow.cli.scheduler import run_scheduler
from caseflow.cli.search import search
from caseflow.cli.seed import seed

COMMANDS = (
    clocks,
    reminders,
    deliveries,
    audit,
    processes,
    calendar,
    rules,
    import_ledger,
    search,
    board,
    report,
    check,
    seed,
    migrations,
    run_scheduler,
)


def add_commands(app: Flask) -> None:
    """Let `flask` know the commands."""
    for command in COMMANDS:
        app.cli.add_command(command)
