"""What the guards, clocks, documents and figures of a mediation know about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.kernel.machine import Facts
from caseflow.mediation.process.instalments import next_due


@dataclass(frozen=True, kw_only=True)
class MediationFacts(Facts):
    """A dispute before a mediation body; `handler_id` is the mediator who presides.

    Found out, never typed in: `conflicted_people`, `opinion_issuers` and `next_instalment_on`. The rest are
    answers of actions.
    """

    # the application
    org_type: str | None = None
    applicant: str | None = None
    received_on: date | None = None
    court_commissioned: bool = False
    arbitration_commissioned: bool = False
    negotiation_requested_on: date | None = None
    commission_taken_on: date | None = None  # the day the court's commission was confirmed on its platform
    other_party: str | None = None
    consented_on: date | None = None

    # the mediators
    panel_ids: tuple[int, ...] = ()
    conflicted_people: frozenset[int] = frozenset()  # lawyers and supervisors in the same matter
    opinion_issuers: frozenset[int] = frozenset()  # drafted or signed an 意见书 on the same claim
    issuer_accepted: bool = False  # both sides accept such a person as mediator

    # the talks and the agreement
    extended_to: date | None = None
    cause: str | None = None  # why the talks rest
    hold_until: date | None = None  # the last day of the rest, if one was named
    fail_reason: str | None = None
    agreed_amount: Decimal | None = None  # 元
    performance_due_on: date | None = None  # the last day for performance
    instalments: str | None = None  # a line for each part, where it is performed in parts
    instalments_paid: int | None = None  # how many of them are paid
    next_instalment_on: date | None = None  # follows from the two
    confirms_relation: bool = False  # the agreement also finds that there is an employment relation
    represented_consent: bool | None = None  # those represented consented in writing
    effective_on: date | None = None

    # confirmation
    review_applied_on: date | None = None  # to the arbitration commission (仲裁审查)
    commission_accepted_on: date | None = None
    court_applied_on: date | None = None  # to the court (司法确认)
    court_accepted_on: date | None = None
    confirmed_on: date | None = None

    # performance
    performed_on: date | None = None
    performed_amount: Decimal | None = None  # 元
    order_applied_on: date | None = None
    order_accepted_on: date | None = None
    order_received_on: date | None = None  # by the debtor
    order_outcome: str | None = None
    enforcement_applied_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "next_instalment_on", next_due(self.instalments, self.instalments_paid))
