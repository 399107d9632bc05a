"""Files that come with libraries: Bootstrap and htmx, served from here, never from elsewhere."""

from pathlib import Path

import js_lib_htmx
from flask import Blueprint, Flask

ASSETS = frozenset({"static", "bootstrap.static", "htmx.static"})
"""The endpoints of plain files; anyone may read them, browsers may keep them."""

_HTMX = Path(js_lib_htmx.__file__).parent / "static" / "htmx"


def add_assets(app: Flask) -> None:
    """Serve htmx under /vendor/htmx; Bootstrap-Flask serves its own files."""
    htmx = Blueprint("htmx", __name__, static_folder=str(_HTMX), static_url_path="/vendor/htmx")
    app.register_blueprint(htmx)
