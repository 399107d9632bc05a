"""Run everything on one machine: database, web server and scheduler (单机运行).

HOST and PORT choose the address. Ctrl-C or SIGTERM ends both processes; when one of them ends by itself
the other is ended too and the exit code is 1.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

Command = tuple[str, ...]

FLASK: Command = (sys.executable, "-m", "flask", "--app", "wsgi")
GUNICORN: Command = (
    *(sys.executable, "-m", "gunicorn", "wsgi:app"),
    *("--worker-class=gthread", "--threads=8", "--graceful-timeout=5"),
    *("--no-control-socket", "--log-level=warning"),
)
PREPARATIONS = (
    (*FLASK, "db", "upgrade"),
    (*FLASK, "search", "rebuild", "--missing"),
    (*FLASK, "seed", "--if-empty"),
)


def main() -> int:
    """Prepare the database, then serve until stopped; returns the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    address = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    try:
        for command in PREPARATIONS:
            if code := subprocess.call(command):
                return code
        print(f"正在启动：http://{address}（按 Ctrl-C 结束）", flush=True)
        return supervise([(*GUNICORN, f"--bind={address}"), (*FLASK, "run-scheduler")])
    except KeyboardInterrupt:
        return 0


def supervise(commands: Sequence[Command]) -> int:
    """Run the commands side by side until one of them ends; returns 1, or raises KeyboardInterrupt."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        # In groups of their own: Ctrl-C in the terminal reaches only this process, which ends the children.
        children.extend(subprocess.Popen(command, process_group=0) for command in commands)
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
    finally:
        end(children)
    return 1


def end(children: Sequence[subprocess.Popen[bytes]], grace: float = 10) -> None:
    """Ask the children to stop; kill those that still run after `grace` seconds each."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(grace)
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    sys.exit(main())
