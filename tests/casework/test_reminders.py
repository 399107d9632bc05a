"""Who hears of a deadline, and when; every date here can be checked on the calendar of 2026.

Off: 25–27 September (Mid-Autumn), 1–7 October (National Day). Worked: Sunday 20 September, Saturday
10 October.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.casework import reminders
from caseflow.casework.db import transaction
from caseflow.casework.models import AuditEvent, Card, Notification, Proceeding, RunningClock
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import done, reminded, rows
from tests.then import running

HANDLED_FROM_16_SEPTEMBER = [
    "09-18 09:00 t-3 handling-unit",
    "09-19 17:00 half handling-unit",
    "09-21 09:00 t-1 handling-unit",
    "09-22 09:00 t0 handling-unit",
    "09-22 09:00 t0-manager manager",
    "09-23 09:00 t+1 handling-unit",
    "09-28 09:00 t+3 street-head",
    "09-30 09:00 t+5 manager",
]


@pytest.fixture(autouse=True)
def people(app: Flask) -> None:
    """Those who may be reminded are there from the start."""
    for role in (Role.MANAGER, Role.HANDLING_UNIT, Role.SUPERVISOR):
        given.person(role)


def handled(on: str = "2026-09-16") -> Ticket:
    """A ticket whose handler has spoken to the caller: only the handling period HD6b still runs."""
    return when.acts(given.ticket("in_progress", on=on), "log_first_contact", on=on)


def test_the_ladder_of_a_period_climbs_from_the_handler_to_the_manager(app: Flask) -> None:
    # given a ticket dispatched on a Wednesday, to be handled in 5 working days
    ticket = handled("2026-09-16")
    assert running(ticket, "HD6b").due_on == date(2026, 9, 22)
    # when the month has passed, swept day by day
    for day in range(17, 31):
        when.sweeps(f"2026-09-{day} 09:00")
    # then everybody has heard of it in time, and once
    assert reminded(ticket, "HD6b") == HANDLED_FROM_16_SEPTEMBER


def test_a_sweep_that_comes_late_says_the_same_as_of_the_same_moments(app: Flask) -> None:
    ticket = handled("2026-09-16")
    when.sweeps("2026-09-30 09:00")
    assert reminded(ticket, "HD6b") == HANDLED_FROM_16_SEPTEMBER


def test_nothing_is_said_a_minute_early(app: Flask) -> None:
    ticket = handled("2026-09-16")
    when.sweeps("2026-09-18 08:59")
    assert reminded(ticket, "HD6b") == []
    when.sweeps("2026-09-18 09:00")
    assert reminded(ticket, "HD6b") == HANDLED_FROM_16_SEPTEMBER[:1]


def test_a_message_names_the_ticket_the_period_and_its_last_day(app: Flask) -> None:
    ticket = handled("2026-09-16")
    when.sweeps("2026-09-22 09:00")
    text = db.session.scalars(sa.select(Notification.text).filter_by(stage="t0")).one()
    assert text == f"{ticket.number} 办理（一般问题）：今日到期（期限 2026年9月22日）"


def test_the_yellow_card_comes_after_three_working_days_and_the_red_after_five(app: Flask) -> None:
    ticket = handled("2026-09-16")
    shown = {}
    for day in ("2026-09-24", "2026-09-28", "2026-09-29", "2026-09-30"):
        when.sweeps(f"{day} 09:00")
        db.session.expire_all()
        shown[day] = ticket.card
    assert shown == {
        "2026-09-24": Card.NONE,
        "2026-09-28": Card.YELLOW,
        "2026-09-29": Card.YELLOW,
        "2026-09-30": Card.RED,
    }


def test_a_second_clock_does_not_turn_a_red_card_yellow(app: Flask) -> None:
    # given a ticket nobody has signed in: HD3 was due on the 17th, HD6b on the 22nd
    ticket = given.ticket("dispatched", on="2026-09-16")
    # when HD3 is five working days late, and later HD6b three
    when.sweeps("2026-09-24 09:00")
    db.session.expire_all()
    assert ticket.card is Card.RED
    when.sweeps("2026-09-28 09:00")
    db.session.expire_all()
    assert ticket.card is Card.RED


def test_who_is_red_may_still_act_on_the_page_they_have_open(app: Flask) -> None:
    ticket = handled("2026-09-16")
    version = ticket.version
    when.sweeps("2026-09-22 09:00")
    db.session.expire_all()
    assert ticket.version == version


def test_a_worker_s_right_is_reminded_of_in_calendar_days_and_against_the_earlier_day(app: Flask) -> None:
    # given an agreement in force since 2 September: 30 days for judicial confirmation end on a holiday
    mediation = given.mediation("effective", on="2026-09-02")
    clock = running(mediation, "MD7")
    assert (clock.nominal_on, clock.due_on) == (date(2026, 10, 2), date(2026, 10, 8))
    # when October has come
    when.sweeps("2026-10-31")
    # then nothing was left until after the holiday
    assert [line[:15] for line in reminded(mediation, "MD7")] == [
        "09-17 09:00 t-1",
        "09-25 09:00 t-7",
        "09-29 09:00 t-3",
        "10-01 09:00 t-1",
        "10-02 09:00 t0 ",
        "10-02 09:00 t0-",
    ]


def test_a_unit_without_a_head_or_a_handler_is_spoken_for_by_the_manager(app: Flask) -> None:
    # given a ticket sent to a town where nobody works yet
    ticket = given.ticket("dispatched", on="2026-09-16", unit_id=given.unit_tree().town.id)
    # when it is not signed in by the 17th
    when.sweeps("2026-09-22 09:00")
    # then the manager hears every stage of it
    assert reminded(ticket, "HD3") == [
        "09-17 05:00 half manager",
        "09-17 09:00 t0 manager",
        "09-17 09:00 t0-manager manager",
        "09-18 09:00 t+1 manager",
        "09-21 09:00 t+3 manager",
    ]


def test_what_a_handler_who_has_left_would_hear_goes_to_those_whose_duty_it_is(app: Flask) -> None:
    ticket = handled("2026-09-16")
    with transaction() as session:
        session.execute(sa.update(User).where(User.id == ticket.handler_id).values(active=False))
    when.sweeps("2026-09-18 09:00")
    assert reminded(ticket, "HD6b") == ["09-18 09:00 t-3 street-head"]


def test_a_clock_at_rest_is_silent_and_speaks_anew_when_it_goes_on(app: Flask) -> None:
    # given a ticket due on the 22nd, whose first reminder was sent before it was suspended on the 18th
    ticket = handled("2026-09-16")
    when.sweeps("2026-09-18 09:00")
    when.acts(ticket, "request_suspension", on="2026-09-18 10:00")
    when.acts(ticket, "confirm_suspension", on="2026-09-18 11:00")
    # when ten days pass
    when.sweeps("2026-09-28 09:00")
    # then nobody has heard of it
    assert reminded(ticket, "HD6b") == ["09-18 09:00 t-3 handling-unit"]
    # when it goes on at 10:00: one day was used, four are left, and October's first days are off
    when.acts(ticket, "resume", on="2026-09-28 10:00")
    assert running(ticket, "HD6b").due_on == date(2026, 10, 8)
    when.sweeps("2026-10-09 09:00")
    # then the ladder goes on towards the new day; its first rung was at 9:00, before the clock went on
    assert reminded(ticket, "HD6b") == [
        "09-18 09:00 t-3 handling-unit",
        "09-30 09:00 t-1 handling-unit",
        "10-08 09:00 t0 handling-unit",
        "10-08 09:00 t0-manager manager",
        "10-09 09:00 t+1 handling-unit",
    ]


def test_an_extension_has_reminders_of_its_own(app: Flask) -> None:
    # given a ticket due on the 22nd, warned of on the 18th and the 21st
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_extension", on="2026-09-18 10:00", extension=3)
    when.sweeps("2026-09-21 09:00")
    # when three working days are granted
    when.acts(ticket, "approve_extension", on="2026-09-21 10:00")
    assert running(ticket, "HD6b").due_on == date(2026, 9, 28)
    # then the same stages come again before the new day
    when.sweeps("2026-09-28 09:00")
    assert reminded(ticket, "HD6b") == [
        *HANDLED_FROM_16_SEPTEMBER[:3],
        "09-22 09:00 t-3 handling-unit",
        "09-22 17:00 half handling-unit",
        "09-24 09:00 t-1 handling-unit",
        "09-28 09:00 t0 handling-unit",
        "09-28 09:00 t0-manager manager",
    ]


def test_an_extension_granted_while_the_clock_rests_does_not_wake_it(app: Flask) -> None:
    ticket = handled("2026-09-16")
    when.acts(ticket, "request_suspension", on="2026-09-17 10:00")
    when.acts(ticket, "confirm_suspension", on="2026-09-17 11:00")
    when.acts(ticket, "request_extension", on="2026-09-17 12:00", extension=3)
    when.acts(ticket, "approve_extension", on="2026-09-17 15:00")
    when.sweeps("2026-10-30")
    assert reminded(ticket, "HD6b") == []


def test_a_clock_that_was_met_says_no_more(app: Flask) -> None:
    ticket = handled("2026-09-16")
    when.sweeps("2026-09-18 09:00")
    when.acts(ticket, "submit_result", on="2026-09-18 10:00")
    when.acts(ticket, "pass_review", on="2026-09-18 11:00")
    when.sweeps("2026-10-30")
    assert reminded(ticket, "HD6b") == HANDLED_FROM_16_SEPTEMBER[:1]


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
    # then every row is the same, but for when it was written down
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
            "notification": rows(Notification, "id", "key", "clock_id"),
            "clock": rows(RunningClock, "id"),
            "audit": rows(AuditEvent, "id", "recorded_at", "digest"),
            "proceeding": rows(Proceeding),
        }
        db.session.remove()
        undone.rollback()
    return found
