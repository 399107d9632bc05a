"""Gateways and mail servers on this machine that speak each protocol, well or badly."""

import json
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Behaviour = Callable[[BaseHTTPRequestHandler, Asked], None]


@dataclass
class Gate:
    """A web server: what it was asked, and how it behaves."""

    behave: Behaviour
    asked: list[Asked] = field(default_factory=list)
    address: str = ""


def answers(told: object, status: int = 200, **headers: str) -> Behaviour:
    """Answer the JSON, or the bytes as they are."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()

    def behave(handler: BaseHTTPRequestHandler, _: Asked) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return behave


def stalls(seconds: float) -> Behaviour:
    """Take the request and say nothing."""
    return lambda handler, _: time.sleep(seconds)


def resets(handler: BaseHTTPRequestHandler, _: Asked) -> None:
    """Take the request and drop the line."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def trickles(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
    """Begin an answer and never finish it."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    with suppress(OSError):
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.02)


def answers_twice(told: object) -> Behaviour:
    """Answer, and then once more on the same line."""
    once = answers(told)

    def behave(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        once(handler, asked)
        once(handler, asked)

    return behave


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The other side may have gone."""


@contextmanager
def web(behave: Behaviour) -> Iterator[Gate]:
    gate = Gate(behave)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked = Asked(parts.path, parse_qs(parts.query), dict(self.headers), body)
            if len(body) == int(self.headers["Content-Length"]):  # else the other side died half-way
                gate.asked.append(asked)
                gate.behave(self, asked)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with _Server(("127.0.0.1", 0), Handler) as server:
        gate.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield gate
        finally:
            server.shutdown()


@dataclass
class Mailbox:
    """A mail server's handler: what it has taken, and what it says instead where it refuses."""

    recipient: str = ""
    data: str = ""
    mails: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.recipient:
            envelope.rcpt_tos.append(address)
        return self.recipient or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.data:
            self.mails.append(envelope)
        return self.data or "250 OK"


@contextmanager
def mail(box: Mailbox, **options: Any) -> Iterator[int]:
    """A mail server with that handler; its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
