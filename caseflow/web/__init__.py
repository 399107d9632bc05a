"""The Flask shell: what every page has in common, and the pages that belong to no single process."""

from collections.abc import Iterable

from flask import Blueprint, Flask

from caseflow.web import (
    account,
    beginnings,
    calendar,
    delivery,
    drafts,
    health,
    helpsheet,
    leave,
    papers,
    register,
    rules,
    selfcheck,
    synonyms,
    units,
    users,
    worklists,
)
from caseflow.web.access import add_access
from caseflow.web.addresses import add_addresses
from caseflow.web.assets import add_assets
from caseflow.web.drafting import add_drafting
from caseflow.web.drafts import add_drafts
from caseflow.web.errors import add_errors
from caseflow.web.exports.listing import add_exports
from caseflow.web.exports.pages import pages as export_pages
from caseflow.web.filters import add_filters
from caseflow.web.hints import add_hints
from caseflow.web.navigation import add_navigation
from caseflow.web.proceedings.attachments import add_uploads
from caseflow.web.proceedings.panels import Contribution, add_panels
from caseflow.web.security import add_security
from caseflow.web.session import add_session

PARTS = (
    add_addresses,
    add_assets,
    add_session,
    add_access,
    add_security,
    add_errors,
    add_filters,
    add_navigation,
    add_hints,
    add_drafting,
    add_drafts,
    add_uploads,
    add_exports,
)
PAGES = (
    health.pages,
    helpsheet.pages,
    account.pages,
    users.pages,
    units.pages,
    leave.pages,
    selfcheck.pages,
    synonyms.pages,
    beginnings.pages,
    calendar.pages,
    drafts.pages,
    export_pages,
    *delivery.PAGES,
    *worklists.PAGES,
    *register.PAGES,
    *rules.PAGES,
    *papers.PAGES,
)


def add_web(app: Flask, pages: Iterable[Blueprint] = (), panels: Iterable[Contribution] = ()) -> None:
    """Make the application answer: its own pages and those of the layers above."""
    for add in PARTS:
        add(app)
    add_panels(app, panels)
    for blueprint in (*PAGES, *pages):
        app.register_blueprint(blueprint)
