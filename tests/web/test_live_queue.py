"""The list that asks for itself: whole when something was done, nothing when not; no session kept alive."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from caseflow.casework.worklists import paging
from caseflow.kernel.roles import Role
from tests import given, when
from tests.web.desk import seated, selects
from tests.web.visitor import idle

pytestmark = pytest.mark.usefixtures("app")

ON = "2025-09-16"
TEAM = "/cases?tab=team"


def version(page: TestResponse) -> str:
    found = re.search(r'"If-None-Match": "\\"([^"\\]+)\\""', page.text)
    assert found
    return found[1]


def asks(desk: FlaskClient, seen: str, address: str = TEAM) -> TestResponse:
    headers = {"X-Background": "yes", "HX-Request": "true", "If-None-Match": f'"{seen}"'}
    return desk.get(address, headers=headers)


def test_an_unchanged_list_costs_one_small_query(client: FlaskClient) -> None:
    given.ticket("in_progress", on=ON)
    desk = seated(client, Role.MANAGER)
    seen = version(desk.get(TEAM))
    with selects() as sent:
        answer = asks(desk, seen)
    assert (answer.status_code, answer.text) == (304, "")
    assert len(sent) == 2  # who asks, and what was last done


def test_a_changed_list_comes_alone_with_its_counts(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on=ON)
    desk = seated(client, Role.MANAGER)
    page = desk.get(TEAM)
    assert '本单位 <span class="count quiet">1</span>' in page.text
    other = given.ticket("registered", on=ON)
    answer = asks(desk, version(page))
    assert answer.status_code == 200
    assert str(ticket.number) in answer.text
    assert str(other.number) in answer.text
    assert '本单位 <span class="count quiet">2</span>' in answer.text
    assert "<html" not in answer.text
    assert answer.text.lstrip().startswith('<div id="live"')


def test_a_later_page_stays_where_it_is(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a reader on the second of two pages
    monkeypatch.setattr(paging, "PAGE", 1)
    given.ticket("in_progress", on=ON)
    second = given.ticket("in_progress", on="2025-09-17")
    desk = seated(client, Role.MANAGER)
    following = re.search(r'href="(/cases[^"]*after=[^"]*)"', desk.get(TEAM).text)
    assert following
    address = following[1].replace("&amp;", "&")
    page = desk.get(address)
    # when something more urgent comes in
    urgent = given.ticket("registered", on="2025-09-10")
    # then the page still shows what it showed
    answer = asks(desk, version(page), address)
    assert str(second.number) in answer.text
    assert str(urgent.number) not in answer.text


def test_who_may_see_something_else_gets_another_list(client: FlaskClient) -> None:
    given.ticket("in_progress", on=ON)
    seen = version(seated(client, Role.MANAGER).get(TEAM))
    other = seated(client.application.test_client(), given.user(Role.MANAGER, unit=given.unit_tree().town))
    answer = asks(other, seen)
    assert answer.status_code == 200
    assert "NC12351" not in answer.text


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    seen = version(desk.get(TEAM))
    idle(desk, timedelta(minutes=20))
    for _ in range(3):
        assert asks(desk, seen).status_code == 304
    with desk.session_transaction() as session:
        before = session["seen"]
    desk.get(TEAM)
    with desk.session_transaction() as session:
        assert session["seen"] - before >= 19 * 60


def test_what_waits_for_me_today_is_what_the_queue_counts_as_mine(client: FlaskClient) -> None:
    # given some work at several stages
    for state in ("dispatched", "in_progress", "suspended", "replied"):
        given.ticket(state, on=ON)
    when.acts(given.ticket("in_progress", on=ON), "log_first_contact", on="2025-09-16 11:00")
    for role in (Role.HANDLING_UNIT, Role.DISPATCHER, Role.MANAGER):
        desk = seated(client.application.test_client(), role)
        queue = desk.get("/cases?tab=mine").text
        today, mine = (set(re.findall(r'data-row="(\d+)"', page)) for page in (desk.get("/").text, queue))
        count = re.search(r'我的 <span class="count quiet">(\d+)</span>', queue)
        assert count
        assert today == mine
        assert int(count[1]) == len(mine)
