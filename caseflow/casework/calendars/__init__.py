"""The calendar of working days: what is in force, what is proposed, and how the clocks follow it."""

from caseflow.casework.calendars.applying import apply, carry_on, step
from caseflow.casework.calendars.changes import (
    Difference,
    Document,
    change_of,
    differences,
    propose_days,
    propose_notice,
    recent,
    withdraw,
)
from caseflow.casework.calendars.effects import Line, Sight, Tally, waiting
from caseflow.casework.calendars.years import BATCH, Settled, load_year, settle

__all__ = [
    "BATCH",
    "Difference",
    "Document",
    "Line",
    "Settled",
    "Sight",
    "Tally",
    "apply",
    "carry_on",
    "change_of",
    "differences",
    "load_year",
    "propose_days",
    "propose_notice",
    "recent",
    "settle",
    "step",
    "waiting",
    "withdraw",
]
