"""The tables that all processes share."""

from caseflow.casework.models.agreed import Agreed
from caseflow.casework.models.attachment import ANNEX, Attachment, Content, ContentPart, Material
from caseflow.casework.models.audit import AuditAnchor, AuditEvent, Viewing
from caseflow.casework.models.beginning import Beginning
from caseflow.casework.models.calendar import CalendarChange, ChangeKind, OwnDay, Phase
from caseflow.casework.models.check import SelfCheck
from caseflow.casework.models.clock import ClockExtension, ClockPause, RunningClock
from caseflow.casework.models.delivery import (
    AttemptOutcome,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Gateway,
    MessagePreference,
    MessageTemplate,
    Security,
)
from caseflow.casework.models.desk import BulkItem, BulkRun, DefaultView, Outcome, SavedView
from caseflow.casework.models.document import Document, PaperTemplate, Standing, TemplateFormat, VerifyTry
from caseflow.casework.models.draft import Draft
from caseflow.casework.models.erasure import Erasure, LegalHold
from caseflow.casework.models.export import Export, ExportForm, ExportPart, ExportPhase
from caseflow.casework.models.filing import FileGap, Filing
from caseflow.casework.models.group import DisputeGroup, GroupMember
from caseflow.casework.models.law import (
    CalendarOverride,
    CalendarYear,
    DeadlineRule,
    LawVersion,
    LocalParameter,
    Proposed,
    RuleTrial,
    Stand,
)
from caseflow.casework.models.matter import LimitationEvent, Matter, Party, PartyKind
from caseflow.casework.models.milestone import Milestone
from caseflow.casework.models.note import Audience, Note, Presence
from caseflow.casework.models.notification import (
    DIGEST,
    OUTSIDE,
    Channel,
    Digest,
    Manner,
    Notification,
)
from caseflow.casework.models.numbering import Numbering, NumberSeries
from caseflow.casework.models.proceeding import Card, Involvement, Proceeding
from caseflow.casework.models.register import (
    EmployerName,
    EmployerRecord,
    RecordKind,
    RecordMerge,
    SiteVisit,
    WorkerKey,
    WorkerRecord,
)
from caseflow.casework.models.reveal import RevealRequest
from caseflow.casework.models.screening import Finding, Screening
from caseflow.casework.models.search import SearchDocument
from caseflow.casework.models.suggestion import Suggestion
from caseflow.casework.models.synonym import SynonymGroup, SynonymWord
from caseflow.casework.models.tally import Tally

__all__ = [
    "ANNEX",
    "DIGEST",
    "OUTSIDE",
    "Agreed",
    "Attachment",
    "AttemptOutcome",
    "Audience",
    "AuditAnchor",
    "AuditEvent",
    "Beginning",
    "BulkItem",
    "BulkRun",
    "CalendarChange",
    "CalendarOverride",
    "CalendarYear",
    "Card",
    "ChangeKind",
    "Channel",
    "ClockExtension",
    "ClockPause",
    "Content",
    "ContentPart",
    "DeadlineRule",
    "DefaultView",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryState",
    "Digest",
    "DisputeGroup",
    "Document",
    "Draft",
    "EmployerName",
    "EmployerRecord",
    "Erasure",
    "Export",
    "ExportForm",
    "ExportPart",
    "ExportPhase",
    "FileGap",
    "Filing",
    "Finding",
    "Gateway",
    "GroupMember",
    "Involvement",
    "LawVersion",
    "LegalHold",
    "LimitationEvent",
    "LocalParameter",
    "Manner",
    "Material",
    "Matter",
    "MessagePreference",
    "MessageTemplate",
    "Milestone",
    "Note",
    "Notification",
    "NumberSeries",
    "Numbering",
    "Outcome",
    "OwnDay",
    "PaperTemplate",
    "Party",
    "PartyKind",
    "Phase",
    "Presence",
    "Proceeding",
    "Proposed",
    "RecordKind",
    "RecordMerge",
    "RevealRequest",
    "RuleTrial",
    "RunningClock",
    "SavedView",
    "Screening",
    "SearchDocument",
    "Security",
    "SelfCheck",
    "SiteVisit",
    "Stand",
    "Standing",
    "Suggestion",
    "SynonymGroup",
    "SynonymWord",
    "Tally",
    "TemplateFormat",
    "VerifyTry",
    "Viewing",
    "WorkerKey",
    "WorkerRecord",
]
