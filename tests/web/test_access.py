"""Who may open which page."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from caseflow.accounts import passwords
from caseflow.accounts.models import User
from caseflow.casework import people
from caseflow.casework.people import Person
from caseflow.kernel.roles import SYSTEM, Role
from caseflow.web.access import is_declared, is_public
from tests.accounts.office import NOON, add_unit, add_user
from tests.web.visitor import sign_in


@pytest.fixture
def operator(session: Session) -> User:
    operator = add_user(session, "hua", add_unit(session, "演示区总工会"), Role.OPERATOR)
    session.commit()
    return operator


@pytest.fixture
def admin(session: Session, operator: User) -> User:
    admin = add_user(session, "guan", operator.unit, Role.ADMIN)
    session.commit()
    return admin


def test_every_view_declares_who_may_open_it(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if not is_declared(rule.endpoint)] == []


def test_a_view_that_declares_nothing_is_refused(
    app: Flask, client: FlaskClient, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, operator)
    assert client.get("/me").status_code == 200
    monkeypatch.delattr(app.view_functions["account.profile"], "__permission__")
    assert client.get("/me").status_code == 404


def test_strangers_are_asked_to_sign_in_everywhere(app: Flask, client: FlaskClient) -> None:
    def opened(rule: Rule) -> bool:
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        address = app.url_map.bind("localhost").build(
            rule.endpoint, dict.fromkeys(rule.arguments, 1), method=method
        )
        answer = client.open(address, method=method)
        return answer.status_code != 404 and "/sign-in" not in answer.headers.get("Location", "")

    closed = [rule for rule in app.url_map.iter_rules() if not is_public(rule.endpoint)]
    assert len(closed) > 10
    assert [rule.rule for rule in closed if opened(rule)] == []


def test_after_signing_in_one_goes_where_one_wanted_to(client: FlaskClient, admin: User) -> None:
    asked = client.get("/admin/users/?q=hua")
    assert asked.headers["Location"] == "/sign-in?next=/admin/users/?q%3Dhua"
    answer = sign_in(client, admin, next="/admin/users/?q=hua")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/users/?q=hua")


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "/\texample.org"]
)
def test_nobody_is_led_to_another_site(client: FlaskClient, operator: User, elsewhere: str) -> None:
    assert sign_in(client, operator, next=elsewhere).headers["Location"] == "/"
    assert client.get("/sign-in", query_string={"next": elsewhere}).headers["Location"] == "/"


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(client: FlaskClient) -> None:
    part = {"HX-Request": "true", "HX-Current-URL": "http://localhost/admin/users/?q=hua"}
    answer = client.get("/me", headers=part)
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/admin/users/?q%3Dhua"


def test_a_part_of_a_page_that_writes_leaves_the_page_as_it_is(client: FlaskClient) -> None:
    answer = client.post("/sign-out", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer.headers


def test_a_page_is_for_those_whose_roles_grant_it(client: FlaskClient, operator: User, admin: User) -> None:
    sign_in(client, operator)
    refused = client.get("/admin/users/")
    assert refused.status_code == 403
    assert "您的岗位不能打开这一页" in refused.text
    client.post("/sign-out")
    sign_in(client, admin)
    assert client.get("/admin/users/").status_code == 200


def test_a_role_given_while_signed_in_counts_at_once(client: FlaskClient, operator: User) -> None:
    sign_in(client, operator)
    assert client.get("/admin/units/").status_code == 403
    promoted = Person(operator.name, operator.unit_id, frozenset({Role.ADMIN}))
    people.change_person(operator.id, promoted, viewer=SYSTEM, at=NOON)
    assert client.get("/admin/units/").status_code == 200


def test_who_is_let_go_is_out_at_once(client: FlaskClient, operator: User) -> None:
    sign_in(client, operator)
    assert client.get("/me").status_code == 200
    people.deactivate(operator.id, viewer=SYSTEM, at=NOON)
    assert client.get("/me").headers["Location"] == "/sign-in?next=/me"


def test_a_password_that_others_know_is_changed_first(client: FlaskClient, operator: User) -> None:
    _, password = people.reset_password(operator.id, viewer=SYSTEM, at=NOON)
    sign_in(client, operator, password)
    for address in ("/me", "/admin/users/"):
        assert client.get(address).headers["Location"] == "/me/password"
    assert client.get("/me/password").status_code == 200
    assert client.get("/session/ping").status_code == 200


def test_demo_accounts_stay_shut_in_production(app: Flask, client: FlaskClient, operator: User) -> None:
    # given a database with demo data that was carried to a production server
    operator.password_hash = passwords.hashed(passwords.DEMO)
    development = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(development, environment="production")
    try:
        # when somebody tries the password that everybody knows
        answer = sign_in(client, operator, passwords.DEMO)
    finally:
        app.config["SETTINGS"] = development
    # then it opens nothing there, and here it does
    assert answer.status_code == 200
    assert "演示账号的密码不能用于正式环境" in answer.text
    assert sign_in(client, operator, passwords.DEMO).status_code == 303
