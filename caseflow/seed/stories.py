"""What the demo data tell: how many proceedings end up where, and over which way (演示故事)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from caseflow.seed.subjects import CAMPAIGNS, DECLINED, QUESTIONS

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """`many` proceedings that are led over the states to the last of them.

    `via` names actions to prefer, `then` actions that follow without a change of state; `told` is what these
    cases say besides, one after the other.
    """

    states: tuple[str, ...]
    many: int = 1
    via: tuple[str, ...] = ("draft",)
    then: tuple[str, ...] = ()
    told: Sequence[Told] = ({},)
    beside: tuple[str, ...] = ()  # actions on the demand that the story has issued (督办件)


def to(*states: str, **more: Any) -> Story:
    """A story over the states."""
    return Story(states, **more)


def each(*states: str, **more: Any) -> tuple[Story, ...]:
    """A story to each of the states."""
    return tuple(Story((state,), **more) for state in states)


FROM_ABOVE = {"via": ("import_upstream",), "told": ({"channel": "upstream"},)}

REPEATED = {"priority": "P1", "raise_reason": "再次反映，保持P1"}

PREPARED = ("draft", "legal_review", "pending_sign", "issued")
UNSENT = (*PREPARED, "revoked", "not_sent")

TICKETS = (
    to("closed", "archived", many=34),
    to("closed", many=16),
    to("closed", many=4, via=("close_unreached",)),
    to("closed", many=3, via=("close_unasked",), told=({"wishes_reply": False},)),
    to("closed_instant", many=12, told=QUESTIONS),
    to("closed_instant", "archived", many=16, told=QUESTIONS),
    to("not_accepted", many=3, told=DECLINED),
    to("not_accepted", "archived", many=3, told=DECLINED),
    to("draft", many=2),
    to("registered", many=4),
    to("registered", then=("propose_decline",), told=DECLINED),
    to("pending_dispatch", many=5),
    to("pending_dispatch", many=2, **FROM_ABOVE),
    to("dispatched", many=9),
    to("return_requested", many=2),
    to("in_progress", many=16),
    to("in_progress", many=2, then=("add_call",), told=(REPEATED,)),
    to("in_progress", many=3, then=("request_extension",)),
    to("in_progress", many=2, then=("request_extension", "approve_extension")),
    to("in_progress", many=2, then=("supervise",)),
    to("in_progress", then=("supervise",), beside=("report", "answer")),
    to("in_progress", then=("supervise",), beside=("answer", "return_answer")),
    to("in_progress", then=("supervise",), beside=("answer", "accept")),
    to("in_progress", then=("supervise",), beside=("answer", "accept", "archive")),
    to("in_progress", then=("supervise",), beside=("withdraw",)),
    to("in_progress", then=("supervise", "withdraw")),
    to("in_progress", many=3, then=("urge",)),
    to("in_progress", then=("urge", "answer_urge")),
    to("in_progress", many=2, told=({"petition": "examine"},)),
    to("in_progress", many=2, **FROM_ABOVE),
    to("in_progress", then=("request_suspension",)),
    to("suspended", many=4),
    to("suspended", told=({"cause": "unreachable", "hold_until": timedelta(days=30)},)),
    to("suspended", "in_progress", via=("arrived_papers",), told=({"cause": "papers"},)),
    to("replied", many=6),
    to("replied", "rework", many=2),
    to("callback", "rework"),
    to("callback", many=7),
    to("withdrawn", many=3),
    to("merged", many=2, told=({"master_no": "NC12351-演示-0001"},)),
)

AID = (
    to("supplement", told=({"supplement_due_on": timedelta(days=60)},)),
    *each("approved", "provisional", "denied", "engaged", "reassigning", "terminated"),
    *each("file_submitted", "settled", "withdrawn"),
    *each("applied", "assigned", "concluded", many=2),
    to("review"),
    to("review", then=("propose_grant",)),
    to("referred", told=({"track": "state"},)),
    to("denied", "objection"),
    to("in_representation", many=4),
    to("settled", "archived", many=5),
)

MEDIATIONS = (
    *each("consent", "not_accepted", "accepted", "assigned", "extended", "agreed"),
    *each("confirmed", "confirm_refused", "defaulted", "failed", "withdrawn"),
    *each("applied", "effective", "performed", many=2),
    to("in_mediation", many=3),
    to("in_mediation", told=({"court_commissioned": True},)),
    to("confirming", via=("apply_judicial",)),
    to("confirming", via=("apply_review",)),
    to("performed", "archived", many=4),
    to("failed", "archived"),
)

EMPLOYER_LETTERS = (
    *each(*UNSENT, "serving", "service_failed", "overdue", "replied", "verifying"),
    *each("closed_explained", "escalated", "closed_rectified"),
    to("awaiting_reply", many=3),
    to("legal_review"),
    to("closed_rectified", "archived", many=2),
)

PROCURATORATE = (to("referred_procuratorate", told=({"worker_group": "women"},)),)

REFUSED = ({"opinion_refused": True, "worker_group": "women"},)

RECOMMENDATIONS = (
    *each(*UNSENT, "serving", "closed_explained", "escalated", "referred_procuratorate", told=REFUSED),
    *each("authority_received", "authority_filed", "authority_declined", "authority_result", told=REFUSED),
    to("closed_rectified", told=REFUSED),
    to("closed_rectified", "archived", told=REFUSED),
)

PUBLIC_REMINDERS = (
    *each(*UNSENT, told=CAMPAIGNS),
    to("published", many=3, then=("record_reach",), told=CAMPAIGNS),
    to("published", "archived", many=2, told=CAMPAIGNS),
)

TRANSFERS = (
    to("draft", via=("propose",)),
    *each("draft", "approved", "sent", "received", "refused", "joint_meeting", "overdue", "result", "closed"),
    to("in_process", many=3),
    to("closed", "archived", many=2, via=("draft", "record_result", "close")),
)

STORIES: Mapping[str, tuple[Story, ...]] = {
    "ticket": TICKETS,
    "aid": AID,
    "mediation": MEDIATIONS,
    "reminder": EMPLOYER_LETTERS,
    "opinion": (*EMPLOYER_LETTERS, *PROCURATORATE),
    "recommendation": RECOMMENDATIONS,
    "public_reminder": PUBLIC_REMINDERS,
    "transfer": TRANSFERS,
}
"""Process → its stories."""

FROM_CALLS = ("aid", "mediation", "reminder", "transfer")
"""Processes of which every second proceeding grows from a ticket."""
