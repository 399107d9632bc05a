"""Who else has a proceeding open: said by pages in sight, kept for a minute, for those in scope only."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework import presence
from caseflow.casework.models import Presence, Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound, UnknownAction
from caseflow.kernel.roles import Role
from tests import given
from tests.web import desk
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

START = "2026-09-16T10:00"


def looks(about: Proceeding, who: Role, second: int = 0, doing: str = "") -> list[tuple[str, str]]:
    """Somebody's page says that it is in sight; whom the answer names."""
    at = given.moment(START) + timedelta(seconds=second)
    _, others = presence.be_present(type(about), about.id, doing, viewer=given.viewer(who), at=at)
    return [(one.name, one.action) for one in others]


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    sent: list[str] = []

    def note(*details: Any) -> None:
        if details[2].split(maxsplit=1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            sent.append(details[2])

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_others_are_named_and_oneself_is_not() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    handler = given.person(Role.HANDLING_UNIT).name
    assert looks(ticket, Role.HANDLING_UNIT) == []
    assert looks(ticket, Role.MANAGER, 5) == [(handler, "")]
    looks(ticket, Role.HANDLING_UNIT, 10, "submit_result")
    assert looks(ticket, Role.MANAGER, 15) == [(handler, "submit_result")]


def test_who_has_left_is_gone_after_a_minute() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    looks(ticket, Role.HANDLING_UNIT)
    assert looks(ticket, Role.MANAGER, 59) != []
    assert looks(ticket, Role.MANAGER, 60) == []


def test_a_poll_costs_two_statements_at_most_and_writes_every_twenty_seconds() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    who = given.viewer(Role.MANAGER)
    written = []
    for second in range(0, 65, 5):
        at = given.moment(START) + timedelta(seconds=second)
        db.session.commit()
        with statements() as sent:
            presence.be_present(type(ticket), 1 * ticket.id, "", viewer=who, at=at)
        own = [text for text in sent if "presence" in text]
        assert len(own) <= 2
        written += [second] if any(text.startswith("INSERT") for text in own) else []
    assert written == [0, 20, 40, 60]


def test_out_of_scope_says_nothing_and_writes_nothing(client: FlaskClient) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    elsewhere = given.viewer(given.user(Role.HANDLING_UNIT, unit=given.unit_tree().town))
    with pytest.raises(NotFound):
        presence.be_present(type(ticket), ticket.id, "", viewer=elsewhere, at=given.moment(START))
    with pytest.raises(UnknownAction):
        looks(ticket, Role.MANAGER, doing="fly")
    assert seated(client, Role.LAWYER).post(f"/aid/{ticket.id}/presence").status_code == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Presence)) == 0


def test_pages_ask_by_themselves_and_nothing_is_written_by_opening_one(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}"
    page = seated(client, Role.MANAGER).get(address).text
    assert f'hx-post="{address}/presence"' in page
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Presence)) == 0
    assert client.get(f"{address}/presence").status_code == 405
    assert client.post(f"{address}/presence").text.strip() == ""
    handler = seated(client, Role.HANDLING_UNIT)
    form = handler.get(f"{address}/act/submit_result").text
    assert f'hx-post="{address}/presence?doing=submit_result"' in form
    handler.post(f"{address}/presence?doing=submit_result")
    name = given.person(Role.HANDLING_UNIT).name
    assert f"{name} 正在办理“反馈办理结果”" in seated(client, Role.MANAGER).post(f"{address}/presence").text


def test_the_same_step_is_pointed_out(client: FlaskClient) -> None:
    ticket = desk.ticket()
    address = f"/hotline/{ticket.id}/presence?doing=urge"
    seated(client, Role.MANAGER).post(address)
    other = given.person(Role.MANAGER, 2)
    assert "正在办理这一步，请先和对方商量" in seated(client, other).post(address).text


def test_asking_by_itself_keeps_no_session_alive(client: FlaskClient) -> None:
    ticket = desk.ticket()
    person = seated(client, Role.MANAGER)
    with person.session_transaction() as session:
        session["seen"] -= 120
        before = session["seen"]
    person.post(f"/hotline/{ticket.id}/presence")
    with person.session_transaction() as session:
        assert session["seen"] == before
    person.get(f"/hotline/{ticket.id}")
    with person.session_transaction() as session:
        assert session["seen"] > before


def test_yesterday_is_forgotten() -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    looks(ticket, Role.MANAGER)
    assert presence.forget(at=given.moment("2026-09-17T09:00")) == 0
    assert presence.forget(at=given.moment("2026-09-17T10:01")) == 1
