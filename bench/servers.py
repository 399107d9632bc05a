"""Web servers that are measured, and the client that asks them: one connection, kept alive."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

from flask import Flask

from bench.data import LOGIN, PASSWORD
from caseflow.serve import end
from config import ROOT

CASEFLOW, MINIMAL = "wsgi:app", "bench.minimal:create_app()"
GUNICORN = (
    *(sys.executable, "-m", "gunicorn"),
    *("--worker-class=gthread", "--workers=2", "--threads=4", "--keep-alive=75", "--graceful-timeout=5"),
    *("--no-control-socket", "--log-level=warning"),
)
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; a form makes it a POST."""

    path: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str


class Client(Protocol):
    """Whoever asks: over HTTP, or in this process."""

    def ask(self, request: Request) -> Answer:
        """The answer; redirects are not followed."""


@dataclass
class Browser:
    """One client over HTTP, with its connection and its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, request: Request) -> Answer:
        body = None if request.form is None else urlencode(request.form)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request("GET" if body is None else "POST", request.path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, text)


class Inside:
    """A client in the process of the application, where its queries can be counted."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def ask(self, request: Request) -> Answer:
        method = "GET" if request.form is None else "POST"
        response = self._client.open(request.path, method=method, data=request.form)
        return Answer(response.status_code, response.text)


@dataclass(frozen=True)
class Server:
    """A running gunicorn and a browser on it."""

    process: int
    browser: Browser

    def cpu(self) -> float:
        """Seconds of processor time that the workers have used."""
        return sum(sum(map(int, _stat(pid)[11:13])) for pid in self._workers()) / TICKS

    def memory(self) -> float:
        """Megabytes that the largest worker holds."""
        return max(int(_stat(pid)[21]) for pid in self._workers()) * PAGE_SIZE / 2**20

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text()
        return [int(pid) for pid in children.split()]


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state is the first one."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


@contextmanager
def serve(application: str, url: str) -> Iterator[Server]:
    """Run the application on the database for the length of the `with` block, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        command = (*GUNICORN, f"--bind=fd://{listener.fileno()}", application)
        environment = {**os.environ, "DATABASE_URL": url}
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], process_group=0
        )
        try:
            yield Server(process.pid, Browser(listener.getsockname()[1]))
        finally:
            end([process])


class _Hidden(HTMLParser):
    """Collects the hidden fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[given.get("name") or ""] = given.get("value") or ""


def filled_in(client: Client, form_at: str, post_to: str, values: Mapping[str, str]) -> Request:
    """The form of a page with these values and its own hidden ones, ready to be sent."""
    answer = client.ask(Request(form_at))
    if answer.status != 200:
        raise Unexpected(form_at, answer)
    hidden = _Hidden()
    hidden.feed(answer.text)
    return Request(post_to, {**hidden.fields, **values})


def sign_in(client: Client) -> None:
    """Sign in as the person whose pages are measured."""
    credentials = {"login": LOGIN, "password": PASSWORD}
    request = filled_in(client, "/sign-in", "/sign-in", credentials)
    if (answer := client.ask(request)).status != 303:
        raise Unexpected(request.path, answer)


class Unexpected(Exception):
    """An answer that was not the one to be measured."""

    def __init__(self, path: str, answer: Answer) -> None:
        super().__init__(f"{path}: {answer.status}\n{answer.text}")
