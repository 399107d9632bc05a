"""The outbox of messages to people."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.extensions import Base, stored


class Channel(StrEnum):
    """How a message reaches a person."""

    INBOX = "inbox"
    EMAIL = "email"
    SMS = "sms"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"

    @property
    def label(self) -> str:
        """The channel's Chinese name."""
        return CHANNEL_LABELS[self]


CHANNEL_LABELS = {
    Channel.INBOX: "站内消息",
    Channel.EMAIL: "邮件",
    Channel.SMS: "短信",
    Channel.WECOM: "企业微信群机器人",
    Channel.DINGTALK: "钉钉群机器人",
    Channel.FEISHU: "飞书群机器人",
}

OUTSIDE = tuple(channel for channel in Channel if channel is not Channel.INBOX)
"""The channels that leave the house."""


class Manner(StrEnum):
    """How the person hears of a message."""

    ALONE = "alone"  # as a message of its own
    DIGEST = "digest"  # as a line of the next digest
    SKIPPED = "skipped"  # not any more: a later one has come; the next digest says how many


DIGEST = "digest"
"""The stage of a message that is the digest itself."""


class Notification(Base):
    """A message to one person (提醒), written in the transaction that caused it.

    `key` is unique, so that no crash and no second scheduler can double it: clock, revision, stage, recipient
    and channel for reminders. `clock_id` and `stage` are empty for other messages. What does not come alone
    counts as read once a digest has told of it. `about` is what else than a proceeding it concerns: a
    kind and a number, such as `rule-12`.
    """

    __tablename__ = "notification"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120), unique=True)
    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    proceeding_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proceeding.id"), index=True)
    clock_id: Mapped[int | None] = mapped_column(sa.ForeignKey("running_clock.id"), index=True)
    stage: Mapped[str] = mapped_column(sa.String(10), default="")
    channel: Mapped[Channel] = mapped_column(stored(Channel), default=Channel.INBOX)
    manner: Mapped[Manner] = mapped_column(stored(Manner), default=Manner.ALONE)
    text: Mapped[str] = mapped_column(sa.String(300))
    about: Mapped[str | None] = mapped_column(sa.String(40))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix_notification_inbox", "recipient_id", "manner", "read_at", "at", "id"),)


class Digest(Base):
    """The last digest of a person (早间提要), and of which day; no second one is written for that day.

    `items` are its lines, each of a group, a process and a proceeding; they name nobody.
    """

    __tablename__ = "digest"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    skipped: Mapped[int] = mapped_column(default=0)
    items: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
