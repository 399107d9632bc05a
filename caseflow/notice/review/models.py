"""Comments of the legal review (审核意见)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.casework.privacy import Sealed
from caseflow.extensions import PERSONAL, Base


class ReviewComment(Base):
    """What a lawyer says of a line of a draft: answered by the drafter, closed by the lawyer.

    `part` is the name of the text, `quote` the line as it stood, empty where the whole text is meant. Both
    sides may name people, and are sealed.
    """

    __tablename__ = "review_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    part: Mapped[str] = mapped_column(sa.String(30))
    quote: Mapped[str] = mapped_column(Sealed("review_comment.quote"), default="", info=PERSONAL)
    text: Mapped[str] = mapped_column(Sealed("review_comment.text"), info=PERSONAL)
    made_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    made_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Sealed("review_comment.answer"), info=PERSONAL)
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]

    @property
    def standing(self) -> str:
        """Where it stands, in words."""
        if self.closed_at:
            return "已关闭"
        return "已答复，待律师关闭" if self.answered_at else "待答复"
