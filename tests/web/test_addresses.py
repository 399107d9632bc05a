"""What an address may hold, and what hostile input gets for an answer."""

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.kernel.roles import Role
from caseflow.web.addresses import within_site
from tests.accounts.office import add_unit, add_user
from tests.web.visitor import sign_in


@pytest.mark.parametrize(
    "address", ["/", "/me", "/admin/users/?q=张&unit=2", "/a//b", "/a?next=https://x.org"]
)
def test_paths_of_this_site_lead_back(address: str) -> None:
    assert within_site(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "me",
        "https://x.org",
        "//x.org",
        "///x.org",
        "/\\x.org",
        "/\t/x.org",
        "/\n/x.org",
        "javascript:x",
    ],
)
def test_everything_else_leads_to_the_start_page(address: str | None) -> None:
    assert within_site(address) == "/"


def test_addresses_are_made_once_and_have_their_own_numbers(app: Flask) -> None:
    with app.test_request_context("/"):
        for id, clock_id in ((1, 1), (2, 1), (2147483647, 2), (3, 2147483647), (2147483649, 5)):
            assert url_for("hotline.clock", id=id, clock_id=clock_id) == f"/hotline/{id}/clocks/{clock_id}"
        assert url_for("hotline.page", id=7, show=None) == "/hotline/7"
        assert url_for("hotline.page", id=7, show="2147483648") == "/hotline/7?show=2147483648"
        assert url_for("search.index", q="2147483648 张") == "/search?q=2147483648+%E5%BC%A0"


@pytest.fixture
def admin(client: FlaskClient, session: Session) -> User:
    admin = add_user(session, "guan", add_unit(session, "演示区总工会"), Role.ADMIN)
    session.commit()
    sign_in(client, admin)
    return admin


@pytest.mark.parametrize(
    "id", ["0", "99", "2147483647", "2147483648", "9" * 20, "9" * 5000, "-1", "１", "%00"]
)
def test_an_id_that_no_row_has_is_not_found(client: FlaskClient, admin: User, id: str) -> None:
    assert client.get(f"/admin/users/{id}").status_code in {400, 404}
    assert client.post(f"/admin/units/{id}/close").status_code in {400, 404}


@pytest.mark.parametrize(
    "query",
    ["q=%00", "%00=x", "after=%00", "unit=%00", f"unit={'9' * 30}", "unit=x", "q=%25_%5C", "q=%F0%9F%92%A9"],
)
def test_a_search_for_anything_is_answered(client: FlaskClient, admin: User, query: str) -> None:
    assert client.get(f"/admin/users/?{query}").status_code in {200, 400}


@pytest.mark.parametrize("text", ["a\0b", "9" * 5000, "\ud83d", "<script>", "' or 1=1 --"])
@pytest.mark.parametrize("field", ["login", "name", "unit_id", "roles"])
def test_a_form_with_anything_in_it_is_answered(
    client: FlaskClient, admin: User, field: str, text: str
) -> None:
    typed = {"login": "xin", "name": "测试新人", "unit_id": str(admin.unit_id), "roles": "operator"}
    answer = client.post("/admin/users/new", data={**typed, field: text.encode(errors="replace")})
    assert answer.status_code in {200, 400}
    assert "<script>" not in answer.text


@pytest.mark.parametrize("field", ["login", "password", "next", "held"])
def test_signing_in_with_nul_is_answered(client: FlaskClient, field: str) -> None:
    typed = {"login": "xin", "password": "猜一猜", field: "a\0b"}
    assert client.post("/sign-in", data=typed).status_code in {200, 422}
