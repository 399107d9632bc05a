"""What the guards, clocks, documents and figures of an aid case know about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.kernel.machine import Facts


@dataclass(frozen=True, kw_only=True)
class AidFacts(Facts):
    """An application and the case that grows from it; `handler_id` is the assigned lawyer.

    Found out, never typed in: `conflicted_people`. The rest are answers that actions brought.
    """

    # the application
    track: str | None = None
    received_on: date | None = None
    matter_type: str | None = None
    means_ground: str | None = None
    detained: bool = False
    limitation_last_day: date | None = None
    supplement_due_on: date | None = None

    # the referral to the state's centre
    center: str | None = None
    sharing_basis: str | None = None
    center_received_on: date | None = None

    # the decision
    provisional_ground: str | None = None
    termination_ground: str | None = None
    objection_received_on: date | None = None

    # the representation
    conflicted_people: frozenset[int] = frozenset()  # act for the employer, or mediate or supervise here
    engaged_on: date | None = None
    forum: str | None = None
    outcome: str | None = None
    awarded_amount: Decimal | None = None  # 元, by the effective instrument
    received_amount: Decimal | None = None  # 元, actually paid to the worker
    quality_score: int | None = None
