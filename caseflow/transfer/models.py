"""What a transfer keeps beside its proceeding."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.models import Beginning, Numbering, Proceeding
from caseflow.casework.models.beginning import CLAIM, EMPLOYER, WORKER
from caseflow.transfer.process import TRANSFER


class Transfer(Proceeding):
    """A matter handed to another agency (移送协作); names as in `TransferFacts`."""

    __tablename__ = "transfer"
    __mapper_args__ = {"polymorphic_identity": TRANSFER.name}
    definition = TRANSFER
    numbering = Numbering(("send",), "{prefix}联移〔{year}〕")
    beginning = Beginning(
        occasion="把线索或者案件移送人社、法院、检察院等协作部门",
        asks=(*WORKER, *EMPLOYER, *CLAIM, "sanitised_facts", "confidential"),
        required=("category",),
        story="clue",
    )

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    agency: Mapped[str | None]
    agency_name: Mapped[str | None]
    subject: Mapped[str | None]
    expedited: Mapped[bool] = mapped_column(default=False)
    sharing_basis: Mapped[str | None]
    approved_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    file_no: Mapped[str | None]
    result_on: Mapped[date | None]
    recovered_amount: Mapped[Decimal | None]
    told_on: Mapped[date | None]
    retention: Mapped[str | None]
