"""The pages of calls back: the list, the call, booking, the decision, the capacity of a unit."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from caseflow.extensions import db
from caseflow.hotline.calls.models import Callback
from caseflow.hotline.models import Ticket
from caseflow.kernel.roles import Role
from tests import given
from tests.browser.live import Clock
from tests.web import desk
from tests.web.calling import SAFE, note
from tests.web.desk import PHONE, seated
from tests.web.visitor import hidden

pytestmark = pytest.mark.usefixtures("app", "clock")


def test_a_call_is_booked_in_the_table_of_hours(client: FlaskClient) -> None:
    ticket = desk.ticket()
    operator, address = seated(client, Role.OPERATOR), f"/hotline/{ticket.id}/callback"
    page = operator.get(f"{address}?day=2026-09-17&hour=14").text
    assert 'value="2026-09-17"' in page
    assert '<option selected value="14">' in page
    assert operator.post(address, data={"day": "2026-9-17", "hour": "14", "note": "x"}).status_code == 303
    assert "约定 9月17日 14:00–15:00 回拨" in operator.get(f"/hotline/{ticket.id}/call/panel").text
    assert f'hx-get="/hotline/{ticket.id}/call/panel"' in operator.get(f"/hotline/{ticket.id}").text
    assert operator.post(f"{address}/cancel").status_code == 303
    assert "没有约定回拨" in operator.get(f"/hotline/{ticket.id}/call/panel").text


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({}, "请填写日期"),
        ({"day": "2026-10-01", "hour": "9"}, "国庆节"),
        ({"day": "2026-09-17", "hour": "12"}, "不安排回拨"),
        ({"day": "2026-09-17", "hour": "99"}, "请从列表中选择"),
        ({"day": "1\0", "hour": "9"}, "空字符"),
        ({"day": "9999-12-31", "hour": "9"}, "最远"),
        ({"day": "0001-01-01", "hour": "9"}, "过去"),
        ({"day": "2026-09-17", "hour": "9", "note": "长" * 201}, "最多200字"),
    ],
)
def test_what_cannot_be_booked_is_said_beside_the_field(
    client: FlaskClient, sent: dict[str, str], word: str
) -> None:
    ticket = desk.ticket()
    answer = seated(client, Role.OPERATOR).post(f"/hotline/{ticket.id}/callback", data=sent)
    assert answer.status_code == 422
    assert word in answer.text
    assert db.session.scalar(sa.select(sa.func.count(Callback.id))) == 0


@pytest.mark.parametrize(
    "query", ["day=x&hour=9", "day=2026-09-17&hour=x", "day=9999-12-31&hour=20", "hour=9"]
)
def test_any_hour_in_the_address_gets_an_answer(client: FlaskClient, query: str) -> None:
    address = f"/hotline/{desk.ticket().id}/callback?{query}"
    assert seated(client, Role.OPERATOR).get(address).status_code == 200


def test_the_number_comes_once_the_safe_way_was_read(client: FlaskClient) -> None:
    ticket = desk.ticket("callback", safe_contact=SAFE)
    caller, address = seated(client, Role.CALLBACK), f"/hotline/{ticket.id}/call"
    page = caller.get(address).text
    assert SAFE in page
    assert "139****0000" in page
    answer = caller.post(f"{address}/number", data={})
    assert answer.status_code == 422
    assert PHONE not in answer.text
    assert PHONE in caller.post(f"{address}/number", data={"confirmed": "y"}).text
    assert PHONE not in caller.get(address).text
    assert "查看电话号码" in seated(client, Role.MANAGER).get(f"/hotline/{ticket.id}").text


def test_the_number_of_a_tip_off_is_offered_to_nobody_who_would_be_refused(client: FlaskClient) -> None:
    ticket = desk.ticket("callback", confidential=True)
    for role in (Role.CALLBACK, Role.MANAGER):
        page = seated(client, role).get(f"/hotline/{ticket.id}/call").text
        assert "举报保密" in page
        assert "显示号码" not in page, role


def test_a_call_that_reached_nobody_proposes_another_day(client: FlaskClient) -> None:
    ticket = desk.ticket("callback")
    caller, address = seated(client, Role.CALLBACK), f"/hotline/{ticket.id}/call"
    assert "请填写呼叫结果" in caller.post(address, data={}).text
    assert caller.post(address, data={"result": "no_answer", "note": "响了很久"}).status_code == 303
    page = caller.get(address).text
    assert "无人接听" in page
    assert "换一天、换一个时段" in page
    page = caller.get(f"/hotline/{ticket.id}/callback").text
    assert 'value="2026-09-17"' in page
    assert '<option selected value="14">' in page


def test_after_three_tries_giving_up_is_offered_with_the_times(client: FlaskClient, clock: Clock) -> None:
    ticket = desk.ticket("callback")
    for on in ("2026-09-16T10:31", "2026-09-17T14:00"):
        note(ticket, on)
    caller = seated(client, Role.CALLBACK)
    assert "按未联系上办结" not in caller.get(f"/hotline/{ticket.id}/call").text
    note(ticket, "2026-09-18T09:00")
    clock.goes_to("2026-09-18T09:05")
    answer = seated(client, Role.CALLBACK).get(f"/hotline/{ticket.id}/call")
    times = {name: shown(answer.text, name) for name in ("first_try_at", "second_try_at", "third_try_at")}
    assert list(times.values()) == ["2026-09-16T10:31", "2026-09-17T14:00", "2026-09-18T09:00"]
    form = times | {"page_version": hidden(answer, "page_version")}
    assert caller.post(f"/hotline/{ticket.id}/act/close_unreached", data=form).status_code == 303
    assert now(ticket).state == "closed"


def shown(page: str, name: str) -> str:
    """The value of a box."""
    before, _, rest = page.partition(f'name="{name}"')
    assert rest, before[-200:]
    return rest.partition('value="')[2].partition('"')[0]


def now(ticket: Ticket) -> Ticket:
    return db.session.get_one(Ticket, ticket.id, populate_existing=True)


SAID = {"called_at": "2026-09-16T10:20", "reached": "y", "comment": "希望尽快到账"}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"resolved": "yes", "satisfaction": "satisfied", "decision": "close"}, "closed"),
        ({"resolved": "no", "satisfaction": "unsatisfied_explained", "decision": "close"}, "closed"),
        (
            {"resolved": "no", "satisfaction": "unsatisfied", "decision": "order_rework", "reason": "未到账"},
            "rework",
        ),
    ],
)
def test_what_the_worker_says_closes_the_ticket_or_sends_it_back(
    client: FlaskClient, said: dict[str, str], state: str
) -> None:
    ticket = desk.ticket("callback")
    caller = seated(client, Role.CALLBACK)
    version = hidden(caller.get(f"/hotline/{ticket.id}/call"), "page_version")
    data = SAID | said | {"page_version": version}
    answer = caller.post(f"/hotline/{ticket.id}/call/decide", data=data)
    assert (answer.status_code, now(ticket).state) == (303, state)
    assert now(ticket).satisfaction == said["satisfaction"]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({}, "请填写回访结论"),
        ({"resolved": "yes", "satisfaction": "unsatisfied", "decision": "close"}, "“回访办结”时请选择"),
        ({"resolved": "no", "satisfaction": "satisfied", "decision": "order_rework"}, "“回访后重办”时请选择"),
        ({"resolved": "no", "satisfaction": "unsatisfied", "decision": "order_rework"}, "请填写理由"),
        ({"resolved": "no", "satisfaction": "unsatisfied", "decision": "archive"}, "请从列表中选择"),
    ],
)
def test_what_does_not_go_together_is_said_and_kept(
    client: FlaskClient, said: dict[str, str], word: str
) -> None:
    ticket = desk.ticket("callback")
    answer = seated(client, Role.CALLBACK).post(f"/hotline/{ticket.id}/call/decide", data=SAID | said)
    assert (answer.status_code, now(ticket).state) == (422, "callback")
    assert word in answer.text
    assert "希望尽快到账" in answer.text


def test_a_page_that_is_no_longer_true_is_said(client: FlaskClient) -> None:
    ticket = desk.ticket("callback")
    said = {"resolved": "yes", "satisfaction": "satisfied", "decision": "close", "page_version": "1"}
    answer = seated(client, Role.CALLBACK).post(f"/hotline/{ticket.id}/call/decide", data=SAID | said)
    assert answer.status_code == 409
    assert "刚刚被别人更新过" in answer.text


def test_whoever_handled_a_ticket_does_not_decide_after_the_call(client: FlaskClient) -> None:
    handler = given.user(Role.HANDLING_UNIT, Role.CALLBACK, unit=given.unit_tree().street)
    ticket = desk.ticket("callback")
    with_handler = db.session.get_one(Ticket, ticket.id)
    with_handler.done_by = {**with_handler.done_by, "submit_result": [handler.id]}
    db.session.commit()
    address = f"/hotline/{ticket.id}/call"
    page = seated(client, handler).get(address).text
    assert "反馈结果的人不能审核、回访同一工单" in page
    assert "登记回访结果" not in page
    assert "登记回访结果" in seated(client, Role.CALLBACK).get(address).text
