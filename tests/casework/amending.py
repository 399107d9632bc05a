"""Changes of the calendar in tests, and tickets that they move.

Wednesday, 16 September 2026, is the day of the tickets; the State Council's notice makes Friday the 25th and
the week of National Day holidays. The amendment of these tests, an invented one, gives Monday the 21st off.
"""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import calendars, clocks
from caseflow.casework.calendars import Document, applying
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import CalendarChange, RunningClock
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.calendar import OfficeDay, Opening, SpecialDay
from caseflow.kernel.roles import Role
from tests import given, when

ON = "2026-09-16"
MONDAY = SpecialDay(date(2026, 9, 21), working=False, reason="增放一天")
CLOSED = OfficeDay(date(2026, 9, 18), Opening.CLOSED, "搬迁")
NOTICE = Document("测试通知", "测试明电〔2026〕2号", date(2026, 9, 15))
DECISION = Document("示例区总工会办公会纪要")


def ticket(on: str = ON) -> Ticket:
    """A ticket whose first contact was made: five working days run, by a rule of another region."""
    given.person(Role.MANAGER)
    return when.acts(given.ticket("in_progress", on=on), "log_first_contact", on=on)


def amended(session: Session) -> list[SpecialDay]:
    """The notice of 2026 with one more Monday."""
    return [*current_law(session).calendar.of(2026).special.values(), MONDAY]


def proposed(session: Session, by: Role = Role.ADMIN, on: str = ON) -> int:
    days = amended(session)
    viewer, at = given.viewer(by), given.moment(f"{on} 12:00")
    return calendars.propose_notice(2026, days, NOTICE, viewer=viewer, at=at)


def proposed_days(*days: OfficeDay, back: Sequence[date] = ()) -> int:
    viewer, at = given.viewer(Role.ADMIN), given.moment(f"{ON} 12:00")
    return calendars.propose_days(days, back, DECISION, viewer=viewer, at=at)


def applied(id: int, on: str = ON, batch: int = applying.BATCH) -> CalendarChange:
    at = given.moment(f"{on} 12:30")
    calendars.apply(id, viewer=given.viewer(Role.ADMIN), at=at)
    calendars.carry_on(at=at, batch=batch)
    return db.session.get_one(CalendarChange, id)


def as_reckoned(session: Session) -> None:
    """Every clock that runs has the dates that its facts give on the calendar in force."""
    session.expire_all()
    calendar = current_law(session).calendar
    for clock in session.scalars(sa.select(RunningClock).filter_by(stopped_at=None)):
        due = clocks.due_of(clock, calendar)
        assert (clock.nominal_on, clock.due_on, clock.due_at) == (due.nominal, due.rolled, due.moment)


def now(session: Session, on: str = ON) -> Now:
    return Now(given.moment(f"{on} 12:10"), current_law(session).calendar)
