"""Next steps that one process proposes to another; a person decides (拟办建议)."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.audit import plain
from caseflow.casework.db import insert_missing, transaction
from caseflow.casework.engine import note
from caseflow.casework.models import Proceeding, Suggestion
from caseflow.casework.queries import find, find_to_change
from caseflow.casework.step import Step
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer


def suggest(
    session: Session,
    source: Proceeding,
    rule: str,
    process: str,
    reason: str,
    *,
    at: datetime,
    data: Mapping[str, object] | None = None,
) -> None:
    """Propose that the process be opened, prefilled with `data`; a rule proposes it once to a source."""
    row = {
        "matter_id": source.matter_id,
        "source_id": source.id,
        "rule": rule,
        "process": process,
        "reason": reason,
        "data": plain(data or {}),
        "made_at": at,
        "set_aside_because": "",
    }
    insert_missing(session, Suggestion, [row])


def set_aside(id: int, because: str, *, viewer: Viewer, at: datetime) -> Suggestion:
    """Decline a suggestion, with the reason (不采纳).

    Raises:
        NotFound: it is out of scope, or was settled before.
    """
    with transaction() as session:
        suggestion = find(Suggestion, id, viewer, session=session)
        source = find_to_change(Proceeding, suggestion.source_id, viewer, session)
        session.refresh(suggestion)
        if suggestion.settled_at:
            raise NotFound
        suggestion.settled_at, suggestion.settled_by = at, viewer.user_id
        suggestion.set_aside_because = because
        data = {"rule": suggestion.rule, "reason": because}
        note(source, "set_aside_suggestion", viewer=viewer, at=at, data=data)
        return suggestion


def take_up(session: Session, id: int, opened: Proceeding, *, viewer: Viewer, at: datetime) -> None:
    """Mark a suggestion as followed by the proceeding that was opened for it (采纳)."""
    suggestion = find(Suggestion, id, viewer, session=session)
    suggestion.settled_at, suggestion.settled_by, suggestion.taken_up_id = at, viewer.user_id, opened.id


def taken_up_by(session: Session, source: Proceeding, process: str, opened: Proceeding, step: Step) -> None:
    """Mark the source's open suggestions of the process as followed, when its own action opened it."""
    session.execute(
        sa.update(Suggestion)
        .where(
            Suggestion.source_id == source.id,
            Suggestion.process == process,
            Suggestion.settled_at.is_(None),
        )
        .values(settled_at=step.at, settled_by=step.viewer.user_id, taken_up_id=opened.id)
    )
