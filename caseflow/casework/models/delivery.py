"""Messages that leave the house: how, to whom, and what became of each (投递)."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from caseflow.accounts.models import Unit, User
from caseflow.casework.models.notification import Channel
from caseflow.casework.privacy import Sealed
from caseflow.extensions import Base, stored

_ADDRESS = 200


class Security(StrEnum):
    """How the line to a mail server is protected (加密方式)."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class Gateway(Base):
    """A way out of the house (通道): a mail server, a gateway for text messages, a robot of a group chat.

    `address` is the host of a mail server or the base address of the others; `token` names the robot and
    `secret` signs or signs in. A robot speaks in the chat of a `unit`; the others serve everybody. Addresses
    inside of the office's network are refused in production unless it is `inside` on purpose. `allowance` is
    how many messages might go out at once at `allowance_at`; it grows up to a share of `per_minute`.
    """

    __tablename__ = "gateway"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(stored(Channel))
    name: Mapped[str] = mapped_column(sa.String(50))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    address: Mapped[str] = mapped_column(sa.String(_ADDRESS))
    port: Mapped[int | None]
    security: Mapped[Security] = mapped_column(stored(Security), default=Security.STARTTLS)
    username: Mapped[str] = mapped_column(sa.String(100), default="")
    sender: Mapped[str] = mapped_column(sa.String(_ADDRESS), default="")
    token: Mapped[str | None] = mapped_column(Sealed("gateway.token"))
    secret: Mapped[str | None] = mapped_column(Sealed("gateway.secret"))
    inside: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=False)
    per_minute: Mapped[int] = mapped_column(default=20)
    allowance: Mapped[float] = mapped_column(default=0.0)
    allowance_at: Mapped[datetime]

    unit: Mapped[Unit | None] = relationship(foreign_keys=unit_id)


class DeliveryState(StrEnum):
    """What became of a message so far."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    DEAD = "dead"
    CANCELLED = "cancelled"


class Delivery(Base):
    """One message on its way out (投递), written in the transaction that caused it.

    `key` is unique and goes with every try, so that a gateway that has it already takes it once. Address and
    text are sealed: a worker's text holds the query code. `next_try_at` is empty when nothing more is to be
    done. Whoever takes it up (`claimed_by`) holds it until `claimed_until`; after that somebody else may.
    """

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(160), unique=True)
    gateway_id: Mapped[int] = mapped_column(sa.ForeignKey("gateway.id"))
    template: Mapped[str] = mapped_column(sa.String(20))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    party_id: Mapped[int | None] = mapped_column(sa.ForeignKey("party.id"), index=True)
    notification_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notification.id"), index=True)
    proceeding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    address: Mapped[str | None] = mapped_column(Sealed("delivery.address"))
    subject: Mapped[str] = mapped_column(sa.String(100), default="")
    text: Mapped[str] = mapped_column(Sealed("delivery.text"))
    state: Mapped[DeliveryState] = mapped_column(stored(DeliveryState), default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime]
    not_before: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(sa.String(36), default="")
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(sa.String(300), default="")

    gateway: Mapped[Gateway] = relationship()
    user: Mapped[User | None] = relationship()

    __table_args__ = (
        sa.Index(
            "ix_delivery_due",
            "gateway_id",
            "next_try_at",
            postgresql_where=sa.text("next_try_at IS NOT NULL"),
            sqlite_where=sa.text("next_try_at IS NOT NULL"),
        ),
        sa.Index("ix_delivery_state", "state", "id"),
    )


class AttemptOutcome(StrEnum):
    """How one try ended."""

    SENT = "sent"
    FAILED = "failed"
    REFUSED = "refused"


class DeliveryAttempt(Base):
    """One try to send a message; without an end nobody knows how it ended (投递记录)."""

    __tablename__ = "delivery_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(sa.ForeignKey("delivery.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[AttemptOutcome | None] = mapped_column(stored(AttemptOutcome))
    answer: Mapped[str] = mapped_column(sa.String(300), default="")


class MessageTemplate(Base):
    """The words of a message on one kind of channel, where the office has chosen its own (消息模板)."""

    __tablename__ = "message_template"

    template: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    form: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(100), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))


class MessagePreference(Base):
    """Where a person wants messages beside the inbox (接收方式): one by one, and as a digest."""

    __tablename__ = "message_preference"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(_ADDRESS), default="")
    mobile: Mapped[str | None] = mapped_column(Sealed("message_preference.mobile"))
    single: Mapped[list[str]] = mapped_column(default=list)
    digest: Mapped[list[str]] = mapped_column(default=list)
