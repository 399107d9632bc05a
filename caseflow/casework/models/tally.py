"""How many proceedings stand alike: an index that counts (看板计数)."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base


class Tally(Base):
    """So many proceedings more, or fewer, of one process, unit and handler that fall due at one moment.

    Triggers of the database add a row for what a proceeding was and one for what it has become, so that
    nobody waits for anybody; the sums of the rows are the counts, and `tallies.compact` adds them up. What is
    closed and has no date left is not counted. `state` is kept only of what has no date: it says what rests.
    """

    __tablename__ = "tally"

    id: Mapped[int] = mapped_column(primary_key=True)
    process: Mapped[str] = mapped_column(sa.String(20))
    state: Mapped[str] = mapped_column(sa.String(30))
    unit_id: Mapped[int]
    handler_id: Mapped[int | None]
    due_at: Mapped[datetime | None]
    n: Mapped[int]
