"""What the interlocks have proposed and written down, for a person to decide."""

import sqlalchemy as sa

from caseflow.casework.models import AuditEvent, Notification, Proceeding, Suggestion
from caseflow.extensions import db


def suggested(source: Proceeding) -> list[tuple[str, str, str]]:
    """Every suggestion to the source: by which rule, to open what, and why."""
    query = sa.select(Suggestion).filter_by(source_id=source.id).order_by(Suggestion.id)
    return [(row.rule, row.process, row.reason) for row in db.session.scalars(query)]


def suggestion(source: Proceeding) -> Suggestion:
    """The one suggestion to the source, as the database has it."""
    query = sa.select(Suggestion).filter_by(source_id=source.id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def noted(about: Proceeding, action: str) -> AuditEvent:
    """The one row of the audit chain that says so of the proceeding."""
    return db.session.scalars(sa.select(AuditEvent).filter_by(proceeding_id=about.id, action=action)).one()


def told(about: Proceeding) -> list[str]:
    """The messages about the proceeding that are no stages of a clock, oldest first."""
    query = sa.select(Notification.text).filter_by(proceeding_id=about.id, clock_id=None)
    return list(db.session.scalars(query.order_by(Notification.at, Notification.id)))
