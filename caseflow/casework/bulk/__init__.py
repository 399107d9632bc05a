"""One thing done to many proceedings: what would happen to each, and doing it (批量办理)."""

from caseflow.casework.bulk.preview import MOST, Item, bulks, preview, transition_of
from caseflow.casework.bulk.running import Report, Task, report, run

__all__ = [
    "MOST",
    "Item",
    "Report",
    "Task",
    "bulks",
    "preview",
    "report",
    "run",
    "transition_of",
]
