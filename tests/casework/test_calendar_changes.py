"""A change of the calendar: proposed, looked at, put in force, and followed by the clocks that run."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from caseflow.casework import audit, calendars, clocks
from caseflow.casework.calendars.changes import own_days, special_days
from caseflow.casework.calendars.recount import Reckoner
from caseflow.casework.law import current_law
from caseflow.casework.models import AuditEvent, CalendarChange, OwnDay, Phase, RunningClock
from caseflow.extensions import db
from caseflow.kernel.calendar import OfficeDay, Opening, SpecialDay
from caseflow.kernel.errors import Forbidden, GuardRefused
from caseflow.kernel.roles import Permission, Role
from caseflow.kernel.rules import Mark
from tests import given, when
from tests.casework.amending import (
    CLOSED,
    DECISION,
    MONDAY,
    NOTICE,
    ON,
    amended,
    applied,
    as_reckoned,
    proposed,
    proposed_days,
    ticket,
)
from tests.casework.inbox import done, reminded
from tests.then import running


def test_an_amendment_moves_the_clocks_that_run_when_it_is_applied_and_not_before(
    app: Flask, session: Session
) -> None:
    # given a ticket due after five working days: 17, 18, 20 (worked), 21, 22 September
    one = ticket()
    assert running(one, "HD6b").due_on == date(2026, 9, 22)
    before = running(one, "HD6b").revision
    # when a Monday is given off
    id = proposed(session)
    assert running(one, "HD6b").due_on == date(2026, 9, 22)
    change = applied(id)
    # then it is due a day later, in the queue as well
    clock = running(one, "HD6b")
    assert (clock.nominal_on, clock.due_on) == (date(2026, 9, 23), date(2026, 9, 23))
    db.session.refresh(one)
    assert one.next_due_at == clock.due_at == given.moment("2026-09-24 00:00")
    # and the database finds it by that moment, as it finds every other
    assert session.scalars(sa.select(RunningClock).filter_by(id=clock.id, due_at=clock.due_at)).all() == [
        clock
    ]
    assert clock.revision == before + 1
    assert clock.calendar_version == current_law(session).calendar.version
    assert (change.phase, change.done, change.finished_at) == (
        Phase.DONE,
        change.total,
        given.moment(f"{ON} 12:30"),
    )
    as_reckoned(session)


def test_every_change_of_a_date_stands_in_the_timeline(app: Flask, session: Session) -> None:
    one = ticket()
    applied(proposed(session))
    data = session.scalars(sa.select(AuditEvent.data).filter_by(action="clock_recounted")).all()
    (told,) = (one_ for one_ in data if one_["clock"].startswith("HD6b"))
    assert (told["due_before"], told["due_on"]) == ("2026-09-22", "2026-09-23")
    assert told["calendar"] == current_law(session).calendar.version
    assert told["because"] == "测试通知"
    assert len(done(one, "clock_recounted")) == len(data)
    assert audit.verify(session)[1] is None


def test_the_old_day_is_not_reminded_of_any_more(app: Flask, session: Session) -> None:
    one = ticket()
    when.sweeps("2026-09-18 09:00")  # three working days before the 22nd, and half of the time
    applied(proposed(session, on="2026-09-18"), on="2026-09-18")
    when.sweeps("2026-09-24 09:00")
    said = [line for line in reminded(one, "HD6b") if " half " not in line]
    assert said == [
        "09-18 09:00 t-3 handling-unit",
        "09-22 09:00 t-1 handling-unit",
        "09-23 09:00 t0 handling-unit",
        "09-23 09:00 t0-manager manager",
        "09-24 09:00 t+1 handling-unit",
    ]


def test_what_becomes_late_by_a_change_is_said_at_once(app: Flask, session: Session) -> None:
    # given a ticket due on the 22nd because a Monday was given off
    applied(proposed(session))
    one = ticket()
    assert running(one, "HD6b").due_on == date(2026, 9, 23)
    # when the Monday is taken back on the 23rd: it was due the day before
    notice = [day for day in current_law(session).calendar.of(2026).special.values() if day != MONDAY]
    viewer, at = given.viewer(Role.ADMIN), given.moment("2026-09-23 12:00")
    when.sweeps("2026-09-23 09:30")
    id = calendars.propose_notice(2026, notice, NOTICE, viewer=viewer, at=at)
    applied(id, on="2026-09-23")
    when.sweeps("2026-09-23 13:00")
    assert "09-23 09:00 t+1 handling-unit" in reminded(one, "HD6b")


def test_it_goes_on_after_a_crash_where_it_stopped(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = [ticket() for _ in range(4)]
    id = proposed(session)
    record, calls = audit.record_many, iter(range(10))

    def crashing(*args: object) -> None:
        if next(calls) == 2:
            raise InterruptedError
        record(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(audit, "record_many", crashing)
    with pytest.raises(InterruptedError):
        applied(id, batch=1)
    half = db.session.get_one(CalendarChange, id)
    assert (half.phase, half.done) == (Phase.APPLYING, 2)
    calendars.carry_on(at=given.moment(f"{ON} 13:00"), batch=3)
    assert db.session.get_one(CalendarChange, id).phase is Phase.DONE
    assert {running(one, "HD6b").due_on for one in tickets} == {date(2026, 9, 23)}
    assert [len(done(one, "clock_recounted")) for one in tickets] == [
        len(done(tickets[0], "clock_recounted"))
    ] * 4
    assert audit.verify(session)[1] is None
    as_reckoned(session)


def test_a_paused_clock_follows_and_stays_silent(app: Flask, session: Session) -> None:
    one = ticket()
    when.acts(one, "request_suspension", on="2026-09-17")
    when.acts(one, "confirm_suspension", on="2026-09-17")
    applied(proposed(session, on="2026-09-18"), on="2026-09-18")
    clock = running(one, "HD6b")
    assert (clock.due_on, clock.paused, clock.next_stage_at) == (date(2026, 9, 23), True, None)


def test_a_closed_office_lengthens_house_rules_and_no_others(app: Flask, session: Session) -> None:
    # given a letter to be answered in 15 working days by house rule, and a ticket due by another region's
    one, letter = ticket(), given.opinion("awaiting_reply", on=ON)
    assert running(letter, "ND4").due_on == date(2026, 10, 13)
    before = {clock.id: clock.due_on for clock in session.scalars(sa.select(RunningClock))}
    # when the office closes on a Friday
    change = applied(proposed_days(CLOSED))
    # then only house rules are longer
    assert running(letter, "ND4").due_on == date(2026, 10, 14)
    assert running(one, "HD6b").due_on == date(2026, 9, 22)
    session.expire_all()
    moved = [c for c in session.scalars(sa.select(RunningClock)) if c.due_on != before[c.id]]
    assert {clock.mark for clock in moved} == {Mark.HOUSE}
    assert change.moved >= len(moved)
    as_reckoned(session)


def test_a_day_of_the_office_can_be_taken_back(app: Flask, session: Session) -> None:
    letter = given.opinion("awaiting_reply", on=ON)
    applied(proposed_days(CLOSED, OfficeDay(date(2026, 9, 30), Opening.MORNING, "政治学习")))
    assert session.get_one(OwnDay, CLOSED.day).source == DECISION.source
    assert running(letter, "ND4").due_on == date(2026, 10, 14)
    applied(proposed_days(back=[CLOSED.day]))
    assert session.scalars(sa.select(OwnDay.day)).all() == [date(2026, 9, 30)]
    assert running(letter, "ND4").due_on == date(2026, 10, 13)


def test_a_new_clock_counts_by_the_days_of_the_office(app: Flask) -> None:
    applied(proposed_days(CLOSED))
    assert running(given.opinion("awaiting_reply", on=ON), "ND4").due_on == date(2026, 10, 14)


def test_what_a_manager_has_proposed_another_person_applies(app: Flask, session: Session) -> None:
    both = given.user(Role.MANAGER, Role.ADMIN)
    viewer, at = given.viewer(both), given.moment(ON)
    id = calendars.propose_notice(2026, amended(session), NOTICE, viewer=viewer, at=at)
    with pytest.raises(GuardRefused, match="另一人"):
        calendars.apply(id, viewer=viewer, at=at)
    assert applied(id).applied_by == given.person(Role.ADMIN).id


def test_only_an_administrator_applies_and_only_those_who_supervise_propose(
    app: Flask, session: Session
) -> None:
    at = given.moment(ON)
    id = proposed(session, Role.MANAGER)
    with pytest.raises(Forbidden):
        calendars.apply(id, viewer=given.viewer(Role.MANAGER), at=at)
    for role in (Role.OPERATOR, Role.AUDITOR, Role.LAWYER):
        assert not given.viewer(role).can(Permission.CALENDAR_PROPOSE)
        with pytest.raises(Forbidden):
            calendars.propose_notice(2026, [MONDAY], NOTICE, viewer=given.viewer(role), at=at)


def test_one_change_of_a_year_at_a_time(app: Flask, session: Session) -> None:
    id = proposed(session)
    with pytest.raises(GuardRefused, match="已有一份变更"):
        proposed(session)
    calendars.withdraw(id, viewer=given.viewer(Role.ADMIN), at=given.moment(ON))
    with pytest.raises(GuardRefused, match="已撤回"):
        calendars.apply(id, viewer=given.viewer(Role.ADMIN), at=given.moment(ON))
    assert proposed(session) > id


def test_a_change_that_changes_nothing_is_refused(app: Flask, session: Session) -> None:
    same = list(current_law(session).calendar.of(2026).special.values())
    with pytest.raises(GuardRefused, match="完全一致"):
        calendars.propose_notice(2026, same, NOTICE, viewer=given.viewer(Role.ADMIN), at=given.moment(ON))


def test_what_is_proposed_reads_back_and_says_what_each_day_becomes(app: Flask, session: Session) -> None:
    change = db.session.get_one(CalendarChange, proposed(session))
    assert sorted(special_days(change), key=lambda d: d.day) == sorted(amended(session), key=lambda d: d.day)
    (difference,) = calendars.differences(current_law(session).calendar, change)
    assert (difference.before, difference.after) == ("上班（工作日）", "放假（增放一天）")
    days = db.session.get_one(CalendarChange, proposed_days(CLOSED, back=[]))
    assert own_days(days) == ([OfficeDay(CLOSED.day, Opening.CLOSED, "搬迁", DECISION.source)], [])


def test_the_year_that_is_loaded_settles_what_was_provisional(app: Flask, session: Session) -> None:
    given.person(Role.MANAGER)
    one = ticket("2026-12-28")
    assert running(one, "HD6b").provisional
    viewer, at = given.viewer(Role.ADMIN), given.moment("2026-12-29")
    assert calendars.waiting(given.viewer(Role.MANAGER), 2027) >= 1
    days = [SpecialDay(date(2027, 1, day), working=False, reason="元旦") for day in (1, 2, 3)]
    id = calendars.propose_notice(2027, days, NOTICE, viewer=viewer, at=at)
    applied(id, on="2026-12-29")
    clock = running(one, "HD6b")
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 5), False)
    assert done(one, "clock_settled")
    assert calendars.waiting(given.viewer(Role.MANAGER), 2027) == 0


def test_reckoning_many_is_reckoning_each(app: Flask, session: Session) -> None:
    """The bulk way and the engine's own give the same day for clocks of every process."""
    for make in (given.ticket, given.aid, given.mediation, given.reminder, given.transfer):
        make(on=ON)
    ticket()
    calendar = current_law(session).calendar
    reckoner = Reckoner(calendar)
    for clock in session.scalars(sa.select(RunningClock)):
        assert reckoner.due(clock) == clocks.due_of(clock, calendar)
