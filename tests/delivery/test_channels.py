"""Each protocol against a server that speaks it: what is sent, and what is made of each answer."""

import base64
import hashlib
import hmac
import socket
from dataclasses import replace
from typing import Any

import pytest

from caseflow.casework.delivery.channels import Parcel, Route, SendFailed, SendRefused, http, send
from caseflow.casework.models import Channel
from caseflow.casework.wiring import Wiring, connect, wired
from tests import given
from tests.delivery import servers
from tests.delivery.servers import Asked, Behaviour, answers

AT = given.moment("2026-09-16 10:00")
PARCEL = Parcel(key="0f0f-key", to="13900000001", subject="有事", text="**有事**\n请办理")
ROUTE = Route(channel=Channel.SMS, address="", token="robot/ token", secret="签名 secret")
OK: dict[Channel, dict[str, Any]] = {
    Channel.SMS: {"code": 0, "message": "queued", "id": "m-1"},
    Channel.WECOM: {"errcode": 0, "errmsg": "ok"},
    Channel.DINGTALK: {"errcode": 0, "errmsg": "ok"},
    Channel.FEISHU: {"code": 0, "msg": "success"},
}


def handed_over(channel: Channel, behave: Behaviour | None = None) -> tuple[str, Asked]:
    """What came of it, and what the gateway was asked."""
    with servers.web(behave or answers(OK[channel])) as gate:
        said = send(replace(ROUTE, channel=channel, address=gate.address), PARCEL, AT)
        return said, gate.asked[0]


def signed(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def test_a_text_message_is_signed_over_time_and_body() -> None:
    said, asked = handed_over(Channel.SMS)
    assert said == "queued m-1"
    assert asked.json == {"key": PARCEL.key, "to": PARCEL.to, "text": PARCEL.text}
    assert asked.headers["Idempotency-Key"] == PARCEL.key
    stamp = asked.headers["X-Timestamp"]
    assert stamp == str(int(AT.timestamp()))
    expected = hmac.new(ROUTE.secret.encode(), stamp.encode() + asked.body, hashlib.sha256).hexdigest()
    assert asked.headers["X-Signature"] == expected


def test_wecom_is_called_by_its_key() -> None:
    said, asked = handed_over(Channel.WECOM)
    assert said == "errcode 0：ok"
    assert (asked.path, asked.query) == ("/cgi-bin/webhook/send", {"key": [ROUTE.token]})
    assert asked.json == {"msgtype": "markdown", "markdown": {"content": PARCEL.text}}


def test_dingtalk_is_signed_in_the_address() -> None:
    _, asked = handed_over(Channel.DINGTALK)
    stamp = str(int(AT.timestamp() * 1000))
    expected = signed(ROUTE.secret, f"{stamp}\n{ROUTE.secret}")
    assert asked.path == "/robot/send"
    assert asked.query == {"access_token": [ROUTE.token], "timestamp": [stamp], "sign": [expected]}
    assert asked.json["markdown"] == {"title": "有事", "text": PARCEL.text}


def test_feishu_is_signed_in_the_body() -> None:
    _, asked = handed_over(Channel.FEISHU)
    stamp = str(int(AT.timestamp()))
    assert asked.path == "/open-apis/bot/v2/hook/robot%2F%20token"
    assert (asked.json["timestamp"], asked.json["sign"]) == (stamp, signed(f"{stamp}\n{ROUTE.secret}", ""))
    assert asked.json["card"]["elements"] == [{"tag": "markdown", "content": PARCEL.text}]


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        (Channel.WECOM, {"errcode": 93000, "errmsg": "invalid webhook url"}),
        (Channel.DINGTALK, {"errcode": 310000, "errmsg": "sign not match"}),
        (Channel.FEISHU, {"code": 19021, "msg": "sign match fail"}),
        (Channel.SMS, {"code": 7, "message": "号码无效"}),
    ],
)
def test_a_yes_of_http_with_a_code_is_a_refusal(channel: Channel, told: dict[str, Any]) -> None:
    with pytest.raises(SendRefused, match=str(told.get("errcode", told.get("code")))):
        handed_over(channel, answers(told))


@pytest.mark.parametrize(
    ("channel", "told"),
    [
        (Channel.WECOM, {"errcode": 45009, "errmsg": "api freq out of limit"}),
        (Channel.DINGTALK, {"errcode": 130101, "errmsg": "send too fast"}),
        (Channel.FEISHU, {"code": 11232, "msg": "frequency limited"}),
        (Channel.SMS, {"code": 9, "message": "busy", "retry": True}),
        (Channel.WECOM, {"greeting": "hello"}),
        (Channel.SMS, {}),
    ],
)
def test_a_service_that_is_busy_or_says_nothing_fit_is_asked_again(
    channel: Channel, told: dict[str, Any]
) -> None:
    with pytest.raises(SendFailed):
        handed_over(channel, answers(told))


@pytest.mark.parametrize(
    ("behave", "why"),
    [
        (answers(b"<html>welcome</html>"), "不是 JSON"),
        (answers([1, 2]), "不是 JSON 对象"),
        (answers(b'{"errcode": 0'), "不是 JSON："),
        (answers({}, 500), "HTTP 500"),
        (answers({"errcode": 0}, 302, Location="/elsewhere"), "HTTP 302"),
        (answers(b" " * 20_000), "过长"),
        (servers.resets, "连接中断"),
        (servers.stalls(0.5), "没有回应"),
        (servers.trickles, "没有回应完"),
    ],
)
def test_whatever_else_comes_back_is_a_failure(
    behave: Behaviour, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "READ", 0.2)
    monkeypatch.setattr(http, "WHOLE", 0.5 if behave is servers.trickles else 10)
    with pytest.raises(SendFailed, match=why):
        handed_over(Channel.WECOM, behave)


def test_no_redirect_is_followed() -> None:
    with servers.web(answers({"errcode": 0})) as other:
        away = answers({}, 307, Location=other.address)
        with pytest.raises(SendFailed, match="307"):
            handed_over(Channel.WECOM, away)
        assert other.asked == []


def test_an_answer_that_comes_twice_is_one() -> None:
    assert handed_over(Channel.SMS, servers.answers_twice(OK[Channel.SMS]))[0] == "queued m-1"


def test_a_gateway_may_ask_for_a_pause() -> None:
    with pytest.raises(SendFailed) as asked:
        handed_over(Channel.SMS, answers({}, 429, Retry_After="90"))
    assert asked.value.wait == 90


def test_a_message_that_is_wrong_in_itself_is_refused() -> None:
    with pytest.raises(SendRefused, match="400"):
        handed_over(Channel.SMS, answers({"message": "no text"}, 400))


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(SendFailed, match="连接中断"):
            send(replace(ROUTE, address=address), PARCEL, AT)


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Any:
    before = wired()
    connect(replace(before, production=True) if before.models else Wiring(production=True))
    yield
    connect(before)


@pytest.mark.usefixtures("production")
def test_in_production_nothing_goes_into_the_inner_network_unless_meant() -> None:
    with servers.web(answers(OK[Channel.SMS])) as gate:
        route = replace(ROUTE, address=gate.address)
        with pytest.raises(SendFailed, match="内网"):
            send(route, PARCEL, AT)
        assert gate.asked == []
        assert send(replace(route, inside=True), PARCEL, AT) == "queued m-1"
    with pytest.raises(SendFailed, match="内网"):
        send(Route(channel=Channel.EMAIL, address="localhost", sender="a@example.com"), PARCEL, AT)


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("10.0.0.8", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:10.0.0.8", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),  # noqa: S104 - an address to be refused
        ("224.0.0.1", True),
        ("1.1.1.1", False),
    ],
)
def test_which_addresses_are_of_the_inner_network(host: str, *, inside: bool) -> None:
    assert http.is_inside(host, 443) is inside
