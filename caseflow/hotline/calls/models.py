"""Appointments to call back, the calls that were tried, and how many the desk can make."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import PERSONAL, Base, stored


class CallResult(StrEnum):
    """How a call went (通话结果)."""

    CONNECTED = "connected"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    OFF = "off"
    REFUSED = "refused"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """What people call it."""
        return RESULT_LABELS[self]


RESULT_LABELS = {
    CallResult.CONNECTED: "接通",
    CallResult.NO_ANSWER: "无人接听",
    CallResult.BUSY: "占线",
    CallResult.OFF: "关机",
    CallResult.REFUSED: "拒接",
    CallResult.WRONG: "空号或者不是本人",
}


class Callback(Base):
    """An appointment to call the worker of a ticket in the hour that begins then (约回拨).

    A ticket has one at most that is not settled. `unit_id` is the unit whose capacity it takes.
    """

    __tablename__ = "callback"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"))
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    starts_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(sa.String(200), default="", info=PERSONAL)
    booked_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    booked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix_callback_open", "settled_at", "starts_at", "id"),)


class CallAttempt(Base):
    """One call that was tried for a ticket (呼叫记录); the one that closes it is told by its action."""

    __tablename__ = "call_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"))
    proceeding_id: Mapped[int] = mapped_column(sa.ForeignKey("proceeding.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    result: Mapped[CallResult] = mapped_column(stored(CallResult))
    note: Mapped[str] = mapped_column(sa.String(200), default="", info=PERSONAL)

    __table_args__ = (sa.Index("ix_call_attempt_proceeding_id", "proceeding_id", "at"),)


class CallSlot(Base):
    """How many calls of a unit's hour are taken; counted up in one statement, so that none is taken twice."""

    __tablename__ = "call_slot"

    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    taken: Mapped[int] = mapped_column(default=0)


class CallCapacity(Base):
    """How many calls a unit makes in that hour of every working day, or in each hour of that one day."""

    __tablename__ = "call_capacity"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    hour: Mapped[int | None]
    day: Mapped[date | None]
    calls: Mapped[int]
