"""Clauses that this office has added (自有条款)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored
from caseflow.kernel.rules import Mark


class OwnClause(Base):
    """A clause that somebody has proposed, in use once a second person agreed to it.

    `categories` are codes or beginnings of them, one after the other; the proposer vouches for the article.
    """

    __tablename__ = "own_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(60))
    categories: Mapped[list[str]] = mapped_column(default=list)
    article: Mapped[str] = mapped_column(sa.String(120), default="")
    mark: Mapped[Mark] = mapped_column(stored(Mark))
    rule: Mapped[str] = mapped_column(sa.String(500), default="")
    breach: Mapped[str] = mapped_column(sa.String(200), default="")
    demand: Mapped[str] = mapped_column(sa.String(200), default="")
    limit: Mapped[str] = mapped_column(sa.String(20), default="")
    proposed_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    proposed_at: Mapped[datetime]
    approved_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("approved_by is null or approved_by <> proposed_by", name="two_persons"),
    )
