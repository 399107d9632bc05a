"""What became of messages: for administrators, for those they went to, for those who sent them (投递情况)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit, User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.delivery.contact import may_contact
from caseflow.casework.delivery.posting import PERSONAL, address_of
from caseflow.casework.delivery.words import KINDS, Template
from caseflow.casework.models import (
    Channel,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Gateway,
    MessagePreference,
    Party,
)
from caseflow.casework.queries import find, visible_to
from caseflow.casework.worklists.paging import PAGE, Cursor, Page, limited
from caseflow.extensions import db, fetch
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Permission, Viewer

BURIED = (DeliveryState.DEAD, DeliveryState.REFUSED)
"""What was not delivered and will not be, unless somebody sends it again (死信)."""

ENDED = (*BURIED, DeliveryState.CANCELLED)
"""What can be sent again."""


class Tab(StrEnum):
    """Which messages a list shows."""

    DEAD = "dead"
    WAITING = "waiting"
    SENT = "sent"
    CANCELLED = "cancelled"

    @property
    def states(self) -> tuple[DeliveryState, ...]:
        """The states that the tab holds."""
        return {
            Tab.DEAD: BURIED,
            Tab.WAITING: (DeliveryState.WAITING, DeliveryState.SENDING),
            Tab.SENT: (DeliveryState.SENT,),
            Tab.CANCELLED: (DeliveryState.CANCELLED,),
        }[self]

    @property
    def label(self) -> str:
        """The tab's Chinese name."""
        names = {Tab.DEAD: "死信", Tab.WAITING: "待发", Tab.SENT: "已发", Tab.CANCELLED: "已取消"}
        return names[self]


@dataclass(frozen=True, slots=True)
class Line:
    """A message as a list shows it: what kind, to whom, by which way, how it stands."""

    id: int
    kind: str
    to: str
    gateway: str
    written_at: datetime
    said: str
    state: DeliveryState
    answer: str

    @property
    def ended(self) -> bool:
        """Whether it can be sent again."""
        return self.state in ENDED


def _rows(*where: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    columns = (
        Delivery.id,
        Delivery.template,
        Delivery.notification_id,
        Delivery.written_at,
        Delivery.written_at.label("place"),
        Delivery.not_before,
        Delivery.state,
        Delivery.attempts,
        Delivery.sent_at,
        Delivery.answer,
        Gateway.channel,
        Gateway.name.label("gateway"),
        User.name.label("person"),
        Unit.name.label("unit"),
    )
    return (
        sa.select(*columns)
        .join(Gateway, Gateway.id == Delivery.gateway_id)
        .outerjoin(User, User.id == Delivery.user_id)
        .outerjoin(Unit, Unit.id == Gateway.unit_id)
        .where(*where)
        .order_by(Delivery.id.desc())
    )


def _line(row: Any) -> Line:
    return Line(
        id=row.id,
        kind=KINDS[Template(row.template)].label,
        to=f"{row.unit}的群" if row.channel not in PERSONAL else row.person or "职工",
        gateway=row.gateway,
        written_at=row.written_at,
        said=said_of(row),
        state=row.state,
        answer=row.answer,
    )


def said_of(row: Any) -> str:
    """How the message stands, in words: 已发邮件 10:42."""
    way = {Channel.EMAIL: "邮件", Channel.SMS: "短信"}.get(row.channel, "群消息")
    if row.state is DeliveryState.WAITING:
        return f"{way}{_waits(row)}"
    if row.state is DeliveryState.SENT:
        return f"已发{way} {_clock(row.sent_at)}"
    said = {DeliveryState.SENDING: "发送中", DeliveryState.CANCELLED: "已取消"}
    return f"{way}{said.get(row.state, '没有送达')}"


def _waits(row: Any) -> str:
    if row.attempts:
        return f"重试中（已试 {row.attempts} 次）"
    return f"将在 {_clock(row.not_before)} 后发送" if row.not_before > row.written_at else "待发"


def _clock(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%-m月%-d日 %H:%M}"


def listed(
    viewer: Viewer, tab: Tab, *, gateway_id: int | None = None, after: Cursor | None = None
) -> Page[Line]:
    """A page of the messages that went through the gateways in scope, the newest first."""
    require(viewer, Permission.CHANNELS)
    seen = visible_to(viewer, Delivery).with_only_columns(Delivery.id)
    where: list[sa.ColumnElement[bool]] = [Delivery.id.in_(seen), Delivery.state.in_(tab.states)]
    if gateway_id:
        where.append(Delivery.gateway_id == gateway_id)
    if after:
        where.append(Delivery.id < after.id)
    return Page.of(db.session.execute(limited(_rows(*where))).all(), _line)


def own(viewer: Viewer, after: Cursor | None = None) -> Page[Line]:
    """A page of the messages that went to the viewer outside of the inbox."""
    mine = [Delivery.user_id == viewer.user_id, *([Delivery.id < after.id] if after else [])]
    return Page.of(db.session.execute(limited(_rows(*mine))).all(), _line)


def beside(notifications: Iterable[int]) -> Mapping[int, list[str]]:
    """How each of the messages in the inbox stands on other channels, in words."""
    ids = list(notifications)
    found: dict[int, list[str]] = {}
    for row in db.session.execute(_rows(Delivery.notification_id.in_(ids))) if ids else ():
        found.setdefault(row.notification_id, []).insert(0, said_of(row))
    return found


def of_proceeding(proceeding_id: int) -> list[Line]:
    """The latest messages about a proceeding that was found before."""
    return [_line(row) for row in fetch(_ABOUT, {"wanted": proceeding_id})]


_ABOUT = _rows(Delivery.proceeding_id == sa.bindparam("wanted", type_=sa.Integer)).limit(PAGE)


def latest(proceeding_id: int, template: Template) -> str:
    """How the latest message of the kind about the proceeding stands, in words; empty when there is none."""
    of_kind = Delivery.proceeding_id == proceeding_id, Delivery.template == template
    row = db.session.execute(_rows(*of_kind).limit(1)).first()
    return said_of(row) if row else ""


@dataclass(frozen=True)
class Story:
    """One message with every try; a worker's text is not told, it holds the query code."""

    delivery: Delivery
    line: Line
    text: str
    attempts: Sequence[DeliveryAttempt]


def story(id: int, viewer: Viewer) -> Story:
    """One message in scope, for administrators.

    Raises:
        NotFound: there is none.
    """
    require(viewer, Permission.CHANNELS)
    delivery = find(Delivery, id, viewer)
    tries = sa.select(DeliveryAttempt).filter_by(delivery_id=id).order_by(DeliveryAttempt.id)
    line = _line(db.session.execute(_rows(Delivery.id == id)).one())
    text = "" if delivery.party_id else delivery.text
    return Story(delivery, line, text, db.session.scalars(tries).all())


@dataclass(frozen=True, slots=True)
class Resent:
    """How many messages will be sent again, and how many may not."""

    again: int
    skipped: int


def resend(ids: Iterable[int], *, viewer: Viewer, at: datetime) -> Resent:
    """Try messages once more that were given up (重发), at the addresses that hold now.

    A key stays what it was: what a gateway has taken already it does not take twice. What is under way or
    sent, or may not go to the worker any more, or whose gateway is off, is left alone.

    Raises:
        GuardRefused: nothing was chosen.
    """
    require(viewer, Permission.CHANNELS)
    chosen = set(ids)
    if not chosen:
        raise GuardRefused("请先勾选要重发的消息")
    with transaction() as session:
        query = visible_to(viewer, Delivery).where(Delivery.id.in_(chosen), Delivery.state.in_(ENDED))
        found = session.scalars(query.options(joinedload(Delivery.gateway)).order_by(Delivery.id)).all()
        again = [delivery.id for delivery in found if _revived(session, delivery, at)]
        if again:
            data = {"deliveries": again}
            audit.record(session, None, Deed(action="messages_resent", viewer=viewer, at=at, data=data))
        return Resent(len(again), len(chosen) - len(again))


def dismiss(ids: Iterable[int], *, viewer: Viewer, at: datetime) -> int:
    """Send dead letters no more (不再发送): they stay on record and are no finding of the self-check.

    Raises:
        GuardRefused: nothing was chosen.
    """
    require(viewer, Permission.CHANNELS)
    chosen = set(ids)
    if not chosen:
        raise GuardRefused("请先勾选不再发送的消息")
    with transaction() as session:
        seen = visible_to(viewer, Delivery).with_only_columns(Delivery.id)
        dead = Delivery.id.in_(chosen), Delivery.id.in_(seen), Delivery.state.in_(BURIED)
        given_up = sa.update(Delivery).where(*dead).values(state=DeliveryState.CANCELLED)
        gone = sorted(session.scalars(given_up.returning(Delivery.id)))
        if gone:
            data = {"deliveries": gone}
            audit.record(session, None, Deed(action="messages_dismissed", viewer=viewer, at=at, data=data))
        return len(gone)


def _revived(session: Session, delivery: Delivery, at: datetime) -> bool:
    if not delivery.gateway.active or not _still_goes(session, delivery):
        return False
    moved = sa.update(Delivery).where(Delivery.id == delivery.id, Delivery.state.in_(ENDED))
    again = {"state": DeliveryState.WAITING, "attempts": 0, "next_try_at": at, "not_before": at}
    address = {"address": _address_now(session, delivery) or delivery.address}
    return session.scalar(moved.values(**again, **address).returning(Delivery.id)) is not None


def _still_goes(session: Session, delivery: Delivery) -> bool:
    if delivery.gateway.channel in PERSONAL and delivery.address is None:
        return False  # what it said is erased
    return delivery.party_id is None or may_contact(session, session.get_one(Party, delivery.party_id))


def _address_now(session: Session, delivery: Delivery) -> str | None:
    if delivery.party_id is not None:
        return session.get_one(Party, delivery.party_id).phone
    if delivery.gateway.channel not in PERSONAL or delivery.user_id is None:
        return None
    wish = session.get(MessagePreference, delivery.user_id)
    return address_of(wish, delivery.gateway.channel) if wish else None
