"""Working days and statutory periods: when a period ends, and why on that day (期间计算)."""

from caseflow.kernel.calendar.due import Due, TraceDay, end_of_day
from caseflow.kernel.calendar.instants import SHANGHAI, local_day, start_of
from caseflow.kernel.calendar.lengths import Days, Hours, Length, Minutes, Months, WorkingDays
from caseflow.kernel.calendar.notation import UnreadablePeriod, parse_period
from caseflow.kernel.calendar.office import Office, OfficeDay, Opening, on_top
from caseflow.kernel.calendar.pauses import Pause
from caseflow.kernel.calendar.period import Period
from caseflow.kernel.calendar.until import NotExtendable, SameDay, Until
from caseflow.kernel.calendar.workdays import (
    OFFICE_HOURS,
    SpecialDay,
    WorkCalendar,
    WorkHours,
    YearDays,
    working_days_left,
    year_days,
)
from caseflow.kernel.calendar.worktime import speaking_time

__all__ = [
    "OFFICE_HOURS",
    "SHANGHAI",
    "Days",
    "Due",
    "Hours",
    "Length",
    "Minutes",
    "Months",
    "NotExtendable",
    "Office",
    "OfficeDay",
    "Opening",
    "Pause",
    "Period",
    "SameDay",
    "SpecialDay",
    "TraceDay",
    "UnreadablePeriod",
    "Until",
    "WorkCalendar",
    "WorkHours",
    "WorkingDays",
    "YearDays",
    "end_of_day",
    "local_day",
    "on_top",
    "parse_period",
    "speaking_time",
    "start_of",
    "working_days_left",
    "year_days",
]
