"""Messages to people that are not stages of a clock."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from caseflow.casework.db import insert_missing
from caseflow.casework.directory import Directory
from caseflow.casework.models import AuditEvent, Channel, Notification, Proceeding
from caseflow.casework.step import Step
from caseflow.kernel.machine import State, Transition
from caseflow.kernel.roles import SYSTEM_ID


def tell(
    session: Session, occasion: str, to: Iterable[int], text: str, *, about: Proceeding, at: datetime
) -> None:
    """Put a message about the proceeding in each inbox, once for the occasion however often it is told."""
    rows = [
        {
            "key": f"{occasion}.{about.id}.{user_id}.{Channel.INBOX}",
            "recipient_id": user_id,
            "proceeding_id": about.id,
            "stage": "",
            "channel": Channel.INBOX,
            "text": f"{about.number or '未编号'} {text}",
            "at": at,
        }
        for user_id in sorted(set(to))
    ]
    insert_missing(session, Notification, rows)


def tell_of(session: Session, proceeding: Proceeding, step: Step, event: AuditEvent) -> None:
    """Let those whom the action concerns know at once; who took it knows."""
    people = whom(Directory.read(session), step.transition, proceeding.stage, proceeding) | set(
        filter(None, (_last(proceeding, action) for action in step.transition.answers))
    )
    occasion = f"{step.action}.{event.chain}.{event.seq}"
    text = f"{step.transition.label}：{step.viewer.name}，{step.transition.says}"
    tell(session, occasion, people - {step.viewer.user_id}, text, about=proceeding, at=step.at)


def _last(proceeding: Proceeding, action: str) -> int:
    """Who did it last; 0 for the timer, or for nobody."""
    return next(reversed(proceeding.done_by.get(action, ())), SYSTEM_ID)


def whom(directory: Directory, transition: Transition, stage: State, lies: Any) -> frozenset[int]:
    """Whom the action is told to, for what is at that stage and `lies` with a unit and perhaps a person."""
    owner = None if stage.also and lies.handler_id else stage.waits_for
    found = (directory.recipients(to, lies.unit_id, lies.handler_id, owner) for to in transition.tells)
    return frozenset(user for users in found for user in users)
