"""One sweep: the timer acts, each time after what the matter had to say; then all others speak (扫描)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.directory import Directory, instead
from caseflow.casework.law import current_law
from caseflow.casework.models import Matter
from caseflow.casework.queries import find_to_change
from caseflow.casework.reminders.deciding import Decision, decide
from caseflow.casework.reminders.due import (
    CLOCKS,
    PROCEEDINGS,
    Alike,
    alike,
    anything,
    awaits_timer,
    due,
    ruled,
    started,
)
from caseflow.casework.reminders.saying import Audience, say
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import DomainError
from caseflow.kernel.roles import SYSTEM

BATCH, LAPSES = 10_000, 50
"""How many clocks speak, and how many actions the timer takes, in one transaction."""

_MATTERS: sa.Table = Matter.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: clocks looked at, reminders written, cards shown, timer actions taken and refused."""

    clocks: int = 0
    reminders: int = 0
    cards: int = 0
    lapses: int = 0
    refused: int = 0

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            self.clocks + other.clocks,
            self.reminders + other.reminders,
            self.cards + other.cards,
            self.lapses + other.lapses,
            self.refused + other.refused,
        )


def sweep(*, at: datetime, batch: int = BATCH) -> Swept:
    """Do everything that has fallen due by `at`, in order of time where one thing bears on another."""
    done = Swept()
    if not anything(db.session(), at):
        return done
    while lapsed := _some_lapses(at):
        done += lapsed
    while said := _one_batch(at, batch):
        done += said
    return done


def _some_lapses(at: datetime) -> Swept | None:
    """The earliest actions of the timer that are due, one in a matter: the next one may hang on it."""
    with transaction() as session:
        rows = session.execute(_ended(session, at)).all()
        if not rows:
            return None
        directory = Directory.read(session)
        firsts = {row.matter_id: row for row in reversed(rows)}.values()
        return sum((_one_lapse(session, row, directory, at) for row in firsts), Swept())


def _ended(session: Session, at: datetime) -> sa.Select[*tuple[Any, ...]]:
    """The clocks on which the timer acts, with their matters, as everybody who acts on one holds them."""
    columns = (
        *(CLOCKS.c[name] for name in ("id", "code", "rule_version", "proceeding_id", "started_at", "due_at")),
        *(PROCEEDINGS.c[name] for name in ("matter_id", "process", "state_since")),
    )
    held = due(at, *columns).join(_MATTERS, _MATTERS.c.id == PROCEEDINGS.c.matter_id)
    return (
        held.where(awaits_timer(current_law(session)), CLOCKS.c.due_at <= at)
        .with_for_update(of=(CLOCKS, PROCEEDINGS, _MATTERS), skip_locked=True)
        .order_by(None)
        .order_by(CLOCKS.c.due_at, CLOCKS.c.id)
        .limit(LAPSES)
    )


def _one_lapse(session: Session, row: Any, directory: Directory, at: datetime) -> Swept:
    """The action of the timer, after what was to be said in its matter before."""
    # A clock may be over when it starts or goes on: the timer does not act before that.
    moment = max(row.due_at, row.started_at, row.state_since)
    groups = alike(session, moment, PROCEEDINGS.c.matter_id == row.matter_id, acting=row.id)
    return _say(session, groups, directory, moment, now=at) + _lapse(session, row, moment, at)


def _lapse(session: Session, row: Any, moment: datetime, at: datetime) -> Swept:
    """Let the timer act as of the moment the period ended; a refusal leaves the clock to its reminders."""
    proceeding = find_to_change(engine.model_of(row.process), row.proceeding_id, SYSTEM, session)
    action = ruled(row, current_law(session)).on_lapse
    try:
        with session.begin_nested():
            engine.apply(proceeding, action, viewer=SYSTEM, at=moment, recorded_at=at)
    except DomainError:
        return Swept(refused=1)
    return Swept(lapses=1)


def _one_batch(at: datetime, batch: int) -> Swept | None:
    """Clocks that speak; one whose timer has yet to act was held by somebody and waits for the next sweep."""
    with transaction() as session:
        speaking = sa.not_(sa.and_(awaits_timer(current_law(session)), CLOCKS.c.due_at <= at))
        groups = alike(session, at, speaking, most=batch)
        return _say(session, groups, Directory.read(session), at, now=at) if groups else None


def _say(
    session: Session, groups: Sequence[Alike], directory: Directory, at: datetime, *, now: datetime
) -> Swept:
    """Write the reminders and cards of every stage up to `at`, and when each clock speaks next."""
    decided: dict[Decision, list[int]] = defaultdict(list)
    for group in groups:
        for decision, ids in _decided(session, group, at, now):
            decided[decision] += ids
    places = frozenset(place for group in groups for place in group.places)
    audience = Audience(directory, instead(session, local_day(now)), places)
    reminders, cards = say(session, decided, audience, at=at)
    return Swept(clocks=sum(map(len, decided.values())), reminders=reminders, cards=cards)


def _decided(
    session: Session, group: Alike, at: datetime, now: datetime
) -> Iterator[tuple[Decision, Sequence[int]]]:
    """One decision for all, if the first and the last started have the same to say; else one for each."""
    law = current_law(session)
    clock = ruled(group.row, law)

    def decision(started_at: datetime) -> Decision:
        return decide(group.row, clock, started_at, law.calendar, at=at, now=now)

    first = decision(group.first)
    if first == decision(group.last):
        yield first, group.ids
        return
    for id, started_at in started(session, group.ids):
        yield decision(started_at), (id,)
