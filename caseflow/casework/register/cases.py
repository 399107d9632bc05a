"""The proceedings about a record as lists show them, the newest first (名下案件)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from caseflow.casework.lights import Now
from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.extensions import db
from caseflow.kernel.roles import Viewer

MOST_SHOWN = 100
"""Lines of one page; who has more is narrowed down in the queue."""


@dataclass(frozen=True, slots=True)
class Case:
    """A proceeding as any list shows one, and when it was opened."""

    line: Line
    opened_at: datetime


def cases(matters: sa.Select[int], viewer: Viewer, now: Now, *only: sa.ColumnElement[bool]) -> Sequence[Case]:
    """The proceedings in scope of these matters, in one query."""
    picked = (
        sa.select(Proceeding.id)
        .where(Proceeding.matter_id.in_(matters), proceedings_in_scope(viewer), *only)
        .order_by(Proceeding.id.desc())
        .limit(MOST_SHOWN)
        .subquery()
    )
    rows = db.session.execute(details(picked, Proceeding.opened_at).order_by(Proceeding.id.desc()))
    teller = Teller(now)
    return [Case(line(row, teller), row.opened_at) for row in rows]
