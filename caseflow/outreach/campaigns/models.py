"""The register of campaigns (分片区专项行动)."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.models import Outcome
from caseflow.extensions import Base, stored


class Campaign(Base):
    """A campaign of a unit in some areas, from a day to a day; one that is closed takes nothing more."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    purpose: Mapped[str] = mapped_column(sa.String(300), default="")
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    areas: Mapped[list[str]] = mapped_column(default=list)
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    made_at: Mapped[datetime]
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]

    __table_args__ = (sa.CheckConstraint("ends_on >= begins_on", name="ends_after_it_began"),)


class Target(Base):
    """An employer whom a campaign is to reach (片区单位); once in each campaign by its name."""

    __tablename__ = "campaign_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id"))
    employer_name: Mapped[str] = mapped_column(sa.String(100))
    area: Mapped[str] = mapped_column(sa.String(50))
    credit_code: Mapped[str | None] = mapped_column(sa.String(18))
    address: Mapped[str] = mapped_column(sa.String(200), default="")

    __table_args__ = (sa.UniqueConstraint("campaign_id", "employer_name"),)


class Visit(Base):
    """Two people at least were at an employer and saw this (走访)."""

    __tablename__ = "campaign_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign_target.id"), index=True)
    on: Mapped[date]
    persons: Mapped[list[int]] = mapped_column(default=list)
    findings: Mapped[str] = mapped_column(sa.Text)
    problems: Mapped[int] = mapped_column(default=0)
    fixed: Mapped[int] = mapped_column(default=0)
    noted_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    noted_at: Mapped[datetime]

    __table_args__ = (
        sa.CheckConstraint("problems >= 0 and fixed >= 0 and fixed <= problems", name="no_more_fixed"),
    )


class Mailing(Base):
    """One letter to many (批量发函): who drafted and reviewed the model, who has signed, how far it is.

    `token` is that of the form: sent twice, it is one mailing.
    """

    __tablename__ = "campaign_mailing"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id"), index=True)
    model_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"))
    token: Mapped[str] = mapped_column(sa.String(36), unique=True)
    drafted_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    reviewed_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    signed_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    signed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)


class MailingItem(Base):
    """One addressee of a mailing, and what became of it; written together with the letter."""

    __tablename__ = "campaign_mailing_item"

    mailing_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign_mailing.id"), primary_key=True)
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign_target.id"), primary_key=True, index=True)
    outcome: Mapped[Outcome] = mapped_column(stored(Outcome), default=Outcome.WAITING)
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proceeding.id"))
