"""What messages to a person said is kept no longer than needed (个人信息保护法 第十九条)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from caseflow.casework.db import transaction
from caseflow.casework.models import Delivery

KEPT = timedelta(days=90)
"""How long a message can be sent again after it was written; its record stays."""


def erase(*, at: datetime) -> int | None:
    """Empty what was sealed in messages that are done with; that they went, when and how, stays on record."""
    old = Delivery.written_at < at - KEPT, Delivery.next_try_at.is_(None), Delivery.address.is_not(None)
    emptied = sa.update(Delivery).where(*old).values(address=None, text="", subject="")
    with transaction() as session:
        return len(session.scalars(emptied.returning(Delivery.id)).all()) or None
