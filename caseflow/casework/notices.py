"""Messages to people that are not stages of a clock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from caseflow.casework.db import insert_missing
from caseflow.casework.delivery import forward
from caseflow.casework.directory import Directory, heard, instead
from caseflow.casework.law import current_law
from caseflow.casework.models import AuditEvent, Channel, Manner, Notification, Proceeding
from caseflow.casework.step import Step
from caseflow.kernel.calendar import local_day, speaking_time
from caseflow.kernel.machine import State, Transition
from caseflow.kernel.roles import SYSTEM_ID

TEXT = 300
"""So long a message may be."""


def tell(
    session: Session,
    occasion: str,
    to: Iterable[int],
    text: str,
    *,
    about: Proceeding,
    at: datetime,
    manner: Manner = Manner.ALONE,
) -> None:
    """Put a message about the proceeding in each inbox, once for the occasion however often it is told.

    Who is away is told in the digest after coming back, and whoever stands in now. The text names no worker
    and no employer: it may be read outside of the case page.
    """
    told = dict(heard(sorted(set(to)), instead(session, local_day(at)), manner))
    rows = [
        {
            "key": f"{occasion}.{about.id}.{user_id}.{Channel.INBOX}",
            "recipient_id": user_id,
            "proceeding_id": about.id,
            "stage": "",
            "channel": Channel.INBOX,
            "manner": manner,
            "text": f"{about.number or '未编号'} {text}",
            "at": at,
        }
        for user_id, manner in told.items()
    ]
    write(session, rows, at=at, at_once=about.matter.urgent)


def write(
    session: Session, rows: Sequence[Mapping[str, Any]], *, at: datetime, at_once: bool = False
) -> None:
    """Put the messages in the inbox, and send those that come alone on where their recipients want them."""
    insert_missing(session, Notification, rows)
    send_on(session, [row for row in rows if row["manner"] is Manner.ALONE], at=at, at_once=at_once)


def send_on(session: Session, rows: Sequence[Mapping[str, Any]], *, at: datetime, at_once: bool) -> None:
    """Send messages that were put in the inbox on where their recipients want them.

    What leaves the house at night or on a day off waits for the next morning, unless it is urgent (免打扰).
    """
    morning = speaking_time(at, current_law(session).calendar.house.assumed)
    forward(session, rows, at=at, not_before=None if at_once else morning)


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


def announce(
    session: Session, occasion: str, to: Iterable[int], text: str, *, about: str, at: datetime
) -> None:
    """Put a message that is about no proceeding in each inbox, once for the occasion; as `tell` does.

    `about` is a kind and a number, by which the page finds where to lead to (`Notification.about`).
    """
    told = dict(heard(sorted(set(to)), instead(session, local_day(at)), Manner.ALONE))
    rows = [
        {
            "key": f"{occasion}.{user_id}.{Channel.INBOX}",
            "recipient_id": user_id,
            "proceeding_id": None,
            "stage": "",
            "channel": Channel.INBOX,
            "manner": manner,
            "text": text[:TEXT],
            "about": about,
            "at": at,
        }
        for user_id, manner in told.items()
    ]
    write(session, rows, at=at)
