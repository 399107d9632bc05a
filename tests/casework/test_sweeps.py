"""What the timer does besides, and that it does it once, however late or often it comes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework import reminders
from caseflow.casework.models import AuditEvent, Notification, Proceeding, RunningClock
from caseflow.extensions import db
from tests import given, when
from tests.casework.inbox import HANDLED_FROM_16_SEPTEMBER, done, handled, reminded, rows
from tests.then import running

pytestmark = pytest.mark.usefixtures("people")


def test_a_sweep_that_comes_late_says_the_same_as_of_the_same_moments(app: Flask) -> None:
    ticket = handled("2026-09-16")
    when.sweeps("2026-09-30 09:00")
    assert reminded(ticket, "HD6b") == HANDLED_FROM_16_SEPTEMBER


def test_the_timer_acts_as_of_the_moment_the_period_ended(app: Flask) -> None:
    # given a letter served on 2 September, to be answered in 10 working days
    letter = given.reminder("awaiting_reply", on="2026-09-02")
    assert running(letter, "ND3").due_on == date(2026, 9, 16)
    # when the sweep comes on the 18th
    assert when.sweeps("2026-09-16 23:59").lapses == 0
    assert when.sweeps("2026-09-18 08:00").lapses == 1
    # then the silence began when the 16th was over, and so does the clock of the next step
    db.session.expire_all()
    assert letter.state == "overdue"
    assert letter.state_since == given.moment("2026-09-17 00:00")
    assert done(letter, "lapse") == ["09-17 00:00 09-18 08:00 系统"]
    assert running(letter, "ND5").due_on == date(2026, 9, 21)


def test_two_periods_that_end_at_the_same_moment_both_let_the_timer_act(app: Flask) -> None:
    # given an urgent ticket: to be signed in, the caller spoken to, within the same 60 minutes
    ticket = given.ticket("dispatched", on="2026-09-16 10:00", urgent=True)
    codes = ("HD3u", "HD6d")
    assert {running(ticket, code).due_at for code in codes} == {given.moment("2026-09-16 11:00")}
    # when they are over
    assert when.sweeps("2026-09-16 11:00").lapses == 2
    # then each was noted, and neither again
    assert done(ticket, "urge_overdue") == ["09-16 11:00 09-16 11:00 系统"] * 2
    assert when.sweeps("2026-09-16 11:01") == reminders.Swept()


def test_a_period_that_is_over_when_it_starts_ends_at_the_next_sweep(app: Flask) -> None:
    # given service proven late: the return says 2 September, it is entered on the 21st
    letter = given.reminder("serving", on="2026-09-01")
    when.acts(letter, "record_service", on="2026-09-21", served_on=date(2026, 9, 2), receiver="测试前台")
    assert running(letter, "ND3").due_on == date(2026, 9, 16)
    # when the timer comes by
    when.sweeps("2026-09-21 10:01")
    # then the answer is overdue, but not since before the return was entered
    db.session.expire_all()
    assert (letter.state, letter.state_since) == ("overdue", given.moment("2026-09-21 10:00"))


def test_a_refused_action_of_the_timer_is_tried_once_and_the_reminders_go_on(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a letter, and a definition that came to refuse what its timer does
    letter = given.reminder("awaiting_reply", on="2026-09-02")
    refusing = replace(letter.definition.transition("lapse"), guards=(lambda *_: "条件不具备",))
    monkeypatch.setitem(letter.definition.__dict__["_transitions"], "lapse", refusing)
    # when the period is over
    swept = when.sweeps("2026-09-17 09:00")
    # then it stays as it is, and the reminders go on
    assert (swept.lapses, swept.refused) == (0, 1)
    assert when.sweeps("2026-09-17 09:01") == reminders.Swept()
    assert letter.state == "awaiting_reply"
    assert reminded(letter, "ND3")[-1].startswith("09-17 09:00 t+1")


def test_a_second_sweep_at_the_same_time_finds_nothing(app: Flask) -> None:
    handled("2026-09-16")
    assert when.sweeps("2026-09-22 09:00").reminders == 5
    assert when.sweeps("2026-09-22 09:00") == reminders.Swept()


def test_small_batches_say_the_same(app: Flask) -> None:
    tickets = [handled("2026-09-16") for _ in range(3)]
    swept = reminders.sweep(at=given.moment("2026-09-30 09:00"), batch=1)
    assert (swept.reminders, swept.cards) == (3 * len(HANDLED_FROM_16_SEPTEMBER), 6)
    assert [reminded(ticket, "HD6b") for ticket in tickets] == [HANDLED_FROM_16_SEPTEMBER] * 3


def test_ten_days_without_the_scheduler_end_as_ten_daily_sweeps_would(session: Session) -> None:
    # given proceedings of every kind, at many stages, begun on many days
    for state in ("registered", "dispatched", "in_progress", "suspended", "rework", "callback", "closed"):
        for day in (1, 9, 14, 16):
            given.ticket(state, on=f"2026-09-{day:02}", urgent=day == 9, petition="examine")
    for day in range(2, 9):
        given.reminder("awaiting_reply", on=f"2026-09-{day:02}")
        given.mediation("in_mediation", on=f"2026-09-{day:02}")
        given.aid("review", on=f"2026-09-{day:02}")
        given.transfer("received", on=f"2026-09-{day:02}")
    when.sweeps("2026-09-16 18:00")
    # when the scheduler runs every day, or only on the last one
    daily = _aftermath(session, [f"2026-09-{day} 09:30" for day in range(17, 28)])
    late = _aftermath(session, ["2026-09-27 09:30"])
    # then every row is the same, but for when it was written down, and for what is no news any more
    assert daily == late
    assert len(daily["notification"]) > 300
    assert sum("urge_overdue" in row or "lapse" in row for row in daily["audit"]) > 20


def _aftermath(session: Session, sweeps: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that the sweeps leave, before they are undone."""
    connection = session.get_bind()
    assert isinstance(connection, sa.Connection)
    db.session.remove()
    with connection.begin_nested() as undone:
        for at in sweeps:
            when.sweeps(at)
        found = {
            "notification": rows(Notification, "id", "key", "clock_id", "manner", "read_at"),
            "clock": rows(RunningClock, "id"),
            "audit": rows(AuditEvent, "id", "recorded_at", "digest"),
            "proceeding": rows(Proceeding),
        }
        db.session.remove()
        undone.rollback()
    return found
