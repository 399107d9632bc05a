"""What a demand keeps beside its proceeding."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.models import Numbering, Proceeding
from caseflow.supervision.process import SUPERVISION


class Supervision(Proceeding):
    """A demand of the supervising manager about another proceeding (督办件); names as in its data."""

    __tablename__ = "supervision"
    __mapper_args__ = {"polymorphic_identity": SUPERVISION.name}
    definition = SUPERVISION
    numbering = Numbering(("issue",), "{prefix}督办〔{year}〕")

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    supervision_level: Mapped[str | None] = mapped_column(sa.String(12))
    demand: Mapped[str | None] = mapped_column(sa.Text)
    report_by: Mapped[date | None]
    supervising_leader: Mapped[str | None] = mapped_column(sa.String(200))
    report_cycle: Mapped[str | None] = mapped_column(sa.String(200))
    retention: Mapped[str | None] = mapped_column(sa.String(10))
