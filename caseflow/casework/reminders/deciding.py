"""What a clock has to say by now, and when it speaks next; nothing here knows a session (提醒判定)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from caseflow.casework.models import Card, Manner
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.ladder import Counting, Recipient, Stage, is_urgent, moments, said, superseded
from caseflow.kernel.machine import Clock
from caseflow.kernel.roles import Role

Stages = Sequence[tuple[Stage, datetime]]


class Whom(NamedTuple):
    """Whom a stage reminds, and whose duty it is where nobody handles the proceeding."""

    to: Recipient
    owner: Role | None


class Said(NamedTuple):
    """What a stage says, after the number of the proceeding: alone, in the digest, or nothing any more."""

    stage: str
    whom: Whom
    manner: Manner
    text: str
    at: datetime
    read_at: datetime | None
    card: Card


class Decision(NamedTuple):
    """What is said now, whether it is urgent, and when the clock speaks next."""

    urgent: bool
    said: tuple[Said, ...]
    following: datetime | None


def decide(
    row: Any, clock: Clock, started_at: datetime, calendar: WorkCalendar, *, at: datetime, now: datetime
) -> Decision:
    """What a clock that was started then has to say; `row` is what is stored of it (`due.Alike`).

    Stages up to `at` are said; what one up to `now` supersedes is skipped. The later a clock was started, the
    later each of its stages: those that were started between two on which this is the same, and differ in
    nothing else, have the same to say.
    """
    due = (row.nominal_on, row.due_on, row.due_at)
    stages = _stages(row, moments(clock.ladder, started_at, due, calendar))
    past = [stage for stage in stages if row.next_stage_at <= stage[1] <= now]
    urgent = is_urgent(started_at, due)
    spoken = tuple(_said(row, clock, past, at, urgent=urgent))
    return Decision(urgent, spoken, _following(row, clock, stages, at))


def _stages(row: Any, stages: Stages) -> Stages:
    """The ladder; because of a provisional day nothing is called late."""
    return [stage for stage in stages if stage[1] < row.due_at] if row.provisional else stages


def _following(row: Any, clock: Clock, stages: Stages, at: datetime) -> datetime | None:
    """The moment of what comes after `at`, or of the timer's action that still waits."""
    later = [moment for _, moment in stages if moment > at]
    waits = clock.on_lapse and not row.acting and row.next_stage_at <= row.due_at
    if waits and (row.due_at > at or not row.provisional):
        later.append(row.due_at)
    return min(later, default=None)


def _said(row: Any, clock: Clock, past: Stages, at: datetime, *, urgent: bool) -> Iterator[Said]:
    """What the stages up to `at` say: nothing any more where a later one is past.

    Of one that falls at the same moment as its successor nobody is told that it was skipped.
    """
    late = superseded(past) if len(past) > 1 else frozenset()
    for stage, moment in past:
        if moment > at:
            break
        skipped = stage.code in late
        manner = Manner.ALONE if clock.ladder.alone(stage, urgent=urgent) else Manner.DIGEST
        label = said(clock.ladder, stage, row.nominal_on, moment)
        yield Said(
            stage=stage.code,
            whom=Whom(stage.to, clock.owner),
            manner=Manner.SKIPPED if skipped else manner,
            text=f"{clock.label}：{label}（期限 {_last_day(row, clock)}）",
            at=moment,
            read_at=moment if skipped and moment == past[-1][1] else None,
            card=Card(stage.card),
        )


def _last_day(row: Any, clock: Clock) -> str:
    """The day that the ladder counts towards."""
    day: date = row.due_on if clock.ladder.counting is Counting.WORKING_DAYS else row.nominal_on
    return f"{day.year}年{day.month}月{day.day}日{'，暂定' if row.provisional else ''}"
