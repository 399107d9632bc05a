"""Worklists: what is mine, what is coming, what is late; each list is one query (工作清单)."""

from caseflow.casework.worklists.lines import Line
from caseflow.casework.worklists.overdue import Late, late, lateness
from caseflow.casework.worklists.paging import MOST, PAGE, Cursor, Page
from caseflow.casework.worklists.queue import Filters, Tab, counts, counts_as_of, queue, units
from caseflow.casework.worklists.today import Group, today

__all__ = [
    "MOST",
    "PAGE",
    "Cursor",
    "Filters",
    "Group",
    "Late",
    "Line",
    "Page",
    "Tab",
    "counts",
    "counts_as_of",
    "late",
    "lateness",
    "queue",
    "today",
    "units",
]
