"""How far a mailing is, and what became of each of its letters (批量发函的结果)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from caseflow.casework.models import Outcome, Proceeding
from caseflow.extensions import db
from caseflow.outreach.campaigns.models import Mailing, MailingItem, Target


@dataclass(frozen=True, slots=True)
class Sent:
    """An addressee, and what became of the letter."""

    employer_name: str
    area: str
    outcome: Outcome
    reason: str
    letter_id: int | None
    number: str


@dataclass(frozen=True, slots=True)
class Told:
    """The letters in the order of their addressees, and how many there are of each outcome."""

    lines: Sequence[Sent]
    counts: Counter[Outcome]

    @property
    def total(self) -> int:
        """How many letters there are to be."""
        return len(self.lines)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return self.counts[Outcome.WAITING]


def report(mailing: Mailing) -> Told:
    """What became of a mailing that was found before."""
    query = (
        sa.select(
            Target.employer_name,
            Target.area,
            MailingItem.outcome,
            MailingItem.reason,
            MailingItem.letter_id,
            sa.func.coalesce(Proceeding.number, ""),
        )
        .join(Target, Target.id == MailingItem.target_id)
        .outerjoin(Proceeding, Proceeding.id == MailingItem.letter_id)
        .where(MailingItem.mailing_id == mailing.id)
    )
    lines = [Sent(*row) for row in db.session.execute(query.order_by(Target.id))]
    return Told(lines, Counter(one.outcome for one in lines))
