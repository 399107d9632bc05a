"""The application as a web server starts it: behind proxies or not, in production or not."""

import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request

from caseflow.casework import privacy
from caseflow.extensions import db
from caseflow.web.security import TWO_YEARS
from config import ROOT, UnsafeSettings

PRODUCTION = {
    "CASEFLOW_ENV": "production",
    "SECRET_KEY": "一句别人不知道的话",
    "SEAL_KEYS": f"1:{'a1' * 32}",
    "INDEX_KEY": "c3" * 32,
}
FORWARDED = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9", "X-Forwarded-Proto": "https, https"}

LARGE = ("alembic", "docx", "pypdf", "pypinyin", "requests", "typst")
"""Libraries that take six to sixteen megabytes each, of every process that loads them."""

Start = Callable[..., Flask]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Start]:
    """Start the application in that environment; the keys of the other tests are put back afterwards."""
    monkeypatch.setattr(privacy._Keys, "ring", privacy._Keys.ring)
    started: list[Flask] = []

    def starting(**environment: str) -> Flask:
        for name, value in {"DATABASE_URL": f"sqlite:///{tmp_path}/wsgi.db", **environment}.items():
            monkeypatch.setenv(name, value)
        app: Flask = runpy.run_path(str(ROOT / "wsgi.py"))["app"]
        started.append(app)
        return app

    yield starting
    for app in started:
        with app.app_context():
            db.engine.dispose()


def seen(app: Flask) -> tuple[str | None, str]:
    """From where, and how, a visitor seems to come who claims to have passed two proxies."""
    with app.test_client() as client:
        client.get("/sign-in", headers=FORWARDED)
        return request.remote_addr, request.scheme


@pytest.mark.parametrize(
    ("proxies", "expected"),
    [
        ("0", ("127.0.0.1", "http")),
        ("1", ("203.0.113.9", "https")),
        ("2", ("198.51.100.7", "https")),
    ],
)
def test_only_so_many_proxies_are_believed(start: Start, proxies: str, expected: tuple[str, str]) -> None:
    assert seen(start(CASEFLOW_TRUSTED_PROXIES=proxies)) == expected


def test_none_is_believed_unless_told(start: Start) -> None:
    assert seen(start()) == ("127.0.0.1", "http")


@pytest.mark.parametrize(
    ("environment", "strict"),
    [({}, None), (PRODUCTION, f"max-age={TWO_YEARS}; includeSubDomains")],
    ids=["development", "production"],
)
def test_production_speaks_https_only(start: Start, environment: dict[str, str], strict: str | None) -> None:
    client = start(**environment).test_client()
    answer = client.get("/sign-in", base_url="https://localhost")
    assert answer.headers.get("Strict-Transport-Security") == strict
    cookie = client.get_cookie("session")
    assert cookie
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (strict is not None, True, "Lax")


def test_production_does_not_start_on_a_known_secret(start: Start) -> None:
    with pytest.raises(UnsafeSettings, match="INDEX_KEY"):
        start(**{**PRODUCTION, "INDEX_KEY": ""})


def test_no_process_holds_a_large_library_before_it_is_used(tmp_path: Path) -> None:
    script = "import sys, wsgi, caseflow.jobs; print(*sys.modules)"
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/wsgi.db"}
    told = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, env=environment, text=True)
    assert "caseflow.casework.documents.printing" in told.split()
    assert set(LARGE).isdisjoint(told.split())
