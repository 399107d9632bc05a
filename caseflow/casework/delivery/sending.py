"""Taking a message up, and writing down what came of it; no transaction is open in between (认领、记录)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import transaction
from caseflow.casework.delivery.channels import Parcel, Route
from caseflow.casework.models import (
    AttemptOutcome,
    Channel,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Gateway,
)
from caseflow.extensions import db

LEASE = timedelta(minutes=1)
"""How long a message is held by whoever took it up; longer than any try lasts."""

MOST = 10
"""Tries before a message goes to the dead letters: about three hours."""

FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=1)
"""The pause after the first try, and the longest; it doubles in between, give or take a quarter."""

Jitter = Callable[[], float]
"""A number from 0 to 1 by chance, so that many who failed together do not come back together."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that was taken up: which try it is, and what to hand over where."""

    delivery_id: int
    attempt_id: int
    number: int
    courier: str
    route: Route
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Ending:
    """How a try ended; the gateway may ask for a pause of `wait` seconds."""

    outcome: AttemptOutcome
    answer: str
    wait: float = 0


def due(channel: Channel, at: datetime) -> list[int]:
    """The gateways of the channel that are on and have something to send."""
    waits = sa.exists().where(Delivery.gateway_id == Gateway.id, *_is_due(at))
    query = sa.select(Gateway.id).where(Gateway.active, Gateway.channel == channel, waits)
    return list(db.session.scalars(query.order_by(Gateway.id)))


def _is_due(at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Its time has come, and nobody holds it, or whoever did has not come back."""
    free = sa.or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= at)
    return Delivery.next_try_at <= at, free


def claim(gateway_id: int, courier: str, at: datetime) -> Claimed | None:
    """Take up the message that has waited longest; None when there is none, or no more may go out now.

    It is the conditional update that decides who has it, on both databases.
    """
    with transaction() as session:
        gateway = session.scalars(
            sa.select(Gateway).where(Gateway.id == gateway_id, Gateway.active).with_for_update(key_share=True)
        ).first()
        if gateway is None or (allowed := allowance(gateway, at)) < 1:
            return None
        waiting = sa.select(Delivery.id).where(Delivery.gateway_id == gateway_id, *_is_due(at))
        id = session.scalar(waiting.order_by(Delivery.next_try_at, Delivery.id).limit(1))
        if id is None:
            return None
        gateway.allowance, gateway.allowance_at = allowed - 1, at
        return take_up(session, gateway, id, courier, at, *_is_due(at))


def take_up(
    session: Session, gateway: Gateway, id: int, courier: str, at: datetime, *still: sa.ColumnElement[bool]
) -> Claimed | None:
    """Hold the message, if it is `still` to be had, and begin a try."""
    held = sa.update(Delivery).where(Delivery.id == id, *still)
    taken = held.values(
        state=DeliveryState.SENDING,
        attempts=Delivery.attempts + 1,
        claimed_by=courier,
        claimed_until=at + LEASE,
    ).returning(Delivery.id)
    if session.scalar(taken) is None:
        return None
    delivery = session.get_one(Delivery, id, populate_existing=True)
    attempt = DeliveryAttempt(delivery_id=id, number=delivery.attempts, at=at)
    session.add(attempt)
    session.flush()
    parcel = Parcel(
        key=str(uuid5(NAMESPACE_OID, delivery.key)),
        to=delivery.address or "",
        subject=delivery.subject,
        text=delivery.text,
    )
    return Claimed(id, attempt.id, attempt.number, courier, Route.of(gateway), parcel)


def allowance(gateway: Gateway, at: datetime) -> float:
    """How many messages may go out at once: in no minute more than `per_minute` (限速).

    A quarter of them may go in one burst; the others come in by and by.
    """
    burst = full_allowance(gateway.per_minute)
    minutes = max((at - gateway.allowance_at).total_seconds(), 0) / 60
    return min(burst, gateway.allowance + minutes * (gateway.per_minute - burst))


def full_allowance(per_minute: int) -> float:
    """The largest burst."""
    return float(max(per_minute // 4, 1))


def record(claimed: Claimed, ending: Ending, *, at: datetime, jitter: Jitter) -> None:
    """Write down how the try ended; a message is sent once, however many tries say so."""
    tried = {"ended_at": at, "outcome": ending.outcome, "answer": ending.answer}
    with transaction() as session:
        attempt = DeliveryAttempt.id == claimed.attempt_id
        session.execute(sa.update(DeliveryAttempt).where(attempt).values(**tried))
        mine, values = _becomes(claimed, ending, at, jitter)
        freed = {"claimed_by": "", "claimed_until": None, "answer": ending.answer, **values}
        session.execute(sa.update(Delivery).where(Delivery.id == claimed.delivery_id, mine).values(**freed))


def _becomes(
    claimed: Claimed, ending: Ending, at: datetime, jitter: Jitter
) -> tuple[sa.ColumnElement[bool], dict[str, object]]:
    """What is written, and where: that it was sent is true whoever holds it now; a fault is the holder's."""
    if ending.outcome is AttemptOutcome.SENT:
        unsent = Delivery.state != DeliveryState.SENT
        return unsent, {"state": DeliveryState.SENT, "sent_at": at, "next_try_at": None}
    mine = sa.and_(Delivery.claimed_by == claimed.courier, Delivery.attempts == claimed.number)
    if ending.outcome is AttemptOutcome.REFUSED:
        return mine, {"state": DeliveryState.REFUSED, "next_try_at": None}
    if claimed.number >= MOST:
        return mine, {"state": DeliveryState.DEAD, "next_try_at": None}
    pause = max(back_off(claimed.number, jitter), timedelta(seconds=ending.wait))
    return mine, {"state": DeliveryState.WAITING, "next_try_at": at + pause}


def back_off(number: int, jitter: Jitter) -> timedelta:
    """The pause after that many tries."""
    pause: timedelta = min(FIRST * (1 << (number - 1)), LONGEST)
    return pause * (0.75 + jitter() / 2)


def bury_lost(gateway_id: int, at: datetime) -> None:
    """Give up messages with which every courier vanished: they would take the next one along (死信)."""
    held = Delivery.gateway_id == gateway_id, Delivery.state == DeliveryState.SENDING, *_is_due(at)
    lost = sa.update(Delivery).where(*held, Delivery.attempts >= MOST)
    buried = {"state": DeliveryState.DEAD, "next_try_at": None, "claimed_until": None}
    with transaction() as session:
        session.execute(lost.values(**buried, claimed_by="", answer="每次发送都没有结果"))
