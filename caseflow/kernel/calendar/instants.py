"""Days and instants in one zone, Asia/Shanghai; a naive time is refused everywhere (北京时间)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

DAY = timedelta(days=1)

_MIDNIGHT = time(tzinfo=SHANGHAI)


def local_day(at: datetime) -> date:
    """The day in Shanghai of an aware instant.

    Raises:
        ValueError: the instant is naive, so its day is not known.
    """
    return _aware(at).astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first instant of the day in Shanghai, in UTC."""
    return datetime.combine(day, _MIDNIGHT).astimezone(UTC)


def day_of(when: date) -> date:
    """The day of an instant, or the day itself."""
    return local_day(when) if isinstance(when, datetime) else when


def instant_of(when: date) -> datetime:
    """The instant itself, or the first instant of a day, in UTC."""
    return _aware(when).astimezone(UTC) if isinstance(when, datetime) else start_of(when)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    return (first + timedelta(days=i) for i in range((last - first).days + 1))


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"naive time {at}: a period needs an aware one")
    return at
