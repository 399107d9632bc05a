"""The application as people reach it: a web server on this machine, and a clock that tests move."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from caseflow.casework import reminders
from tests import given


class Clock:
    """Stands where `caseflow.kernel.time` reads the wall clock: time rests until a test moves it.

    Every module holds the same function `utcnow`, so that this one place is enough.
    """

    def __init__(self, text: str) -> None:
        self.at = given.moment(text)

    def now(self, zone: tzinfo) -> datetime:
        return self.at.astimezone(zone)

    def goes_to(self, text: str) -> None:
        """The clock in Shanghai shows this; sessions that are too old by then have ended."""
        self.at = given.moment(text)


@dataclass(frozen=True)
class Live:
    """A running application on a database of its own."""

    app: Flask
    url: str
    clock: Clock

    def wakes(self, text: str) -> None:
        """It is that time, and the scheduler has done its work."""
        self.clock.goes_to(text)
        with self.app.app_context():
            reminders.sweep(at=self.clock.at)


class Quiet(WSGIRequestHandler):
    """Keeps connections, and writes no line for each request."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address under which the application answers inside the `with` block."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
