"""Writing a message into the outbox, in the transaction that causes it (写入待发)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import insert_missing, kept_in
from caseflow.casework.delivery.contact import may_contact
from caseflow.casework.delivery.words import KINDS, Template, Words, filled, form_of
from caseflow.casework.models import (
    Channel,
    Delivery,
    DeliveryState,
    Gateway,
    Matter,
    MessagePreference,
    MessageTemplate,
    Notification,
    Party,
    Proceeding,
)
from caseflow.casework.wiring import wired

_ACTIVE, _OWN_WORDS = "active gateways", "own words"
"""What is read once in a transaction."""

PERSONAL = (Channel.EMAIL, Channel.SMS)
"""The channels that reach one person; the others speak in the chat of a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message to one person, to one party of a matter, or into the chat of one unit.

    `key` names the occasion and whom it is for: the same letter posted twice is sent once. `values` fill the
    placeholders of the template. Of a `confidential` matter a person is told only that there is something;
    a chat is told nothing. Before `not_before` it is not sent (免打扰).
    """

    key: str
    template: Template
    values: Mapping[str, object] = field(default_factory=dict)
    user_id: int | None = None
    party_id: int | None = None
    unit_id: int | None = None
    notification_id: int | None = None
    proceeding_id: int | None = None
    confidential: bool = False
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A gateway that is on, and where through it the message goes."""

    gateway: Gateway
    address: str | None = None


def post(session: Session, letters: Iterable[Letter], *, at: datetime) -> int:
    """Write each letter once for every channel on which it is wanted; how many were written down.

    A person gets it where the person has asked for it, a party on the phone and only if that is safe
    (`may_contact`), a unit through its robots. Nothing is written for a channel that is not set up.
    """
    gateways = _active(session)
    if not gateways:
        return 0
    asked = tuple(letters)
    wishes = _wishes(session, {letter.user_id for letter in asked if letter.user_id})
    rows = [
        row_of(session, letter, way, at)
        for letter in asked
        for way in _ways(session, letter, gateways, wishes)
    ]
    insert_missing(session, Delivery, rows)
    return len(rows)


def forward(
    session: Session,
    rows: Sequence[Mapping[str, Any]],
    *,
    at: datetime,
    not_before: datetime | None = None,
) -> None:
    """Send messages that were just put in the inbox also where their recipients want them one by one."""
    if not rows or not _active(session):
        return
    wishes = _wishes(session, {row["recipient_id"] for row in rows})
    wanted = [row for row in rows if (wish := wishes.get(row["recipient_id"])) and wish.single]
    ids = _ids(session, [row["key"] for row in wanted])
    secret = _confidential(session, {row["proceeding_id"] for row in wanted})
    post(session, (_single(row, ids[row["key"]], secret, not_before) for row in wanted), at=at)


def told_outside(session: Session) -> set[int]:
    """The people who want messages one by one outside of the inbox; none while no gateway is on."""
    if not _active(session):
        return set()
    rows = session.execute(sa.select(MessagePreference.user_id, MessagePreference.single))
    return {row.user_id for row in rows if row.single}


def _single(row: Mapping[str, Any], id: int, secret: set[int], not_before: datetime | None) -> Letter:
    return Letter(
        key=f"notification.{id}",
        template=Template.SINGLE,
        values={"text": row["text"]},
        user_id=row["recipient_id"],
        notification_id=id,
        proceeding_id=row["proceeding_id"],
        confidential=row["proceeding_id"] in secret,
        not_before=not_before,
    )


def _ids(session: Session, keys: list[str]) -> dict[str, int]:
    query = sa.select(Notification.key, Notification.id).where(Notification.key.in_(keys))
    return {row.key: row.id for row in session.execute(query)} if keys else {}


def _confidential(session: Session, proceedings: set[int]) -> set[int]:
    """Those of the proceedings whose matter is kept secret."""
    columns = Proceeding.__table__.c
    query = sa.select(columns.id).join(Matter, Matter.id == columns.matter_id)
    return set(session.scalars(query.where(columns.id.in_(proceedings), Matter.confidential)))


def _active(session: Session) -> Sequence[Gateway]:
    kept = kept_in(session)
    if _ACTIVE not in kept:
        query = sa.select(Gateway).where(Gateway.active).order_by(Gateway.id)
        kept[_ACTIVE] = session.scalars(query).all()
    found: Sequence[Gateway] = kept[_ACTIVE]
    return found


def _wishes(session: Session, users: set[int]) -> dict[int, MessagePreference]:
    query = sa.select(MessagePreference).where(MessagePreference.user_id.in_(users))
    return {wish.user_id: wish for wish in session.scalars(query)} if users else {}


def _ways(
    session: Session,
    letter: Letter,
    gateways: Sequence[Gateway],
    wishes: Mapping[int, MessagePreference],
) -> Iterator[Way]:
    if letter.user_id is not None:
        yield from _to_person(letter, gateways, wishes.get(letter.user_id))
    if letter.party_id is not None:
        yield from _to_party(session, letter.party_id, gateways)
    if letter.unit_id is not None and not letter.confidential:
        yield from (Way(gateway) for gateway in gateways if gateway.unit_id == letter.unit_id)


def _to_person(letter: Letter, gateways: Sequence[Gateway], wish: MessagePreference | None) -> Iterator[Way]:
    if wish is None:
        return
    chosen = wish.digest if letter.template is Template.DIGEST else wish.single
    for channel in PERSONAL:
        address = address_of(wish, channel)
        if channel in chosen and address and (gateway := _first(gateways, channel)):
            yield Way(gateway, address)


def address_of(wish: MessagePreference, channel: Channel) -> str | None:
    """Where the channel reaches the person; None when the person has not said."""
    return (wish.email if channel is Channel.EMAIL else wish.mobile) or None


def _to_party(session: Session, party_id: int, gateways: Sequence[Gateway]) -> Iterator[Way]:
    gateway = _first(gateways, Channel.SMS)
    if gateway and may_contact(session, party := session.get_one(Party, party_id)):
        yield Way(gateway, party.phone)


def _first(gateways: Sequence[Gateway], channel: Channel) -> Gateway | None:
    return next((gateway for gateway in gateways if gateway.channel is channel), None)


def row_of(session: Session, letter: Letter, way: Way, at: datetime) -> dict[str, Any]:
    """The letter as the outbox keeps it."""
    channel = way.gateway.channel
    said = _said(session, letter, channel)
    earliest = max(at, letter.not_before or at)
    return {
        "key": f"{letter.key}.{way.gateway.id if channel not in PERSONAL else channel}",
        "gateway_id": way.gateway.id,
        "template": letter.template,
        "user_id": letter.user_id,
        "party_id": letter.party_id,
        "notification_id": letter.notification_id,
        "proceeding_id": letter.proceeding_id,
        "address": way.address,
        "subject": said.subject,
        "text": said.text,
        "state": DeliveryState.WAITING,
        "attempts": 0,
        "written_at": at,
        "not_before": earliest,
        "next_try_at": earliest,
        "claimed_by": "",
        "answer": "",
    }


def _said(session: Session, letter: Letter, channel: Channel) -> Words:
    hidden = letter.confidential and letter.user_id is not None
    template, form = Template.CONFIDENTIAL if hidden else letter.template, form_of(channel)
    words = own_words(session).get((template, form)) or KINDS[template].words[form]
    return filled(words, form, {"office": wired().office_name, **letter.values})


def own_words(session: Session) -> Mapping[tuple[str, str], Words]:
    """What the office has written itself, by kind and form."""
    kept = kept_in(session)
    if _OWN_WORDS not in kept:
        rows = session.scalars(sa.select(MessageTemplate))
        kept[_OWN_WORDS] = {(row.template, row.form): Words(row.subject, row.text) for row in rows}
    found: Mapping[tuple[str, str], Words] = kept[_OWN_WORDS]
    return found
