"""The audit chain and its anchors."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import audit
from caseflow.casework.models import AuditAnchor, AuditEvent
from caseflow.casework.selfcheck.clocks import Found

UNANCHORED = timedelta(days=2)
"""The PC of an office may be off for a night, not for two days of work."""


def broken(session: Session, at: datetime) -> Iterator[Found]:
    """The first place where the chain does not hold."""
    _, link = audit.verify(session)
    if link:
        yield f"{'案件 ' + str(link.matter_id) if link.matter_id else '系统'}：{link.fault}", None


def not_anchored(session: Session, at: datetime) -> Iterator[Found]:
    """Links that no anchor has covered for two days."""
    covered = session.scalar(sa.select(sa.func.max(AuditAnchor.last_id))) or 0
    oldest = session.scalar(sa.select(sa.func.min(AuditEvent.recorded_at)).where(AuditEvent.id > covered))
    if oldest and oldest < at - UNANCHORED:
        yield "两天以前的记录还没有锚定", None
