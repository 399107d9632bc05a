"""What a test looks at afterwards."""

import sqlalchemy as sa

from caseflow.casework.models import Proceeding, RunningClock
from caseflow.extensions import db


def running(proceeding: Proceeding, code: str) -> RunningClock:
    """The clock of that code that runs or rests, as the database has it."""
    query = sa.select(RunningClock).filter_by(proceeding_id=proceeding.id, code=code, stopped_at=None)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
