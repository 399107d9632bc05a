"""Whether this node is alive, and whether it can do its work."""

from functools import cache

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.time import utcnow
from caseflow.web.access import public

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@public
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@pages.get("/readyz")
@public
def ready() -> tuple[dict[str, bool], int]:
    """The database answers, its tables are those of this version, and this year's calendar is loaded."""
    checks = {"database": False, "migrations": False, "calendar": False}
    try:
        checks["database"] = db.session.scalar(sa.select(1)) == 1
        checks["migrations"] = _at_head(db.session())
        checks["calendar"] = checks["migrations"] and _this_year_is_published(db.session())
    except DBAPIError:
        current_app.logger.warning("not ready: the database does not answer", exc_info=True)
    return checks, 200 if all(checks.values()) else 503


def _at_head(session: Session) -> bool:
    applied = MigrationContext.configure(session.connection()).get_current_heads()
    return set(applied) == _heads(current_app.extensions["migrate"].directory)


@cache
def _heads(directory: str) -> set[str]:
    return set(ScriptDirectory(directory).get_heads())


def _this_year_is_published(session: Session) -> bool:
    return current_law(session).calendar.published(local_day(utcnow()).year)
