"""The annual review as somebody has worded it, kept for the unit and the year (回眸草稿)."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit, User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.queries import find
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete, NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.reports.models import ReviewDraft


def draft_of(year: int, unit_id: int, session: Session | None = None) -> ReviewDraft | None:
    """The wording that is kept, if there is one."""
    kept = sa.select(ReviewDraft).filter_by(year=year, unit_id=unit_id)
    return (session or db.session()).scalars(kept).first()


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording, what the figures said then, and the version it was written over (0: there was none)."""

    text: str
    basis: str
    version: int


def keep(year: int, unit_id: int, worded: Worded, *, viewer: Viewer, at: datetime) -> ReviewDraft:
    """Keep the wording.

    Raises:
        Incomplete: somebody else has saved another one meanwhile.
        NotFound: the unit is out of scope.
    """
    require(viewer, Permission.REVIEW)
    with transaction() as session:
        find(Unit, unit_id, viewer, session=session)
        draft = draft_of(year, unit_id, session)
        _refuse_if_newer(session, draft, worded.version)
        if draft is None:
            draft = ReviewDraft(year=year, unit_id=unit_id, version=0)
            session.add(draft)
        draft.text, draft.basis, draft.version = worded.text, worded.basis, draft.version + 1
        draft.saved_by, draft.saved_at = viewer.user_id, at
        _audit(session, draft, "review_saved", viewer, at)
        return draft


def discard(year: int, unit_id: int, *, viewer: Viewer, at: datetime) -> None:
    """Go back to what the figures say.

    Raises:
        NotFound: there is no such wording in scope.
    """
    require(viewer, Permission.REVIEW)
    with transaction() as session:
        find(Unit, unit_id, viewer, session=session)
        draft = draft_of(year, unit_id, session)
        if draft is None:
            raise NotFound
        _audit(session, draft, "review_discarded", viewer, at)
        session.delete(draft)


def _refuse_if_newer(session: Session, draft: ReviewDraft | None, version: int) -> None:
    if draft and draft.version != version:
        name = session.get_one(User, draft.saved_by).name
        raise Incomplete({"text": f"{name}刚刚保存了另一份。您填写的还在下面，核对后再次保存，将以您的为准"})


def _audit(session: Session, draft: ReviewDraft, action: str, viewer: Viewer, at: datetime) -> None:
    data = {"year": draft.year, "unit_id": draft.unit_id, "version": draft.version, "text": draft.text}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
