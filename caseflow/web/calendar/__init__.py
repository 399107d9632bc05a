"""The calendar: a year on one page, and the changes that are made to it (日历)."""

from caseflow.web.calendar.changing import pages

__all__ = ["pages"]
