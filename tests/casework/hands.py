"""Processes of an office that can be killed one by one: schedulers that sweep, workers that deliver."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from config import ROOT

SCHEDULER, WORKER = "scheduler", "worker"

MAKER = """
import os, signal, sys, time
from datetime import datetime, timedelta
from sqlalchemy.orm import configure_mappers
from caseflow import jobs
from caseflow.app import create_app
from caseflow.casework import digests, reminders
from caseflow.casework.delivery import sending
from caseflow.casework.delivery.channels import http
from caseflow.casework.delivery.running import Courier
from tests.conftest import settings_for

url, began, way, at = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), datetime.fromisoformat(sys.argv[4])
http.READ, sending.LEASE = 0.3, timedelta(minutes=30)
app = create_app(settings_for(url))
configure_mappers()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)

def now():
    return at + 60 * timedelta(seconds=time.monotonic() - began)

WORK = {
    "scheduler": (
        lambda **_: reminders.sweep(at=at, batch=int(sys.argv[5])),
        lambda **_: digests.tell(at=at),
    ),
    "worker": (lambda **_: Courier(run=timedelta(hours=1)).go(way, now),),
}
PAUSES = {"scheduler": 0.5, "worker": 0.02}
for line in sys.stdin:
    if pid := os.fork():
        print(pid, flush=True)
        continue
    kind = line.strip()
    while True:
        for use_case in WORK[kind]:
            jobs.run(app, jobs.Job(kind, use_case, {}))
        time.sleep(PAUSES[kind])
"""
"""Makes a process for each line it reads; where messages are sent, a minute passes in a second."""


@dataclass
class Hands:
    """The living ones by their ids, and what each is."""

    maker: subprocess.Popen[str]
    living: dict[int, str] = field(default_factory=dict)
    killed: int = 0

    def make(self, kind: str) -> None:
        """One more."""
        assert self.maker.stdin
        assert self.maker.stdout
        self.maker.stdin.write(f"{kind}\n")
        self.maker.stdin.flush()
        self.living[int(self.maker.stdout.readline())] = kind

    def replace_one(self, random: Random) -> None:
        """SIGKILL for one of them, in the middle of whatever it does; another one takes its place."""
        pid = random.choice(sorted(self.living))
        kind = self.living.pop(pid)
        kill(pid)
        self.killed += 1
        self.make(kind)


@contextmanager
def hands(url: str, way: int, at: datetime, batch: int, *kinds: str) -> Iterator[Hands]:
    """These processes on the database; all are gone afterwards, at once."""
    arguments = [url, str(time.monotonic()), str(way), at.isoformat(), str(batch)]
    with subprocess.Popen(
        [sys.executable, "-c", MAKER, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as maker:
        made = Hands(maker)
        try:
            for kind in kinds:
                made.make(kind)
            yield made
        finally:
            for pid in made.living:
                kill(pid)
            maker.kill()


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
