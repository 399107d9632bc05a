"""Views of the queue: kept, renamed, shared, deleted; what they show follows from who opens them."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.casework.models import DefaultView, SavedView
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")

QUERY = "tab=team&light=overdue&category=01"


def kept(desk: FlaskClient, name: str = "超期欠薪", query: str = QUERY) -> SavedView:
    """The view, once somebody at the desk has saved it."""
    answer = desk.post("/cases/views", data={"name": name, "query": query})
    assert answer.status_code == 303, answer.text
    return db.session.scalars(sa.select(SavedView).order_by(SavedView.id.desc())).all()[0]


def does(desk: FlaskClient, view: SavedView, act: str, **data: Any) -> int:
    return desk.post(f"/cases/views/{view.id}/{act}", data=data).status_code


def test_a_view_is_the_tab_with_its_filters_and_one_click_away(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    view = kept(desk, query=f"{QUERY}&after=1.2&evil=%3Cscript%3E&unit_id=")
    assert view.query == QUERY
    page = desk.get("/cases?tab=mine").text
    assert 'href="/cases?tab=team&amp;light=overdue&amp;category=01">超期欠薪</a>' in page
    assert 'aria-current="page">超期欠薪</a>' in desk.get(f"/cases?{QUERY}").text


def test_the_present_filters_are_offered_to_be_kept(client: FlaskClient) -> None:
    page = seated(client, Role.MANAGER).get(f"/cases?{QUERY}&unit_id=&after=").text
    assert 'name="query" value="tab=team&amp;light=overdue&amp;category=01"' in page


@pytest.mark.parametrize("name", ["", "  ", "长" * 21, "超期欠薪", "\0"])
def test_a_name_that_does_not_fit_is_refused(client: FlaskClient, name: str) -> None:
    desk = seated(client, Role.MANAGER)
    kept(desk)
    answer = desk.post("/cases/views", data={"name": name, "query": QUERY})
    assert answer.status_code == 422
    assert "请先改正" in answer.text
    assert db.session.scalar(sa.select(sa.func.count(SavedView.id))) == 1


def test_it_is_renamed_and_deleted_by_its_owner_only(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    view = kept(desk)
    other = seated(client.application.test_client(), given.person(Role.MANAGER, 2))
    for act in ("name", "share", "delete", "default"):
        assert does(other, view, act, name="改名") == 404, act
    assert does(desk, view, "name", name="改名") == 303
    assert "改名" in desk.get("/cases/views").text
    assert does(desk, view, "delete") == 303
    assert db.session.scalars(sa.select(SavedView)).all() == []


def test_a_shared_view_is_there_for_the_role_and_shows_what_each_may_see(client: FlaskClient) -> None:
    # given a ticket in the street, and a view that a manager shares with the managers
    ticket = given.ticket("in_progress", on="2025-09-16")
    desk = seated(client, Role.MANAGER)
    view = kept(desk)
    assert does(desk, view, "share", **{"with": "manager"}) == 303
    # then another manager of the unit has it, and uses it
    colleague = seated(client.application.test_client(), given.person(Role.MANAGER, 2))
    assert "超期欠薪" in colleague.get("/cases?tab=mine").text
    assert str(ticket.number) in colleague.get(f"/cases?{view.query}").text
    # but no manager of another unit, and nobody of another role
    for stranger in (given.user(Role.MANAGER, unit=given.unit_tree().town), given.person(Role.DISPATCHER)):
        page = seated(client.application.test_client(), stranger).get("/cases?tab=mine").text
        assert "超期欠薪" not in page
    # and what the other one may change of it is nothing
    assert does(colleague, view, "name", name="改名") == 404


def test_only_managers_and_dispatchers_share_and_with_their_own_role(client: FlaskClient) -> None:
    handler = seated(client, Role.HANDLING_UNIT)
    assert does(handler, kept(handler), "share", **{"with": "handling_unit"}) == 403
    manager = seated(client.application.test_client(), Role.MANAGER)
    assert does(manager, kept(manager), "share", **{"with": "dispatcher"}) == 403
    assert db.session.scalars(sa.select(SavedView.role)).all() == [None, None]


def test_the_queue_opens_with_the_view_that_was_chosen(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    view = kept(desk)
    assert desk.get("/cases").status_code == 200
    assert does(desk, view, "default") == 303
    assert desk.get("/cases").location == f"/cases?{QUERY}"
    assert desk.get("/cases?tab=mine").status_code == 200
    # until another one is chosen, or none
    assert does(desk, kept(desk, "我的", "tab=mine"), "default") == 303
    assert desk.get("/cases").location == "/cases?tab=mine"
    assert desk.post("/cases/views/default").status_code == 303
    assert desk.get("/cases").status_code == 200
    # and a deleted one is nobody's any more
    does(desk, view, "default")
    does(desk, view, "delete")
    assert db.session.scalars(sa.select(DefaultView)).all() == []


def test_a_filter_that_is_no_longer_valid_says_so(client: FlaskClient) -> None:
    desk = seated(client, Role.HANDLING_UNIT)
    town = given.unit_tree().town.id
    view = kept(desk, query=f"tab=team&unit_id={town}")
    page = desk.get(f"/cases?{view.query}")
    assert page.status_code == 200
    assert "筛选“单位”里原来选的已经没有或者不在您的范围内" in page.text
    assert given.unit_tree().town.name not in page.text


def test_there_is_an_end_to_views(client: FlaskClient) -> None:
    desk = seated(client, Role.MANAGER)
    for number in range(20):
        kept(desk, f"视图{number}")
    answer = desk.post("/cases/views", data={"name": "再一个", "query": QUERY})
    assert answer.status_code == 422
    assert "最多保存 20 个视图" in answer.text
