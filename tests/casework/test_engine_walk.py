"""The engine, on any history: what it stores always follows from the process and from what was done."""

from datetime import UTC, datetime
from random import Random

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.casework import audit, clocks
from caseflow.casework.law import current_law
from caseflow.casework.models import AuditEvent, Proceeding
from caseflow.extensions import db
from caseflow.kernel.machine import Mode
from caseflow.registry import MODELS
from tests.casework.walker import Staff, Walker, hired
from tests.kernel.history import lives_after

SEEDS, STEPS = (0, 9, 27), 20
"""Histories that go far, in which clocks rest."""

AUTUMN = datetime(2026, 9, 16, 4, tzinfo=UTC)


@pytest.fixture
def staff(app: Flask) -> Staff:
    return hired()


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_what_is_stored_follows_from_what_was_done(model: type[Proceeding], staff: Staff) -> None:
    for seed in SEEDS:
        random = Random(seed)  # noqa: S311 - always the same histories
        walker = Walker(model, staff, random, AUTUMN)
        for _ in range(STEPS):
            random.choice((goes_on, goes_on, Walker.is_tried, Walker.is_left_alone))(walker)
            clocks_are_as_the_state_says(walker)
            dates_follow_from_what_made_them(walker)
            the_history_tells_the_same(walker)
        assert audit.verify(db.session())[1] is None


def goes_on(walker: Walker) -> None:
    """The next action starts and ends the clocks that its decision says, and no others."""
    before = walker.clocks
    live, started = {c.code for c in clocks.live(before)}, {c.code for c in before}
    decision = walker.goes_on()
    if decision and walker.proceeding.state == decision.target:  # no reaction led further
        expected = {
            clock.code
            for clock in walker.model.definition.clocks
            if lives_after(clock, decision, was=clock.code in live, before=clock.code in started)
        }
        assert {c.code for c in clocks.live(walker.clocks)} == expected


def clocks_are_as_the_state_says(walker: Walker) -> None:
    proceeding, live = walker.proceeding, clocks.live(walker.clocks)
    of = {clock.code: clock for clock in proceeding.definition.clocks}
    for running in live:
        mode = of[running.code].mode(proceeding.state)
        assert mode is (Mode.PAUSED if running.paused else Mode.RUNS)
        assert [p.until is None for p in running.pauses].count(True) == running.paused
    hurry = [c.due_at for c in live if not c.paused and of[c.code].ladder.binds]
    assert proceeding.next_due_at == min(hurry, default=None)
    assert len({c.code for c in live}) == len(live)


def dates_follow_from_what_made_them(walker: Walker) -> None:
    calendar = current_law(db.session()).calendar
    for running in walker.clocks:
        due = clocks.due_of(running, calendar)
        assert (running.nominal_on, running.due_on, running.due_at) == (due.nominal, due.rolled, due.moment)
        assert running.provisional == (due.provisional and running.stopped_at is None)


def the_history_tells_the_same(walker: Walker) -> None:
    proceeding = walker.proceeding
    query = sa.select(AuditEvent).filter_by(proceeding_id=walker.id).order_by(AuditEvent.seq)
    done = [event for event in db.session.scalars(query) if event.target]
    overlays, done_by = set[str](), dict[str, list[int]]()
    for event in done:
        transition = proceeding.definition.transition(event.action)
        overlays = overlays - {*transition.clears} | {*transition.raises}
        others = [user for user in done_by.get(event.action, []) if user != event.actor_id]
        done_by[event.action] = [*others, event.actor_id]
    assert (proceeding.state, set(proceeding.overlays), proceeding.done_by) == (
        done[-1].target,
        overlays,
        done_by,
    )
    assert [event.source for event in done] == ["", *(event.target for event in done[:-1])]
    assert proceeding.open == (not proceeding.stage.closed) == (proceeding.closed_at is None)
