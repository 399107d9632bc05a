"""Messages to people that are not stages of a clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from caseflow.casework.db import insert_missing
from caseflow.casework.delivery.posting import forward
from caseflow.casework.directory import Directory
from caseflow.casework.models import AuditEvent, Channel, Notification, Proceeding
from caseflow.casework.step import Step
from caseflow.kernel.machine import State, Transition


def tell(
    session: Session,
    occasion: str,
    to: Iterable[int],
    text: str,
    *,
    about: Proceeding,
    at: datetime,
    outside: str = "有一条新消息",
) -> None:
    """Put a message about the proceeding in each inbox, once for the occasion however often it is told.

    By mail and text message it says what `outside` says, which holds no name and nothing that was typed.
    """
    number = about.number or "未编号"
    rows = [
        {
            "key": f"{occasion}.{about.id}.{user_id}.{Channel.INBOX}",
            "recipient_id": user_id,
            "proceeding_id": about.id,
            "stage": "",
            "channel": Channel.INBOX,
            "text": f"{number} {text}",
            "at": at,
        }
        for user_id in sorted(set(to))
    ]
    insert_missing(session, Notification, rows)
    forward(session, rows, outside=f"{number} {outside}", at=at)


def tell_of(session: Session, proceeding: Proceeding, step: Step, event: AuditEvent) -> None:
    """Let those whom the action concerns know at once; who took it knows."""
    people = whom(Directory.read(session), step.transition, proceeding.stage, proceeding)
    occasion = f"{step.action}.{event.chain}.{event.seq}"
    text = f"{step.transition.label}：{step.viewer.name}，请打开查看"
    people = people - {step.viewer.user_id}
    tell(session, occasion, people, text, about=proceeding, at=step.at, outside=step.transition.label)


def whom(directory: Directory, transition: Transition, stage: State, lies: Any) -> frozenset[int]:
    """Whom the action is told to, for what is at that stage and `lies` with a unit and perhaps a person."""
    found = (
        directory.recipients(to, lies.unit_id, lies.handler_id, stage.waits_for) for to in transition.tells
    )
    return frozenset(user for users in found for user in users)
