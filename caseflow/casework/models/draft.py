"""Forms on their way to being sent."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.privacy import Sealed
from caseflow.extensions import Base


class Draft(Base):
    """What somebody has typed into a form and not sent yet (草稿); sealed, since it names people.

    `token` is that of the form, `path` where it lives, `proceeding_id` what it is about. `writer` is the page
    that saved it last. Once the form is sent (`sent_at`), the words are gone and the token stays for a while,
    so that the same form sent again does nothing; `outcome_id` is the proceeding that it opened.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    token: Mapped[str] = mapped_column(sa.String(36))
    path: Mapped[str] = mapped_column(sa.String(300), default="")
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    content: Mapped[str] = mapped_column(Sealed("draft.content"), default="")
    writer: Mapped[str] = mapped_column(sa.String(36), default="")
    proceeding_id: Mapped[int | None]
    started_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    discarded_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    outcome_id: Mapped[int | None]

    __table_args__ = (sa.UniqueConstraint("owner_id", "token"),)
