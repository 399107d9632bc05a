"""The new person in charge is told where things stand (工作交接).

The note itself stays on the case page: what people write may name the worker, and messages name nobody.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import clocks
from caseflow.casework.lights import Now
from caseflow.casework.models import AuditEvent, Proceeding, RunningClock
from caseflow.casework.notices import tell
from caseflow.casework.step import Step
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.handover import NAME

OCCASION = "handover-"
"""How the keys of these messages begin."""

MOST_CLOCKS = 3


def hand_over(
    session: Session, proceeding: Proceeding, step: Step, event: AuditEvent, calendar: WorkCalendar
) -> None:
    """Send whoever takes over the open clocks, and word of the note of the one before.

    What is only written down later concerns nobody any more, and who takes a case in hand knows of it.
    """
    new = proceeding.handler_id
    if "handler_id" not in step.before or step.recorded_at or new in (None, step.viewer.user_id):
        return
    note = str(step.given.get(NAME) or _left_behind(session, proceeding))
    due = _due(proceeding, clocks.live(clocks.of(proceeding, session)), Now(step.at, calendar))
    text = f"已由您接办。{due}" + ("有交接说明，请打开查看。" if note else "")
    tell(session, f"{OCCASION}{event.seq}", (new,), text, about=proceeding, at=step.at)


def _due(proceeding: Proceeding, running: Sequence[RunningClock], now: Now) -> str:
    """The open clocks, the most urgent first."""
    label = proceeding.definition.clock
    first = sorted((c for c in running if not c.paused), key=lambda c: c.due_at)[:MOST_CLOCKS]
    dues = "、".join(f"{label(c.code).label} {now.last_moment(c.due_at)}" for c in first)
    return f"在办期限：{dues}。" if dues else "目前没有期限。"


def _left_behind(session: Session, proceeding: Proceeding) -> str:
    """The note of a step before this one, where leaving and taking over are two steps (更换律师)."""
    asking = [t.action for t in proceeding.definition.transitions if any(d.name == NAME for d in t.needs)]
    query = sa.select(AuditEvent.data).where(
        AuditEvent.proceeding_id == proceeding.id, AuditEvent.action.in_(asking)
    )
    data = session.scalars(query.order_by(AuditEvent.id.desc()).limit(1)).first()
    return str((data or {}).get(NAME, ""))
