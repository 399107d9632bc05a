"""The hotline ticket as it is kept."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.models import Numbering, Proceeding
from caseflow.hotline.process import TICKET


class Ticket(Proceeding):
    """A call and what becomes of it (工单); the columns bear the names of what the actions ask for."""

    __tablename__ = "ticket"
    __mapper_args__ = {"polymorphic_identity": TICKET.name}
    definition = TICKET
    numbering = Numbering(("register", "import_upstream"), "NC12351-{day}-", after="", digits=4)

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)

    channel: Mapped[str | None] = mapped_column(sa.String(10))
    received_at: Mapped[datetime | None]
    service: Mapped[str | None] = mapped_column(sa.String(2))
    real_name: Mapped[bool | None]
    is_worker_self: Mapped[bool | None]
    employer_known: Mapped[bool | None]
    wishes_reply: Mapped[bool | None]
    petition: Mapped[str | None] = mapped_column(sa.String(10))
    upstream_no: Mapped[str | None] = mapped_column(sa.String(200))
    upstream_due_on: Mapped[date | None]

    callback_at: Mapped[datetime | None]
    callback_about: Mapped[str | None] = mapped_column(sa.String(200))
    proposed_unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))

    decline_code: Mapped[str | None] = mapped_column(sa.String(4))
    grade: Mapped[str | None] = mapped_column(sa.String(10))
    co_units: Mapped[str | None] = mapped_column(sa.String(200))
    designated: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str | None] = mapped_column(sa.String(12))
    proof_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    hold_until: Mapped[date | None]
    close_on_child: Mapped[bool] = mapped_column(default=False)

    recovered_amount: Mapped[Decimal | None]
    persons_helped: Mapped[int | None]
    first_try_at: Mapped[datetime | None]
    second_try_at: Mapped[datetime | None]
    third_try_at: Mapped[datetime | None]
    resolved: Mapped[str | None] = mapped_column(sa.String(12))
    satisfaction: Mapped[str | None] = mapped_column(sa.String(24))
    master_no: Mapped[str | None] = mapped_column(sa.String(200))
    retention: Mapped[str | None] = mapped_column(sa.String(10))
