"""Clauses that this office has added (自有条款)."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.models import Agreed
from caseflow.extensions import Base, stored
from caseflow.kernel.rules import Mark


class OwnClause(Agreed, Base):
    """A clause that somebody has proposed, in use once a second person agreed to it.

    `categories` are codes or beginnings of them, one after the other; the proposer vouches for the article.
    """

    __tablename__ = "own_clause"

    title: Mapped[str] = mapped_column(sa.String(60))
    categories: Mapped[list[str]] = mapped_column(default=list)
    article: Mapped[str] = mapped_column(sa.String(120), default="")
    mark: Mapped[Mark] = mapped_column(stored(Mark))
    rule: Mapped[str] = mapped_column(sa.String(500), default="")
    breach: Mapped[str] = mapped_column(sa.String(200), default="")
    demand: Mapped[str] = mapped_column(sa.String(200), default="")
    limit: Mapped[str] = mapped_column(sa.String(20), default="")

    __table_args__ = (
        sa.CheckConstraint("approved_by is null or approved_by <> proposed_by", name="two_persons"),
    )
