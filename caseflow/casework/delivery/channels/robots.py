"""Robots of group chats: 企业微信、钉钉、飞书. HTTP 200 with a code other than 0 is a refusal.

Shapes and signatures are those of the services' pages for robots; each says who may call by a token in the
address, 钉钉 and 飞书 also by a signature over the time.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from caseflow.casework.delivery.channels.http import SHOWN, call
from caseflow.casework.delivery.channels.parcels import Parcel, Route, SendFailed, SendRefused

_PASSING = frozenset({-1, 45009, 45033, 90018, 130101, 9499, 11232, 99991400})
"""Codes of a service that is busy, or asks us to be slower; any other one stays."""


def wecom(route: Route, parcel: Parcel, at: datetime) -> str:
    """企业微信: the key stands in the address."""
    address = f"{route.address}/cgi-bin/webhook/send?{urlencode({'key': route.token})}"
    body = {"msgtype": "markdown", "markdown": {"content": parcel.text}}
    return _said(_post(route, parcel, address, body), "errcode", "errmsg")


def dingtalk(route: Route, parcel: Parcel, at: datetime) -> str:
    """钉钉: signed in the address, when there is a secret (加签)."""
    query = {"access_token": route.token}
    if route.secret:
        stamp = str(int(at.timestamp() * 1000))
        query |= {"timestamp": stamp, "sign": _sign(route.secret, f"{stamp}\n{route.secret}")}
    title = parcel.subject or parcel.text.splitlines()[0].strip("*# ")
    body = {"msgtype": "markdown", "markdown": {"title": title, "text": parcel.text}}
    address = f"{route.address}/robot/send?{urlencode(query)}"
    return _said(_post(route, parcel, address, body), "errcode", "errmsg")


def feishu(route: Route, parcel: Parcel, at: datetime) -> str:
    """飞书: signed in the body, when there is a secret (签名校验)."""
    body: dict[str, Any] = {
        "msg_type": "interactive",
        "card": {"elements": [{"tag": "markdown", "content": parcel.text}]},
    }
    if route.secret:
        stamp = str(int(at.timestamp()))
        body |= {"timestamp": stamp, "sign": _sign(f"{stamp}\n{route.secret}", "")}
    address = f"{route.address}/open-apis/bot/v2/hook/{quote(route.token, safe='')}"
    return _said(_post(route, parcel, address, body), "code", "msg")


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _post(route: Route, parcel: Parcel, address: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return call(
        route, address, json.dumps(body, ensure_ascii=False).encode(), {"Idempotency-Key": parcel.key}
    )


def _said(answer: Mapping[str, Any], code: str, message: str) -> str:
    """What the service says; only code 0 is a yes."""
    told = f"{code} {answer.get(code)}：{answer.get(message, '')}"[:SHOWN]
    if answer.get(code) == 0:
        return told
    if code not in answer or answer[code] in _PASSING:
        raise SendFailed(told)
    raise SendRefused(told)
