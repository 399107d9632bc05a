"""Days of the office itself, and a notice that waits to be looked at (演示日历)."""

from collections.abc import Iterator
from datetime import date, datetime

from caseflow.casework import calendars
from caseflow.casework.calendars import Document
from caseflow.casework.calendars.file import FIXED
from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.kernel.calendar import OfficeDay, Opening, SpecialDay, WorkCalendar, local_day
from caseflow.kernel.roles import Role
from caseflow.seed.cast import Cast

DECISION = Document("演示区总工会办公会纪要（示例）", "演示工办〔2026〕8号")
NOTICE = Document("关于部分节假日安排的通知（虚构示例，仅供演示）")


def set_days(cast: Cast, *, at: datetime) -> None:
    """The office moves on one day and learns for half of another; a notice of the next year is proposed."""
    calendar = current_law(db.session()).calendar
    manager, administrator = cast.holders(Role.MANAGER)[0], cast.holders(Role.ADMIN)[0]
    id = calendars.propose_days(list(_own_days(calendar, at)), [], DECISION, viewer=manager, at=at)
    calendars.apply(id, viewer=administrator, at=at)
    calendars.carry_on(at=at)
    year = next(year for year in range(at.year, at.year + 10) if not calendar.published(year))
    calendars.propose_notice(year, list(_notice(year)), NOTICE, viewer=manager, at=at)


def _own_days(calendar: WorkCalendar, at: datetime) -> Iterator[OfficeDay]:
    """Soon, so that clocks under way meet them."""
    second = calendar.assumed.add_working_days(local_day(at), 2)
    yield OfficeDay(second, Opening.MORNING, "政治学习", DECISION.source)
    fourth = calendar.assumed.add_working_days(second, 2)
    yield OfficeDay(fourth, Opening.CLOSED, "办公场所搬迁", DECISION.source)


def _notice(year: int) -> Iterator[SpecialDay]:
    """The holidays that fall on the same date each year, and no others."""
    names = {1: "元旦", 5: "劳动节", 10: "国庆节"}
    yield from (
        SpecialDay(date(year, month, day), working=False, reason=names[month]) for month, day in FIXED
    )
