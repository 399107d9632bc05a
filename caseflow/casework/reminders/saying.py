"""Writing what many clocks have to say: a statement for messages, for cards, for next moments (写入提醒)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import dialect_insert
from caseflow.casework.delivery import told_outside
from caseflow.casework.directory import Directory, Instead, heard
from caseflow.casework.listed import Type, dialect_of, listed, packed
from caseflow.casework.models import Card, Channel, Manner, Notification
from caseflow.casework.notices import send_on
from caseflow.casework.reminders.deciding import Decision, Whom
from caseflow.casework.reminders.due import CLOCKS, PLACE, PROCEEDINGS, Place
from caseflow.casework.urgency import moved_up
from caseflow.extensions import UtcDateTime

Decided = Mapping[Decision, Sequence[int]]
"""The ids of the clocks, by what was decided on them."""

_INBOX = sa.literal(Channel.INBOX.value)
_COLUMNS = (
    *("key", "recipient_id", "proceeding_id", "clock_id", "stage", "channel", "manner"),
    *("text", "at", "read_at"),
)
_SAID: Mapping[str, Type] = {
    "decision": sa.Integer,
    "step": sa.Integer,
    "stage": sa.String,
    "whom": sa.Integer,
    "manner": sa.String,
    "text": sa.String,
    "at": UtcDateTime,
    "read_at": UtcDateTime,
    "urgent": sa.Boolean,
}
_HEARING: Mapping[str, Type] = {
    "lies": sa.String,
    "user_id": sa.Integer,
    "once_back": sa.Boolean,
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may be reminded: the people of the office, who stands in for whom, and where proceedings lie."""

    directory: Directory
    away: Instead
    places: frozenset[Place]

    def hearing(self, whoms: Mapping[Whom, int]) -> Iterator[tuple[str, int, bool]]:
        """For each whom and each place, as one text: who hears of it, and whether only once they are back."""
        for unit_id, handler_id in self.places:
            for whom, n in whoms.items():
                people = self.directory.recipients(whom.to, unit_id, handler_id or None, whom.owner)
                for user_id, manner in dict.fromkeys(heard(people, self.away, Manner.ALONE)):
                    yield f"{n}/{unit_id}/{handler_id}", user_id, manner is not Manner.ALONE


def say(session: Session, decided: Decided, audience: Audience, *, at: datetime) -> tuple[int, int]:
    """Write messages and cards, and when each clock speaks next; how many messages and cards there were."""
    clocks = packed(session, sorted((id, n) for n, ids in enumerate(decided.values()) for id in ids))
    written = 0
    if any(decision.said for decision in decided):
        whoms, said = _numbered(decided)
        tables = {"clock": clocks, "said": packed(session, said)}
        written = _tell(session, tables | {"hearing": packed(session, audience.hearing(whoms))}, at)
    following = packed(session, ((n, decision.following) for n, decision in enumerate(decided)))
    session.execute(_schedule(dialect_of(session).name), {"clock": clocks, "following": following})
    return written, _show(session, decided)


def _numbered(decided: Decided) -> tuple[dict[Whom, int], list[tuple[Any, ...]]]:
    """What the decisions say, as rows; whom they say it to is numbered."""
    whoms: dict[Whom, int] = {}
    said = [
        (
            *(n, step, one.stage, whoms.setdefault(one.whom, len(whoms)), one.manner, one.text),
            *(one.at, one.read_at, decision.urgent),
        )
        for n, decision in enumerate(decided)
        for step, one in enumerate(decision.said)
    ]
    return whoms, said


def _tell(session: Session, tables: Mapping[str, str], at: datetime) -> int:
    """Put the messages in the inboxes, and those that come alone where their recipients want them, too."""
    messages = _messages(dialect_of(session).name)
    rows = sa.select(*(messages.c[name] for name in _COLUMNS)).where(sa.true())
    rows = rows.order_by(messages.c.clock_id, messages.c.step)
    insert = dialect_insert(session)(Notification.__table__).from_select(_COLUMNS, rows)
    written = session.connection().execute(
        insert.on_conflict_do_nothing(), tables, execution_options={"preserve_rowcount": True}
    )
    if people := told_outside(session):
        wanted = messages.c.manner == Manner.ALONE, messages.c.recipient_id.in_(people)
        alone = session.execute(sa.select(messages).where(*wanted), tables).mappings().all()
        for urgent in (True, False):
            some = [dict(row) for row in alone if bool(row["urgent"]) is urgent]
            send_on(session, some, at=at, at_once=urgent)
    return written.rowcount


@lru_cache
def _schedule(dialect: str) -> sa.Update:
    """When the clocks speak next."""
    clock = _clock(dialect)
    following = listed(dialect, "following", decision=sa.Integer, at=UtcDateTime)
    speaks = CLOCKS.c.id == clock.c.id, following.c.decision == clock.c.decision
    return sa.update(CLOCKS).where(*speaks).values(next_stage_at=following.c.at)


def _show(session: Session, decided: Decided) -> int:
    """Mark the proceedings; a red card is not turned back to yellow. How many cards were to be shown.

    No row is written twice: PostgreSQL would then check its foreign keys, and wait for who holds the matter.
    """
    cards = {card: _speaking_of(card, decided) for card in (Card.YELLOW, Card.RED)}
    if any(cards.values()):
        parameters = {card.value: packed(session, ((id,) for id in ids)) for card, ids in cards.items()}
        for statement in _marks(dialect_of(session).name):
            session.execute(statement, parameters)
    return sum(map(len, cards.values()))


def _speaking_of(card: Card, decided: Decided) -> list[int]:
    """The clocks that show the card."""
    return [
        id
        for decision, ids in decided.items()
        if any(one.card is card for one in decision.said)
        for id in ids
    ]


@lru_cache
def _marks(dialect: str) -> tuple[sa.Update, sa.Update]:
    red, yellow = _with_clock(dialect, Card.RED), _with_clock(dialect, Card.YELLOW)
    id, card = PROCEEDINGS.c.id, PROCEEDINGS.c.card
    return (
        _marked(Card.YELLOW, id.in_(yellow), id.not_in(red), card == Card.NONE),
        _marked(Card.RED, id.in_(red), card != Card.RED),
    )


def _marked(card: Card, *where: sa.ColumnElement[bool]) -> sa.Update:
    urgency = moved_up(PROCEEDINGS.c.urgency, card)
    return sa.update(PROCEEDINGS).where(*where).values(card=card, urgency=urgency)


def _with_clock(dialect: str, card: Card) -> sa.Select[int]:
    """The proceedings of the clocks that show the card."""
    clock = listed(dialect, card.value, id=sa.Integer)
    return sa.select(CLOCKS.c.proceeding_id).where(CLOCKS.c.id.in_(sa.select(clock.c.id)))


@lru_cache
def _messages(dialect: str) -> sa.Subquery:
    """Each message of each clock to each person, and whether it is urgent."""
    clock = _clock(dialect)
    said, hearing = listed(dialect, "said", **_SAID), listed(dialect, "hearing", **_HEARING)
    # One text, not three numbers: PostgreSQL would expect a single row, and go through all of them each time.
    lies_there = hearing.c.lies == sa.cast(said.c.whom, sa.String) + "/" + PLACE
    rows = _held(clock).join(said, said.c.decision == clock.c.decision).join(hearing, lies_there)
    columns = _columns(said.c, hearing.c)
    return (
        sa.select(*(column.label(name) for name, column in columns.items()))
        .select_from(rows)
        .subquery("message")
    )


def _columns(said: Any, hearing: Any) -> dict[str, sa.ColumnElement[Any]]:
    """The message as it is kept, and whether it is urgent."""
    waits = sa.and_(hearing.once_back, said.manner == Manner.ALONE.value)
    return {
        "key": _dotted(CLOCKS.c.id, CLOCKS.c.revision, said.stage, hearing.user_id, _INBOX),
        "recipient_id": hearing.user_id,
        "proceeding_id": PROCEEDINGS.c.id,
        "clock_id": CLOCKS.c.id,
        "stage": said.stage,
        "channel": _INBOX,
        "manner": sa.case((waits, Manner.DIGEST.value), else_=said.manner),
        "text": sa.func.coalesce(PROCEEDINGS.c.number, "未编号") + " " + said.text,
        "at": said.at,
        "read_at": said.read_at,
        "urgent": said.urgent,
        "step": said.step,
    }


def _dotted(*parts: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    texts = (sa.cast(part, sa.String) for part in parts)
    return reduce(lambda before, part: before + "." + part, texts)


def _clock(dialect: str) -> sa.CTE:
    """The clocks with the numbers of what was decided on them."""
    return listed(dialect, "clock", id=sa.Integer, decision=sa.Integer)


def _held(clock: sa.CTE) -> sa.Join:
    """Those clocks with what is stored of them and of their proceedings."""
    return clock.join(CLOCKS, CLOCKS.c.id == clock.c.id).join(
        PROCEEDINGS, PROCEEDINGS.c.id == CLOCKS.c.proceeding_id
    )
