"""A year's calendar is loaded, and what waited for it gets its final day.

The arrangement for 2027 is invented: 1–3 January off, and whatever a test adds.
"""

from datetime import date, datetime
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework import audit, calendars, clocks, limitations
from caseflow.casework.calendars import Document, Settled
from caseflow.casework.law import Law, current_law
from caseflow.casework.models import AuditEvent, CalendarOverride, CalendarYear, Card, RunningClock
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import SpecialDay
from caseflow.kernel.errors import Forbidden
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import SYSTEM, Role
from tests import given, when
from tests.casework.inbox import done, reminded
from tests.then import running

NEW_YEAR = [SpecialDay(date(2027, 1, day), working=False, reason="元旦") for day in (1, 2, 3)]
SOURCE = Document("测试通知〔2026〕1号")


def load(*days: SpecialDay, year: int = 2027, on: str = "2026-12-31") -> None:
    calendars.load_year(year, days, SOURCE, viewer=SYSTEM, at=given.moment(on))


def settle(on: str = "2026-12-31", batch: int = calendars.BATCH) -> Settled:
    return calendars.settle(at=given.moment(on), batch=batch)


def waiting() -> Ticket:
    """A ticket handled from Monday 28 December: three of its five working days are in 2026."""
    given.person(Role.MANAGER)
    return when.acts(given.ticket("in_progress", on="2026-12-28"), "log_first_contact", on="2026-12-28")


def test_a_limitation_that_ends_on_a_day_off_moves_on_once_the_year_is_published(app: Flask) -> None:
    # given a claim known since 2 January 2026: its year ends on Saturday, 2 January 2027
    case = given.aid("engaged", on="2026-09-16")
    knew = {"kind": "knew", "on": date(2026, 1, 2), "evidence": "工资条", "certain": True}
    lawyer, at = given.viewer(Role.LAWYER), given.moment("2026-12-20")
    limitations.add_event(case.id, knew, viewer=lawyer, at=at)
    assert case.matter.limitation_due_on == date(2027, 1, 2)
    # when the notice says that the holiday lasts until the 3rd
    load(*NEW_YEAR)
    settle()
    # then Monday is the last day, and the nominal one stays what it was
    db.session.refresh(case.matter)
    assert case.matter.limitation_nominal_on == date(2027, 1, 2)
    assert case.matter.limitation_due_on == date(2027, 1, 4)


def test_a_period_into_an_unpublished_year_gets_the_earliest_day_and_then_the_right_one(app: Flask) -> None:
    # given a period of which nobody can know yet whether New Year's Day is worked
    ticket = waiting()
    clock = running(ticket, "HD6b")
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 4), True)
    # when the notice is loaded
    load(*NEW_YEAR)
    assert settle() == Settled(settled=1)
    # then Friday the 1st counts no more
    clock = running(ticket, "HD6b")
    assert (clock.nominal_on, clock.due_on, clock.provisional) == (date(2027, 1, 5), date(2027, 1, 5), False)
    assert ticket.next_due_at == clock.due_at == given.moment("2027-01-06 00:00")
    # and nothing is left to settle
    assert settle() == Settled()


def test_settling_is_written_into_the_matter_s_chain(app: Flask, session: Session) -> None:
    ticket = waiting()
    load(*NEW_YEAR)
    settle(on="2026-12-31 15:00")
    assert done(ticket, "clock_settled") == ["12-31 15:00 12-31 15:00 系统"]
    data = session.scalars(sa.select(AuditEvent.data).filter_by(action="clock_settled")).one()
    assert data == {
        "clock": "HD6b 办理（一般问题）",
        "nominal_before": "2027-01-04",
        "due_before": "2027-01-04",
        "nominal_on": "2027-01-05",
        "due_on": "2027-01-05",
    }
    assert audit.verify(session)[1] is None


def test_a_clock_whose_year_is_still_missing_is_not_touched(app: Flask) -> None:
    ticket = waiting()
    before = running(ticket, "HD6b").revision
    load(year=2028)
    assert settle() == Settled(waiting=1)
    clock = running(ticket, "HD6b")
    assert (clock.provisional, clock.revision, clock.due_on) == (True, before, date(2027, 1, 4))
    assert done(ticket, "clock_settled") == []


def test_what_was_said_before_stays_and_the_new_day_has_reminders_of_its_own(app: Flask) -> None:
    # given a ticket of whose provisional day three and one working days' notice was given
    ticket = waiting()
    when.sweeps("2027-01-01 09:00")
    # when the year is loaded late, on New Year's Day
    load(*NEW_YEAR, on="2027-01-01 12:00")
    settle(on="2027-01-01 12:00")
    when.sweeps("2027-01-06 09:00")
    # then the ladder has gone on to the 5th
    assert reminded(ticket, "HD6b") == [
        "12-30 09:00 t-3 handling-unit",
        "01-01 09:00 half handling-unit",
        "01-01 09:00 t-1 handling-unit",
        "01-04 09:00 half handling-unit",
        "01-04 09:00 t-1 handling-unit",
        "01-05 09:00 t0 handling-unit",
        "01-05 09:00 t0-manager manager",
        "01-06 09:00 t+1 handling-unit",
    ]


def test_nothing_is_late_because_of_a_provisional_day_and_what_is_late_is_said_once_it_is_final(
    app: Flask,
) -> None:
    # given a ticket due at the earliest on 4 January, in a year that nobody loads for three weeks
    ticket = waiting()
    when.sweeps("2027-01-20 09:00")
    assert [line[:17] for line in reminded(ticket, "HD6b")][-2:] == ["01-04 09:00 t0 ha", "01-04 09:00 t0-ma"]
    assert ticket.card.value == Card.NONE.value
    # when it is loaded: the ticket was due on the 5th
    load(*NEW_YEAR, on="2027-01-20")
    settle(on="2027-01-20")
    when.sweeps("2027-01-20 10:01")
    # then the rungs above that day have come
    assert reminded(ticket, "HD6b")[-3:] == [
        "01-06 09:00 t+1 handling-unit",
        "01-08 09:00 t+3 street-head",
        "01-12 09:00 t+5 manager",
    ]
    db.session.expire_all()
    assert ticket.card.value == Card.RED.value


def test_the_timer_never_acts_on_a_provisional_day(app: Flask) -> None:
    # given a letter served on Christmas Day, to be answered in 10 working days, five of them in 2027
    letter = given.reminder("awaiting_reply", on="2026-12-25")
    assert running(letter, "ND3").due_on == date(2027, 1, 8)
    # when the year begins and nobody has loaded it
    assert when.sweeps("2027-01-20").lapses == 0
    assert letter.state == "awaiting_reply"
    # when it is loaded: the last day was Monday the 11th
    load(*NEW_YEAR, on="2027-01-20")
    settle(on="2027-01-20")
    assert running(letter, "ND3").due_on == date(2027, 1, 11)
    # then the silence began when that day was over
    when.sweeps("2027-01-20 10:01")
    assert (letter.state, letter.state_since) == ("overdue", given.moment("2027-01-12 00:00"))


def test_a_clock_at_rest_is_settled_and_stays_silent(app: Flask) -> None:
    ticket = waiting()
    when.acts(ticket, "request_suspension", on="2026-12-28")
    when.acts(ticket, "confirm_suspension", on="2026-12-28")
    load(*NEW_YEAR)
    # then it has its final day, and so has the time in which the suspension is looked at again
    assert settle() == Settled(settled=2)
    when.sweeps("2027-02-01")
    assert reminded(ticket, "HD6b") == []


def test_settling_goes_on_after_a_crash_where_it_stopped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    # given five clocks to settle, and a crash in the third transaction
    for _ in range(5):
        waiting()
    load(*NEW_YEAR)
    finish, calls = clocks.settle, count(1)

    def crashing(running: RunningClock, at: datetime, law: Law, clock: Clock) -> None:
        finish(running, at, law, clock)
        if next(calls) == 3:
            raise InterruptedError

    monkeypatch.setattr(clocks, "settle", crashing)
    with pytest.raises(InterruptedError):
        settle(batch=1)
    # then what was done is done, and the rest is found again
    assert settle(batch=2) == Settled(settled=3)


def test_a_ladder_into_the_new_year_follows_the_days_that_were_loaded(app: Flask) -> None:
    # given a ticket due on the last day of the year, one working day late
    ticket = when.acts(given.ticket("in_progress", on="2026-12-24"), "log_first_contact", on="2026-12-24")
    assert running(ticket, "HD6b").due_on == date(2026, 12, 31)
    when.sweeps("2027-01-01 09:00")
    # when a notice makes Saturday the 2nd a working day
    load(SpecialDay(date(2027, 1, 2), working=True, reason="调休上班"), on="2027-01-01 12:00")
    # then the yellow card comes a day earlier than it would have: on the 1st, 2nd, 4th
    when.sweeps("2027-01-04 09:00")
    assert ticket.card is Card.YELLOW


def test_a_year_loaded_again_replaces_what_was_loaded(app: Flask, session: Session) -> None:
    load(*NEW_YEAR)
    load(NEW_YEAR[0])
    assert session.scalars(sa.select(CalendarOverride.day)).all() == [date(2027, 1, 1)]
    assert session.get_one(CalendarYear, 2027).source == SOURCE.source


def test_a_loaded_year_stands_in_place_of_the_packaged_one(app: Flask, session: Session) -> None:
    calendar = current_law(session).calendar
    assert not calendar.is_working(date(2026, 9, 25))
    load(year=2026)
    assert current_law(session).calendar.is_working(date(2026, 9, 25))


def test_clocks_with_final_dates_keep_them_when_a_notice_changes(app: Flask) -> None:
    ticket = given.ticket("in_progress", on="2026-09-16")
    load(SpecialDay(date(2026, 9, 21), working=False, reason="测试"), year=2026, on="2026-09-16")
    assert settle() == Settled()
    assert running(ticket, "HD6b").due_on == date(2026, 9, 22)


def test_only_those_who_keep_the_rules_load_a_year(app: Flask, session: Session) -> None:
    viewer = given.viewer(Role.OPERATOR)
    with pytest.raises(Forbidden):
        calendars.load_year(2027, NEW_YEAR, SOURCE, viewer=viewer, at=given.moment("2026-12-31"))
    assert session.get(CalendarYear, 2027) is None
    calendars.load_year(
        2027, NEW_YEAR, SOURCE, viewer=given.viewer(Role.ADMIN), at=given.moment("2026-12-31")
    )
    assert session.get_one(CalendarYear, 2027).loaded_by == given.person(Role.ADMIN).id
