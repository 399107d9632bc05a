"""What a mediation keeps beside its proceeding."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, aliased, column_property, mapped_column

from caseflow.casework.involvement import people_in
from caseflow.casework.models import Involvement, Numbering, Proceeding
from caseflow.casework.models.beginning import application
from caseflow.mediation.process import MEDIATION
from caseflow.mediation.process.instalments import next_due


class Mediation(Proceeding):
    """A labour dispute before a mediation body (劳动争议调解); names as in `MediationFacts`."""

    __tablename__ = "mediation"
    __mapper_args__ = {"polymorphic_identity": MEDIATION.name}
    definition = MEDIATION
    numbering = Numbering(("apply",), "（{prefix}）人调字〔{year}〕第")
    beginning = application("职工或者用人单位到本会申请调解")

    id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    if TYPE_CHECKING:
        opinion_people: str | None
    org_type: Mapped[str | None]
    applicant: Mapped[str | None]
    received_on: Mapped[date | None]
    court_commissioned: Mapped[bool] = mapped_column(default=False)
    arbitration_commissioned: Mapped[bool] = mapped_column(default=False)
    negotiation_requested_on: Mapped[date | None]
    commission_taken_on: Mapped[date | None]
    other_party: Mapped[str | None]
    consented_on: Mapped[date | None]
    panel_ids: Mapped[list[int]] = mapped_column(default=list)
    issuer_accepted: Mapped[bool] = mapped_column(default=False)
    extended_to: Mapped[date | None]
    cause: Mapped[str | None] = mapped_column(sa.String(20))
    proof_id: Mapped[int | None] = mapped_column(sa.ForeignKey("attachment.id"))
    hold_until: Mapped[date | None]
    fail_reason: Mapped[str | None]
    agreed_amount: Mapped[Decimal | None]
    performance_due_on: Mapped[date | None]
    instalments: Mapped[str | None]
    instalments_paid: Mapped[int | None]
    confirms_relation: Mapped[bool] = mapped_column(default=False)
    represented_consent: Mapped[bool | None]
    effective_on: Mapped[date | None]
    review_applied_on: Mapped[date | None]
    commission_accepted_on: Mapped[date | None]
    court_applied_on: Mapped[date | None]
    court_accepted_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    performed_on: Mapped[date | None]
    performed_amount: Mapped[Decimal | None]
    order_applied_on: Mapped[date | None]
    order_accepted_on: Mapped[date | None]
    order_received_on: Mapped[date | None]
    order_outcome: Mapped[str | None]
    enforcement_applied_on: Mapped[date | None]

    @property
    def conflicted_people(self) -> frozenset[int]:
        """Lawyers and supervisors of either party in this matter, who cannot mediate it (回避)."""
        return people_in(self, "aid", "notice")

    @property
    def next_instalment_on(self) -> date | None:
        """The day of the part that is to be paid next."""
        return next_due(self.instalments, self.instalments_paid)

    @property
    def opinion_issuers(self) -> frozenset[int]:
        """Who drafted, reviewed or signed an 意见书 in this matter."""
        return frozenset(int(user) for user in (self.opinion_people or "").split(",") if user)


_opinion = aliased(Proceeding.__table__)
_part = aliased(Involvement)
sa.inspect(Mediation).add_property(
    "opinion_people",
    column_property(
        sa.select(sa.func.aggregate_strings(sa.cast(_part.user_id, sa.String), ","))
        .join(_opinion, _opinion.c.id == _part.proceeding_id)
        .where(_part.matter_id == Proceeding.matter_id, _opinion.c.process == "opinion")
        .scalar_subquery()
    ),
)
