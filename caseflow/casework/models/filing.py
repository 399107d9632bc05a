"""How long filed proceedings are kept, and what may be missing from a file with another person's consent."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import PERSONAL, Base, stored
from caseflow.kernel.rules import Mark


class Filing(Base):
    """A filed proceeding: for how long it is kept, on what that rests, and the last day (归档、保管期限).

    `ends_on` is None for what is kept for ever.
    """

    __tablename__ = "filing"

    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    period: Mapped[str] = mapped_column(sa.String(20))
    basis: Mapped[str] = mapped_column(sa.String(200))
    mark: Mapped[Mark] = mapped_column(stored(Mark))
    filed_at: Mapped[datetime]
    ends_on: Mapped[date | None] = mapped_column(index=True)


class FileGap(Base):
    """Something that a file has to hold and does not, with the reason; it may be missing once it is agreed.

    `entry` is the place of the list of contents. Who asks and who decides are two people.
    """

    __tablename__ = "file_gap"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    entry: Mapped[str] = mapped_column(sa.String(60))
    reason: Mapped[str] = mapped_column(sa.String(300), info=PERSONAL)
    asked_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    agreed: Mapped[bool | None]

    __table_args__ = (sa.CheckConstraint("decided_by is null or decided_by <> asked_by", name="two_persons"),)

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None
