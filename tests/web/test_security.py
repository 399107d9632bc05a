"""The headers of every answer."""

import pytest
from flask.testing import FlaskClient

from caseflow.web.security import HEADERS


@pytest.mark.parametrize(
    "address", ["/healthz", "/sign-in", "/me", "/no/such/page", "/vendor/htmx/htmx.min.js"]
)
def test_every_answer_carries_them(client: FlaskClient, address: str) -> None:
    answer = client.get(address, buffered=True)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "Strict-Transport-Security" not in answer.headers


def test_nothing_from_elsewhere_and_nothing_inline_may_run() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "default-src 'self'" in policy


def test_only_plain_files_may_be_kept(client: FlaskClient) -> None:
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    for file in (
        "/vendor/htmx/htmx.min.js",
        "/bootstrap/static/css/bootstrap.min.css",
        "/static/js/session.js",
    ):
        answer = client.get(file, buffered=True)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] != "no-store"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["began"] = 1
    cookie = client.get_cookie("session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
