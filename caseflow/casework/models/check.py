"""What the system found when it looked at itself."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class SelfCheck(Base):
    """One look at everything that must always hold (自检); `findings` holds what did not, by check.

    `by_id` is who asked for it, 0 for the nightly one.
    """

    __tablename__ = "self_check"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int]
    findings: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
