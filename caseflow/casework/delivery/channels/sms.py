"""Text messages through a gateway that the office chooses (短信网关), as in `docs/messages.md`."""

import hashlib
import hmac
import json
from datetime import datetime

from caseflow.casework.delivery.channels.http import SHOWN, call
from caseflow.casework.delivery.channels.parcels import Parcel, Route, SendFailed, SendRefused


def send(route: Route, parcel: Parcel, at: datetime) -> str:
    """Hand the text to the gateway, signed over time and body; `code` 0 is a yes."""
    told = {"key": parcel.key, "to": parcel.to, "text": parcel.text}
    body, stamp = json.dumps(told, ensure_ascii=False).encode(), str(int(at.timestamp()))
    headers = {
        "Idempotency-Key": parcel.key,
        "X-Timestamp": stamp,
        "X-Signature": signature(route.secret, stamp, body),
    }
    answer = call(route, route.address, body, headers)
    said = f"{answer.get('message', '')} {answer.get('id', '')}".strip()[:SHOWN]
    if answer.get("code") == 0:
        return said or "已接收"
    reason = f"code {answer.get('code')}：{said}"
    raise SendFailed(reason) if "code" not in answer or answer.get("retry") is True else SendRefused(reason)


def signature(secret: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over the time in seconds and the body as it is sent, in hex."""
    return hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).hexdigest()
