"""Samples, and the cases that were drawn (抽检批次、抽检件)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored


class Strata(StrEnum):
    """By what cases are put into strata before some of each are drawn (分层)."""

    NONE = "none"
    UNIT = "unit"
    HANDLER = "handler"

    @property
    def label(self) -> str:
        """The word for it."""
        return {Strata.NONE: "不分层", Strata.UNIT: "按单位", Strata.HANDLER: "按承办人"}[self]


class QualitySample(Base):
    """A sample as it was drawn (抽检批次): the rule, the seed, and what there was to draw from.

    Drawn from the cases of `process` that were closed in the months `first` to `last` (as 202411) in the unit
    and below it; `population` counts them and `digest` covers them, to tell later whether they are the same.
    """

    __tablename__ = "quality_sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    process: Mapped[str] = mapped_column(sa.String(20))
    first: Mapped[int]
    last: Mapped[int]
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    strata: Mapped[Strata] = mapped_column(stored(Strata))
    each: Mapped[bool]
    size: Mapped[int]
    seed: Mapped[int]
    population: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    drawn_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    drawn_at: Mapped[datetime]


class SampledCase(Base):
    """A case that was drawn, and what was found in it (抽检件).

    `grades` are those of the checklist by its codes. One that is returned waits for the handler's `answer`.
    """

    __tablename__ = "sampled_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("quality_sample.id"))
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    stratum: Mapped[str] = mapped_column(sa.String(100))
    handler_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    grades: Mapped[dict[str, Any]] = mapped_column(default=dict)
    score: Mapped[int | None]
    finding: Mapped[str] = mapped_column(sa.Text, default="")
    checked_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    checked_at: Mapped[datetime | None]
    returned: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (sa.UniqueConstraint("sample_id", "proceeding_id"),)

    @property
    def standing(self) -> str:
        """How far it has got, in a word."""
        if self.score is None:
            return "待检查"
        if not self.returned:
            return "已检查"
        return "已整改回复" if self.answered_at else "退回待整改"
