"""What one process proposes to another, for a person to decide."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class Suggestion(Base):
    """A next step that an interlock proposes (拟办建议); a person takes it up or sets it aside with a reason.

    `process` names what would be opened, `data` what its form starts with; `rule` is the interlock's id.
    """

    __tablename__ = "suggestion"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"))
    rule: Mapped[str] = mapped_column(sa.String(8))
    process: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(300))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None]
    taken_up_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proceeding.id"))
    set_aside_because: Mapped[str] = mapped_column(sa.String(300), default="")

    __table_args__ = (sa.UniqueConstraint("source_id", "rule", "process"),)
