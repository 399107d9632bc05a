"""How a deadline stands, in one place for every page."""

from datetime import timedelta

import pytest

from caseflow.casework.lights import Light, Now
from caseflow.kernel.calendar import SpecialDay, WorkCalendar, year_days
from tests.given import moment

HOLIDAY = [
    SpecialDay(moment(f"2026-10-0{day}").date(), working=False, reason="国庆节") for day in range(1, 8)
]
CALENDAR = WorkCalendar(year_days([2026], HOLIDAY), "test")


def now(text: str) -> Now:
    return Now(moment(text), CALENDAR)


@pytest.mark.parametrize(
    ("at", "due", "light", "words"),
    [
        ("2026-09-16 10:00", "2026-09-24 00:00", Light.NORMAL, "还剩 5 个工作日"),  # Wednesday to Wednesday
        ("2026-09-18 10:00", "2026-09-24 00:00", Light.NEAR, "还剩 3 个工作日"),
        ("2026-09-23 23:59", "2026-09-24 00:00", Light.NEAR, "今天到期"),
        ("2026-09-24 00:00", "2026-09-24 00:00", Light.OVERDUE, "超期 1 个工作日"),
        ("2026-09-30 10:00", "2026-10-10 00:00", Light.NEAR, "还剩 2 个工作日"),  # the holiday is not counted
        ("2026-09-16 10:00", "2026-09-16 17:30", Light.NEAR, "还剩 7 小时 30 分钟"),
        ("2026-09-16 17:10", "2026-09-16 17:30", Light.NEAR, "还剩 20 分钟"),
        ("2026-09-16 17:30", "2026-09-16 17:30", Light.OVERDUE, "已超期"),
        ("2026-10-02 10:00", "2026-10-05 00:00", Light.NEAR, "还剩 2 天"),  # a last day within the holiday
    ],
)
def test_light_and_words(at: str, due: str, light: Light, words: str) -> None:
    assert now(at).light(moment(due)) is light
    assert now(at).countdown(moment(due)) == words


def test_paused_and_provisional_are_never_late() -> None:
    late = moment("2026-09-01 00:00")
    assert now("2026-09-16").light(late, paused=True) is Light.PAUSED
    assert now("2026-09-16").light(late, provisional=True) is Light.PROVISIONAL
    assert now("2026-09-16").light(None, paused=True) is Light.PAUSED
    assert now("2026-09-16").light(None) is None


def test_what_is_near_is_told_by_one_bound() -> None:
    at = now("2026-09-18 10:00")
    assert at.light(at.soon) is Light.NEAR
    assert at.light(at.soon + timedelta(seconds=1)) is Light.NORMAL


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-09-24 00:00", "9月23日"),
        ("2026-09-23 17:30", "9月23日 17:30"),
        ("2027-01-05 00:00", "2027年1月4日"),
    ],
)
def test_the_last_moment_in_words(due: str, words: str) -> None:
    assert now("2026-09-16").last_moment(moment(due)) == words


def test_every_light_has_a_shape_and_a_word_of_its_own() -> None:
    assert len({light.shape for light in Light}) == len({light.label for light in Light}) == len(Light)
