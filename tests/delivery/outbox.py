"""Ways out of the house and people who want messages there, for tests."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.db import transaction
from caseflow.casework.delivery import Letter, Template, post
from caseflow.casework.delivery.running import Courier
from caseflow.casework.models import Channel, Delivery, DeliveryState, Gateway, MessagePreference, Security
from caseflow.extensions import db
from caseflow.kernel.roles import Role
from tests import given

STANDING = {"due_today": 1, "soon": 2, "overdue": 3}
"""What the chat of a unit is told."""

AT = given.moment("2026-09-16 10:00")
MOBILE, MAIL = "13900000001", "ren@example.com"


def gateway(channel: Channel = Channel.SMS, **details: Any) -> Gateway:
    """A way out that is on; nothing listens there unless told otherwise."""
    known = {
        "name": channel.label,
        "address": "http://127.0.0.1:9",
        "security": Security.NONE,
        "sender": "union@example.com",
        "token": "robot-token",
        "secret": "signing-secret",
        "inside": True,
        "active": True,
        "per_minute": 600,
        "allowance": 150.0,
        "allowance_at": AT,
    }
    with transaction() as session:
        made = Gateway(channel=channel, **(known | details))
        session.add(made)
    return made


def wishes(user: User, *single: Channel, digest: tuple[Channel, ...] = ()) -> MessagePreference:
    """The person wants messages there."""
    with transaction() as session:
        wish = MessagePreference(user_id=user.id, email=MAIL, mobile=MOBILE)
        wish.single, wish.digest = list(single), list(digest)
        session.add(wish)
    return wish


def messages(count: int, text: str = "今天到期", *, at: datetime, **letter: Any) -> None:
    """That many messages to the manager."""
    manager = given.person(Role.MANAGER)
    known = {"template": Template.SINGLE, "values": {"text": text}, "user_id": manager.id, **letter}
    with transaction() as session:
        post(session, [Letter(key=uuid4().hex, **known) for _ in range(count)], at=at)


def written() -> list[Delivery]:
    """Everything in the outbox, in order."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Delivery).order_by(Delivery.id)))


def finish(way: int, at: datetime) -> None:
    """A courier who is left alone sends everything, however long it takes."""
    last = at + timedelta(days=20)
    while unsent():
        at += timedelta(hours=2)
        assert at < last
        Courier(run=timedelta(hours=1)).go(way, partial(datetime.astimezone, at))
        revive(at)


def revive(at: datetime) -> None:
    """An unlucky one may fail ten times: an administrator sends it again."""
    dead = sa.update(Delivery).where(Delivery.state == DeliveryState.DEAD)
    db.session.execute(dead.values(state=DeliveryState.WAITING, attempts=0, next_try_at=at))
    db.session.commit()


def unsent() -> bool:
    db.session.rollback()
    return bool(db.session.scalar(sa.select(sa.exists().where(Delivery.state != DeliveryState.SENT))))
