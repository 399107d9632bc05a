"""Many tries at the same moment, on several connections: counted one by one, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import SignInAttempt
from caseflow.accounts.throttle import SignInPaused, SignInRefused
from caseflow.casework import audit
from caseflow.casework.sessions import sign_in
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests.accounts.office import ADDRESS, NOON, PASSWORD, add_unit, add_user

TRIES = 12


@pytest.fixture
def office(fresh_app: Flask) -> Flask:
    with fresh_app.app_context():
        session = db.session()
        add_user(session, "wang", add_unit(session, "演示区总工会"), Role.OPERATOR)
        session.commit()
    return fresh_app


def test_a_burst_of_guesses_gets_no_more_than_five(office: Flask) -> None:
    answers = at_once(office, "不是这一句话 12")
    assert sorted(answers) == ["SignInPaused"] * (TRIES - 5) + ["SignInRefused"] * 5
    with office.app_context():
        assert db.session.scalar(sa.select(sa.func.count(SignInAttempt.id))) == 5
        assert audit.verify(db.session()) == (6, None)


def test_many_good_ones_all_get_in_and_the_chain_holds(office: Flask) -> None:
    assert at_once(office, PASSWORD) == ["in"] * TRIES
    with office.app_context():
        assert audit.verify(db.session()) == (TRIES, None)


def at_once(app: Flask, password: str) -> list[str]:
    """What each of so many simultaneous tries hears."""
    start = Barrier(TRIES)

    def attempt(_: int) -> str:
        with app.app_context():
            start.wait()
            try:
                sign_in("wang", password, address=ADDRESS, at=NOON)
            except (SignInPaused, SignInRefused) as refused:
                return type(refused).__name__
            return "in"

    with ThreadPoolExecutor(TRIES) as pool:
        return list(pool.map(attempt, range(TRIES)))
