"""Whatever is typed into any form of any page is answered: kept, or refused with words, never a failure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import groupby
from urllib.parse import urlencode, urljoin

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from tests.browser.pages import Found, signed_in, telling

BAD = {
    "too long": "长" * 5_000,
    "huge paste": "一" * 20_000,
    "NUL": "一\0二",
    "half of a surrogate": "一\ud800二",
    "script and control characters": "<script>alert(1)</script>\x01\x1b\x7f\u202e",
    "no such day": "2026-02-30",
    "number": "-99999999999999999999",
}
ANSWERED = frozenset({200, 303, 404, 409, 413, 422})
"""A page, a page elsewhere, not there, overtaken, too large, refused with words."""

ALL_ALONE = ("/sign-out", "/sign-in", "/ping", "/password")
BUTTONS = ("submit", "button", "reset", "image", "file")


@dataclass
class Form:
    """A form of a page: where it is sent to, what it holds already, and what a person fills in.

    `button` is where a button of it leads instead.
    """

    action: str
    method: str
    button: str = ""
    held: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(of.get("action", ""), of.get("method", "get")))
        elif tag == "button" and self.forms and "formaction" in of:
            self.forms[-1].button = of["formaction"]
        elif tag in ("input", "textarea", "select", "button") and self.forms and of.get("name"):
            self._field(tag, of)

    def _field(self, tag: str, of: dict[str, str]) -> None:
        form, kind = self.forms[-1], of.get("type", "submit" if tag == "button" else "text")
        if kind == "hidden":
            form.held[of["name"]] = of.get("value", "")
        elif kind not in BUTTONS:
            form.typed.append(of["name"])


def failures(app: Flask, found: Iterable[Found]) -> list[str]:
    """What was typed where, and answered with anything but a page or a refusal in words.

    Forms that ask for the same, such as the search on top of every page, are filled in once.
    """
    known: set[tuple[str, frozenset[str]]] = set()
    faults: list[str] = []
    for login, pages in groupby(sorted(_asking(found), key=_login), _login):
        client = signed_in(app, login)
        for page in pages:
            for form in forms_of(client.get(page.address).text):
                if form.typed and (asked := (form.method, frozenset(form.typed))) not in known:
                    known.add(asked)
                    faults += _answers(client, form, _sent_to(app, page.address, form))
    return faults


def _asking(found: Iterable[Found]) -> Iterator[Found]:
    """The pages with a form that no page before asks for: what a page asks depends on who sees it."""
    known: set[frozenset[str]] = set()
    everything = list(found)
    for page in (*telling(everything), *everything):
        if not page.asks <= known:
            known |= page.asks
            yield page


def _sent_to(app: Flask, page: str, form: Form) -> str:
    """The address that takes the form: its own, or that of its button where nothing else does."""
    own = urljoin(page, form.action)
    try:
        app.url_map.bind("localhost").match(own.partition("?")[0], form.method.upper())
    except HTTPException:
        return urljoin(page, form.button)
    return own


def _login(page: Found) -> str:
    return page.login


def _answers(client: FlaskClient, form: Form, address: str) -> Iterator[str]:
    """How the form fails; not tried where a wrong word locks somebody out."""
    if address.endswith(ALL_ALONE):
        return
    for what, text in BAD.items():
        status = _sent(client, form, address, text)
        if status not in ANSWERED | ({400} if form.method == "get" else set()):
            yield f"{address} {what}: {status}"


def forms_of(text: str) -> list[Form]:
    """The forms of a page."""
    reader = _Forms()
    reader.feed(text)
    return reader.forms


def _sent(client: FlaskClient, form: Form, address: str, text: str) -> int:
    """The status with which the form is answered when that is typed into each of its fields."""
    typed = {**form.held, **dict.fromkeys(form.typed, text)}
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in typed.items()})
    if form.method == "get":
        return client.get(f"{address.partition('?')[0]}?{body[:20_000]}").status_code
    return client.post(address, data=body, content_type="application/x-www-form-urlencoded").status_code
