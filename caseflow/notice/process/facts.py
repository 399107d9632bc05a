"""What the guards, clocks, documents and figures of a letter know about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.kernel.machine import Facts


@dataclass(frozen=True, kw_only=True)
class NoticeFacts(Facts):
    """A letter, whatever its kind; what a kind does not ask for stays empty.

    Found out, never typed in: `parent_kind`, `county_level`, `require_reminder_first`, `identity_found`,
    `comments_unanswered`, `comments_open` and `joint_mediation_running`. The rest are answers that actions
    brought.
    """

    # where it comes from
    source: str | None = None
    parent_kind: str | None = None  # the process of the letter that this one follows
    complaint_received_on: date | None = None
    real_name: bool = False
    other_procedure: str = ""  # running on the same claim: inspection, arbitration, suit (R17)
    worker_group: str | None = None
    mass_dispute: str | None = None

    # who issues it
    county_level: bool | None = None  # the issuing union is of county level or above
    require_reminder_first: bool = False  # local rule: no 意见书 without a 提示函 before it

    # the letter
    number: str | None = None
    employer_name: str | None = None
    legal_representative: str | None = None
    employer_address: str | None = None
    platform_company: bool = False
    sanitised_facts: str = ""  # all that an employer may read of the case
    identity_found: bool = False  # the letter's text holds a name, phone or number of the complainant
    identity_consent: bool = False  # the complainant agreed in writing to be named
    legal_basis: str | None = None
    breaches: str | None = None
    measures: str | None = None
    headcount: int | None = None
    amount: Decimal | None = None
    reply_days: int | None = None  # working days that the letter states; None: those of the rule book
    rectify_by: date | None = None
    copy_to: str | None = None
    contact: str | None = None
    reviewer_id: int | None = None
    comments_unanswered: int = 0  # comments of the legal review that the drafter has not answered
    comments_open: int = 0  # those that the lawyer has not closed

    # the public letter
    occasion: str | None = None
    purpose: str | None = None
    areas: str | None = None
    channels: str | None = None
    valid_until: date | None = None
    published_on: date | None = None
    employers_reached: int | None = None
    reads: int | None = None

    # the investigation
    investigated_on: date | None = None
    investigators: tuple[int, ...] = ()
    certificates: str | None = None
    finding: str | None = None

    # service
    service_method: str | None = None
    served_on: date | None = None
    servers: tuple[int, ...] = ()
    service_place: str | None = None
    receiver: str | None = None
    delivery_no: str | None = None
    service_refused: bool = False
    service_witnesses: str | None = None
    service_photos: str | None = None
    electronic_agreed: bool = False

    # the answer and what became of it
    reply_kind: str | None = None
    replied_on: date | None = None
    verified_on: date | None = None
    verifiers: tuple[int, ...] = ()
    recovered_amount: Decimal | None = None
    joint_mediation_running: bool = False  # a mediation that both sides started
    employer_uncooperative: bool | None = None
    retention: str | None = None

    # the authority asked to act
    authority: str | None = None
    prior_letters: str | None = None
    opinion_refused: bool = False  # proof that the employer refused the 意见书 is attached
    suggestion: str | None = None
    evidence_index: str | None = None
    workers_annex: bool = False
    feedback_by: date | None = None
    sharing_basis: str | None = None
    authority_received_on: date | None = None
    authority_filed_on: date | None = None
    authority_file_no: str | None = None
    authority_closed_on: date | None = None
    result_in_writing: bool = False
