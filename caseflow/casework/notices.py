"""Messages to people that are not stages of a clock."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.casework.db import insert_missing
from caseflow.casework.models import Channel, Notification, Proceeding


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
