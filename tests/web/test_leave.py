"""The pages on which people say who is away: one's own, and those of the unit."""

import pytest
from flask.testing import FlaskClient

from caseflow.accounts.models import User
from caseflow.kernel.roles import Role
from tests import given
from tests.browser.live import Clock
from tests.web.visitor import sign_in

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def clerks(client: FlaskClient, clock: Clock) -> tuple[User, User]:
    """Two operators; the first is signed in on Wednesday, 16 September 2026."""
    two = given.person(Role.OPERATOR), given.person(Role.OPERATOR, 2)
    sign_in(client, two[0], given.PASSWORD)
    return two


def said(deputy: User | None = None, **other: str) -> dict[str, object]:
    usual = {"first_on": "2026-9-17", "last_on": "2026-9-18", "reason": "leave"}
    return {**usual, **other, "deputy_id": deputy.id if deputy else ""}


def test_ones_own_leave_is_recorded_shown_and_ended(client: FlaskClient, clerks: tuple[User, User]) -> None:
    assert "没有登记的请假" in client.get("/me").text
    answer = client.post("/leave/me/new", data=said(clerks[1]))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me")
    page = client.get("/me").text
    assert "2026年9月17日" in page
    assert clerks[1].name in page
    id = page.split('action="/leave/')[1].split("/")[0]
    assert client.post(f"/leave/{id}/end").headers["Location"] == "/me"
    assert "没有登记的请假" in client.get("/me").text


def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    client: FlaskClient, clerks: tuple[User, User]
) -> None:
    answer = client.post("/leave/me/new", data=said(clerks[1], last_on="2026-9-16"))
    assert answer.status_code == 422
    assert "最后一天不能早于第一天" in answer.text
    assert 'value="2026-9-16"' in answer.text


def test_the_manager_records_for_people_of_the_unit(client: FlaskClient, clerks: tuple[User, User]) -> None:
    assert client.get("/leave").status_code == 403
    sign_in(client, given.person(Role.MANAGER), given.PASSWORD)
    assert "没有人在请假" in client.get("/leave").text
    address = client.get(f"/leave/new?user={clerks[0].id}").headers["Location"]
    assert clerks[1].name in client.get(address).text
    assert client.post(address, data=said(clerks[1])).headers["Location"] == "/leave"
    assert clerks[0].name in client.get("/leave").text.split("<table")[1]


def test_the_deputy_is_told_for_whom(client: FlaskClient, clerks: tuple[User, User], clock: Clock) -> None:
    client.post("/leave/me/new", data=said(clerks[1]))
    clock.goes_to("2026-09-17 09:30")
    sign_in(client, clerks[1], given.PASSWORD)
    assert f"（代{clerks[0].name}）" in client.get("/me").text
