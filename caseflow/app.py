"""The only place that wires the parts together."""

from functools import partial
from pathlib import Path

from flask import Flask
from flask_bootstrap import Bootstrap5

from caseflow import registry
from caseflow.casework import db as database
from caseflow.casework import privacy
from caseflow.casework.wiring import MEGABYTE, Wiring, connect
from caseflow.cli import add_commands
from caseflow.extensions import csrf, db, login
from caseflow.interlocks import REACTIONS
from caseflow.kernel.retention import Schedule
from caseflow.lazily import Lazy, lazily
from caseflow.ledger.views import pages as import_pages
from caseflow.outreach.campaigns.views import pages as campaign_pages
from caseflow.outreach.views import pages as officer_pages
from caseflow.reports.annual import pages as review_pages
from caseflow.reports.happenings import HAPPENINGS
from caseflow.reports.sampling.views import pages as sampling_pages
from caseflow.reports.submitted import pages as submitted_pages
from caseflow.reports.views import pages as report_pages
from caseflow.reports.workload import pages as workload_pages
from caseflow.web import add_web
from caseflow.web.addresses import Site
from caseflow.web.proceedings.writing import add_writings
from config import ROOT, Settings

flask_migrate = lazily("flask_migrate")

PAGES = (
    officer_pages,
    campaign_pages,
    import_pages,
    submitted_pages,
    report_pages,
    review_pages,
    sampling_pages,
    workload_pages,
)
"""Of the parts above the slices."""


def create_app(settings: Settings) -> Flask:
    """An application with these settings; the only state outside it is the wiring of the engine."""
    app = Site("caseflow", root_path=str(ROOT), template_folder="templates", static_folder="static")
    _configure(app, settings)
    for extension in (db, csrf, login, Bootstrap5()):
        extension.init_app(app)
    app.extensions["migrate"] = Lazy(partial(_migrations, app))
    with app.app_context():
        database.prepare(db.engine)
    privacy.use_keys(privacy.Keyring.parse(settings.seal_keys, settings.index_key))
    connect(
        Wiring(
            models=registry.MODELS,
            reactions=REACTIONS,
            papers=registry.PAPERS,
            catalogues=registry.CATALOGUES,
            officer_roles=settings.three_officers,
            font_folder=settings.font_folder,
            happenings=HAPPENINGS,
            region=settings.region,
            office_name=settings.office_name,
            doc_prefix=settings.doc_prefix,
            production=settings.production,
            require_reminder_first=settings.require_reminder_first == "yes",
            retention=Schedule.read(settings.retention),
            half_day_counts=settings.half_day_counts == "yes",
            largest_file=int(settings.file_megabytes) * MEGABYTE,
            largest_matter=int(settings.matter_megabytes) * MEGABYTE,
        )
    )
    add_web(app, (*registry.PAGES, *PAGES), registry.PANELS)
    add_writings(app, registry.WRITINGS)
    add_commands(app)
    return app


def _migrations(app: Flask) -> object:
    """What `flask db` asks of the application; Alembic is loaded when it does."""
    flask_migrate.Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    return app.extensions["migrate"]


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
