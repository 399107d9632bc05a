"""Messages that must have left the house, or must be looked at."""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.delivery.outbox import BURIED
from caseflow.casework.models import Delivery, Gateway
from caseflow.casework.selfcheck.clocks import LATE, Found


def undelivered(session: Session, at: datetime) -> Iterator[Found]:
    """Messages that nobody has tried to send in time, and dead letters, by gateway."""
    late = _by_gateway(Delivery.next_try_at < at - LATE)
    for name, count in session.execute(late):
        yield f"“{name}”有 {count} 条消息到了发送时间还没有发", None
    dead = _by_gateway(Delivery.state.in_(BURIED))
    for name, count in session.execute(dead):
        yield f"“{name}”有 {count} 条消息没有送达", None


def _by_gateway(where: sa.ColumnElement[bool]) -> sa.Select[str, int]:
    counted = sa.select(Gateway.name, sa.func.count()).join(Delivery, Delivery.gateway_id == Gateway.id)
    return counted.where(where).group_by(Gateway.id, Gateway.name).order_by(Gateway.id)
