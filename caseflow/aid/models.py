"""What an aid case keeps beside its proceeding."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.aid.process import AID
from caseflow.casework.involvement import people_in
from caseflow.casework.models import Numbering, Proceeding
from caseflow.casework.models.beginning import application


class AidCase(Proceeding):
    """An application for legal aid and the case that grows from it (法律援助); names as in `AidFacts`."""

    __tablename__ = "aid_case"
    __mapper_args__ = {"polymorphic_identity": AID.name}
    definition = AID
    numbering = Numbering(("apply",), "{prefix}援申〔{year}〕")
    beginning = application("职工到本会申请法律援助")

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    track: Mapped[str | None]
    received_on: Mapped[date | None]
    matter_type: Mapped[str | None]
    means_ground: Mapped[str | None]
    detained: Mapped[bool] = mapped_column(default=False)
    limitation_last_day: Mapped[date | None]
    supplement_due_on: Mapped[date | None]
    center: Mapped[str | None]
    sharing_basis: Mapped[str | None]
    center_received_on: Mapped[date | None]
    provisional_ground: Mapped[str | None]
    termination_ground: Mapped[str | None]
    objection_received_on: Mapped[date | None]
    engaged_on: Mapped[date | None]
    forum: Mapped[str | None]
    outcome: Mapped[str | None]
    awarded_amount: Mapped[Decimal | None]
    received_amount: Mapped[Decimal | None]
    quality_score: Mapped[int | None]

    @property
    def conflicted_people(self) -> frozenset[int]:
        """Who takes part in mediating this matter and cannot be its lawyer (回避)."""
        return people_in(self, "mediation")
