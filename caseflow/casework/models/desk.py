"""What people keep at their queue: views they come back to, and what they did to many at once."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored
from caseflow.kernel.roles import Role


class SavedView(Base):
    """A tab with its filters under a name (常用视图); `query` is what stands in the address of the queue.

    One with a `role` is there for everybody who holds it.
    """

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    role: Mapped[Role | None] = mapped_column(stored(Role), index=True)
    name: Mapped[str] = mapped_column(sa.String(20))
    query: Mapped[str] = mapped_column(sa.String(500))

    __table_args__ = (sa.UniqueConstraint("owner_id", "name"),)


class DefaultView(Base):
    """The view with which a person's queue opens."""

    __tablename__ = "default_view"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    view_id: Mapped[int] = mapped_column(sa.ForeignKey("saved_view.id", ondelete="CASCADE"), index=True)


class BulkRun(Base):
    """One thing done to many proceedings (批量办理); `token` is its form's: sent twice, it is one run."""

    __tablename__ = "bulk_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(36), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    act: Mapped[str] = mapped_column(sa.String(12))
    at: Mapped[datetime]


class Outcome(StrEnum):
    """What became of one of them."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The head of its list."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.DONE: "已办理",
    Outcome.CHANGED: "预览以后有变化，没有办理",
    Outcome.SKIPPED: "没有办理",
    Outcome.WAITING: "还没有办到",
}


class BulkItem(Base):
    """One of the proceedings of a run, and what became of it; written together with what was done."""

    __tablename__ = "bulk_item"

    run_id: Mapped[int] = mapped_column(sa.ForeignKey("bulk_run.id"), primary_key=True)
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), primary_key=True)
    outcome: Mapped[Outcome] = mapped_column(stored(Outcome), default=Outcome.WAITING)
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
