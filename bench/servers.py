"""The web servers that are measured."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Browser
from caseflow.serve import end
from config import ROOT

CASEFLOW, MINIMAL = "wsgi:app", "bench.minimal:create_app()"
GUNICORN = (
    *(sys.executable, "-m", "gunicorn"),
    *("--worker-class=gthread", "--workers=2", "--threads=4", "--keep-alive=75", "--graceful-timeout=5"),
    *("--no-control-socket", "--log-level=warning"),
)
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """A running gunicorn and a browser on it."""

    pid: int
    browser: Browser

    def cpu(self) -> float:
        """Seconds of processor time that the workers have used."""
        return sum(int(ticks) for pid in self._workers() for ticks in _stat(pid)[11:13]) / TICKS

    def memory(self) -> float:
        """Megabytes that the largest worker holds."""
        return max(int(_stat(pid)[21]) for pid in self._workers()) * PAGE / 2**20

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


@contextmanager
def serve(application: str, url: str) -> Iterator[Server]:
    """Run the application on the database for the length of the `with` block, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        # gunicorn sets this too, but too late for a client that connects while it is starting.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        process = subprocess.Popen(
            (*GUNICORN, f"--bind=fd://{listener.fileno()}", application),
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url},
            pass_fds=[listener.fileno()],
            process_group=0,
        )
        try:
            yield Server(process.pid, Browser(listener.getsockname()[1]))
        finally:
            end([process])
