"""How each channel is spoken to (通道适配); what is said comes from outside."""

from collections.abc import Mapping
from datetime import datetime

from caseflow.casework.delivery.channels import mail, robots, sms
from caseflow.casework.delivery.channels.parcels import Parcel, Route, Send, SendFailed, SendRefused
from caseflow.casework.models import Channel

__all__ = ["Parcel", "Route", "Send", "SendFailed", "SendRefused", "send"]

_ADAPTERS: Mapping[Channel, Send] = {
    Channel.EMAIL: mail.send,
    Channel.SMS: sms.send,
    Channel.WECOM: robots.wecom,
    Channel.DINGTALK: robots.dingtalk,
    Channel.FEISHU: robots.feishu,
}


def send(route: Route, parcel: Parcel, at: datetime) -> str:
    """Hand the parcel over, and say what was answered.

    Raises:
        SendFailed: it may work later.
        SendRefused: it never will.
    """
    return _ADAPTERS[route.channel](route, parcel, at)
