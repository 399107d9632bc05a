"""The board of a month on paper, and what needs a look whatever its date."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import Matter
from caseflow.casework.worklists import Attention
from caseflow.kernel import time
from caseflow.kernel.roles import Role
from tests import given, when
from tests.browser.live import Clock
from tests.web.desk import NAME, PHONE, seated, selects, ticket

pytestmark = pytest.mark.usefixtures("app")

TILE = re.compile(r'<a href="([^"]+)#list" aria-label="([^，]*)，(\d+) 件">')
LINE = re.compile(r'class="line-number"><a href="([^"]+)" data-open>')


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the end of October."""
    monkeypatch.setattr(time, "datetime", Clock("2026-10-30T15:00"))


def test_a_month_is_printed_without_anybodys_identity(client: FlaskClient) -> None:
    late = ticket()
    desk = seated(client, Role.MANAGER)
    page = desk.get("/board/month/2026-09").text
    assert "2026年9月" in page
    assert f"{given.person(Role.MANAGER).name} 打印于 2026年10月30日" in page
    assert "截至目前" not in page
    assert str(late.number) in page
    assert page.count("<svg viewBox") >= 3
    for secret in (NAME, PHONE, "测*", late.matter.employer.name if late.matter.employer else NAME):
        assert secret not in page
    # and the month under way says so
    assert desk.get("/board/month").location.endswith("/board/month/2026-10")
    page = desk.get("/board/month/2026-10").text
    assert "截至目前" in page
    assert "下个月" not in page
    assert 'href="/board/month/2026-09"' in page


def test_an_empty_month_says_so(client: FlaskClient) -> None:
    page = seated(client, Role.AUDITOR).get("/board/month/2024-02").text
    assert "没有超期的件" in page
    assert "没有数据" in page


@pytest.mark.parametrize("month", ["2026-13", "2026-11", "x", "1999-12", "2026-09-01"])
def test_a_month_that_is_none_or_has_not_begun_is_not_found(client: FlaskClient, month: str) -> None:
    assert seated(client, Role.MANAGER).get(f"/board/month/{month}").status_code == 404


def test_the_month_is_for_those_who_have_a_board(client: FlaskClient) -> None:
    made = ticket()
    assert str(made.number) in seated(client, Role.HANDLING_UNIT).get("/board/month/2026-09").text
    assert str(made.number) not in seated(client, Role.LAWYER).get("/board/month/2026-09").text
    assert seated(client, Role.OPERATOR).get("/board/month/2026-09").status_code == 403


def test_every_tile_opens_what_it_counts(client: FlaskClient) -> None:
    # given a long rest, a handler who has left, a callback that is owed, a matter without a subject
    # and a request for more time, and another that is decided
    asked, decided = (given.ticket("in_progress", on="2026-09-16") for _ in range(2))
    for one in (asked, decided):
        when.acts(one, "request_extension", on="2026-09-17")
    when.acts(decided, "approve_extension", on="2026-09-18")
    given.ticket("suspended", on="2026-07-01")
    left = given.ticket("in_progress", on="2026-09-16")
    given.ticket("callback", on="2026-09-16")
    bare = given.ticket("in_progress", on="2026-09-16")
    with transaction() as session:
        session.get_one(Matter, bare.matter_id).category = ""
    desk = seated(client, Role.MANAGER)
    given.person(Role.HANDLING_UNIT).active = False
    page = desk.get("/board/attention").text
    tiles = {label: (unescape(address), int(n)) for address, label, n in TILE.findall(page)}
    for why in (Attention.RESTS, Attention.ACTOR, Attention.CALLBACK, Attention.DATA):
        assert why.label in tiles
    for label, (address, n) in tiles.items():
        assert len(LINE.findall(desk.get(address).text)) == n, label
    assert f"/hotline/{left.id}" in LINE.findall(desk.get(tiles[Attention.ACTOR.label][0]).text)
    assert LINE.findall(desk.get(tiles[Attention.DATA.label][0]).text) == [f"/hotline/{bare.id}"]
    waiting = desk.get(tiles[Attention.EXTENSION.label][0]).text
    assert LINE.findall(waiting) == [f"/hotline/{asked.id}"]
    assert 'value="extend"' in waiting  # decided from the list, for many at once


def test_the_tiles_are_one_query_and_a_part_of_the_board(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    assert 'hx-get="/board/attention"' in desk.get("/board").text
    part = {"HX-Request": "true"}
    desk.get("/board/attention", headers=part)
    with selects() as sent:
        answer = desk.get("/board/attention", headers=part)
    assert "<html" not in answer.text
    assert len(sent) <= 3
    assert seated(client, Role.OPERATOR).get("/board/attention").status_code == 403
