"""The limitation of a matter: its events, its conservative last day, the watch over it (时效, R9, R10)."""

from caseflow.casework.limitations.events import (
    ADDED,
    EVIDENCE,
    add_event,
    confirm_event,
    events_of,
    note_event,
    reckon,
    roll_anew,
    weighed,
)
from caseflow.casework.limitations.kinds import KINDS, EventKind
from caseflow.casework.limitations.watch import raise_if_near, watch

__all__ = [
    "ADDED",
    "EVIDENCE",
    "KINDS",
    "EventKind",
    "add_event",
    "confirm_event",
    "events_of",
    "note_event",
    "raise_if_near",
    "reckon",
    "roll_anew",
    "watch",
    "weighed",
]
