"""Two people work on two proceedings of one matter at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from flask import Flask

from caseflow.aid.models import AidCase
from caseflow.casework.actions import open_child
from caseflow.casework.db import transaction
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import find_to_change
from caseflow.kernel.roles import SYSTEM, Role
from tests import given

WAIT = 0.3  # seconds: long enough for the other one to have come to a stop


def test_one_waits_for_the_other_and_neither_fails(fresh_app: Flask) -> None:
    # given a ticket and an aid case that grew from it
    with fresh_app.app_context():
        at = given.moment("2026-09-16")
        ticket = given.ticket("in_progress", on="2026-09-16")
        applying = given.answers(AidCase.definition.transition("apply"), at)
        by = given.viewer(Role.HANDLING_UNIT)
        aid = open_child(ticket.id, "aid", data=applying, version=None, viewer=by, at=at)
        ids = ticket.id, aid.id
    held, asked = Event(), Event()

    def first() -> None:
        with fresh_app.app_context(), transaction() as session:
            find_to_change(Proceeding, ids[0], SYSTEM, session)
            held.set()
            asked.wait(WAIT)
            # what an interlock does: it goes on to the other proceeding
            find_to_change(Proceeding, ids[1], SYSTEM, session)

    def second() -> None:
        held.wait()
        with fresh_app.app_context(), transaction() as session:
            find_to_change(Proceeding, ids[1], SYSTEM, session)
            asked.set()

    # when both go to work, then both come to an end
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(first), pool.submit(second)]:
            job.result()
