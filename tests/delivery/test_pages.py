"""The pages: gateways, messages, words, one's own wishes."""

import re

import pytest
from flask.testing import FlaskClient

from caseflow.casework.models import Channel, DeliveryState
from caseflow.kernel.roles import Role
from tests import given
from tests.cli.conftest import Run
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture
from tests.delivery import servers
from tests.delivery.outbox import AT, gateway, messages, wishes, written
from tests.delivery.servers import answers
from tests.delivery.test_outbox import set_to
from tests.web.desk import seated, selects

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return seated(client, Role.ADMIN)


TEXTS = {
    "name": "短信平台",
    "address": "https://sms.example.com/send",
    "secret": "k-e-y",
    "per_minute": "100",
}


def test_a_gateway_is_set_up_switched_and_shown_without_its_secrets(admin: FlaskClient) -> None:
    assert "还没有通道" in admin.get("/admin/channels/").text
    assert admin.post("/admin/channels/new/sms", data=TEXTS).status_code == 303
    page = admin.get("/admin/channels/").text
    assert "请先测试，再启用" in page
    assert "短信平台" in page
    edit = re.findall(r'href="(/admin/channels/\d+)"', page)[0]
    shown = admin.get(edit).text
    assert "已保存，不改请留空" in shown
    assert "k-e-y" not in shown
    assert admin.post(f"{edit}/on").status_code == 303
    assert "已启用" in admin.get("/admin/channels/").text
    assert admin.post(edit, data={**TEXTS, "name": "新平台", "secret": ""}).status_code == 303
    assert "新平台" in admin.get("/admin/channels/").text


def test_what_was_typed_stays_with_the_fault_beside_it(admin: FlaskClient) -> None:
    page = admin.post("/admin/channels/new/sms", data={**TEXTS, "address": "ftp://sms"}).text
    assert 'value="ftp://sms"' in page
    assert "请填写以 https:// 开头的地址" in page
    page = admin.post("/admin/channels/new/wecom", data={"name": "群", "per_minute": "很多"}).text
    assert "请选择单位" in page
    page = admin.post("/admin/channels/new/email", data={"per_minute": "20"}).text
    assert "请填写服务器" in page
    assert admin.get("/admin/channels/new/inbox").status_code == 404


def test_one_click_tests_a_gateway(admin: FlaskClient) -> None:
    unit = given.unit_tree().street.id
    with servers.web(answers({"errcode": 0, "errmsg": "ok"})) as gate:
        way = gateway(Channel.WECOM, unit_id=unit, address=gate.address)
        admin.post(f"/admin/channels/{way.id}/test")
        assert "对方回应：errcode 0：ok" in admin.get("/admin/channels/").text
        gate.behave = answers({"errcode": 93000, "errmsg": "invalid webhook url"})
        admin.post(f"/admin/channels/{way.id}/test")
        assert "没有发成：errcode 93000：invalid webhook url" in admin.get("/admin/channels/").text


def test_dead_letters_are_looked_at_and_sent_again(admin: FlaskClient) -> None:
    assert "没有死信" in admin.get("/admin/deliveries/").text
    wishes(given.person(Role.MANAGER), Channel.SMS)
    way = gateway(Channel.SMS)
    messages(3, at=AT)
    set_to(DeliveryState.REFUSED, answer="号码停机")
    ids = [delivery.id for delivery in written()]
    with selects() as sent:
        page = admin.get(f"/admin/deliveries/?gateway={way.id}").text
    assert page.count('name="pick"') == 3
    assert "号码停机" in page
    assert len(sent) < 8
    assert "今天到期" in admin.get(f"/admin/deliveries/{ids[0]}").text
    admin.post(
        "/admin/deliveries/resend", data={"only": ids[0], "pick": ids[1], "back": "/admin/deliveries/"}
    )
    assert [delivery.state for delivery in written()].count(DeliveryState.WAITING) == 1
    admin.post("/admin/deliveries/resend", data={"pick": ids[1:2]})
    assert [delivery.state for delivery in written()].count(DeliveryState.WAITING) == 2
    done = admin.post("/admin/deliveries/dismiss", data={"pick": [ids[2], "x"], "back": "//evil.example.com"})
    assert done.headers["Location"] == "/"
    assert written()[2].state is DeliveryState.CANCELLED
    assert admin.post("/admin/deliveries/resend").status_code == 422


def test_what_was_written_to_a_worker_is_not_shown(admin: FlaskClient) -> None:
    wishes(given.person(Role.MANAGER), Channel.SMS)
    gateway(Channel.SMS)
    messages(1, "查询码ACDEFGHJ", at=AT)
    ticket = given.ticket(on="2026-09-16")
    worker = ticket.matter.worker_id
    set_to(DeliveryState.SENT, party_id=worker, user_id=None, sent_at=AT)
    page = admin.get(f"/admin/deliveries/{written()[0].id}").text
    assert "ACDEFGHJ" not in page
    assert "这里不显示" in page


def test_words_are_changed_and_taken_back(admin: FlaskClient) -> None:
    assert "查询码（发给职工）" in admin.get("/admin/messages/").text
    there = "/admin/messages/query_code/short"
    page = admin.post(there, data={"text": "您好{姓名}"}).text
    assert "没有 {姓名} 这个占位符" in page
    assert "您好{姓名}" in page
    assert admin.post(there, data={"text": "查询码：{查询码}"}).status_code == 303
    assert "已修改" in admin.get("/admin/messages/").text
    assert admin.post(f"{there}/reset").status_code == 303
    assert "已修改" not in admin.get("/admin/messages/").text
    assert admin.get("/admin/messages/query_code/chat").status_code == 404
    mail = "/admin/messages/single/mail"
    assert admin.post(mail, data={"subject": "", "text": "{内容}"}).status_code == 200
    assert admin.post(mail, data={"subject": "新消息", "text": "{内容}"}).status_code == 303


def test_a_person_says_where_messages_should_go(client: FlaskClient) -> None:
    operator = seated(client, Role.OPERATOR)
    page = operator.post("/me/messages", data={"mobile": "12345", "digest": "email"}).text
    assert "请填写 11 位手机号" in page
    assert "选择了邮件，请填写邮箱" in page
    assert 'value="12345"' in page
    typed = {"mobile": "13900000001", "email": "ren@example.com", "digest": ["email"], "single": ["sms"]}
    assert operator.post("/me/messages", data=typed).status_code == 303
    assert "站内消息、短信" in operator.get("/me").text
    assert "还没有发给您的邮件和短信" in operator.get("/inbox/sent").text


def test_only_administrators_come_here(client: FlaskClient) -> None:
    manager = seated(client, Role.MANAGER)
    for address in ("/admin/channels/", "/admin/deliveries/", "/admin/messages/"):
        assert manager.get(address).status_code == 403


def test_the_self_check_leads_to_the_dead_letters(admin: FlaskClient) -> None:
    wishes(given.person(Role.MANAGER), Channel.SMS)
    gateway(Channel.SMS)
    messages(1, at=AT)
    set_to(DeliveryState.DEAD)
    admin.post("/admin/check")
    assert 'href="/admin/deliveries/">去处理' in admin.get("/admin/check").text


def test_the_commands_list_and_send(run: Run) -> None:
    wishes(given.person(Role.MANAGER), Channel.SMS)
    gateway(Channel.SMS, active=True)
    messages(1, at=AT)
    assert "已发 0 条" in run("deliveries", "send", "--at", "2026-09-15").output
    listed = run("deliveries", "list", "--tab", "waiting").output
    assert "短信待发" in listed
    assert "13900000001" not in listed
    assert run("deliveries", "list").output == "死信 0 条\n"
