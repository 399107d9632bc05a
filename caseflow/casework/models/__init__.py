"""The tables that all processes share."""

from caseflow.casework.models.audit import AuditAnchor, AuditEvent, Viewing
from caseflow.casework.models.beginning import Beginning
from caseflow.casework.models.clock import ClockExtension, ClockPause, RunningClock
from caseflow.casework.models.group import DisputeGroup, GroupMember
from caseflow.casework.models.law import CalendarOverride, CalendarYear, DeadlineRule, LawVersion
from caseflow.casework.models.matter import LimitationEvent, Matter, Party, PartyKind
from caseflow.casework.models.notification import Channel, Notification
from caseflow.casework.models.numbering import Numbering, NumberSeries
from caseflow.casework.models.proceeding import Card, Involvement, Proceeding
from caseflow.casework.models.register import (
    EmployerName,
    EmployerRecord,
    RecordKind,
    RecordMerge,
    WorkerKey,
    WorkerRecord,
)
from caseflow.casework.models.reveal import RevealRequest
from caseflow.casework.models.suggestion import Suggestion

__all__ = [
    "AuditAnchor",
    "AuditEvent",
    "Beginning",
    "CalendarOverride",
    "CalendarYear",
    "Card",
    "Channel",
    "ClockExtension",
    "ClockPause",
    "DeadlineRule",
    "DisputeGroup",
    "EmployerName",
    "EmployerRecord",
    "GroupMember",
    "Involvement",
    "LawVersion",
    "LimitationEvent",
    "Matter",
    "Notification",
    "NumberSeries",
    "Numbering",
    "Party",
    "PartyKind",
    "Proceeding",
    "RecordKind",
    "RecordMerge",
    "RevealRequest",
    "RunningClock",
    "Suggestion",
    "Viewing",
    "WorkerKey",
    "WorkerRecord",
]
