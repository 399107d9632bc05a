"""Who has been urged, how often, and what became of it (催办)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import AuditEvent, Proceeding, RunningClock
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.urging import ANSWER_CLOCK, ANSWERED, URGE


@dataclass(frozen=True, slots=True)
class Urged:
    """How often people urged it, when and who last did; what was answered since, with the next date."""

    count: int
    last_at: datetime
    last_by: str
    answer: str = ""
    answered_at: datetime | None = None
    next_on: date | None = None

    @property
    def said(self) -> str:
        """Who has urged it last, and when."""
        at = self.last_at.astimezone(SHANGHAI)
        return f"{self.last_by}已于 {at.month}月{at.day}日 {at:%H:%M} 催办过"


def urges(session: Session, ids: Collection[int]) -> dict[int, Urged]:
    """Those of the proceedings that people have urged, in one query; whoever asks has to see to the scope."""
    if not ids:
        return {}
    query = (
        sa.select(
            AuditEvent.proceeding_id, AuditEvent.action, AuditEvent.at, AuditEvent.actor, AuditEvent.data
        )
        .where(AuditEvent.proceeding_id.in_(ids), AuditEvent.action.in_((URGE, ANSWERED)))
        .order_by(AuditEvent.id)
    )
    found: dict[int, Urged] = {}
    for id, action, at, actor, data in session.execute(query):
        before = found.get(id)
        if action == URGE:
            found[id] = Urged((before.count if before else 0) + 1, at, actor)
        elif before:
            found[id] = replace(
                before,
                answer=str(data.get("urge_answer", "")),
                answered_at=at,
                next_on=date.fromisoformat(data["next_on"]),
            )
    return found


def unanswered() -> sa.ColumnElement[bool]:
    """The condition on `Proceeding` that an urge waits for its answer (催办待答复); such are few."""
    waiting = sa.select(RunningClock.proceeding_id).where(
        RunningClock.code == ANSWER_CLOCK, RunningClock.stopped_at.is_(None)
    )
    return Proceeding.id.in_(waiting)
