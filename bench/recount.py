"""A change of the calendar taken through the clocks that run: how fast they are reckoned and rewritten."""

import time
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa

from bench.copies import running
from bench.places import office
from bench.report import Figure
from caseflow.casework import calendars
from caseflow.casework.calendars import Document, Sight
from caseflow.casework.law import current_law
from caseflow.casework.lights import Now
from caseflow.casework.models import CalendarChange, RunningClock
from caseflow.extensions import db
from caseflow.kernel.calendar import SpecialDay
from caseflow.kernel.roles import SYSTEM

UNIT, AT_MOST = "毫秒/千个", 200
"""Five thousand clocks a second."""

_DOCUMENT = Document("测量用放假安排")


def recounts(database: str, url: str, at: datetime) -> Iterator[Figure]:
    """The preview and the run of a change that takes one working day out of every week around the present."""
    with office(url):
        clocks = db.session.scalars(running(sa.func.count(RunningClock.id))).one()
        calendar = current_law(db.session()).calendar
        days = [*calendar.of(at.year).special.values(), *_fridays(at.year)]
        id = calendars.propose_notice(at.year, days, _DOCUMENT, viewer=SYSTEM, at=at)
        sight = Sight(db.session.get_one(CalendarChange, id), SYSTEM, Now(at, calendar))
        began = time.perf_counter()
        foreseen = sum(tally.moved for _, tally in sight.counted())
        previewed = time.perf_counter()
        calendars.apply(id, viewer=SYSTEM, at=at)
        moved = calendars.carry_on(at=at)
        ended = time.perf_counter()
    what = f"{clocks:,}个期限在走，{moved:,}个改期"
    yield Figure(database, f"日历变更预览，{what}", _each(previewed - began, clocks), UNIT, AT_MOST)
    yield Figure(database, f"日历变更重算，{what}", _each(ended - previewed, clocks), UNIT, AT_MOST)
    yield Figure(database, "预览与重算不一致的期限", abs(foreseen - moved), "个", 0)


def _each(seconds: float, clocks: int) -> float:
    """Milliseconds for a thousand clocks."""
    return 1_000 * seconds / (clocks / 1_000)


def _fridays(year: int) -> Iterator[SpecialDay]:
    """Every Friday of the year off; the notice itself is left as it is where it says something of one."""
    first = datetime(year, 1, 1).date()  # noqa: DTZ001 a day of the calendar
    day = first.toordinal() + (4 - first.weekday()) % 7
    while (friday := first.fromordinal(day)).year == year:
        yield SpecialDay(friday, working=False, reason="测量")
        day += 7
