"""The union's force on the ground (三员): who, where, in which roles, from when until when."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.privacy import Sealed, mask_number
from caseflow.casework.wiring import wired
from caseflow.extensions import Base


class OfficerRole(StrEnum):
    """What one of the 三员 does; each value is a column of `Officer`, its label is configuration."""

    INFORMANT = "informant"
    SUPERVISOR = "supervisor"
    MEDIATOR = "mediator"

    @property
    def label(self) -> str:
        """What this office calls it."""
        return wired().officer_roles[list(OfficerRole).index(self)]


def labels(held: Iterable[OfficerRole]) -> str:
    """The roles in a line, in their order."""
    of = set(held)
    return "、".join(one.label for one in OfficerRole if one in of)


class Officer(Base):
    """A person with one or several of the three roles, in a unit (三员).

    `term_until` is the last day of the term, if one was set; `ended_on` the day from which the person holds
    the post no more. The phone is sealed.
    """

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(50))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    certificate_no: Mapped[str | None] = mapped_column(sa.String(50), unique=True)
    appointed_on: Mapped[date]
    term_until: Mapped[date | None]
    training_hours: Mapped[int] = mapped_column(default=0)
    area: Mapped[str] = mapped_column(sa.String(50), default="")
    phone: Mapped[str | None] = mapped_column(Sealed("officer.phone"))
    informant: Mapped[bool] = mapped_column(default=False)
    supervisor: Mapped[bool] = mapped_column(default=False)
    mediator: Mapped[bool] = mapped_column(default=False)
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(sa.String(200), default="")

    __table_args__ = (
        sa.CheckConstraint("informant or supervisor or mediator", name="has_a_role"),
        sa.CheckConstraint("ended_on is null or ended_on >= appointed_on", name="ends_after_it_began"),
    )

    @property
    def held(self) -> frozenset[OfficerRole]:
        """The roles of the person."""
        return frozenset(one for one in OfficerRole if getattr(self, one))

    @held.setter
    def held(self, roles: Iterable[OfficerRole]) -> None:
        of = set(roles)
        for one in OfficerRole:
            setattr(self, one, one in of)

    @property
    def masked_phone(self) -> str:
        """The phone as lists show it."""
        return mask_number(self.phone)


def in_post(day: date) -> sa.ColumnElement[bool]:
    """Who holds a post on the day (在岗)."""
    return sa.and_(
        Officer.appointed_on <= day,
        sa.or_(Officer.term_until.is_(None), Officer.term_until >= day),
        sa.or_(Officer.ended_on.is_(None), Officer.ended_on > day),
    )
