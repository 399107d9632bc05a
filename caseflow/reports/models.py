"""What people add to the figures: numbers from elsewhere, and the annual review as they have worded it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class ManualFigure(Base):
    """A figure that the system does not hold, entered by hand with its source (手工填报).

    Label and measure (份, 场 …) are those of the day it was entered; `period` is a code as `Period` reads it.
    """

    __tablename__ = "manual_figure"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(30))
    label: Mapped[str] = mapped_column(sa.String(50))
    measure: Mapped[str] = mapped_column(sa.String(10))
    period: Mapped[str] = mapped_column(sa.String(20))
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    value: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(200))
    entered_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    entered_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("unit_id", "period", "code"),)


class ReviewDraft(Base):
    """The annual review of a unit as somebody has worded it (年度工作回眸).

    `basis` is what the figures said when it was saved; `version` counts how often it was.
    """

    __tablename__ = "review_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    year: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    basis: Mapped[str] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    saved_at: Mapped[datetime]

    __table_args__ = (sa.UniqueConstraint("unit_id", "year"),)
