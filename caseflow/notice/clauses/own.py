"""Clauses of the office's own: proposed, agreed to by a second person, taken back (自有条款)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import agreeing, audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.extensions import db
from caseflow.kernel.roles import Permission, Viewer
from caseflow.notice.clauses.library import LIBRARY, Clause
from caseflow.notice.clauses.models import OwnClause

SAID = ("title", "categories", "article", "mark", "rule", "breach", "demand", "limit")
"""What a clause says."""


def offered() -> Iterator[Clause]:
    """Every clause that a letter may take over: the program's, and those of the office that are in use."""
    yield from LIBRARY.clauses.values()
    in_use = OwnClause.approved_at.is_not(None), OwnClause.withdrawn_at.is_(None)
    for own in db.session.scalars(sa.select(OwnClause).where(*in_use).order_by(OwnClause.id)):
        yield clause_of(own)


def clause_of(own: OwnClause) -> Clause:
    """The office's clause as the library knows one; an article without its words is not cited."""
    said = {name: getattr(own, name) for name in SAID}
    said["categories"] = tuple(own.categories)
    return Clause(code=f"Z{own.id:04}", verified=bool(own.article and own.rule), **said)


def propose(said: dict[str, Any], *, viewer: Viewer, at: datetime) -> OwnClause:
    """Put a clause up for approval."""
    require(viewer, Permission.CLAUSES)
    with transaction() as session:
        own = OwnClause(**said, proposed_by=viewer.user_id, proposed_at=at)
        session.add(own)
        _note(session, own, "clause_proposed", viewer, at)
        return own


def approve(id: int, *, viewer: Viewer, at: datetime) -> OwnClause:
    """Put a clause in use.

    Raises:
        GuardRefused: it is in use or was taken back already, or the same person has proposed it.
        NotFound: there is none.
    """
    require(viewer, Permission.CLAUSES)
    with transaction() as session:
        own = agreeing.approve(session, OwnClause, id, viewer=viewer, at=at)
        _note(session, own, "clause_approved", viewer, at)
        return own


def withdraw(id: int, *, viewer: Viewer, at: datetime) -> OwnClause:
    """Use it no more; letters that took it over stay as they are.

    Raises:
        GuardRefused: it was taken back already.
        NotFound: there is none.
    """
    require(viewer, Permission.CLAUSES)
    with transaction() as session:
        own = agreeing.withdraw(session, OwnClause, id, viewer=viewer, at=at)
        _note(session, own, "clause_withdrawn", viewer, at)
        return own


def _note(session: Session, own: OwnClause, action: str, viewer: Viewer, at: datetime) -> None:
    session.flush()
    data = {"clause_id": own.id, **{name: getattr(own, name) for name in SAID}}
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))
