"""Text messages to the worker: the query code after a call, the end, and what is said of them."""

import pytest
from flask.testing import FlaskClient

from caseflow.casework.db import transaction
from caseflow.casework.models import Channel, Matter, Party
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given, when
from tests.delivery.outbox import gateway, wishes, written
from tests.hotline.test_intake import registered, sends
from tests.web.desk import seated

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def desk(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.OPERATOR)


def test_the_query_code_goes_to_a_caller_who_agreed(desk: FlaskClient) -> None:
    gateway(Channel.SMS)
    ticket = registered(sends(desk, texts_agreed="y"))
    (text,) = written()
    assert ticket.matter.query_code
    assert ticket.matter.query_code in text.text
    assert str(ticket.number) in text.text
    assert "示例" not in text.text.replace(text.text.split("】")[0], "")
    assert text.address == "13900000000"
    assert "短信待发" in desk.get(f"/intake/{ticket.id}").text
    assert "查询码（发给职工）" in desk.get(f"/hotline/{ticket.id}").text


@pytest.mark.parametrize(
    ("way", "typed"),
    [
        (True, {}),
        (False, {"texts_agreed": "y"}),
        (True, {"texts_agreed": "y", "safe_contact": "只在晚上打"}),
    ],
    ids=["not agreed", "no gateway", "safe contact"],
)
def test_otherwise_nothing_is_sent_and_nothing_is_said(
    desk: FlaskClient, *, way: bool, typed: dict[str, str]
) -> None:
    if way:
        gateway(Channel.SMS)
    ticket = registered(sends(desk, **typed))
    assert written() == []
    assert "短信待发" not in desk.get(f"/intake/{ticket.id}").text


def test_who_speaks_for_a_worker_is_the_one_who_is_written_to(desk: FlaskClient) -> None:
    gateway(Channel.SMS)
    other = {"speaker": "other", "relation": "工友", "worker_name": "示例乙", "worker_phone": "13900000002"}
    registered(sends(desk, texts_agreed="y", **other))
    assert [text.address for text in written()] == ["13900000000"]


def test_a_landline_takes_no_text_messages(desk: FlaskClient) -> None:
    answer = sends(desk, texts_agreed="y", caller_phone="023-12345678")
    assert answer.status_code == 422
    assert "收不到短信" in answer.text


def test_the_end_is_told_once(desk: FlaskClient) -> None:
    ticket = given.ticket("callback", on="2026-09-16")
    gateway(Channel.SMS)
    with transaction() as session:
        party = session.get_one(Party, session.get_one(Matter, ticket.matter_id).worker_id)
        party.identify(phone="13900000002")
        party.texts_agreed = True
    when.acts(ticket, "close", on="2026-09-21")
    (text,) = written()
    assert (text.template, text.address) == ("closed", "13900000002")
    assert "已办结" in text.text


def test_what_is_told_in_the_inbox_also_goes_where_the_person_wants_it(desk: FlaskClient) -> None:
    gateway(Channel.EMAIL)
    gateway(Channel.SMS)
    manager = given.person(Role.MANAGER)
    wishes(manager, Channel.EMAIL)
    ticket = registered(sends(desk, urgent="y", priority="P0"))
    (mail,) = written()
    assert mail.subject == f"{ticket.number} 紧急事项，请立即关注"
    page = seated(desk, Role.MANAGER).get("/inbox").text
    assert "邮件待发" in page
    assert db.session.get_one(type(mail), mail.id).notification_id
