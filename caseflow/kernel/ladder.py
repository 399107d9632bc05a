"""The reminder ladder: when a clock reminds whom, and which card it shows (分级提醒)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Literal

from caseflow.kernel.calendar import WorkCalendar, end_of_day, local_day, speaking_time

Card = Literal["", "yellow", "red"]

URGENT = timedelta(hours=12)
"""A clock that ends within its last day and lasts no longer is urgent: no stage waits for the office."""


class Recipient(StrEnum):
    """Whom a stage reminds: the person in charge, the head of the unit, the supervising manager."""

    HANDLER = "handler"
    UNIT_HEAD = "unit_head"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a ladder, `offset` days from the due day; without one, when half the period has passed."""

    code: str
    label: str
    to: Recipient
    card: Card = ""
    offset: int | None = None


class Counting(StrEnum):
    """What the offsets of a ladder are counted in, and from which of the two due days."""

    WORKING_DAYS = "working_days"  # from the rolled day
    CALENDAR_DAYS = "calendar_days"  # from the nominal day, the earlier of the two


@dataclass(frozen=True, eq=False)
class Ladder:
    """The stages of one kind of clock; a ladder is itself, not its content.

    One that does not bind makes no proceeding late: it has no place in the order of a queue.

    Stages from the offset `alone_from` on come as a message of their own, the others in the digest of the
    morning (早间提要). Those of an urgent clock come alone, and at any hour if `at_once`.
    """

    code: str
    counting: Counting
    stages: tuple[Stage, ...]
    binds: bool = True
    alone_from: int = 1
    at_once: bool = True

    def alone(self, stage: Stage, *, urgent: bool) -> bool:
        """Whether the stage comes as a message of its own."""
        return urgent or (stage.offset is not None and stage.offset >= self.alone_from)


DUTY = Ladder(
    "duty",
    Counting.WORKING_DAYS,
    (
        Stage("half", "期限已过半", Recipient.HANDLER),
        Stage("t-3", "还有3个工作日到期", Recipient.HANDLER, offset=-3),
        Stage("t-1", "还有1个工作日到期", Recipient.HANDLER, offset=-1),
        Stage("t0", "今日到期", Recipient.HANDLER, offset=0),
        Stage("t0-manager", "今日到期", Recipient.MANAGER, offset=0),
        Stage("t+1", "催办", Recipient.HANDLER, offset=1),
        Stage("t+3", "黄牌", Recipient.UNIT_HEAD, "yellow", offset=3),
        Stage("t+5", "红牌", Recipient.MANAGER, "red", offset=5),
    ),
)
"""For what the office owes (办理期限)."""

RIGHT = Ladder(
    "right",
    Counting.CALENDAR_DAYS,
    (
        *(
            Stage(f"t-{days}", f"还有{days}日届满", Recipient.HANDLER, offset=-days)
            for days in (90, 30, 15, 7, 3, 1)
        ),
        Stage("t0", "今日届满", Recipient.HANDLER, offset=0),
        Stage("t0-manager", "今日届满", Recipient.MANAGER, offset=0),
    ),
    alone_from=0,
)
"""For a worker's right that lapses (权利保全期限): reminded against the earlier of the two due days."""

CLAIM = replace(RIGHT, code="claim", alone_from=-7)
"""For the worker's claim itself: the last week comes alone, as that of the limitation does."""

LIMITATION = Ladder(
    "limitation",
    Counting.CALENDAR_DAYS,
    (
        *(
            Stage(f"t-{days}" if days else "t0", "仲裁时效将届满", Recipient.HANDLER, offset=-days)
            for days in (90, 30, 15, 7, 3, 1, 0)
        ),
        *(
            Stage(f"t-{days}m" if days else "t0m", "仲裁时效将届满", Recipient.MANAGER, offset=-days)
            for days in (7, 3, 1, 0)
        ),
    ),
    alone_from=-7,
)
"""For the limitation of the worker's claim (仲裁时效, R10): in the last week the manager hears of it, too."""

WINDOW = Ladder("window", Counting.CALENDAR_DAYS, (), binds=False)
"""For a time in which something may be done (可办期间): nobody is late when it is over."""

QUIET = Ladder("quiet", Counting.CALENDAR_DAYS, (), binds=False)
"""For a time that only says how long ago something was (间隔): no page shows it."""

HOLD = Ladder(
    "hold",
    Counting.WORKING_DAYS,
    (
        Stage("h+0", "暂停时间已到，请核对能否恢复", Recipient.HANDLER, offset=0),
        Stage("h+1", "暂停过久，请核对原因是否仍在", Recipient.HANDLER, offset=1),
        Stage("h+1-mgr", "暂停过久，请核对原因是否仍在", Recipient.MANAGER, offset=1),
        Stage("h+10", "仍在暂停，请核对", Recipient.HANDLER, offset=10),
        Stage("h+10-mgr", "仍在暂停，请核对", Recipient.MANAGER, offset=10),
    ),
    binds=False,
)
"""For a rest: until when it lasts, and after how long somebody looks at it again (暂停期间)."""

ANSWER = Ladder(
    "answer",
    Counting.WORKING_DAYS,
    (
        Stage("a+0", "今日应当答复催办", Recipient.HANDLER, offset=0),
        Stage("a+1", "催办逾期未答复", Recipient.UNIT_HEAD, offset=1),
        Stage("a+3", "催办仍未答复", Recipient.MANAGER, offset=3),
    ),
    binds=False,
)
"""For an answer to somebody who urges (答复催办): the unit's head hears of silence, then the manager."""


def is_urgent(started_at: datetime, due: tuple[date, date, datetime]) -> bool:
    """Whether a clock is measured in hours or minutes, and not in days by another name."""
    _, rolled, lapse = due
    return lapse < _end_of_day(rolled) and lapse - started_at <= URGENT


def said(ladder: Ladder, stage: Stage, nominal: date, at: datetime) -> str:
    """The label of the stage; of a right that has not lapsed, how many days are really left."""
    if ladder.counting is not Counting.CALENDAR_DAYS or stage.offset is None or stage.offset > 0:
        return stage.label
    left = (nominal - local_day(at)).days
    if left < 0:
        return stage.label
    return f"还有{left}日届满" if left else "今日届满"


def superseded(passed: Sequence[tuple[Stage, datetime]]) -> frozenset[str]:
    """Codes of the stages, all past, that nobody needs to hear of any more: a later one has come.

    Of those that fall at the same moment, each person hears the last.
    """
    newest = max((at for _, at in passed), default=None)
    last = {stage.to: stage.code for stage, at in passed if at == newest}
    return frozenset(stage.code for stage, at in passed if at != newest or last[stage.to] != stage.code)


def moments(
    ladder: Ladder, started_at: datetime, due: tuple[date, date, datetime], calendar: WorkCalendar
) -> tuple[tuple[Stage, datetime], ...]:
    """The stages still ahead when the clock starts, each with its instant in UTC, in order of time.

    `due` is the nominal day, the rolled day and the instant of lapse. A stage of a day falls in the morning
    when the office opens, and half of the period when the office is open: no stage speaks at night or on a
    day off. One that counts towards a day off speaks on the last working morning before it, and the last day
    of a right that is a day off is told once more on the day to which it has moved. When the clock lapses
    within its last day, the stage of that day falls at the lapse; the half of an urgent one at once. A year
    that is not published is counted Monday to Friday: reminders never stop.
    """
    nominal, rolled, lapse = due
    stages = tuple(
        (stage, at if at > started_at else counted)
        for stage, at, counted in _day_stages(ladder, nominal, rolled, calendar)
    )
    if lapse < _end_of_day(rolled):
        stages = tuple((stage, at if stage.offset else lapse) for stage, at in stages)
    halfway = lapse - (lapse - started_at) / 2
    if not (ladder.at_once and is_urgent(started_at, due)):
        halfway = speaking_time(halfway, calendar.house.assumed)
    stages = (*((stage, halfway) for stage in ladder.stages if stage.offset is None), *stages)
    return tuple(sorted([stage for stage in stages if stage[1] > started_at], key=itemgetter(1)))


@lru_cache(maxsize=4096)
def _day_stages(
    ladder: Ladder, nominal: date, rolled: date, calendar: WorkCalendar
) -> tuple[tuple[Stage, datetime, datetime], ...]:
    """The stages of days: when each speaks, and the morning of the day that it counts to."""
    return tuple(sorted(_mornings(ladder, nominal, rolled, calendar), key=itemgetter(1)))


def _mornings(
    ladder: Ladder, nominal: date, rolled: date, calendar: WorkCalendar
) -> Iterator[tuple[Stage, datetime, datetime]]:
    right, house = ladder.counting is Counting.CALENDAR_DAYS, calendar.house.assumed
    for stage in ladder.stages:
        if stage.offset is None:
            continue
        day = _day(ladder.counting, nominal if right else rolled, stage.offset, calendar.assumed)
        yield stage, house.opens(_spoken(day, stage.offset, house)), house.opens(day)
        if right and not stage.offset and nominal < rolled:
            yield _again(stage), house.opens(rolled), house.opens(rolled)


def _spoken(day: date, offset: int, house: WorkCalendar) -> date:
    """The day on which a stage speaks: before a day off in which time runs out, after one in which it has."""
    if house.is_working(day):
        return day
    return house.next_working(day) if offset > 0 else house.previous_working(day)


_AGAIN = {Recipient.HANDLER: "", Recipient.UNIT_HEAD: "u", Recipient.MANAGER: "m"}


def _again(stage: Stage) -> Stage:
    """The stage of the last day, on the day to which that has moved."""
    return replace(stage, code=f"t0r{_AGAIN[stage.to]}", label="顺延后的最后一日")


def _day(counting: Counting, due_on: date, offset: int, calendar: WorkCalendar) -> date:
    if counting is Counting.CALENDAR_DAYS:
        return due_on + timedelta(days=offset)
    return calendar.add_working_days(due_on, offset)


_end_of_day = lru_cache(maxsize=4096)(end_of_day)
