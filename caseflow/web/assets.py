"""Files that pages are made of: our own, Bootstrap and htmx, all served from here, never from elsewhere."""

from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import js_lib_htmx
from flask import Blueprint, Flask, current_app

ASSETS = frozenset({"static", "bootstrap.static", "htmx.static"})
"""The endpoints of plain files; anyone may read them, browsers may keep them."""

KEPT = timedelta(days=365)
"""How long a browser need not ask again: the address of a file changes with its content."""

_HTMX = Path(js_lib_htmx.__file__).parent / "static" / "htmx"


def add_assets(app: Flask) -> None:
    """Serve htmx under /vendor/htmx; Bootstrap-Flask serves its own files."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = KEPT
    app.register_blueprint(
        Blueprint("htmx", __name__, static_folder=str(_HTMX), static_url_path="/vendor/htmx")
    )
    app.url_defaults(_name_version)


def _name_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint in ASSETS:
        owner = endpoint.rpartition(".")[0]
        folder = (current_app.blueprints[owner] if owner else current_app).static_folder
        read = _digest.__wrapped__ if current_app.debug else _digest
        values["v"] = read(f"{folder}/{values['filename']}")


@cache
def _digest(path: str) -> str:
    """The first characters of the file's digest; read once, but anew each time while one develops."""
    return sha256(Path(path).read_bytes()).hexdigest()[:8]
