"""Every page that a link leads to, found by following the links as each person of the demo office."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from caseflow.kernel.roles import FAMILIES, Role
from caseflow.seed.office import PASSWORD, accounts

DESKS = (Role.OPERATOR, Role.LAWYER, Role.MEDIATOR, Role.SUPERVISOR, Role.MANAGER, Role.ADMIN)
"""The six desks, whose start pages and queues differ."""

OF_EACH_FAMILY = frozenset({"page", "act_on"})
"""Generic pages that differ from family to family; the others are drawn alike."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of an endpoint as somebody reached it; `asks` are the fields of each of its forms."""

    login: str
    endpoint: str
    address: str
    asks: frozenset[frozenset[str]] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Dead:
    """A link that leads nowhere."""

    login: str
    address: str
    status: int


def walked(app: Flask) -> tuple[list[Found], list[Dead]]:
    """For each role one page of every endpoint that its person reaches from the start page; dead links."""
    everything = [one for _, login in accounts() for one in _reached(app, login)]
    return [one for one in everything if isinstance(one, Found)], [
        one for one in everything if isinstance(one, Dead)
    ]


def telling(found: Iterable[Found]) -> list[Found]:
    """Of the pages that look alike only the first; the start pages and queues of every desk."""
    desks = {login for role, login in accounts() if role in DESKS}
    first: dict[tuple[str, str], Found] = {}
    for page in found:
        family, _, view = page.endpoint.partition(".")
        alike = view if family in FAMILIES and view not in OF_EACH_FAMILY else page.endpoint
        of_desk = page.login if page.endpoint in ("today.index", "queue.index") else ""
        if not of_desk or of_desk in desks:
            first.setdefault((alike, of_desk), page)
    return list(first.values())


def _reached(app: Flask, login: str) -> Iterator[Found | Dead]:
    """One page of each endpoint that the person reaches, nearest first."""
    client = signed_in(app, login)
    waiting, known = deque(["/"]), {"today.index"}
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code >= 400:
            yield Dead(login, address, answer.status_code)
        elif answer.status_code == 200 and answer.mimetype == "text/html" and "<html" in answer.text:
            read = _read(answer.text)
            yield Found(login, _endpoint(app, address), address, frozenset(map(frozenset, read.asked)))
            for there in (urljoin(address, link) for link in read.links):
                if (endpoint := _endpoint(app, there)) and endpoint not in known:
                    known.add(endpoint)
                    waiting.append(there)


def signed_in(app: Flask, login: str) -> FlaskClient:
    """The browser of somebody of the demo office."""
    client = app.test_client()
    token = _read(client.get("/sign-in").text).hidden["csrf_token"]
    told = {"login": login, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=told).status_code == 303, login
    return client


def _endpoint(app: Flask, address: str) -> str:
    """The view that answers a GET of the address; empty for another site, a file or nothing."""
    parts = urlsplit(address)
    if parts.netloc or parts.path.startswith("/static"):
        return ""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(parts.path, "GET")
    except HTTPException:
        return ""
    return str(endpoint)


def _read(page: str) -> "_Reader":
    reader = _Reader()
    reader.feed(page)
    return reader


class _Reader(HTMLParser):
    """Where the anchors of a page lead, without the part after `#`; what its forms ask for and hold."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.hidden: dict[str, str] = {}
        self.asked: list[set[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "a" and not of.get("href", "#").startswith("#"):
            self.links.append(of["href"].partition("#")[0])
        if tag == "input" and of.get("type") == "hidden":
            self.hidden[of["name"]] = of.get("value", "")
        if tag == "form":
            self.asked.append(set())
        elif tag in ("input", "textarea", "select") and self.asked and of.get("type") != "hidden":
            self.asked[-1].add(of.get("name", ""))
