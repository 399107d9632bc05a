"""The sweep: what has fallen due is said, marked and acted upon, exactly once (到期扫描).

`RunningClock.next_stage_at` is when something next happens to a clock: a stage of its ladder, or the moment
the timer acts. A sweep only touches clocks whose moment has come. Each batch is one transaction: reminders
(unique key), cards and the clock's next moment are written together, so a crash loses nothing and a second
scheduler doubles nothing. Rows bear the moment they fell due, so a sweep ten days late writes what ten daily
ones would have written.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.directory import Directory, Instead, heard, instead
from caseflow.casework.law import Law, current_law
from caseflow.casework.models import Card, Channel, Manner, Matter, Proceeding, RunningClock
from caseflow.casework.notices import write
from caseflow.casework.queries import find_to_change
from caseflow.casework.urgency import moved_up
from caseflow.casework.wiring import wired
from caseflow.extensions import UtcDateTime
from caseflow.kernel.calendar import WorkCalendar, local_day
from caseflow.kernel.errors import DomainError
from caseflow.kernel.ladder import Counting, Stage, is_urgent, moments, said, superseded
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import SYSTEM

BATCH, LAPSES = 5_000, 50
"""How many clocks speak, and how many actions the timer takes, in one transaction."""

FEW = 20
"""Clocks that speak next at one moment; as many are worth a statement of their own."""

# The tables themselves: what the slices add in theirs is not asked for here, and would be joined.
_PROCEEDINGS: sa.Table = Proceeding.__table__  # type: ignore[assignment]
_MATTERS: sa.Table = Matter.__table__  # type: ignore[assignment]
_CLOCKS: sa.Table = RunningClock.__table__  # type: ignore[assignment]

Stages = Sequence[tuple[Stage, datetime]]


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
    while lapsed := _some_lapses(at):
        done += lapsed
    while said := _one_batch(at, batch):
        done += said
    return done


def _some_lapses(at: datetime) -> Swept | None:
    """The earliest actions of the timer that are due, one in a matter: the next one may hang on it."""
    with transaction() as session:
        ended = _due(at).where(_awaits_timer(current_law(session)), _CLOCKS.c.due_at <= at)
        held = ended.join(_MATTERS, _MATTERS.c.id == _PROCEEDINGS.c.matter_id).with_for_update(
            of=(_CLOCKS, _PROCEEDINGS, _MATTERS), skip_locked=True
        )
        earliest = held.order_by(None).order_by(_CLOCKS.c.due_at, _CLOCKS.c.id).limit(LAPSES)
        rows = session.execute(earliest).all()
        if not rows:
            return None
        directory = Directory.read(session)
        firsts = {row.matter_id: row for row in reversed(rows)}.values()
        return sum((_one_lapse(session, row, directory, at) for row in firsts), Swept())


def _one_lapse(session: Session, row: Any, directory: Directory, at: datetime) -> Swept:
    """The action of the timer, after what was to be said in its matter before."""
    # A clock may be over when it starts or goes on: the timer does not act before that.
    moment = max(row.due_at, row.started_at, row.state_since)
    before = _due(moment).where(_PROCEEDINGS.c.matter_id == row.matter_id)
    said = _say(session, session.execute(before).all(), directory, moment, now=at, acting=row.id)
    return said + _lapse(session, row, moment, at)


def _lapse(session: Session, row: Any, moment: datetime, at: datetime) -> Swept:
    """Let the timer act as of the moment the period ended; a refusal leaves the clock to its reminders."""
    proceeding = find_to_change(engine.model_of(row.process), row.proceeding_id, SYSTEM, session)
    action = _ruled(row, current_law(session)).on_lapse
    try:
        with session.begin_nested():
            engine.apply(proceeding, action, viewer=SYSTEM, at=moment, recorded_at=at)
    except DomainError:
        return Swept(refused=1)
    return Swept(lapses=1)


def _one_batch(at: datetime, batch: int) -> Swept | None:
    """Clocks that speak; one whose timer has yet to act was held by somebody and waits for the next sweep."""
    with transaction() as session:
        speaking = sa.not_(sa.and_(_awaits_timer(current_law(session)), _CLOCKS.c.due_at <= at))
        rows = session.execute(_due(at).where(speaking).limit(batch)).all()
        return _say(session, rows, Directory.read(session), at, now=at) if rows else None


def _awaits_timer(law: Law) -> sa.ColumnElement[bool]:
    """The timer acts when the clock ends, and has not yet; on a provisional day it never does."""
    kind = sa.tuple_(_PROCEEDINGS.c.process, _CLOCKS.c.code)
    lapsing: sa.ColumnElement[bool] = kind.in_(
        (p.name, clock.code) for p in wired().processes for clock in p.clocks if clock.on_lapse
    )
    for version, kinds in law.lapses().items():
        otherwise = _CLOCKS.c.rule_version == version
        lapsing = sa.or_(sa.and_(otherwise, kind.in_(kinds)), sa.and_(sa.not_(otherwise), lapsing))
    return sa.and_(lapsing, _CLOCKS.c.next_stage_at <= _CLOCKS.c.due_at, sa.not_(_CLOCKS.c.provisional))


def _ruled(row: Any, law: Law) -> Clock:
    """The clock as the rule has it that it started under."""
    return law.ruled(engine.model_of(row.process).definition.clock(row.code), row.rule_version)


def _due(at: datetime) -> sa.Select[*tuple[Any, ...]]:
    """The clocks whose moment has come, earliest first, but for those that somebody else holds."""
    return (
        sa.select(
            _CLOCKS.c.id,
            _CLOCKS.c.code,
            _CLOCKS.c.rule_version,
            _CLOCKS.c.proceeding_id,
            _CLOCKS.c.started_at,
            _CLOCKS.c.nominal_on,
            _CLOCKS.c.due_on,
            _CLOCKS.c.due_at,
            _CLOCKS.c.provisional,
            _CLOCKS.c.revision,
            _CLOCKS.c.next_stage_at,
            _PROCEEDINGS.c.matter_id,
            _PROCEEDINGS.c.process,
            _PROCEEDINGS.c.number,
            _PROCEEDINGS.c.unit_id,
            _PROCEEDINGS.c.handler_id,
            _PROCEEDINGS.c.state_since,
        )
        .join(_PROCEEDINGS, _PROCEEDINGS.c.id == _CLOCKS.c.proceeding_id)
        .where(_CLOCKS.c.next_stage_at <= at)
        .order_by(_CLOCKS.c.next_stage_at)
        .with_for_update(of=(_CLOCKS, _PROCEEDINGS), skip_locked=True, key_share=True)
    )


def _say(
    session: Session,
    rows: Sequence[Any],
    directory: Directory,
    at: datetime,
    *,
    now: datetime,
    acting: int | None = None,
) -> Swept:
    """Write the reminders and cards of every stage up to `at`, and when each clock speaks next.

    `acting` is the clock on which the timer acts at `at`; it no longer waits for that. What a stage up to
    `now` supersedes is skipped.
    """
    law, away = current_law(session), instead(session, local_day(now))
    messages: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    cards: dict[Card, set[int]] = defaultdict(set)
    following: dict[datetime | None, list[int]] = defaultdict(list)
    for row in rows:
        clock = _ruled(row, law)
        stages = _stages(row, clock, law.calendar)
        following[_next(row, clock, stages, at, acting)].append(row.id)
        past = [stage for stage in stages if row.next_stage_at <= stage[1] <= now]
        due = [stage for stage in past if stage[1] <= at]
        messages[_is_urgent(row)] += _messages(row, clock, due, past, directory, away)
        for stage, _ in due:
            if stage.card:
                cards[Card(stage.card)].add(row.proceeding_id)
    for urgent, rows_of in messages.items():
        write(session, rows_of, at=at, at_once=urgent)
    _show(session, cards)
    _schedule(session, following)
    reminders = sum(map(len, messages.values()))
    return Swept(clocks=len(rows), reminders=reminders, cards=sum(map(len, cards.values())))


def _stages(row: Any, clock: Clock, calendar: WorkCalendar) -> Stages:
    """The ladder of the clock; because of a provisional day nothing is called late."""
    stages = moments(clock.ladder, row.started_at, (row.nominal_on, row.due_on, row.due_at), calendar)
    return [stage for stage in stages if stage[1] < row.due_at] if row.provisional else stages


def _next(row: Any, clock: Clock, stages: Stages, at: datetime, acting: int | None) -> datetime | None:
    """The moment of what comes after `at`, or of the timer's action that still waits."""
    later = [moment for _, moment in stages if moment > at]
    waits = clock.on_lapse and row.id != acting and row.next_stage_at <= row.due_at
    if waits and (row.due_at > at or not row.provisional):
        later.append(row.due_at)
    return min(later, default=None)


def _messages(
    row: Any, clock: Clock, due: Stages, past: Stages, directory: Directory, away: Instead
) -> Iterator[dict[str, Any]]:
    """What the stages that are due say: alone, in the digest, or nothing any more where a later one is past.

    Of one that falls at the same moment as its successor nobody is told that it was skipped.
    """
    urgent, late = _is_urgent(row), superseded(past) if len(past) > 1 else frozenset()
    for stage, moment in due:
        skipped = stage.code in late
        manner = Manner.ALONE if clock.ladder.alone(stage, urgent=urgent) else Manner.DIGEST
        label = said(clock.ladder, stage, row.nominal_on, moment)
        text = f"{row.number or '未编号'} {clock.label}：{label}（期限 {_last_day(row, clock)}）"
        people = directory.recipients(stage.to, row.unit_id, row.handler_id, clock.owner)
        for user_id, how in heard(people, away, Manner.SKIPPED if skipped else manner):
            yield {
                "key": f"{row.id}.{row.revision}.{stage.code}.{user_id}.{Channel.INBOX}",
                "recipient_id": user_id,
                "proceeding_id": row.proceeding_id,
                "clock_id": row.id,
                "stage": stage.code,
                "channel": Channel.INBOX,
                "manner": how,
                "text": text,
                "at": moment,
                "read_at": moment if skipped and moment == past[-1][1] else None,
            }


def _is_urgent(row: Any) -> bool:
    return is_urgent(row.started_at, (row.nominal_on, row.due_on, row.due_at))


def _last_day(row: Any, clock: Clock) -> str:
    """The day that the ladder counts towards."""
    day = row.due_on if clock.ladder.counting is Counting.WORKING_DAYS else row.nominal_on
    return _written(day, provisional=row.provisional)


@lru_cache(maxsize=4096)
def _written(day: date, *, provisional: bool) -> str:
    return f"{day.year}年{day.month}月{day.day}日{'，暂定' if provisional else ''}"


def _show(session: Session, cards: Mapping[Card, set[int]]) -> None:
    """Mark the proceedings; a red card is not turned back to yellow.

    No row is written twice: PostgreSQL would then check its foreign keys, and wait for who holds the matter.
    """
    red = cards.get(Card.RED, set())
    yellow = cards.get(Card.YELLOW, set()) - red
    for card, ids, lower in ((Card.YELLOW, yellow, (Card.NONE,)), (Card.RED, red, (Card.NONE, Card.YELLOW))):
        if ids:
            marked = _PROCEEDINGS.c.id.in_(ids), _PROCEEDINGS.c.card.in_(lower)
            shown = {"card": card, "urgency": moved_up(_PROCEEDINGS.c.urgency, card)}
            session.execute(sa.update(_PROCEEDINGS).where(*marked).values(**shown))


def _schedule(session: Session, following: Mapping[datetime | None, Sequence[int]]) -> None:
    """Most clocks speak when the office opens on one of a few days: one statement serves many."""
    rare = []
    for moment, ids in following.items():
        if len(ids) < FEW:
            rare += [{"clock": id, "moment": moment} for id in ids]
        else:
            session.execute(sa.update(_CLOCKS).where(_CLOCKS.c.id.in_(ids)).values(next_stage_at=moment))
    if rare:
        session.execute(_SPEAKS_NEXT, rare)


_SPEAKS_NEXT = (
    sa.update(_CLOCKS)
    .where(_CLOCKS.c.id == sa.bindparam("clock"))
    .values(next_stage_at=sa.bindparam("moment", type_=UtcDateTime()))
)
