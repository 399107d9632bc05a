"""Who hears of a deadline, and when; every date here can be checked on the calendar of 2026.

Off: 25–27 September (Mid-Autumn), 1–7 October (National Day). Worked: Sunday 20 September, Saturday
10 October.
"""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework.db import transaction
from caseflow.casework.models import Card, Notification
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.inbox import HANDLED_FROM_16_SEPTEMBER, handled, reminded
from tests.then import running

pytestmark = pytest.mark.usefixtures("people")


def test_the_ladder_of_a_period_climbs_from_the_handler_to_the_manager(app: Flask) -> None:
    # given a ticket dispatched on a Wednesday, to be handled in 5 working days
    ticket = handled("2026-09-16")
    assert running(ticket, "HD6b").due_on == date(2026, 9, 22)
    # when the month has passed, swept day by day
    for day in range(17, 31):
        when.sweeps(f"2026-09-{day} 09:00")
    # then everybody has heard of it in time, and once
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
    # then nothing was left until after the holiday: the last morning before it says what ends in it
    assert [line[:15] for line in reminded(mediation, "MD7")] == [
        "09-17 09:00 t-1",
        "09-24 09:00 t-7",
        "09-29 09:00 t-3",
        "09-30 09:00 t-1",
        "09-30 09:00 t0 ",
        "09-30 09:00 t0-",
        "10-08 09:00 t0r",
        "10-08 09:00 t0r",
    ]
    last = sa.select(Notification.text).filter_by(stage="t0", clock_id=clock.id)
    assert db.session.scalars(last).one().endswith("还有2日届满（期限 2026年10月2日）")


def test_a_unit_without_a_head_or_a_handler_is_spoken_for_by_the_manager(app: Flask) -> None:
    # given a ticket sent to a town where nobody works yet
    ticket = given.ticket("dispatched", on="2026-09-16", unit_id=given.unit_tree().town.id)
    # when it is not signed in by the 17th
    when.sweeps("2026-09-22 09:00")
    # then the manager hears every stage of it
    assert reminded(ticket, "HD3") == [
        "09-17 09:00 half manager",
        "09-17 09:00 t0 manager",
        "09-17 09:00 t0-manager manager",
        "09-18 09:00 t+1 manager",
        "09-21 09:00 t+3 manager",
    ]


def test_who_handled_a_ticket_does_not_hear_of_what_others_owe(app: Flask) -> None:
    # given an answered ticket: the caller is to be called back in three working days
    given.person(Role.CALLBACK)
    ticket = given.ticket("callback", on="2026-09-21")
    assert ticket.handler_id is not None
    # when the last day has come
    when.sweeps("2026-09-24 09:00")
    # then those who call back have heard of it, and the manager
    assert reminded(ticket, "HD8") == [
        "09-23 09:00 half callback",
        "09-23 09:00 t-1 callback",
        "09-24 09:00 t0 callback",
        "09-24 09:00 t0-manager manager",
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
