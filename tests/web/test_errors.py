"""What people see when something is refused or fails."""

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from caseflow.kernel.errors import Conflict, GuardRefused, NotFound
from caseflow.web.access import public


@pytest.fixture
def fails(app: Flask, monkeypatch: pytest.MonkeyPatch) -> object:
    """Makes the view at /healthz raise an error."""

    def with_error(error: Exception) -> None:
        @public
        def view() -> str:
            raise error

        monkeypatch.setitem(app.view_functions, "health.alive", view)

    return with_error


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (NotFound(), 404, "没有找到"),
        (Conflict(), 409, "内容已有变化"),
        (GuardRefused("调解协议书尚未签名盖章"), 422, "现在不能办理"),
    ],
)
def test_a_refusal_is_a_page_with_its_reason(
    client: FlaskClient, fails: object, error: Exception, status: int, title: str
) -> None:
    fails(error)  # type: ignore[operator]
    answer = client.get("/healthz")
    assert answer.status_code == status
    assert title in answer.text
    assert str(error) in answer.text


def test_a_part_of_a_page_gets_the_bare_reason(client: FlaskClient, fails: object) -> None:
    fails(GuardRefused("调解协议书尚未签名盖章"))  # type: ignore[operator]
    answer = client.get("/healthz", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (422, "调解协议书尚未签名盖章")


def test_an_unknown_address_reads_like_a_case_out_of_scope(client: FlaskClient) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert str(NotFound()) in answer.text


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    answer = client.post("/healthz")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "不能这样打开" in answer.text


def test_a_form_without_its_token_is_refused(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", value=True)
    answer = client.post("/sign-in", data={"login": "hua", "password": "猜一猜"})
    assert answer.status_code == 400
    assert "页面已失效" in answer.text


def test_too_much_is_refused(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100)
    answer = client.post("/sign-in", data={"login": "x" * 200})
    assert answer.status_code == 413
    assert "内容太大" in answer.text


def test_a_failure_shows_a_number_that_is_in_the_log_and_nothing_else(
    app: Flask,
    client: FlaskClient,
    fails: object,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", value=False)
    fails(RuntimeError("the secret inside"))  # type: ignore[operator]
    with caplog.at_level(logging.ERROR):
        answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "the secret inside" not in answer.text
    number = next(record.args for record in caplog.records if record.msg.startswith("incident"))
    assert str(number[0]) in answer.text  # type: ignore[index]
