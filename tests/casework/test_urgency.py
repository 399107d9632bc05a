"""The order of a queue: the last day, what is at stake on it, the hour.

Off: 25–27 September (Mid-Autumn) 2026.
"""

from datetime import date

import pytest
import sqlalchemy as sa

from caseflow.casework.models import Card
from caseflow.casework.urgency import Weight, first_of, moved_up, urgency, weight
from caseflow.casework.worklists import Tab
from caseflow.extensions import db
from caseflow.kernel.ladder import RIGHT
from caseflow.kernel.roles import Role
from caseflow.kernel.rules import Mark
from caseflow.registry import PROCESSES
from tests import given, when
from tests.casework.desk import handled, ids, listed

CLOCKS = [clock for process in PROCESSES.values() for clock in process.clocks]


def test_the_day_weighs_more_than_the_law_and_the_law_more_than_the_hour() -> None:
    places = [
        urgency(given.moment(due), weighs)
        for due, weighs in (
            ("2026-09-18 00:00", Weight.OTHER),  # 24:00 of the 17th
            ("2026-09-18 17:30", Weight.BINDING),
            ("2026-09-19 00:00", Weight.BINDING),
            ("2026-09-19 00:00", Weight.RED),
            ("2026-09-18 09:00", Weight.YELLOW),
            ("2026-09-18 09:00", Weight.OTHER),
            ("2026-09-18 17:30", Weight.OTHER),
            ("2026-09-19 00:01", Weight.BINDING),
        )
    ]
    assert places == sorted(places)
    assert places[0] < first_of(date(2026, 9, 18)) <= places[1] <= places[6] < first_of(date(2026, 9, 19))


def test_the_law_and_a_right_that_lapses_are_binding_whatever_card_is_shown() -> None:
    for clock in CLOCKS:
        binding = clock.mark is Mark.STATUTE or clock.ladder is RIGHT
        expected = {Card.NONE: Weight.OTHER, Card.YELLOW: Weight.YELLOW, Card.RED: Weight.RED}
        for card, weighs in expected.items():
            assert weight(clock, clock.mark, card) is (Weight.BINDING if binding else weighs), clock.code


@pytest.mark.usefixtures("app")
def test_a_card_moves_up_within_the_day_and_never_down() -> None:
    due = given.moment("2026-09-18 17:30")
    for before in Weight:
        for card, weighs in ((Card.YELLOW, Weight.YELLOW), (Card.RED, Weight.RED)):
            place = sa.literal(urgency(due, before), sa.BigInteger)
            moved = db.session.scalar(sa.select(moved_up(place, card)))
            assert moved == urgency(due, min(before, weighs)), (before, card)


@pytest.mark.usefixtures("app")
def test_a_red_card_is_not_forgotten_when_somebody_acts() -> None:
    # given a ticket that was due on Tuesday 22 September, so late that it has a red card
    ticket = handled()
    when.sweeps("2026-10-09 12:00")
    due = given.moment("2026-09-23 00:00")
    db.session.refresh(ticket)
    assert (ticket.card, ticket.next_due_at, ticket.urgency) == (Card.RED, due, urgency(due, Weight.RED))
    # when somebody else takes it over
    when.acts(ticket, "assign", on="2026-10-09 13:00", by=Role.MANAGER)
    db.session.refresh(ticket)
    assert ticket.urgency == urgency(due, Weight.RED)
    # then it stands before what falls due on the same day and has no card
    other = handled()
    assert ids(listed(Role.MANAGER, Tab.TEAM, "2026-10-09 15:00")) == [ticket.id, other.id]
