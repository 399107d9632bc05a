"""The ways out of the house, as administrators set them up, try them and switch them (通道)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.delivery.channels.http import is_inside
from caseflow.casework.delivery.contact import MAIL
from caseflow.casework.delivery.posting import PERSONAL
from caseflow.casework.delivery.sending import full_allowance
from caseflow.casework.models import Channel, Delivery, DeliveryState, Gateway, Security
from caseflow.casework.queries import find, visible_to
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, Incomplete
from caseflow.kernel.roles import Permission, Viewer

SERVICES: Mapping[Channel, str] = {
    Channel.WECOM: "https://qyapi.weixin.qq.com",
    Channel.DINGTALK: "https://oapi.dingtalk.com",
    Channel.FEISHU: "https://open.feishu.cn",
}
"""Where the services of the robots are found, unless the office has its own."""

USUAL: Mapping[Channel, int] = {
    Channel.EMAIL: 60,
    Channel.SMS: 100,
    Channel.WECOM: 20,
    Channel.DINGTALK: 20,
    Channel.FEISHU: 60,
}
"""Messages in a minute; the services shut out a robot of 企业微信 or 钉钉 that sends more than 20."""

FEWEST, MOST = 2, 6000
PORTS = range(1, 65536)
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,198}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What an administrator says of a gateway; an empty token or secret leaves the one that is kept."""

    channel: Channel
    name: str = ""
    unit_id: int | None = None
    address: str = ""
    port: int | None = None
    security: Security = Security.STARTTLS
    username: str = ""
    sender: str = ""
    token: str = ""
    secret: str = ""
    inside: bool = False
    per_minute: int = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A gateway as the list shows it, with how many messages are in which state."""

    gateway: Gateway
    counts: Mapping[DeliveryState, int]
    last_sent_at: datetime | None

    @property
    def dead(self) -> int:
        """Messages that were not delivered and will not be."""
        return self.counts.get(DeliveryState.DEAD, 0) + self.counts.get(DeliveryState.REFUSED, 0)

    @property
    def waiting(self) -> int:
        """Messages on their way."""
        return self.counts.get(DeliveryState.WAITING, 0) + self.counts.get(DeliveryState.SENDING, 0)


def lines(viewer: Viewer) -> list[Line]:
    """The gateways in scope, each with what goes through it; two queries."""
    query = visible_to(viewer, Gateway).options(sa.orm.joinedload(Gateway.unit)).order_by(Gateway.id)
    gateways = db.session.scalars(query).all()
    counted = sa.select(
        Delivery.gateway_id,
        Delivery.state,
        sa.func.count().label("n"),
        sa.func.max(Delivery.sent_at).label("at"),
    )
    counted = counted.where(Delivery.gateway_id.in_(gateway.id for gateway in gateways))
    rows = db.session.execute(counted.group_by(Delivery.gateway_id, Delivery.state)).all()
    return [
        Line(
            gateway,
            {row.state: row.n for row in rows if row.gateway_id == gateway.id},
            max((row.at for row in rows if row.gateway_id == gateway.id and row.at), default=None),
        )
        for gateway in gateways
    ]


def add(setup: Setup, *, viewer: Viewer, at: datetime) -> Gateway:
    """Set up another way out; it is off until somebody has tried it.

    Raises:
        Incomplete: something is missing or does not fit.
        NotFound: the unit is out of the viewer's scope.
        Forbidden: only the administrators of the whole office set up mail and text messages.
    """
    require(viewer, Permission.CHANNELS)
    setup = _with_defaults(setup)
    _check(setup, kept=None)
    with transaction() as session:
        gateway = Gateway(channel=setup.channel, active=False, allowance_at=at)
        gateway.allowance = full_allowance(setup.per_minute)
        _take(session, gateway, setup, viewer)
        session.add(gateway)
        session.flush()
        _audit(session, gateway, "gateway_added", viewer, at)
        return gateway


def change(id: int, setup: Setup, *, viewer: Viewer, at: datetime) -> Gateway:
    """Correct a gateway.

    Raises:
        Incomplete: something is missing or does not fit.
        NotFound: it, or the new unit, is out of the viewer's scope.
    """
    require(viewer, Permission.CHANNELS)
    with transaction() as session:
        gateway = find(Gateway, id, viewer, session=session)
        setup = _with_defaults(replace(setup, channel=gateway.channel))
        _check(setup, kept=gateway)
        _take(session, gateway, setup, viewer)
        _audit(session, gateway, "gateway_changed", viewer, at)
        return gateway


def switch(id: int, *, on: bool, viewer: Viewer, at: datetime) -> int:
    """Let messages go out through the gateway, or no more; how many were waiting and are cancelled.

    Raises:
        GuardRefused: another one serves everybody on this channel.
    """
    require(viewer, Permission.CHANNELS)
    with transaction() as session:
        gateway = find(Gateway, id, viewer, session=session)
        if on:
            _check_alone(session, gateway)
        gateway.active = on
        _audit(session, gateway, "gateway_on" if on else "gateway_off", viewer, at)
        return 0 if on else _cancel_waiting(session, gateway)


def _check_alone(session: Session, gateway: Gateway) -> None:
    if gateway.channel in PERSONAL:
        others = sa.select(Gateway.name).where(Gateway.channel == gateway.channel, Gateway.active)
        if other := session.scalar(others.where(Gateway.id != gateway.id)):
            raise GuardRefused(f"{gateway.channel.label}已由“{other}”发送，请先停用它")


def _cancel_waiting(session: Session, gateway: Gateway) -> int:
    waiting = Delivery.gateway_id == gateway.id, Delivery.state == DeliveryState.WAITING
    cancelled = {"state": DeliveryState.CANCELLED, "next_try_at": None, "answer": "通道已停用"}
    ids = session.scalars(
        sa.update(Delivery).where(*waiting).values(**cancelled).returning(Delivery.id)
    ).all()
    return len(ids)


def _with_defaults(setup: Setup) -> Setup:
    address = setup.address.strip().rstrip("/") or SERVICES.get(setup.channel, "")
    return replace(setup, address=address)


def _take(session: Session, gateway: Gateway, setup: Setup, viewer: Viewer) -> None:
    unit_id = None if setup.channel in PERSONAL else setup.unit_id
    if unit_id is None:
        _require_everywhere(viewer)
    else:
        find(Unit, unit_id, viewer, session=session)
    gateway.unit_id = unit_id
    for name in ("name", "address", "port", "security", "username", "sender", "inside", "per_minute"):
        setattr(gateway, name, getattr(setup, name))
    gateway.token, gateway.secret = setup.token or gateway.token, setup.secret or gateway.secret


def _require_everywhere(viewer: Viewer) -> None:
    if not viewer.everywhere:
        raise GuardRefused("邮件和短信由全系统的管理员设置，您可以设置本单位的群机器人")


def _check(setup: Setup, kept: Gateway | None) -> None:
    """Refuse what cannot work.

    Raises:
        Incomplete: each fault by field.
    """
    faults: dict[str, str] = {}
    for name, fault in _faults(setup, kept):
        faults.setdefault(name, fault)
    if faults:
        raise Incomplete(faults)


def _faults(setup: Setup, kept: Gateway | None) -> Iterator[tuple[str, str]]:
    if not setup.name:
        yield "name", "请填写名称"
    if not FEWEST <= setup.per_minute <= MOST:
        yield "per_minute", f"请填写 {FEWEST} 到 {MOST} 之间的数"
    if setup.channel is Channel.EMAIL:
        yield from _about_mail(setup)
        host, port = setup.address, setup.port
    else:
        yield from _about_web(setup, kept)
        host, port = urlsplit(setup.address).hostname or "", None
    if host and _leads_inside(host, port, setup):
        yield "address", "这个地址在内网；确需使用请勾选“允许内网地址”"


def _about_mail(setup: Setup) -> Iterator[tuple[str, str]]:
    if not _HOST.fullmatch(setup.address):
        yield "address", "请填写邮件服务器的域名，例如 smtp.example.com"
    if not MAIL.fullmatch(setup.sender):
        yield "sender", "请填写发件地址，例如 union@example.com"
    if setup.port is not None and setup.port not in PORTS:
        yield "port", "端口是 1 到 65535 之间的数"


def _about_web(setup: Setup, kept: Gateway | None) -> Iterator[tuple[str, str]]:
    parts = urlsplit(setup.address)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username or parts.query:
        yield "address", "请填写以 https:// 开头的地址，不带问号后面的部分"
    elif parts.scheme == "http" and wired().production and not setup.inside:
        yield "address", "正式环境请使用 https:// 地址"
    if setup.channel is Channel.SMS:
        if not (setup.secret or (kept and kept.secret)):
            yield "secret", "请填写与短信网关约定的签名密钥"
        return
    if setup.unit_id is None:
        yield "unit_id", "请选择这个群属于哪个单位"
    if not (setup.token or (kept and kept.token)):
        yield "token", "请填写机器人地址里的密钥"


def _leads_inside(host: str, port: int | None, setup: Setup) -> bool:
    """In production an address of the inner network must be meant; one that leads nowhere shows in a test."""
    if not wired().production or setup.inside:
        return False
    try:
        return is_inside(host, port)
    except OSError:
        return False


def _audit(session: Session, gateway: Gateway, action: str, viewer: Viewer, at: datetime) -> None:
    """What was set, but for what is secret."""
    data = {
        "gateway_id": gateway.id,
        "channel": gateway.channel,
        "name": gateway.name,
        "address": gateway.address,
    }
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))


def new_key() -> str:
    """The key of a message that has no occasion but somebody's click."""
    return f"test.{uuid4().hex}"
