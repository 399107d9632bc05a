"""What the guards, clocks and figures of a transfer know about it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caseflow.kernel.machine import Facts


@dataclass(frozen=True, kw_only=True)
class TransferFacts(Facts):
    """A transfer; None means not yet known."""

    agency: str | None = None
    agency_name: str | None = None
    subject: str | None = None
    expedited: bool = False  # to be sent on the day it is approved
    sharing_basis: str | None = None
    approved_on: date | None = None
    sent_on: date | None = None
    received_on: date | None = None
    filed_on: date | None = None
    file_no: str | None = None
    result_on: date | None = None
    recovered_amount: Decimal | None = None
    told_on: date | None = None
    retention: str | None = None
