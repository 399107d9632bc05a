"""One JSON request, with an end to all patience."""

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from caseflow.casework.delivery.channels.parcels import Route, SendFailed, SendRefused
from caseflow.casework.wiring import wired
from caseflow.lazily import lazily

if TYPE_CHECKING:
    import requests
else:
    requests = lazily("requests")

CONNECT, READ = 3, 5
"""Seconds to get a connection, and between two pieces of an answer."""

WHOLE = 10
"""Seconds for the whole answer, however it trickles."""

LARGEST = 16_384
"""Bytes of an answer; more is no answer of such a gateway."""

LONGEST_WAIT = 3600
"""Seconds that a gateway may ask us to wait."""

SHOWN = 200
"""Characters of an answer that are kept."""

_NEVER = frozenset({400, 413, 415, 422})
"""What is answered to a message that is wrong in itself; other faults are of the gateway or its settings."""


def is_inside(host: str, port: int | None) -> bool:
    """Whether the name leads to an address that is not of the open internet.

    Raises:
        OSError: the name leads nowhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return any(_is_private(str(address[0])) for *_, address in found)


def _is_private(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global or address.is_multicast


def check_outside(route: Route, host: str, port: int | None) -> None:
    """Refuse to reach into the office's own network in production, unless the route is meant to.

    Raises:
        SendFailed: the host lies there, or nowhere.
    """
    try:
        if wired().production and not route.inside and is_inside(host, port):
            raise SendFailed("地址在内网，没有发送；确需使用请在通道里勾选“允许内网地址”")
    except OSError as fault:
        raise SendFailed(f"找不到服务器 {host}") from fault


def call(route: Route, address: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    """Post the JSON and read the JSON object that is answered; no redirect is followed, no proxy asked.

    Raises:
        SendFailed: nothing fit came back.
        SendRefused: the message was refused for what it is.
    """
    parts = urlsplit(address)
    check_outside(route, parts.hostname or "", parts.port)
    with requests.Session() as session:
        session.trust_env = False
        known = {"Content-Type": "application/json; charset=utf-8", **headers}
        try:
            with session.post(
                address, data=body, headers=known, timeout=(CONNECT, READ), allow_redirects=False, stream=True
            ) as answer:
                return _judged(answer, _read(answer))
        except requests.RequestException as fault:
            raise SendFailed(_why(fault)) from fault


def _why(fault: "requests.RequestException") -> str:
    if isinstance(fault, requests.ConnectTimeout):
        return f"{CONNECT} 秒内没有连上"
    if isinstance(fault, requests.Timeout) or "timed out" in str(fault):
        return f"{READ} 秒内没有回应"
    if isinstance(fault, requests.exceptions.SSLError):
        return "证书无效，没有发送"
    return f"连接中断（{type(fault).__name__}）"


def _read(answer: "requests.Response") -> bytes:
    """The body, byte by byte: whatever is buffered comes at once, and what trickles is counted."""
    ends, read = time.monotonic() + WHOLE, bytearray()
    for piece in answer.iter_content(1):
        read += piece
        if time.monotonic() > ends:
            raise SendFailed(f"{WHOLE} 秒内没有回应完")
        if len(read) > LARGEST:
            raise SendFailed("回应过长")
    return bytes(read)


def _judged(answer: "requests.Response", body: bytes) -> dict[str, Any]:
    shown = " ".join(body.decode(errors="replace").split())[:SHOWN]
    if answer.status_code in _NEVER:
        raise SendRefused(f"HTTP {answer.status_code}：{shown}")
    if not answer.ok or answer.is_redirect or answer.is_permanent_redirect:
        raise SendFailed(f"HTTP {answer.status_code}：{shown}", _wait(answer))
    try:
        told = json.loads(body)
    except ValueError as fault:
        raise SendFailed(f"回应不是 JSON：{shown}") from fault
    if not isinstance(told, dict):
        raise SendFailed(f"回应不是 JSON 对象：{shown}")
    return told


def _wait(answer: "requests.Response") -> float:
    asked = answer.headers.get("Retry-After", "")
    return min(int(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else 0
