"""Gateways, words and wishes: what is taken, what is refused, what is kept secret."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.casework.delivery import gateways, preferences, trial, wording
from caseflow.casework.delivery.gateways import Setup
from caseflow.casework.delivery.preferences import Wishes
from caseflow.casework.delivery.running import Courier
from caseflow.casework.delivery.words import KINDS, Form, Template, Words, filled, form_of
from caseflow.casework.models import AuditEvent, Channel, DeliveryState, Gateway
from caseflow.casework.wiring import connect, wired
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role, Viewer
from tests import given
from tests.delivery import servers
from tests.delivery.outbox import AT, MOBILE, gateway, messages, wishes, written
from tests.delivery.servers import answers

pytestmark = pytest.mark.usefixtures("app")

TEXTS = Setup(channel=Channel.SMS, name="短信", address="https://sms.example.com/", secret="k-e-y")
MAILS = Setup(channel=Channel.EMAIL, name="邮箱", address="smtp.example.com", sender="a@example.com")


@pytest.fixture
def admin(app: Flask) -> Viewer:
    return given.viewer(Role.ADMIN)


def robot(**details: Any) -> Setup:
    known: dict[str, Any] = {
        "channel": Channel.DINGTALK,
        "name": "群",
        "unit_id": given.unit_tree().street.id,
        "token": "t",
    }
    return Setup(**(known | details))


def faults(setup: Setup, admin: Viewer) -> dict[str, str]:
    with pytest.raises(Incomplete) as refused:
        gateways.add(setup, viewer=admin, at=AT)
    return refused.value.fields


def test_a_new_gateway_is_off_and_its_secrets_are_sealed(admin: Viewer) -> None:
    made = gateways.add(TEXTS, viewer=admin, at=AT)
    assert (made.active, made.address, made.secret) == (False, "https://sms.example.com", "k-e-y")
    (raw,) = db.session.scalars(sa.text("select secret from gateway"))
    assert b"k-e-y" not in bytes(raw)
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="gateway_added")).one()
    assert "k-e-y" not in str(event.data)


def test_a_robot_is_found_where_its_service_is(admin: Viewer) -> None:
    assert gateways.add(robot(), viewer=admin, at=AT).address == "https://oapi.dingtalk.com"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": ""}, "name"),
        ({"per_minute": 1}, "per_minute"),
        ({"per_minute": 6001}, "per_minute"),
        ({"address": "sms.example.com"}, "address"),
        ({"address": "ftp://sms.example.com"}, "address"),
        ({"address": "https://user@sms.example.com"}, "address"),
        ({"address": "https://sms.example.com/?key=1"}, "address"),
        ({"secret": ""}, "secret"),
    ],
)
def test_what_cannot_work_is_said_beside_the_field(
    admin: Viewer, changed: dict[str, Any], field: str
) -> None:
    assert list(faults(replace(TEXTS, **changed), admin)) == [field]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"address": "smtp example"}, "address"),
        ({"address": "https://smtp.example.com"}, "address"),
        ({"sender": "union"}, "sender"),
        ({"port": 0}, "port"),
        ({"port": 70_000}, "port"),
    ],
)
def test_what_a_mail_server_needs(admin: Viewer, changed: dict[str, Any], field: str) -> None:
    assert list(faults(replace(MAILS, **changed), admin)) == [field]


def test_what_a_robot_needs(admin: Viewer) -> None:
    assert set(faults(robot(unit_id=None, token=""), admin)) == {"unit_id", "token"}
    with pytest.raises(NotFound):
        gateways.add(robot(unit_id=999), viewer=admin, at=AT)


def test_in_production_the_inner_network_must_be_meant(admin: Viewer) -> None:
    before = wired()
    connect(replace(before, production=True))
    try:
        assert "内网" in faults(replace(TEXTS, address="https://127.0.0.1/"), admin)["address"]
        assert "https" in faults(replace(TEXTS, address="http://sms.example.com"), admin)["address"]
        inside = replace(TEXTS, address="http://127.0.0.1", inside=True)
        assert gateways.add(inside, viewer=admin, at=AT).inside
    finally:
        connect(before)


def test_a_secret_that_is_left_empty_stays(admin: Viewer) -> None:
    made = gateways.add(TEXTS, viewer=admin, at=AT)
    changed = gateways.change(made.id, replace(TEXTS, secret="", name="新名"), viewer=admin, at=AT)
    assert (changed.name, changed.secret) == ("新名", "k-e-y")


def test_mail_and_text_messages_are_for_those_who_see_everything() -> None:
    tree = given.unit_tree()
    street = given.viewer(given.user(Role.ADMIN, unit=tree.street))
    with pytest.raises(GuardRefused, match="全系统的管理员"):
        gateways.add(TEXTS, viewer=street, at=AT)
    assert gateways.add(robot(), viewer=street, at=AT).unit_id == tree.street.id
    everybodys = gateway(Channel.SMS)
    assert [line.gateway.channel for line in gateways.lines(street)] == [Channel.DINGTALK]
    with pytest.raises(NotFound):
        gateways.switch(everybodys.id, on=False, viewer=street, at=AT)
    with pytest.raises(Forbidden):
        gateways.switch(everybodys.id, on=False, viewer=given.viewer(Role.MANAGER), at=AT)


def test_switching_off_cancels_what_waits(admin: Viewer) -> None:
    wishes(given.person(Role.MANAGER), Channel.SMS)
    way = gateway(Channel.SMS)
    messages(2, at=AT)
    (line,) = gateways.lines(admin)
    assert (line.waiting, line.dead) == (2, 0)
    assert gateways.switch(way.id, on=False, viewer=admin, at=AT) == 2
    assert {delivery.state for delivery in written()} == {DeliveryState.CANCELLED}


def test_one_gateway_serves_everybody_on_a_channel(admin: Viewer) -> None:
    gateway(Channel.SMS, name="甲")
    other = gateway(Channel.SMS, name="乙", active=False)
    with pytest.raises(GuardRefused, match="“甲”"):
        gateways.switch(other.id, on=True, viewer=admin, at=AT)


# one click


def test_a_test_shows_what_was_answered_and_leaves_no_dead_letter(admin: Viewer) -> None:
    wishes(given.person(Role.ADMIN))
    with servers.web(answers({"code": 0, "message": "queued"})) as gate:
        way = gateway(Channel.SMS, address=gate.address, active=False)
        assert trial.try_out(way.id, viewer=admin, at=AT).answer == "queued"
        assert gate.asked[0].json["to"] == MOBILE
        gate.behave = answers({"code": 3, "message": "签名不对"})
        tested = trial.try_out(way.id, viewer=admin, at=AT)
        assert (tested.sent, tested.answer) == (False, "code 3：签名不对")
        gate.behave = answers({}, 503)
        assert not trial.try_out(way.id, viewer=admin, at=AT).sent
    states = [delivery.state for delivery in written()]
    assert states == [DeliveryState.SENT, DeliveryState.CANCELLED, DeliveryState.CANCELLED]
    assert Courier().go(way.id, lambda: AT).sent == 0


def test_a_test_of_mail_needs_an_address_of_ones_own(admin: Viewer) -> None:
    way = gateway(Channel.EMAIL, address="127.0.0.1")
    with pytest.raises(GuardRefused, match="我的账号"):
        trial.try_out(way.id, viewer=admin, at=AT)


# words


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("您好{姓名}，查询码{查询码}", "没有 {姓名} 这个占位符"),
        ("您好", "请保留 {查询码}"),
        ("查询码{查询码", "大括号没有成对"),
        ("", "请填写"),
        (f"{{查询码}}{'长' * 300}", "最多300字"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused(admin: Viewer, text: str, fault: str) -> None:
    with pytest.raises(Incomplete) as refused:
        wording.reword(Template.QUERY_CODE, Form.SHORT, Words("", text), viewer=admin, at=AT)
    assert fault in refused.value.fields["text"]


def test_words_are_kept_and_taken_back(admin: Viewer) -> None:
    words = Words("", "查询码：{查询码}")
    wording.reword(Template.QUERY_CODE, Form.SHORT, words, viewer=admin, at=AT)
    said = wording.wording("query_code", "short")
    assert (said.words, said.own) == (words, True)
    wording.take_back(Template.QUERY_CODE, Form.SHORT, viewer=admin, at=AT)
    assert not wording.wording("query_code", "short").own
    with pytest.raises(NotFound):
        wording.wording("query_code", "chat")


def test_every_kind_keeps_its_own_rules_and_names_nobody() -> None:
    for kind in KINDS.values():
        assert not {"name", "worker", "employer", "phone"} & set(kind.may)
        for form, words in kind.words.items():
            assert kind.faults(form, words) == {}
    assert {form_of(channel) for channel in (Channel.WECOM, Channel.FEISHU)} == {Form.CHAT}


def test_a_value_is_not_read_as_a_placeholder_and_a_long_text_is_cut() -> None:
    words = Words("{内容}", "{内容}")
    assert filled(words, Form.SHORT, {"text": "{查询码}\n二"}) == Words("{查询码} 二", "{查询码}\n二")
    assert len(filled(words, Form.SHORT, {"text": "长" * 500}).text) == Form.SHORT.longest


# wishes


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (Wishes(email="ren@"), "email"),
        (Wishes(email="ren@example"), "email"),
        (Wishes(mobile="023-12345678"), "mobile"),
        (Wishes(single=(Channel.EMAIL,)), "email"),
        (Wishes(digest=(Channel.SMS,)), "mobile"),
    ],
)
def test_an_address_that_does_not_fit_or_is_missing(asked: Wishes, fault: str) -> None:
    with pytest.raises(Incomplete) as refused:
        preferences.ask_for(asked, viewer=given.viewer(Role.OPERATOR), at=AT)
    assert list(refused.value.fields) == [fault]


def test_wishes_are_kept_with_the_mobile_sealed_and_no_address_on_record() -> None:
    viewer = given.viewer(Role.OPERATOR)
    asked = Wishes(email="ren@example.com", mobile="139-0000 0001", single=(Channel.SMS,))
    preferences.ask_for(asked, viewer=viewer, at=AT)
    assert preferences.wishes_of(viewer) == replace(asked, mobile=MOBILE)
    (raw,) = db.session.scalars(sa.text("select mobile from message_preference"))
    assert MOBILE.encode() not in bytes(raw)
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="message_preference")).one()
    assert event.data == {"single": ["sms"], "digest": []}
    preferences.ask_for(Wishes(), viewer=viewer, at=AT)
    assert preferences.wishes_of(viewer) == Wishes()
    assert db.session.scalar(sa.select(sa.func.count(Gateway.id))) == 0
