from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from caseflow.web import health


def test_alive(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_ready_when_everything_is_in_order(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.get_json() == {"database": True, "migrations": True, "calendar": True}
    assert answer.status_code == 200


def test_not_ready_before_the_migrations_have_run(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_newest", lambda: "another")
    answer = client.get("/readyz")
    assert answer.get_json() == {"database": True, "migrations": False, "calendar": False}
    assert answer.status_code == 503


def test_not_ready_in_a_year_without_a_calendar(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "utcnow", lambda: datetime(2099, 3, 1, tzinfo=UTC))
    answer = client.get("/readyz")
    assert answer.get_json() == {"database": True, "migrations": True, "calendar": False}
    assert answer.status_code == 503
