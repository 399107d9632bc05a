"""How a deadline stands, said in the same way on every page (亮灯)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseflow.kernel.calendar import SHANGHAI, WorkCalendar, local_day, working_days_left
from caseflow.kernel.calendar.due import end_of_day

SOON = 3
"""Working days from which a deadline is near, as the ladder's first warning counts them."""

_INSTANT = timedelta(microseconds=1)
_NONE = timedelta(0)


class Light(StrEnum):
    """How a deadline stands; a screen shows shape, word and colour together."""

    NORMAL = "normal"
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"
    PROVISIONAL = "provisional"

    @property
    def shape(self) -> str:
        """The shape of the light."""
        return _LOOKS[self][0]

    @property
    def label(self) -> str:
        """The word beside the shape."""
        return _LOOKS[self][1]


_LOOKS = {
    Light.NORMAL: ("●", "正常"),
    Light.NEAR: ("▲", "临近"),
    Light.OVERDUE: ("■", "超期"),
    Light.PAUSED: ("‖", "暂停"),
    Light.PROVISIONAL: ("◇", "暂定"),
}


@dataclass(frozen=True, slots=True)
class Now:
    """The present on the calendar in force, and how deadlines stand to it."""

    at: datetime
    calendar: WorkCalendar

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return local_day(self.at)

    @property
    def tonight(self) -> datetime:
        """24:00 of today."""
        return end_of_day(self.today)

    @property
    def soon(self) -> datetime:
        """24:00 of the last day on which a deadline counts as near."""
        return end_of_day(self.calendar.assumed.add_working_days(self.today, SOON))

    def light(
        self, due_at: datetime | None, *, paused: bool = False, provisional: bool = False
    ) -> Light | None:
        """How something due then stands now; None without a deadline.

        A provisional day is the earliest one possible: nothing is called near or late because of it.
        """
        if paused:
            return Light.PAUSED
        if due_at is None:
            return None
        if provisional:
            return Light.PROVISIONAL
        if due_at <= self.at:
            return Light.OVERDUE
        return Light.NEAR if due_at <= self.soon else Light.NORMAL

    def countdown(self, due_at: datetime) -> str:
        """What is left, or how late it is: 还剩 2 个工作日."""
        left, day = due_at - self.at, last_day(due_at)
        days = working_days_left(self.today, day, self.calendar)
        if left <= _NONE:
            return f"超期 {-days} 个工作日" if days < 0 else "已超期"
        if day == self.today:
            return "今天到期" if ends_with_day(due_at) else f"还剩 {_hours(left)}"
        return f"还剩 {days} 个工作日" if days else f"还剩 {(day - self.today).days} 天"

    def last_moment(self, due_at: datetime) -> str:
        """The last day, with the hour unless it is the whole day: 8月28日 17:30; another year is named."""
        hour = "" if ends_with_day(due_at) else f" {due_at.astimezone(SHANGHAI):%H:%M}"
        return f"{self.short(last_day(due_at))}{hour}"

    def short(self, day: date) -> str:
        """A day as lists name it: 8月28日; another year is named."""
        year = "" if day.year == self.today.year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日"


def last_day(due_at: datetime) -> date:
    """The last day of a period whose first instant too late is `due_at`."""
    return local_day(due_at - _INSTANT)


def ends_with_day(due_at: datetime) -> bool:
    """Whether the period ends at 24:00, as those in days do."""
    return due_at == end_of_day(last_day(due_at))


def _hours(left: timedelta) -> str:
    hours, minutes = divmod(left // timedelta(minutes=1), 60)
    return f"{hours} 小时 {minutes} 分钟" if hours else f"{minutes} 分钟"
