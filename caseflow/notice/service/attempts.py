"""The attempts at a letter, read."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.notice.service.models import ServiceAttempt


def attempts_of(session: Session, id: int) -> Sequence[ServiceAttempt]:
    """The attempts at a letter that was found before, the first one first."""
    query = sa.select(ServiceAttempt).where(ServiceAttempt.proceeding_id == id)
    return session.scalars(query.order_by(ServiceAttempt.tried_at, ServiceAttempt.id)).all()
