"""The reminder ladder: when a clock reminds whom, and which card it shows (分级提醒)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Literal

from caseflow.kernel.calendar import SHANGHAI, WorkCalendar, end_of_day

Card = Literal["", "yellow", "red"]

_MORNING = time(9, tzinfo=SHANGHAI)


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
    """

    code: str
    counting: Counting
    stages: tuple[Stage, ...]
    binds: bool = True


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
)
"""For a worker's right that lapses (权利保全期限): reminded against the earlier of the two due days."""

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


def moments(
    ladder: Ladder, started_at: datetime, due: tuple[date, date, datetime], calendar: WorkCalendar
) -> tuple[tuple[Stage, datetime], ...]:
    """The stages still ahead when the clock starts, each with its instant in UTC, in order of time.

    `due` is the nominal day, the rolled day and the instant of lapse. A stage of a day falls at 09:00 in
    Shanghai; when the clock lapses within its last day, the stage of that day falls at the lapse. A year that
    is not published is counted Monday to Friday: reminders never stop.
    """
    nominal, rolled, lapse = due
    anchor = rolled if ladder.counting is Counting.WORKING_DAYS else nominal
    stages = _day_stages(ladder, anchor, calendar)
    if lapse < _end_of_day(rolled):
        stages = tuple((stage, at if stage.offset else lapse) for stage, at in stages)
    halfway = lapse - (lapse - started_at) / 2
    stages += tuple((stage, halfway) for stage in ladder.stages if stage.offset is None)
    return tuple(sorted((stage for stage in stages if stage[1] > started_at), key=itemgetter(1)))


@lru_cache(maxsize=4096)
def _day_stages(ladder: Ladder, due_on: date, calendar: WorkCalendar) -> tuple[tuple[Stage, datetime], ...]:
    days = (
        (stage, _day(ladder.counting, due_on, stage.offset, calendar))
        for stage in ladder.stages
        if stage.offset is not None
    )
    return tuple((stage, datetime.combine(day, _MORNING).astimezone(UTC)) for stage, day in days)


def _day(counting: Counting, due_on: date, offset: int, calendar: WorkCalendar) -> date:
    if counting is Counting.CALENDAR_DAYS:
        return due_on + timedelta(days=offset)
    return calendar.assumed.add_working_days(due_on, offset)


_end_of_day = lru_cache(maxsize=4096)(end_of_day)
