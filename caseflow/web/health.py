"""Whether this node is alive, and whether it can do its work."""

from functools import cache

import sqlalchemy as sa
from flask import Blueprint, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from caseflow.casework.law import current_law
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.time import utcnow
from caseflow.web.access import public
from config import ROOT

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
    if not sa.inspect(session.connection()).has_table(_APPLIED.name):
        return False
    return session.scalars(sa.select(_APPLIED.c.version_num)).all() == [_newest()]


_APPLIED = sa.table("alembic_version", sa.column("version_num"))


@cache
def _newest() -> str:
    """The migration with the highest number; Alembic would load all of them to tell."""
    return max(path.name for path in (ROOT / "migrations/versions").glob("*.py")).partition("_")[0]


def _this_year_is_published(session: Session) -> bool:
    return current_law(session).calendar.published(local_day(utcnow()).year)
