"""Legal holds: placed by one person with a reason, released by another (法律保全)."""

from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import LegalHold, WorkerRecord
from caseflow.casework.register.seen import find_record
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Permission, Viewer


def place(record_id: int, *, reason: str, viewer: Viewer, at: datetime) -> LegalHold:
    """Let nothing of the worker's be erased until somebody else releases the hold (设置保全).

    Raises:
        Forbidden: the viewer may not.
        NotFound: no matter in scope is about the worker.
    """
    require(viewer, Permission.ERASE)
    with transaction() as session:
        record = find_record(WorkerRecord, record_id, viewer)
        hold = LegalHold(record_id=record.id, reason=reason, placed_by=viewer.user_id, placed_at=at)
        session.add(hold)
        session.flush()
        _record(session, hold, "place_hold", reason, viewer, at)
        return hold


def release(id: int, *, reason: str, viewer: Viewer, at: datetime) -> LegalHold:
    """Let a hold go that somebody else has placed (解除保全).

    Raises:
        Forbidden: the viewer may not.
        GuardRefused: it is the viewer's own, or is released already.
        NotFound: there is none, or no matter in scope is about the worker.
    """
    with transaction() as session:
        hold = hold_of(id, viewer, session)
        if hold.released_at:
            raise GuardRefused("这项保全已经解除，请刷新后核对")
        if viewer.user_id == hold.placed_by:
            raise GuardRefused("自己设置的保全须由另一人解除，请联系其他督办员")
        hold.released_by, hold.released_at, hold.released_because = viewer.user_id, at, reason
        _record(session, hold, "release_hold", reason, viewer, at)
        return hold


def hold_of(id: int, viewer: Viewer, session: Session) -> LegalHold:
    """The hold of that number, held until the transaction ends.

    Raises:
        Forbidden: the viewer may not release any.
        NotFound: there is none in scope.
    """
    require(viewer, Permission.ERASE)
    hold = session.get(LegalHold, id, with_for_update=True)
    if hold is None:
        raise NotFound
    find_record(WorkerRecord, hold.record_id, viewer)
    return hold


def _record(
    session: Session, hold: LegalHold, action: str, reason: str, viewer: Viewer, at: datetime
) -> None:
    data = {"hold": hold.id, "worker_record": hold.record_id, "reason": reason}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
