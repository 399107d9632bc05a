"""What a pause takes out of a period."""

import pytest

from caseflow.kernel.calendar import Days, Months, Pause, Until, WorkingDays
from tests.kernel.published import CALENDAR, at, day


def pause(since: str, until: str | None = None) -> Pause:
    return Pause(day(since), day(until) if until else None)


def test_the_day_of_the_pause_does_not_count_and_the_day_it_ends_does() -> None:
    found = WorkingDays(5).due(day("2026-11-02"), CALENDAR, [pause("2026-11-04", "2026-11-06")])
    assert found.rolled == day("2026-11-11")
    assert [(line.day.day, line.ordinal) for line in found.trace if line.day.weekday() < 5] == [
        (2, None),
        (3, 1),
        (4, None),
        (5, None),
        (6, 2),
        (9, 3),
        (10, 4),
        (11, 5),
    ]
    assert found.trace[2].reason == "暂停"


def test_thirty_days_of_force_majeure_move_the_limitation_by_thirty_days() -> None:
    found = Months(12).due(day("2025-03-10"), CALENDAR, [pause("2025-06-01", "2025-07-01")])
    assert found.rolled == day("2026-04-09")
    assert [line.reason for line in found.trace] == [
        "起算日，不计入",
        "对应日，为期间末日",
        "扣除暂停30日后的期间末日",
    ]


def test_pauses_add_up_and_what_overlaps_counts_once() -> None:
    pauses = [
        pause("2026-10-25", "2026-10-28"),
        pause("2026-10-22", "2026-10-24"),
        pause("2026-10-23", "2026-10-26"),
        pause("2026-10-23", "2026-10-24"),
    ]
    assert Days(10).due(day("2026-10-20"), CALENDAR, pauses).nominal == day("2026-11-05")


def test_a_pause_that_falls_into_the_days_gained_counts_too() -> None:
    pauses = [pause("2026-11-04", "2026-11-06"), pause("2026-11-10", "2026-11-12")]
    assert WorkingDays(5).due(day("2026-11-02"), CALENDAR, pauses).rolled == day("2026-11-13")


def test_days_off_inside_a_pause_move_no_working_day() -> None:
    found = WorkingDays(5).due(day("2026-09-28"), CALENDAR, [pause("2026-10-01", "2026-10-08")])
    assert found.rolled == day("2026-10-10")


@pytest.mark.parametrize(
    "idle",
    [
        pause("2026-11-04"),  # still open
        pause("2026-11-04", "2026-11-04"),  # over on the day it began
        pause("2026-10-01", "2026-11-03"),  # over before the first day that counts
        pause("2026-11-10", "2026-11-20"),  # began after the last day
    ],
)
def test_these_pauses_move_nothing(idle: Pause) -> None:
    assert WorkingDays(5).due(day("2026-11-02"), CALENDAR, [idle]).rolled == day("2026-11-09")


def test_a_pause_from_day_zero_takes_only_the_days_that_would_count() -> None:
    found = Days(5).due(day("2026-11-02"), CALENDAR, [pause("2026-11-02", "2026-11-05")])
    assert found.nominal == day("2026-11-09")


def test_a_pause_between_instants_takes_the_days_in_shanghai() -> None:
    by_day = Days(5).due(day("2026-11-02"), CALENDAR, [pause("2026-11-04", "2026-11-06")])
    between = Pause(at("2026-11-04 00:10"), at("2026-11-06 23:50"))
    assert Days(5).due(at("2026-11-02 08:00"), CALENDAR, [between]) == by_day


def test_a_given_day_does_not_wait() -> None:
    assert Until().due(day("2026-11-09"), CALENDAR, [pause("2026-11-04", "2026-11-06")]).rolled == day(
        "2026-11-09"
    )


def test_a_pause_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        pause("2026-11-04", "2026-11-03")
