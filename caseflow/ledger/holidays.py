"""The days of a State Council notice, row by row; at the end they are a change of the calendar (放假安排)."""

import re

from caseflow.casework.calendars import Document
from caseflow.casework.calendars.changes import notice_within
from caseflow.casework.calendars.file import RowFault, missing, special_days_of
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.ledger.office import NOTICE, Office
from caseflow.ledger.reading import Row
from caseflow.ledger.values import half_width

NAME = "放假安排"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def take_over(office: Office, row: Row) -> list[str]:
    """Take up the days of the row; nothing is made before the last one.

    Raises:
        Incomplete: the row cannot be read, or contradicts one before it.
    """
    cells = tuple(half_width(row.text(column)) for column in ("日期", "类型", "说明"))
    year = _year(office, cells[0])
    try:
        office.days.update({one.day: one for one in special_days_of(cells, year, office.days)})
    except RowFault as fault:
        raise Incomplete({"日期": str(fault)}) from fault
    return []


def _year(office: Office, written: str) -> int:
    """The year of the days before, or the one that is written here, or in the name of the source."""
    if office.days:
        return next(iter(office.days)).year
    told = _YEAR.search(written) or _YEAR.search(office.source)
    if told is None:
        raise Incomplete({"日期": "看不出是哪一年，请写成2027-01-01，或者在来源里写明年份"})
    return int(told[1])


def propose(office: Office) -> list[str]:
    """Put the days up for application, as a change of the calendar.

    Raises:
        GuardRefused: days are missing, the year is like that already, or another change of it waits.
    """
    year = next(iter(office.days)).year
    if faults := missing(office.days, year):
        raise GuardRefused("；".join(faults))
    days = tuple(office.days.values())
    change = notice_within(
        office.session, year, days, Document(office.source), viewer=office.by, at=office.now
    )
    office.note(NOTICE, change)
    return [NAME]
