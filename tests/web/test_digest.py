"""The digest as a person reads it: from the inbox to the page, and from there to each proceeding."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from caseflow.casework import digests
from caseflow.kernel.roles import Role
from tests import given, when
from tests.browser.live import Clock
from tests.casework.inbox import handled
from tests.web.visitor import sign_in


@pytest.fixture
def people(app: Flask) -> None:
    """Those who are told are there from the start."""
    for role in (Role.MANAGER, Role.HANDLING_UNIT):
        given.person(role)


@pytest.mark.usefixtures("people")
def test_the_inbox_leads_to_the_digest_and_the_digest_to_the_case(client: FlaskClient, clock: Clock) -> None:
    # given a handler who signs in before the morning's work
    ticket = handled("2026-09-16")
    clock.goes_to("2026-09-21 17:00")
    when.sweeps("2026-09-21 17:00")
    sign_in(client, given.person(Role.HANDLING_UNIT), given.PASSWORD)
    assert "今天没有需要提醒的事" in client.get("/inbox/digest").text
    # when the morning comes
    clock.goes_to("2026-09-22 09:00")
    when.sweeps("2026-09-22 09:00")
    digests.tell(at=clock.at)
    sign_in(client, given.person(Role.HANDLING_UNIT), given.PASSWORD)
    # then one calm line leads to what is due, under its process
    for page in ("/", "/inbox"):
        answer = client.get(page).text
        assert "9月22日提要：今天到期 1 件" in answer
        assert 'href="/inbox/digest"' in answer
    page = client.get("/inbox/digest").text
    assert page.index("今天到期") < page.index(ticket.definition.label) < page.index(str(ticket.number))
    assert client.get(page.split('<li><a href="')[1].split('"')[0]).status_code == 200
