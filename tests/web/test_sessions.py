"""How a session ends, and that nothing typed is lost when it does."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, User
from caseflow.kernel.roles import Role
from tests.accounts.office import PASSWORD, add_unit, add_user
from tests.web.visitor import hidden, idle, sign_in

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def root(session: Session) -> Unit:
    return add_unit(session, "演示区总工会")


@pytest.fixture
def admin(session: Session, root: Unit) -> User:
    admin = add_user(session, "guan", root, Role.ADMIN)
    session.commit()
    return admin


def test_a_wrong_password_is_said_on_the_page(client: FlaskClient, admin: User) -> None:
    refused = sign_in(client, admin, password="不是这一句话 12")
    assert refused.status_code == 422
    assert "登录名或密码不对" in refused.text
    assert client.get("/me").status_code == 303


def test_the_fields_must_be_filled_in(client: FlaskClient, admin: User) -> None:
    answer = client.post("/sign-in", data={})
    assert "请填写登录名" in answer.text
    assert "请填写密码" in answer.text


def test_five_failures_pause_the_login(client: FlaskClient, admin: User) -> None:
    for _ in range(5):
        sign_in(client, admin, password="不是这一句话 12")
    paused = sign_in(client, admin)
    assert paused.status_code == 429
    assert "登录已暂停" in paused.text


def test_a_session_ends_after_half_an_hour_of_rest(client: FlaskClient, admin: User) -> None:
    sign_in(client, admin)
    idle(client, HALF_AN_HOUR - timedelta(seconds=20))
    assert client.get("/me").status_code == 200
    idle(client, HALF_AN_HOUR)
    assert client.get("/me").headers["Location"] == "/sign-in?next=/me"


def test_being_active_keeps_it(client: FlaskClient, admin: User) -> None:
    sign_in(client, admin)
    for _ in range(4):
        idle(client, timedelta(minutes=20))
        assert 1790 < client.get("/session/ping").get_json()["seconds"] <= 1800
    assert client.get("/me").status_code == 200


def test_no_session_lasts_longer_than_a_working_day(client: FlaskClient, admin: User) -> None:
    sign_in(client, admin)
    for _ in range(35):
        idle(client, timedelta(minutes=20))
        client.get("/session/ping")
    assert client.get("/me").status_code == 200
    idle(client, timedelta(minutes=20))
    assert client.get("/me").status_code == 303


def test_the_page_knows_when_to_warn(client: FlaskClient, admin: User) -> None:
    assert "session-bar" not in client.get("/sign-in").text
    sign_in(client, admin)
    idle(client, timedelta(seconds=50))
    page = client.get("/me").text
    assert 'data-warn-seconds="300"' in page
    assert any(f'data-seconds="{seconds}"' in page for seconds in range(1745, 1751))


def test_signing_out_ends_it(client: FlaskClient, admin: User) -> None:
    sign_in(client, admin)
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert client.get("/me").status_code == 303


def test_a_new_password_ends_the_sessions_elsewhere_and_keeps_this_one(app: Flask, admin: User) -> None:
    here, elsewhere = app.test_client(), app.test_client()
    sign_in(here, admin)
    sign_in(elsewhere, admin)
    new = "另一句好记的话 34"
    typed = {"current_password": PASSWORD, "new_password": new, "repeat_password": new}
    assert here.post("/me/password", data=typed).headers["Location"] == "/me"
    assert "密码已修改" in here.get("/me").text
    assert elsewhere.get("/me").status_code == 303


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"current_password": "猜一猜"}, "现在的密码不对"),
        ({"repeat_password": "又一句好记的话 56"}, "两次输入的新密码不一样"),
        ({"new_password": "太短", "repeat_password": "太短"}, "密码至少 10 位"),
    ],
)
def test_a_refused_change_of_password_says_why(
    client: FlaskClient, admin: User, typed: dict[str, str], fault: str
) -> None:
    sign_in(client, admin)
    new = "另一句好记的话 34"
    good = {"current_password": PASSWORD, "new_password": new, "repeat_password": new}
    assert fault in client.post("/me/password", data={**good, **typed}).text


TYPED = {"name": "演示东街", "kind": "street", "area": "写了很久的 <b>片区</b>"}


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """With CSRF protection, as in production."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", value=True)


def guarded_sign_in(client: FlaskClient, user: User, **more: str) -> None:
    token = hidden(client.get("/sign-in"), "csrf_token")
    assert sign_in(client, user, csrf_token=token, **more).status_code == 303


@pytest.mark.usefixtures("guarded")
def test_a_form_sent_too_late_is_offered_again_and_can_be_sent(
    client: FlaskClient, admin: User, root: Unit
) -> None:
    # given a form that was filled in for too long
    guarded_sign_in(client, admin)
    form = client.get("/admin/units/new")
    idle(client, timedelta(hours=10))
    typed = {**TYPED, "parent_id": str(root.id), "csrf_token": hidden(form, "csrf_token")}
    late = client.post("/admin/units/new", data=typed)
    # when its author signs in again
    assert late.status_code == 401
    assert "您填写的内容已保留" in late.text
    kept, token = hidden(late, "held"), hidden(late, "csrf_token")
    offered = client.get(sign_in(client, admin, held=kept, csrf_token=token).headers["Location"])
    # then it can be sent as it was
    assert "登录已过期，您填写的内容已保留" in offered.text
    again = {name: hidden(offered, name) for name in (*TYPED, "parent_id", "csrf_token")}
    assert again["area"] == TYPED["area"]
    onwards = client.post(f"/drafts/{kept}/send", data=again)
    assert (onwards.status_code, onwards.headers["Location"]) == (307, "/admin/units/new")
    assert client.post("/admin/units/new", data=again).headers["Location"] == "/admin/units/"
    assert "演示东街" in client.get("/admin/units/").text


@pytest.mark.usefixtures("guarded")
def test_the_form_survives_a_mistyped_password(client: FlaskClient, admin: User) -> None:
    guarded_sign_in(client, admin)
    form = client.get("/admin/units/new")
    idle(client, HALF_AN_HOUR)
    late = client.post("/admin/units/new", data={**TYPED, "csrf_token": hidden(form, "csrf_token")})
    kept, token = hidden(late, "held"), hidden(late, "csrf_token")
    mistyped = sign_in(client, admin, password="不是这一句话 12", held=kept, csrf_token=token)
    assert hidden(mistyped, "held") == kept


def test_nobody_else_gets_the_form(client: FlaskClient, session: Session, admin: User, root: Unit) -> None:
    other = add_user(session, "hua", root, Role.OPERATOR)
    session.commit()
    sign_in(client, admin)
    idle(client, HALF_AN_HOUR)
    kept = hidden(client.post("/admin/units/new", data=TYPED), "held")
    answer = sign_in(client, other, held=kept)
    assert answer.headers["Location"] == "/"
    assert "属于另一位用户" in client.get("/me").text


def test_a_forged_form_is_not_offered(client: FlaskClient, admin: User) -> None:
    assert sign_in(client, admin, held="W1wiZm9yZ2VkXCJd.aaaa.bbbb").headers["Location"] == "/"


def test_passwords_are_never_held(client: FlaskClient, admin: User) -> None:
    sign_in(client, admin)
    idle(client, HALF_AN_HOUR)
    answer = client.post("/me/password", data={"current_password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


def test_a_stranger_s_form_is_not_held(client: FlaskClient) -> None:
    answer = client.post("/admin/units/new", data=TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")


@pytest.mark.usefixtures("guarded")
def test_forms_in_other_tabs_stay_valid_when_the_same_person_signs_in_again(
    client: FlaskClient, admin: User, root: Unit
) -> None:
    guarded_sign_in(client, admin)
    token = hidden(client.get("/admin/units/new"), "csrf_token")
    idle(client, HALF_AN_HOUR)
    guarded_sign_in(client, admin)
    typed = {**TYPED, "parent_id": str(root.id), "csrf_token": token}
    assert client.post("/admin/units/new", data=typed).headers["Location"] == "/admin/units/"


@pytest.mark.usefixtures("guarded")
def test_forms_of_the_person_before_are_not_valid_for_the_next(
    client: FlaskClient, session: Session, admin: User, root: Unit
) -> None:
    other = add_user(session, "guan2", root, Role.ADMIN)
    session.commit()
    guarded_sign_in(client, admin)
    token = hidden(client.get("/admin/units/new"), "csrf_token")
    idle(client, HALF_AN_HOUR)
    guarded_sign_in(client, other)
    refused = client.post("/admin/units/new", data={**TYPED, "csrf_token": token})
    assert refused.status_code == 400
    assert "页面已失效" in refused.text
