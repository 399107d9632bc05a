"""Who asks: a browser over HTTP, or a client in the process of the application."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Protocol
from urllib.parse import urlencode

from flask import Flask

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked; a form makes it a POST."""

    path: str
    form: Mapping[str, str] | None = None

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "GET" if self.form is None else "POST"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    text: str


class Unexpected(Exception):
    """An answer that was not the one to be measured."""

    def __init__(self, request: Request, answer: Answer) -> None:
        super().__init__(f"{request.method} {request.path}: {answer.status}\n{answer.text}")


class Client(Protocol):
    """Whoever asks; redirects are not followed."""

    def ask(self, request: Request) -> Answer:
        """The answer."""


@dataclass
class Browser:
    """One client over HTTP, with its connection, kept alive, and its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, request: Request) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if request.form is not None:
            body, headers["Content-Type"] = urlencode(request.form), FORM
        self._connection.request(request.method, request.path, body, headers)
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
        response = self._client.open(request.path, method=request.method, data=request.form)
        return Answer(response.status_code, response.text)
