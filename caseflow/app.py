"""The only place that wires the parts together."""

from pathlib import Path

from flask import Flask
from flask_bootstrap import Bootstrap5

from caseflow import registry
from caseflow.casework import db as database
from caseflow.casework import privacy
from caseflow.casework.wiring import MEGABYTE, Wiring, connect
from caseflow.cli import add_commands
from caseflow.extensions import csrf, db, login, migrate
from caseflow.interlocks import REACTIONS
from caseflow.kernel.retention import Schedule
from caseflow.ledger.views import pages as import_pages
from caseflow.outreach.views import pages as officer_pages
from caseflow.reports.annual import pages as review_pages
from caseflow.reports.happenings import HAPPENINGS
    add_web(app, (*registry.PAGES, *PAGES), registry.PANELS)
    add_writings(app, registry.WRITINGS)
    add_commands(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    if settings.database_url.startswith("sqlite:///"):
        Path(settings.database_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    postgresql = settings.database_url.startswith("postgresql")
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"connect_args": {"options": "-c jit=off"}} if postgresql else {},
        BOOTSTRAP_SERVE_LOCAL=True,
        WTF_I18N_ENABLED=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.production,
        MAX_CONTENT_LENGTH=10 * MEGABYTE,
    )
