"""Many people do the same at the same moment: one is first, the others are told, and no number is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from caseflow.accounts.models import User
from caseflow.casework import audit
from caseflow.casework.actions import act
from caseflow.casework.models import AuditEvent, Document, Matter, NumberSeries, Proceeding, Standing
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Role
from caseflow.notice.models import Reminder
from tests import given
from tests.hotline.test_intake import CALL
from tests.web.desk import seated
from tests.web.visitor import hidden

ON = "2026-09-16"
DESKS, SIGNERS, CLICKS = 16, 32, 8

T = TypeVar("T")


def at_once(app: Flask, deeds: Sequence[Callable[[], T]]) -> list[T]:
    """What each deed comes to when all begin at the same moment, each with a connection of its own."""
    start = Barrier(len(deeds))

    def go(deed: Callable[[], T]) -> T:
        with app.app_context():
            start.wait()
            return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(go, deeds))


def browsers(app: Flask, people: Sequence[User]) -> list[FlaskClient]:
    """A browser for each of them, who has signed in."""
    return [seated(app.test_client(), person) for person in people]


def status(browser: FlaskClient, address: str, form: dict[str, str]) -> int:
    return browser.post(address, data=form).status_code


def test_of_sixteen_who_decide_on_one_page_one_acts_and_the_others_are_told(fresh_app: Flask) -> None:
    # given a ticket, and sixteen people of its unit before the same form
    with fresh_app.app_context():
        ticket = given.ticket("dispatched", on=ON)
        id, street = ticket.id, given.unit_tree().street
        people = [given.user(Role.HANDLING_UNIT, unit=street) for _ in range(DESKS)]
        desks = browsers(fresh_app, people)
        address = f"/hotline/{id}/act/sign_in"
        form = {name: hidden(desks[0].get(address), name) for name in ("page_version", "page_seen")}
        forms = [form | {"handler_id": str(person.id), "no_conflict": "y"} for person in people]
    # when all of them send it, each to be the handler
    sent = zip(desks, forms, strict=True)
    answers = at_once(fresh_app, [partial(status, desk, address, form) for desk, form in sent])
    # then one has acted, once, and nobody else has changed anything
    assert Counter(answers) == {303: 1, 409: DESKS - 1}
    with fresh_app.app_context():
        signed = db.session.get_one(Ticket, id)
        assert signed.state == "in_progress"
        assert signed.done_by["sign_in"] == [signed.handler_id]
        event = db.session.scalars(sa.select(AuditEvent).filter_by(proceeding_id=id, action="sign_in")).one()
        assert event.actor_id == signed.handler_id
        assert audit.verify(db.session())[1] is None


def test_thirty_two_who_sign_at_once_take_numbers_without_a_gap(fresh_app: Flask) -> None:
    # given as many letters, each before somebody who may sign it
    with fresh_app.app_context():
        ids = [given.reminder("pending_sign", on=ON).id for _ in range(SIGNERS)]
        assert db.session.scalars(sa.select(Proceeding.number).distinct()).all() == [None]
        at, signatory = given.moment("2026-09-17"), given.viewer(Role.SIGNATORY)
        opinion = given.answers(Reminder.definition.transition("sign_off"), at)

    def signs(id: int) -> str | None:
        act(Reminder, id, "sign_off", data=opinion, version=None, viewer=signatory, at=at)
        return db.session.get_one(Reminder, id).number

    # when all are signed
    numbers = at_once(fresh_app, [partial(signs, id) for id in ids])
    # then the series has given each number once, and knows the last
    with fresh_app.app_context():
        series = db.session.scalars(sa.select(NumberSeries)).one()
        assert str(local_day(at).year) in series.series
        assert set(numbers) == {Reminder.numbering.number(series.series, n) for n in range(1, SIGNERS + 1)}
        assert set(numbers) == set(db.session.scalars(sa.select(Proceeding.number)))
        assert series.last == SIGNERS
        signed = db.session.execute(sa.select(Document.number, Document.sha256, Document.standing)).all()
        assert {number for number, _, _ in signed} == set(numbers)
        assert all(file and standing is Standing.FINAL for _, file, standing in signed)
        assert audit.verify(db.session())[1] is None


def test_a_form_sent_eight_times_at_once_makes_one_ticket(fresh_app: Flask) -> None:
    # given an operator whose form is filled in
    with fresh_app.app_context():
        desks = browsers(fresh_app, [given.person(Role.OPERATOR)] * CLICKS)
        form = CALL | {"token": hidden(desks[0].get("/intake"), "token"), "suggested": "P2"}

    def sends(desk: FlaskClient) -> str:
        answer = desk.post("/intake", data=form)
        assert answer.status_code == 303, answer.text
        return answer.location.partition("?")[0]

    # when it is sent again and again
    places = at_once(fresh_app, [partial(sends, desk) for desk in desks])
    # then all lead to the one ticket that there is
    with fresh_app.app_context():
        ticket = db.session.scalars(sa.select(Ticket)).one()
        assert set(places) == {f"/intake/{ticket.id}"}
        assert str(ticket.number).endswith("0001")
        assert db.session.scalar(sa.select(sa.func.count(Matter.id))) == 1
        opened = sa.select(sa.func.count(AuditEvent.id)).filter_by(action="register")
        assert db.session.scalar(opened) == 1
