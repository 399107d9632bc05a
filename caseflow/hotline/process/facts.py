"""What the guards, clocks and figures of a ticket know about it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from caseflow.kernel.machine import Facts


@dataclass(frozen=True, kw_only=True)
class TicketFacts(Facts):
    """A ticket; None means not yet known.

    The caller and the employer are parties of the matter, sealed at rest: no facts of the ticket.
    """

    number: str | None = None

    # kept on the matter
    category: str = ""
    priority: str = "P2"

    # the appeal as it came in (H1)
    channel: str | None = None
    received_at: datetime | None = None
    service: str | None = None
    real_name: bool | None = None
    wishes_reply: bool | None = None
    petition: str | None = None  # which way of 信访工作条例 第三十一条; None: no 信访事项
    upstream_no: str | None = None
    upstream_due_on: date | None = None

    # what was decided about it
    decline_code: str | None = None
    grade: str | None = None  # 一般、难点、特别复杂
    designated: bool = False  # the unit was fixed by decision and may not return the ticket
    cause: str | None = None  # why it is suspended
    hold_until: date | None = None  # the last day of the suspension, if one was named
    close_on_child: bool = False  # the ticket may be closed while what grew from it still runs (R22)

    # what came of it
    recovered_amount: Decimal | None = None
    persons_helped: int | None = None
    first_try_at: datetime | None = None
    second_try_at: datetime | None = None
    third_try_at: datetime | None = None
    resolved: str | None = None
    satisfaction: str | None = None
    master_no: str | None = None
    retention: str | None = None
