"""The sweep over what is due, beside the bare statements that claim it and write one reminder each."""

import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, product
from pathlib import Path

import sqlalchemy as sa

from bench.copies import Original, running
from bench.measure import counting
from bench.places import office, plainly
from bench.report import Comparison, Figure, Times
from bench.servers import PAGE
from caseflow.casework import reminders
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.models import Card, Notification, Proceeding, RunningClock
from caseflow.extensions import UtcDateTime, db
from caseflow.hotline.process import TICKET
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.ladder import moments
from config import ROOT

ROUNDS = 3
DUE = 10_000
RATIO, NOTHING_DUE = 3.0, 5
"""How many times as long as the bare statements a sweep may take; milliseconds when nothing is due."""

MEMORY = 150
"""Megabytes of the scheduler: at most."""
SWEEPS, GROWTH = 10, 5
"""How many sweeps of everything that is due; by how many megabytes the process may grow meanwhile."""

SWEEPER = """
import sys
from datetime import datetime
from pathlib import Path
from caseflow.casework import digests, reminders
from wsgi import app

at = datetime.fromisoformat(sys.argv[1])
with app.app_context():
    reminders.sweep(at=at)
    digests.tell(at=at)
(peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(peak.split()[1])
"""
"""Sweeps and writes digests as a scheduler does; prints the kilobytes that it held at most."""

STAGES = {"half": 9, "t-3": 8, "t-1": 7, "t+3": 2}
"""Of 26 due clocks, how many have come to which stage."""


def _statement(text: str) -> sa.TextClause:
    times = (sa.bindparam(name, type_=UtcDateTime()) for name in ("at", "later") if f":{name}" in text)
    return sa.text(text).bindparams(*times)


BARE = (
    _statement("""
        insert into notification
            (key, recipient_id, proceeding_id, clock_id, stage, channel, manner, text, at)
        select c.id || '.' || c.revision || '.bare', coalesce(p.handler_id, 1), p.id, c.id, 't-1', 'inbox',
               'digest', p.number || ' 提醒', :at
        from running_clock c join proceeding p on p.id = c.proceeding_id where c.next_stage_at <= :at
        on conflict do nothing
    """),
    _statement("update running_clock set next_stage_at = :later where next_stage_at <= :at"),
)
_APART = timedelta(milliseconds=1)
NOTHING = (_statement("select id from running_clock where next_stage_at <= :at limit 1"),)


@dataclass(frozen=True)
class Due:
    """Clocks that are made due again before each run: their ids by the moment that their stage fell at."""

    clocks: Mapping[datetime, Sequence[int]]
    last_message: int  # the newest one before any run

    @property
    def count(self) -> int:
        """How many."""
        return sum(map(len, self.clocks.values()))

    def restore(self, url: str) -> None:
        """Undo what the last run said, marked and scheduled."""
        ids = [id for clocks in self.clocks.values() for id in clocks]
        proceedings = sa.select(RunningClock.proceeding_id).where(RunningClock.id.in_(ids))
        with plainly(url) as connection:
            connection.execute(sa.delete(Notification).where(Notification.id > self.last_message))
            marked = sa.update(Proceeding).where(Proceeding.id.in_(proceedings))
            connection.execute(marked.values(card=Card.NONE))
            for moment, clocks in self.clocks.items():
                due = sa.update(RunningClock).where(RunningClock.id.in_(clocks))
                connection.execute(due.values(next_stage_at=moment))
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text("vacuum notification, running_clock, proceeding"))


@dataclass(frozen=True)
class Runs:
    """Milliseconds of each run of the sweep and of the bare statements."""

    ours: list[float]
    theirs: list[float]

    def compared(
        self, database: str, what: str, limit: float | None = None, seen: Sequence[str] = ()
    ) -> Comparison:
        """As the report shows it; `seen` are the statements of one run."""
        commits = seen.count("commit")
        return Comparison(
            database=database,
            what=what,
            beside="裸SQL",
            ours=Times.of(self.ours),
            theirs=Times.of(self.theirs),
            limit=limit,
            queries=len(seen) - commits if seen else None,
            commits=commits if seen else None,
        )


def sweeps(
    database: str, url: str, original: Original, blocks: range, at: datetime
) -> list[Comparison | Figure]:
    """A sweep of what is due in the blocks and one of nothing, each beside the bare statements, in turns.

    Then what a scheduler holds at most that does all of it at once, and writes the digests of a morning.
    """
    with office(url):
        due = _due(original, blocks, at)
        busy = _in_turns(lambda: due.restore(url), lambda: reminders.sweep(at=at), lambda: _run(BARE, at))
        quiet = _in_turns(lambda: None, lambda: reminders.sweep(at=at), lambda: _run(NOTHING, at))
        due.restore(url)
        with counting() as seen:
            reminders.sweep(at=at)
        clocks = db.session.scalars(running(sa.func.count(RunningClock.id))).one()
        grown = _growth(url, due, at)
    where = f"{clocks:,}个期限在走"
    return [
        busy.compared(database, f"扫描{due.count:,}个到期，{where}", RATIO, seen),
        quiet.compared(database, f"扫描无到期，{where}"),
        Figure(database, f"扫描无到期，{where}", Times.of(quiet.ours).p50, "毫秒", NOTHING_DUE),
        Figure(database, f"{SWEEPS}次扫描后内存增加，{where}", grown, "MB", GROWTH),
        Figure(database, f"调度进程的内存峰值，{where}", _memory(url, due, at), "MB", MEMORY),
    ]


def _growth(url: str, due: Due, at: datetime) -> float:
    """Megabytes that this process holds more after many sweeps than after the first."""
    held = []
    for _ in range(SWEEPS):
        due.restore(url)
        reminders.sweep(at=at)
        held.append(_held())
    return held[-1] - held[0]


def _held() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 2**20


def _memory(url: str, due: Due, at: datetime) -> float:
    """Megabytes of a process that sweeps what is due on a working morning, at most.

    It tells so itself: what the system counts of a child (`ru_maxrss`) begins with what its parent held.
    """
    due.restore(url)
    environment = {**os.environ, "DATABASE_URL": url, "CASEFLOW_ENV": "development"}
    told = subprocess.check_output([sys.executable, "-c", SWEEPER, at.isoformat()], cwd=ROOT, env=environment)
    return int(told.split()[-1]) / 1024


def _in_turns(before: Callable[[], None], ours: Callable[[], object], theirs: Callable[[], object]) -> Runs:
    runs = Runs([], [])
    for _ in range(ROUNDS):
        for action, times in ((ours, runs.ours), (theirs, runs.theirs)):
            before()
            began = time.perf_counter()
            action()
            times.append(1000 * (time.perf_counter() - began))
    return runs


def _run(statements: Sequence[sa.TextClause], at: datetime) -> None:
    """The statements in one transaction."""
    times = {"at": at, "later": at + timedelta(days=1)}
    with db.engine.execution_options(sqlite_write=True).begin() as connection:
        for statement in statements:
            connection.execute(statement, times)


def _due(original: Original, blocks: range, at: datetime) -> Due:
    """Clocks of these copies, spread over all of them."""
    chosen = _chosen(original, at)
    some = blocks[:: max(1, len(blocks) * len(chosen) // DUE)]
    size = original.sizes["running_clock"]
    clocks: dict[datetime, list[int]] = defaultdict(list)
    for block, (id, moment) in islice(product(some, chosen), DUE):
        clocks[moment].append(id + block * size)
    last = db.session.scalars(sa.select(sa.func.max(Notification.id))).one()
    _tell_apart([id for ids in clocks.values() for id in ids])
    return Due(clocks, last)


def _tell_apart(ids: Sequence[int]) -> None:
    """Copies were started at one moment; in an office no two clocks are."""
    with transaction() as session:
        begun = session.execute(
            sa.select(RunningClock.id, RunningClock.started_at).where(RunningClock.id.in_(ids))
        )
        later = [{"id": row.id, "started_at": row.started_at + n * _APART} for n, row in enumerate(begun)]
        session.execute(sa.update(RunningClock), later)


def _chosen(original: Original, at: datetime) -> list[tuple[int, datetime]]:
    """Clocks of the first block that have last come to one of the wanted stages, with the moment of it.

    Only those with a handler: their stages remind one person, as the bare statements do.
    """
    calendar, wanted = current_law(db.session()).calendar, Counter(STAGES)
    chosen = []
    first = running(RunningClock).where(RunningClock.id <= original.sizes["running_clock"])
    handled = first.join(RunningClock.proceeding).where(Proceeding.handler_id.is_not(None))
    for clock in db.session.scalars(handled.order_by(RunningClock.id)):
        stage, moment = _last_stage(clock, calendar, at)
        if wanted[stage] > 0:
            wanted[stage] -= 1
            chosen.append((clock.id, moment))
    return chosen


def _last_stage(clock: RunningClock, calendar: WorkCalendar, at: datetime) -> tuple[str, datetime]:
    """The stage that was said last; none when nothing was, or when it would wake the timer again."""
    ladder = TICKET.clock(clock.code).ladder
    due = (clock.nominal_on, clock.due_on, clock.due_at)
    passed = [
        (s.code, moment) for s, moment in moments(ladder, clock.started_at, due, calendar) if moment <= at
    ]
    stage, moment = passed[-1] if passed else ("", at)
    return ("", at) if moment <= clock.due_at <= at else (stage, moment)
