"""What one person brings is used once a second one agrees, until somebody takes it back (两人复核).

What varies by place and day is for `proposals`, which may be refused and give way to each other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.models import User
from caseflow.casework.models import Agreed
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.roles import Viewer

A = TypeVar("A", bound=Agreed)


def approve(session: Session, model: type[A], id: int, *, viewer: Viewer, at: datetime) -> A:
    """Put what somebody else has brought in use.

    Raises:
        GuardRefused: it is approved or taken back already, or is the viewer's own.
        NotFound: there is none.
    """
    row = _held(session, model, id)
    if row.approved_at:
        raise GuardRefused("这一项已经批准，请刷新后核对。")
    if row.proposed_by == viewer.user_id:
        raise GuardRefused("提出的人不能批准自己提出的，请由另一人批准。")
    row.approved_by, row.approved_at = viewer.user_id, at
    return row


def withdraw(session: Session, model: type[A], id: int, *, viewer: Viewer, at: datetime) -> A:
    """Use it no more; what was made with it stays as it is.

    Raises:
        GuardRefused: it was taken back already.
        NotFound: there is none.
    """
    row = _held(session, model, id)
    row.withdrawn_by, row.withdrawn_at = viewer.user_id, at
    return row


def _held(session: Session, model: type[A], id: int) -> A:
    row = session.get(model, id, with_for_update=True)
    if row is None:
        raise NotFound
    if row.withdrawn_at:
        raise GuardRefused("这一项已经停用，请刷新后核对。")
    return row


def listed(model: type[A]) -> Sequence[Any]:
    """Every row, newest first, with the names of who proposed and who approved it."""
    proposer, approver = aliased(User), aliased(User)
    query = (
        sa.select(model, proposer.name.label("proposer"), approver.name.label("approver"))
        .join(proposer, proposer.id == model.proposed_by)
        .outerjoin(approver, approver.id == model.approved_by)
    )
    return db.session.execute(query.order_by(model.id.desc())).all()
