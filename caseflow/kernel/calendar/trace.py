"""The reckoning of a period, line by line, in the words of the person who reads it (计算过程)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from caseflow.kernel.calendar.due import TraceDay, counted, skipped
from caseflow.kernel.calendar.instants import DAY, SHANGHAI, days, local_day, start_of
from caseflow.kernel.calendar.workdays import WorkCalendar
from caseflow.kernel.calendar.worktime import worked_on

_MINUTE = timedelta(minutes=1)


def day_by_day(
    start: date,
    nominal: date,
    rolled: date,
    calendar: WorkCalendar,
    paused: Sequence[tuple[date, date]],
    counts: Callable[[date], bool],
) -> Iterator[TraceDay]:
    """Every day from day 0 to the last, with its ordinal when it `counts` and the clock was not paused."""
    yield day_zero(start)
    ordinal = 0
    for day in days(start + DAY, nominal):
        if any(before < day <= last for before, last in paused):
            yield skipped(day, "暂停")
        elif counts(day):
            ordinal += 1
            yield counted(day, calendar.why(day), ordinal)
        else:
            yield skipped(day, calendar.why(day))
    yield from roll(nominal, rolled, calendar)


def by_months(
    start: date, corresponding: date, nominal: date, rolled: date, calendar: WorkCalendar
) -> Iterator[TraceDay]:
    """The steps of a period in months: day 0, corresponding day or month end, pauses, roll."""
    yield day_zero(start)
    clamped = corresponding.day != start.day
    yield counted(corresponding, "末月无对应日，以月末日为末日" if clamped else "对应日，为期间末日")
    if nominal > corresponding:
        yield counted(nominal, f"扣除暂停{(nominal - corresponding).days}日后的期间末日")
    yield from roll(nominal, rolled, calendar)


def in_hours(
    start: datetime, moment: datetime, calendar: WorkCalendar, paused: Sequence[tuple[datetime, datetime]]
) -> Iterator[TraceDay]:
    """Every day of a period in working hours, with the hours counted on it."""
    for day in days(local_day(start), local_day(moment)):
        begin, end = max(start, start_of(day)), min(moment, start_of(day + DAY))
        if spans := worked_on(day, begin, end, paused, calendar):
            yield counted(day, _hours(spans))
        elif worked_on(day, begin, end, (), calendar):
            yield skipped(day, "暂停")
        else:
            yield skipped(day, "办公时间已过" if calendar.open_on(day) else calendar.why(day))


def _hours(spans: Sequence[tuple[datetime, datetime]]) -> str:
    """Such as 09:00–12:00、14:00–15:30，计4小时30分钟."""
    minutes = sum((b - a for a, b in spans), timedelta(0)) // _MINUTE
    hours = f"{minutes // 60}小时" if minutes >= 60 else ""  # noqa: PLR2004 minutes of an hour
    rest = f"{minutes % 60}分钟" if minutes % 60 or not hours else ""
    written = "、".join(f"{a.astimezone(SHANGHAI):%H:%M}–{b.astimezone(SHANGHAI):%H:%M}" for a, b in spans)
    return f"{written}，计{hours}{rest}"


def in_minutes(start: datetime, moment: datetime, paused: timedelta) -> Iterator[TraceDay]:
    """The one step of a period in minutes."""
    begin, end = start.astimezone(SHANGHAI), moment.astimezone(SHANGHAI)
    pause = f"（扣除暂停{paused // _MINUTE}分钟）" if paused else ""
    yield counted(end.date(), f"自{begin:%m-%d %H:%M}起连续计算至{end:%m-%d %H:%M}{pause}")


def day_zero(start: date) -> TraceDay:
    """The day of the event, which is not counted (民法典 第二百零一条)."""
    return skipped(start, "起算日，不计入")


def roll(nominal: date, rolled: date, calendar: WorkCalendar) -> Iterator[TraceDay]:
    """The days off between the nominal last day and the one it moves to."""
    for day in days(nominal + DAY, rolled - DAY):
        yield skipped(day, f"{calendar.why(day)}，顺延")
    if rolled > nominal:
        yield skipped(rolled, "末日为休息日，顺延至此日")
