"""Worklists: what is mine, what is coming, what is late; each list is one query (工作清单)."""

from caseflow.casework.worklists.attention import Attention
from caseflow.casework.worklists.board import COLUMNS, Board, By, board, next_due, to_look_at
from caseflow.casework.worklists.forecast import Forecast, Question, forecast
from caseflow.casework.worklists.lines import Line
from caseflow.casework.worklists.paging import MOST, PAGE, Cursor, Page
from caseflow.casework.worklists.part import NOBODY, Part
from caseflow.casework.worklists.queue import Filters, Tab, counts, counts_as_of, queue, units
from caseflow.casework.worklists.today import Group, today
from caseflow.casework.worklists.watched import Watched, watched

__all__ = [
    "COLUMNS",
    "MOST",
    "NOBODY",
    "PAGE",
    "Attention",
    "Board",
    "By",
    "Cursor",
    "Filters",
    "Forecast",
    "Group",
    "Line",
    "Page",
    "Part",
    "Question",
    "Tab",
    "Watched",
    "board",
    "counts",
    "counts_as_of",
    "forecast",
    "next_due",
    "queue",
    "to_look_at",
    "today",
    "units",
    "watched",
]
