"""What a proposed rule would have moved: reckoned from what the clocks keep, and nothing is changed."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from caseflow.casework import clocks, trials
from caseflow.casework.law import current_law
from caseflow.casework.models import RuleTrial
from caseflow.casework.trials import Count, Counts, Standing
from caseflow.casework.trials.judging import Outcome
from caseflow.extensions import Base, db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import handled, rows
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")

NOW = given.moment("2026-09-24")


def everything(*without: type[Any]) -> dict[str, list[Any]]:
    """Every row of every table."""
    tables = [mapper.class_ for mapper in Base.registry.mappers if mapper.class_ not in without]
    return {table.__tablename__: rows(table) for table in tables}


def test_a_trial_lists_what_would_move_and_writes_nothing() -> None:
    # given one ticket that is late, one that ended in time, and one that rests
    late, rests = handled("2026-09-15"), handled("2026-09-16")
    when.acts(rests, "request_suspension", on="2026-09-17")
    when.acts(rests, "confirm_suspension", on="2026-09-17")
    ended = given.ticket("callback", on="2026-09-14")
    rule = given.proposed("HD6b", "8wd", "2026-10-01")
    manager = given.viewer(Role.MANAGER)
    before = everything()
    # when eight working days are tried on the 24th
    counts = trials.at_once(rule, NOW)
    found = trials.moves(rule, manager, NOW)
    # then each is reckoned from its own start: eight days from Tuesday the 15th end on the 24th
    lines = {line.proceeding_id: line for line in found.rows}
    assert (lines[late.id].old_due, lines[late.id].new_due) == (date(2026, 9, 21), date(2026, 9, 24))
    assert (lines[late.id].before, lines[late.id].after) == (Standing.OVERDUE, Standing.NEAR)
    assert lines[rests.id].after is Standing.PAUSED
    assert lines[ended.id].after is Standing.IN_TIME
    assert found.next is None
    assert counts.whole == Count(seen=3, moved=3, reddened=0, relieved=1)
    assert counts.by_process() == {"ticket": counts.whole}
    # and nothing was written
    assert everything() == before


def test_a_shorter_period_turns_some_red() -> None:
    handled("2026-09-22")
    counts = trials.at_once(given.proposed("HD6b", "1wd", "2026-10-01"), NOW)
    assert counts.whole == Count(seen=1, moved=1, reddened=1, relieved=0)
    assert counts.by_standing() == [(Standing.NEAR, 1, 0), (Standing.OVERDUE, 0, 1)]


def test_only_what_is_in_scope_is_listed() -> None:
    handled("2026-09-15")
    rule = given.proposed("HD6b", "8wd", "2026-10-01")
    assert trials.moves(rule, given.viewer(given.person(Role.ADMIN)), NOW).rows == []
    assert len(trials.moves(rule, given.viewer(Role.MANAGER), NOW).rows) == 1
    assert trials.at_once(rule, NOW).whole.moved == 1


def test_a_length_that_the_letter_states_stays() -> None:
    stated = given.reminder("awaiting_reply", on="2026-09-01", reply_days=10)
    usual = given.reminder("awaiting_reply", on="2026-09-01")
    found = trials.moves(given.proposed("ND3", "20wd", "2026-10-01"), given.viewer(Role.MANAGER), NOW)
    moved = [line.proceeding_id for line in found.rows]
    assert (stated.id in moved, usual.id in moved) == (False, True)


def test_many_clocks_are_tried_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials.running, "BATCH", 2)
    monkeypatch.setattr(trials.running, "LINES", 2)
    for _ in range(3):
        handled("2026-09-15")
    rule = given.proposed("HD6b", "8wd", "2026-10-01")
    viewer = given.viewer(given.person(Role.MANAGER))
    whole = trials.at_once(rule, NOW)
    before = everything(RuleTrial)
    # when it is started, and two batches are taken by two schedulers
    trial = trials.start(rule.id, viewer=viewer, at=NOW)
    assert (trial.total, trial.finished_at) == (3, None)
    with pytest.raises(GuardRefused, match="正在试算"):
        trials.start(rule.id, viewer=viewer, at=NOW)
    assert trials.advance(at=NOW, batches=1) == 2
    assert trials.newest(rule).finished_at is None  # type: ignore[union-attr]
    assert trials.finish(at=NOW) == 1
    # then it has counted the same as in one go, and has changed nothing but itself
    done = trials.newest(rule)
    assert done is not None
    assert (Counts.read(done.counts), done.finished_at) == (whole, NOW)
    assert everything(RuleTrial) == before
    # and the lines come page by page
    first = trials.moves(rule, viewer, NOW)
    assert (len(first.rows), first.next) == (2, first.rows[-1].id)
    second = trials.moves(rule, viewer, NOW, first.next or 0)
    assert (len(second.rows), second.next) == (1, None)
    # and what is decided is not tried any more
    decided = given.rule("HD6c", "16wd", "2026-10-03")
    with pytest.raises(GuardRefused, match="待批准"):
        trials.start(decided.id, viewer=viewer, at=NOW)


def test_what_is_stored_is_reckoned_again_the_same_whatever_rules_came_since() -> None:
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_extension", on="2026-09-21", extension=3)
    when.acts(ticket, "approve_extension", on="2026-09-21")
    stood = running(ticket, "HD6b").due_on
    for period, terms in (("8wd", {"extension_times": 0}), ("2wd", {"pausable": False})):
        given.rule("HD6b", period, since="2026-09-10" if period == "8wd" else "2026-09-01", **terms)
    clock = running(ticket, "HD6b")
    assert clocks.due_of(clock, current_law(db.session()).calendar).rolled == clock.due_on == stood


OUTCOMES = st.builds(
    Outcome,
    id=st.integers(1, 9),
    process=st.sampled_from(["ticket", "aid"]),
    proceeding_id=st.just(1),
    number=st.just(""),
    unit_id=st.integers(1, 3),
    before=st.sampled_from(Standing),
    after=st.sampled_from(Standing),
    old_due=st.just(date(2026, 9, 1)),
    new_due=st.sampled_from([date(2026, 9, 1), date(2026, 9, 2)]),
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(st.lists(OUTCOMES))
def test_counts_add_up_however_they_are_cut(outcomes: list[Outcome]) -> None:
    counts = Counts.read(Counts().add(outcomes[:3]).kept()).add(outcomes[3:])
    assert counts == Counts().add(outcomes)
    assert counts.whole.seen == len(outcomes)
    assert counts.whole.reddened == sum(outcome.turns_red for outcome in outcomes)
    for part in (counts.by_process(), counts.by_unit()):
        assert sum(part.values(), Count()) == counts.whole
