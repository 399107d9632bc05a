"""What other parts of the program add to the page of a proceeding."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader

from caseflow.casework.files import File
from caseflow.kernel.roles import Permission, Role
from caseflow.web.proceedings.panels import Contribution, Panel, Place, add_panels
from caseflow.web.proceedings.values import Reader
from tests.web import desk
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

TEMPLATES = {"extra.html": '<section class="panel">附栏：{{ panel.shown }}</section>'}


@contextmanager
def adding(app: Flask, *contributions: Contribution) -> Iterator[None]:
    """An application with these panels, for as long as the block lasts."""
    before, loader = app.extensions["caseflow.panels"], app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), loader] if loader else [])
    add_panels(app, contributions)
    try:
        yield
    finally:
        add_panels(app, before)
        app.jinja_env.loader = loader


def number(file: File[Any], reader: Reader, at: datetime) -> Panel | None:
    """A panel for whoever may see identities, about the proceeding at hand."""
    may = reader.viewer.can(Permission.REVEAL)
    return Panel(Place.ABOUT, "extra.html", f"{file.proceeding.number} {at.year}") if may else None


def test_a_panel_is_shown_to_whom_it_is_contributed(app: Flask, client: FlaskClient) -> None:
    ticket = desk.ticket()
    address, known = f"/hotline/{ticket.id}", ticket.number
    with adding(app, number):
        assert f"附栏：{known} " in seated(client, Role.MANAGER).get(address).text
        assert "附栏" not in seated(client, Role.DISPATCHER).get(address).text


def test_panels_stand_in_their_order(app: Flask, client: FlaskClient) -> None:
    ticket = desk.ticket()
    first, second = (lambda *_, n=n: Panel(Place.WORK, "extra.html", n) for n in ("甲", "乙"))
    with adding(app, first, second):
        page = seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text
    assert page.index("附栏：甲") < page.index("附栏：乙") < page.index("当事人")
