"""The pages of administrators: users and units."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, User
from caseflow.kernel.roles import Role
from tests.accounts.office import add_unit, add_user, statements
from tests.web.visitor import sign_in


@dataclass(frozen=True)
class Office:
    """A district with a street, an administrator who is signed in, and an operator."""

    root: Unit
    street: Unit
    admin: User
    operator: User


@pytest.fixture
def office(client: FlaskClient, session: Session) -> Office:
    root = add_unit(session, "演示区总工会")
    street = add_unit(session, "演示东街", root)
    admin = add_user(session, "guan", root, Role.ADMIN)
    operator = add_user(session, "hua", street, Role.OPERATOR)
    session.commit()
    sign_in(client, admin)
    return Office(root, street, admin, operator)


def test_users_are_listed_with_unit_and_roles_in_words(client: FlaskClient, office: Office) -> None:
    page = client.get("/admin/users/").text
    assert all(word in page for word in ("测试hua", "演示东街", "话务员", "系统管理员"))
    assert "测试guan" not in client.get("/admin/users/?q=hua").text.split("<table")[1]


def test_an_empty_search_says_what_to_do(client: FlaskClient, office: Office) -> None:
    assert "没有符合条件的用户" in client.get("/admin/users/?q=查无此人").text


def test_a_new_user_gets_a_password_that_is_shown_once(client: FlaskClient, office: Office) -> None:
    typed = {
        "login": "xin",
        "name": "测试新人",
        "unit_id": office.street.id,
        "roles": ["operator", "callback"],
    }
    page = client.post("/admin/users/new", data=typed)
    assert "请把临时密码交给测试新人" in page.text
    password = page.text.split("<samp>")[1].split("<")[0]
    found = client.get("/admin/users/?q=xin").text
    assert "话务员、回访员" in found or "回访员、话务员" in found
    client.post("/sign-out")
    answer = client.post("/sign-in", data={"login": "xin", "password": password})
    assert answer.status_code == 303
    assert client.get("/me").headers["Location"] == "/me/password"


def test_what_was_typed_stays_when_it_is_refused(client: FlaskClient, office: Office) -> None:
    typed = {"login": "hua", "name": "测试新人", "unit_id": office.street.id, "roles": ["operator", "admin"]}
    page = client.post("/admin/users/new", data=typed).text
    assert "不能兼任其他岗位" in page
    assert 'value="测试新人"' in page
    page = client.post("/admin/users/new", data={**typed, "roles": "operator"}).text
    assert "这个登录名已有人使用" in page


def test_a_user_is_corrected(client: FlaskClient, office: Office) -> None:
    page = f"/admin/users/{office.operator.id}"
    assert 'value="测试hua"' in client.get(page).text
    typed = {"name": "测试花", "unit_id": office.root.id, "roles": "callback"}
    assert client.post(page, data=typed).headers["Location"] == page
    changed = client.get(page).text
    assert "已保存" in changed
    assert 'value="测试花"' in changed


def test_a_user_is_let_go_and_taken_back(client: FlaskClient, office: Office) -> None:
    page = f"/admin/users/{office.operator.id}"
    client.post(f"{page}/deactivate")
    assert "启用账号" in client.get(page).text
    client.post(f"{page}/activate")
    assert "停用账号" in client.get(page).text


def test_a_reset_password_is_shown_once(client: FlaskClient, office: Office) -> None:
    page = client.post(f"/admin/users/{office.operator.id}/reset-password")
    assert "请把临时密码交给测试hua" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_administering_oneself_is_refused_with_the_reason(client: FlaskClient, office: Office) -> None:
    answer = client.post(f"/admin/users/{office.admin.id}/deactivate")
    assert answer.status_code == 422
    assert "不能管理自己的账号" in answer.text


def test_units_are_shown_as_a_tree(client: FlaskClient, office: Office) -> None:
    page = client.get("/admin/units/").text
    assert page.index("演示区总工会") < page.index("演示东街")
    assert "街道工会" in page


def test_a_unit_is_added_below_another(client: FlaskClient, office: Office) -> None:
    typed = {"name": "演示社区", "kind": "enterprise", "area": "城区片区", "parent_id": office.street.id}
    assert client.post("/admin/units/new", data=typed).status_code == 303
    assert "演示社区" in client.get("/admin/units/").text


def test_a_unit_without_a_parent_is_refused(client: FlaskClient, office: Office) -> None:
    page = client.post("/admin/units/new", data={"name": "演示社区", "kind": "enterprise"})
    assert page.status_code == 200
    assert "请选择上级单位" in page.text
    assert 'value="演示社区"' in page.text


def test_a_unit_is_corrected_and_gets_a_head(client: FlaskClient, office: Office) -> None:
    page = f"/admin/units/{office.street.id}"
    typed = {
        "name": "演示东大街",
        "kind": "street",
        "parent_id": office.root.id,
        "head_id": office.operator.id,
    }
    assert client.post(page, data=typed).status_code == 303
    changed = client.get(page).text
    assert 'value="演示东大街"' in changed
    assert f'<option selected value="{office.operator.id}">' in changed


def test_the_root_stays_the_root(client: FlaskClient, office: Office) -> None:
    typed = {"name": "演示市总工会", "kind": "federation"}
    assert client.post(f"/admin/units/{office.root.id}", data=typed).status_code == 303
    assert "演示市总工会" in client.get("/admin/units/").text


def test_a_unit_still_needed_cannot_be_closed(client: FlaskClient, office: Office) -> None:
    answer = client.post(f"/admin/units/{office.street.id}/close")
    assert answer.status_code == 422
    assert "这个单位还有在用的用户" in answer.text


def test_a_long_list_comes_in_pages_and_costs_no_more_queries(
    client: FlaskClient, office: Office, session: Session
) -> None:
    with statements() as few:
        client.get("/admin/users/")
    for n in range(60):
        add_user(session, f"u{n:03}", office.street, Role.OPERATOR, Role.CALLBACK)
    session.commit()
    with statements() as many:
        page = client.get("/admin/users/").text
    assert len(many) == len(few)
    assert page.count('<tr role="row">') == 51
    assert "下一页" in page
    assert client.get("/admin/users/?after=u047").text.count('<tr role="row">') == 13
