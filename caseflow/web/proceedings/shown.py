"""Which part of the history is asked for, by the address of the page (经过的筛选)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from caseflow.casework.history import EVERYTHING, Wanted
from caseflow.casework.notes import ADDED
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import Permission, Viewer

CONTACTS = frozenset(
    (
        *("contacted_at", "called_at", "visited_at", "informed_on", "told_on", "first_try_at"),
        *("callback_at", "repeat_at"),
    )
)
"""An action that asks for one of these tells of a call, a visit or a letter to the people of the matter."""

FILES = frozenset(
    (
        *("attach_file", "open_file", "withdraw_file", "describe_file", "take_bundle"),
        *("draft_document", "finish_document", "void_document", "take_document"),
    )
)
CALLS = frozenset(("cancel_callback", "log_call", "reveal_phone"))
NOTES = frozenset((ADDED,))


class Show(StrEnum):
    """A part of the history."""

    ALL = "all"
    STEPS = "steps"
    CONTACTS = "contacts"
    NOTES = "notes"
    FILES = "files"
    REMINDERS = "reminders"
    VIEWINGS = "viewings"

    @property
    def label(self) -> str:
        """The part in a word."""
        return LABELS[self]

    @classmethod
    def read(cls, text: str | None, viewer: Viewer) -> "Show":
        """The part that an address asks for, as far as the viewer may see it; else everything."""
        return next((show for show in offered(viewer) if show == text), cls.ALL)


LABELS: Mapping[Show, str] = {
    Show.ALL: "全部",
    Show.STEPS: "办理",
    Show.CONTACTS: "电话和联系",
    Show.NOTES: "备注",
    Show.FILES: "文件",
    Show.REMINDERS: "提醒",
    Show.VIEWINGS: "查阅",
}

EMPTY: Mapping[Show, str] = {
    Show.ALL: "还没有办理记录。",
    Show.STEPS: "还没有办理记录。",
    Show.CONTACTS: "还没有电话和联系记录。联系以后登记在办理步骤里，这里会列出来。",
    Show.NOTES: "还没有备注。可以在“写备注”里记下情况。",
    Show.FILES: "还没有文件记录。",
    Show.REMINDERS: "系统还没有发过提醒。",
    Show.VIEWINGS: "还没有人打开过这一页。",
}
"""Why there is nothing to show, and what to do next."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A part that the page offers; `chosen` is the one that it shows."""

    show: Show
    chosen: bool


def offered(viewer: Viewer) -> tuple[Show, ...]:
    """The parts that the viewer may ask for: who has opened the page is for managers and auditors."""
    return tuple(s for s in Show if s is not Show.VIEWINGS or viewer.can(Permission.VIEWINGS))


def choices(viewer: Viewer, chosen: Show) -> tuple[Choice, ...]:
    """Every part on offer."""
    return tuple(Choice(show, show is chosen) for show in offered(viewer))


def wanted(show: Show, process: Process) -> Wanted:
    """The rows that make up the part."""
    only: Mapping[Show, frozenset[str]] = {
        Show.CONTACTS: _contacts(process) | CALLS,
        Show.NOTES: NOTES,
        Show.FILES: FILES,
        Show.REMINDERS: frozenset(),
        Show.VIEWINGS: frozenset(),
    }
    if show is Show.ALL:
        return EVERYTHING
    if show is Show.STEPS:
        return Wanted(but=_contacts(process) | CALLS | NOTES | FILES, reminders=False)
    return Wanted(only=only[show], reminders=show is Show.REMINDERS, viewings=show is Show.VIEWINGS)


@cache
def _contacts(process: Process) -> frozenset[str]:
    return frozenset(t.action for t in process.transitions if any(d.name in CONTACTS for d in t.needs))
