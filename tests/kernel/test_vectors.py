"""Periods over the years 2019 to 2026, counted by hand on the State Council's notices, each with the reason.

Every row says from when a period runs, how long it is and where it ends: its last day, and after an arrow the
day it moves to; or the minute, for working hours (9:00 to 12:00 and 14:00 to 18:00). The second column names
the calendar:

    ""        the notices as they stood in the end
    first     the notices of 2019 and 2020 as first issued: Labour Day 2019 was one day off, 1 May, before the
              amendment of March gave four for two Sundays worked; Spring Festival 2020 ended on 30 January,
              with Saturday, 1 February worked, before it was lengthened to 2 February
    house     an office that is open only in the morning of Wednesday, 9 July 2025, closed on Friday the 11th,
              open on Saturday the 12th and only in the afternoon of Tuesday the 15th, as house rules count
    law       the same office, but for what rests on a statute
    strict    the same office, where a half day is no working day
"""

from collections.abc import Mapping
from datetime import datetime

import pytest

from caseflow.kernel.calendar import (
    SHANGHAI,
    Office,
    OfficeDay,
    Opening,
    SpecialDay,
    WorkCalendar,
    on_top,
    parse_period,
    year_days,
)
from tests.kernel.published import CALENDAR, at, day, special_days

OWN = [
    OfficeDay(day("2025-07-09"), Opening.MORNING, "政治学习"),
    OfficeDay(day("2025-07-11"), Opening.CLOSED, "搬迁"),
    OfficeDay(day("2025-07-12"), Opening.OPEN, "接待日"),
    OfficeDay(day("2025-07-15"), Opening.AFTERNOON, "停电检修"),
]
LAW = WorkCalendar(CALENDAR.years, "test", office=Office(on_top(OWN)))
STRICT = WorkCalendar(CALENDAR.years, "test", office=Office(on_top(OWN), half_counts=False))


def first_notices() -> WorkCalendar:
    amended = {*map(day, ("2019-04-28", "2019-05-02", "2019-05-03", "2019-05-04", "2019-05-05"))}
    lengthened = {*map(day, ("2020-01-31", "2020-02-01", "2020-02-02"))}
    kept = [one for one in special_days() if one.day not in amended | lengthened]
    worked = SpecialDay(day("2020-02-01"), working=True, reason="调休上班")
    return WorkCalendar(year_days(range(2004, 2027), [*kept, worked]), "first")


CALENDARS: Mapping[str, WorkCalendar] = {
    "": CALENDAR,
    "first": first_notices(),
    "house": LAW.house,
    "law": LAW,
    "strict": STRICT.house,
}

VECTORS = [
    # 2019
    ("2019-01-31", "", "3wd", "2019-02-03", "Fri 1 Feb, then the week-end worked before Spring Festival"),
    ("2019-02-01", "", "3wd", "2019-02-11", "Sat 2 and Sun 3 worked, 4 to 10 off, Mon 11"),
    ("2019-01-21", "", "15d", "2019-02-05 → 2019-02-11", "ends inside Spring Festival"),
    ("2019-04-26", "", "4wd", "2019-05-05", "Sun 28, 29, 30; 1 to 4 May off; Sun 5 worked"),
    ("2019-04-26", "first", "4wd", "2019-05-03", "29, 30, only 1 May off, 2, 3"),
    ("2019-04-26", "", "3wd", "2019-04-30", "the Sunday worked for the amendment brings it two days forward"),
    ("2019-04-26", "first", "3wd", "2019-05-02", "29, 30, 2 May"),
    ("2019-04-17", "", "15d", "2019-05-02 → 2019-05-05", "2 to 4 May off, rolls to a Sunday that is worked"),
    ("2019-04-17", "first", "15d", "2019-05-02", "a plain Thursday before the amendment"),
    ("2019-09-27", "", "3wd", "2019-10-08", "Sun 29, Mon 30, National Day week, Tue 8"),
    ("2019-10-10", "", "2wd", "2019-10-12", "Fri 11, Sat 12 made up"),
    ("2019-09-12", "", "1wd", "2019-09-16", "Mid-Autumn on Friday makes three days"),
    ("2019-12-31", "", "1wd", "2020-01-02", "New Year's Day alone, a Wednesday"),
    ("2019-12-24", "", "8d", "2020-01-01 → 2020-01-02", "ends on New Year's Day"),
    ("2019-08-31", "", "1m", "2019-09-30", "September has no 31st"),
    # 2020
    ("2020-01-17", "", "4wd", "2020-01-22", "Sun 19 worked, 20, 21, 22"),
    ("2020-01-22", "", "3wd", "2020-02-04", "23; 24 Jan to 2 Feb off; 3, 4"),
    ("2020-01-22", "first", "3wd", "2020-02-01", "23; off to the 30th; Fri 31, Sat 1 worked"),
    ("2020-01-16", "", "15d", "2020-01-31 → 2020-02-03", "the lengthened festival takes the last day"),
    ("2020-01-16", "first", "15d", "2020-01-31", "a Friday that was to be worked"),
    ("2020-01-18", "", "14d", "2020-02-01 → 2020-02-03", "no make-up day any more"),
    ("2020-01-18", "first", "14d", "2020-02-01", "a Saturday that was to be worked"),
    ("2020-01-31", "", "1m", "2020-02-29 → 2020-03-02", "29 February, a Saturday"),
    ("2020-02-29", "", "12m", "2021-02-28 → 2021-03-01", "no 29 February in 2021; the 28th is a Sunday"),
    ("2020-04-24", "", "1wd", "2020-04-26", "Sunday worked"),
    ("2020-04-30", "", "5wd", "2020-05-11", "1 to 5 off; 6, 7, 8, Sat 9 worked, Mon 11"),
    ("2020-06-24", "", "2wd", "2020-06-29", "25 to 27 off, Sun 28 worked, 29"),
    ("2020-09-25", "", "5wd", "2020-10-09", "Sun 27, 28, 29, 30; off to the 8th; Fri 9"),
    ("2020-09-23", "", "15d", "2020-10-08 → 2020-10-09", "National Day with Mid-Autumn lasts to the 8th"),
    ("2020-10-08", "", "2wd", "2020-10-10", "Fri 9, Sat 10 made up"),
    ("2020-12-31", "", "1wd", "2021-01-04", "1 to 3 January off"),
    # 2021
    ("2021-02-05", "", "3wd", "2021-02-09", "Sun 7 worked, 8, 9"),
    ("2021-02-10", "", "3wd", "2021-02-20", "11 to 17 off; 18, 19, Sat 20 made up"),
    ("2021-04-30", "", "3wd", "2021-05-08", "1 to 5 off; 6, 7, Sat 8 made up"),
    ("2021-09-17", "", "2wd", "2021-09-22", "Sat 18 worked, 19 to 21 off, 22"),
    ("2021-09-24", "", "10wd", "2021-10-13", "Sun 26 to Thu 30 are 5; 8, Sat 9, 11, 12, 13"),
    ("2021-09-16", "", "15d", "2021-10-01 → 2021-10-08", "National Day itself"),
    ("2021-01-31", "", "1m", "2021-02-28 → 2021-03-01", "February's last, a Sunday"),
    ("2021-05-31", "", "1m", "2021-06-30", "June has no 31st"),
    # 2022
    ("2022-01-28", "", "3wd", "2022-02-07", "Sat 29 and Sun 30 worked, 31 Jan to 6 Feb off, Mon 7"),
    ("2022-04-01", "", "2wd", "2022-04-06", "Sat 2 worked, 3 to 5 off, 6"),
    ("2022-04-22", "", "6wd", "2022-04-29", "Sun 24 worked, 25 to 29"),
    ("2022-04-29", "", "3wd", "2022-05-07", "30 Apr to 4 May off; 5, 6, Sat 7 made up"),
    ("2022-09-08", "", "2wd", "2022-09-13", "Fri 9, 10 to 12 off, Tue 13"),
    ("2022-09-30", "", "3wd", "2022-10-10", "off to the 7th, Sat 8 and Sun 9 made up, Mon 10"),
    ("2022-12-30", "", "1wd", "2023-01-03", "31 December to 2 January off"),
    ("2022-12-16", "", "15d", "2022-12-31 → 2023-01-03", "rolls across the end of the year"),
    ("2022-10-31", "", "4m", "2023-02-28", "February's last"),
    # 2023
    ("2023-01-20", "", "2wd", "2023-01-29", "21 to 27 off, Sat 28 and Sun 29 made up"),
    ("2023-01-19", "", "5wd", "2023-01-31", "20; 28, 29 made up; 30, 31"),
    ("2023-04-21", "", "7wd", "2023-05-04", "Sun 23 to Fri 28 are 6; 29 Apr to 3 May off"),
    ("2023-05-05", "", "1wd", "2023-05-06", "Saturday made up"),
    ("2023-06-21", "", "2wd", "2023-06-26", "22 to 24 off, Sun 25 worked, 26"),
    ("2023-09-28", "", "3wd", "2023-10-09", "29 Sep to 6 Oct off, 7 and 8 made up, Mon 9"),
    ("2023-09-15", "", "15d", "2023-09-30 → 2023-10-07", "rolls to a Saturday that is made up"),
    ("2023-12-29", "", "2wd", "2024-01-03", "30 Dec to 1 Jan off; 2, 3"),
    ("2023-02-28", "", "12m", "2024-02-28", "the corresponding day, not the 29th"),
    ("2023-11-30", "", "3m", "2024-02-29", "February 2024 has 29 days and no 30th"),
    # 2024
    ("2024-02-02", "", "3wd", "2024-02-06", "Sun 4 worked, 5, 6"),
    ("2024-02-08", "", "3wd", "2024-02-19", "New Year's Eve, Fri 9, is no day off; 10 to 17 off; Sun 18, 19"),
    ("2024-02-02", "", "15d", "2024-02-17 → 2024-02-18", "rolls to a Sunday that is made up"),
    ("2024-04-03", "", "2wd", "2024-04-08", "4 to 6 off, Sun 7 made up, 8"),
    ("2024-04-26", "", "4wd", "2024-05-06", "Sun 28, 29, 30; 1 to 5 off; 6"),
    ("2024-06-07", "", "1wd", "2024-06-11", "Dragon Boat on Monday"),
    ("2024-09-13", "", "2wd", "2024-09-18", "Sat 14 worked, 15 to 17 off, 18"),
    ("2024-09-27", "", "5wd", "2024-10-10", "Sun 29, 30; off to the 7th; 8, 9, 10"),
    ("2024-10-11", "", "1wd", "2024-10-12", "Saturday made up"),
    ("2024-01-31", "", "1m", "2024-02-29", "a leap year's February"),
    ("2024-02-29", "", "1m", "2024-03-29", "the corresponding day, not the month's last"),
    ("2024-02-29", "", "24m", "2026-02-28", "no 29th; the 28th is a Saturday that is worked"),
    # 2025
    ("2025-01-24", "", "3wd", "2025-02-05", "Sun 26 worked, 27; 28 Jan to 4 Feb off; 5"),
    ("2025-02-05", "", "3wd", "2025-02-08", "6, 7, Sat 8 made up"),
    ("2025-04-25", "", "5wd", "2025-05-06", "Sun 27 worked, 28, 29, 30; 1 to 5 off; 6"),
    ("2025-05-16", "", "15d", "2025-05-31 → 2025-06-03", "Dragon Boat: 31 May to 2 June"),
    ("2025-09-26", "", "4wd", "2025-10-09", "Sun 28 worked, 29, 30; off to the 8th; 9"),
    ("2025-10-09", "", "2wd", "2025-10-11", "Fri 10, Sat 11 made up"),
    ("2025-12-31", "", "1wd", "2026-01-04", "1 to 3 off, Sun 4 made up"),
    ("2025-12-17", "", "15d", "2026-01-01 → 2026-01-04", "rolls to a Sunday that is made up"),
    ("2025-08-31", "", "6m", "2026-02-28", "February's last, a Saturday that is worked"),
    # 2026
    ("2026-01-30", "", "1m", "2026-02-28", "no 30 February; the Saturday is worked"),
    ("2026-06-18", "", "1wd", "2026-06-22", "Dragon Boat on Friday"),
    ("2026-09-18", "", "1wd", "2026-09-20", "Sunday worked"),
    ("2026-12-30", "", "1wd", "2026-12-31", "the last published day"),
    # working hours
    ("2020-01-23 17:00", "", "2h", "2020-02-03 10:00", "one hour, then the first hour after the festival"),
    ("2020-01-23 17:00", "first", "2h", "2020-01-31 10:00", "as the festival was first to end"),
    ("2019-04-30 16:30", "", "3h", "2019-05-05 10:30", "an hour and a half; the rest on a Sunday worked"),
    ("2019-04-30 16:30", "first", "3h", "2019-05-02 10:30", "only 1 May off"),
    ("2024-10-11 17:00", "", "2h", "2024-10-12 10:00", "into a Saturday made up"),
    ("2025-07-04 16:00", "", "4h", "2025-07-07 11:00", "over a plain week-end"),
    ("2023-12-29 11:00", "", "8h", "2024-01-02 12:00", "1 and 4 hours on Friday, 3 on Tuesday"),
    ("2021-09-20 10:00", "", "1h", "2021-09-22 10:00", "begun on a holiday"),
    # half days and closures of the office
    ("2025-07-08", "house", "3wd", "2025-07-12", "half Wed, Thu; closed Fri; open Sat"),
    ("2025-07-08", "law", "3wd", "2025-07-11", "Wed, Thu, Fri: the law does not know the office's days"),
    ("2025-07-08", "strict", "3wd", "2025-07-14", "Thu, Sat, Mon: the half day is none"),
    ("2025-06-26", "house", "15d", "2025-07-11 → 2025-07-12", "ends on the day of the move"),
    ("2025-06-26", "law", "15d", "2025-07-11", "a plain Friday"),
    ("2025-07-09 11:00", "house", "2h", "2025-07-10 10:00", "to noon, then the next morning"),
    ("2025-07-09 11:00", "law", "2h", "2025-07-09 15:00", "lunch, and on"),
    ("2025-07-10 17:00", "house", "3h", "2025-07-12 11:00", "closed on Friday, open on Saturday"),
    ("2025-07-14 17:30", "house", "1h", "2025-07-15 14:30", "nothing in the morning"),
    ("2025-07-14 17:30", "strict", "1h", "2025-07-15 14:30", "its real hours count all the same"),
]


@pytest.mark.parametrize(("start", "calendar", "period", "end", "because"), VECTORS)
def test_a_period_ends_where_a_count_by_hand_ends(
    start: str, calendar: str, period: str, end: str, because: str
) -> None:
    since = at(start) if " " in start else day(start)
    found = parse_period(period).due(since, CALENDARS[calendar])
    assert told(found.nominal, found.rolled, found.moment, timed=" " in start) == end, because


def told(nominal: object, rolled: object, moment: datetime, *, timed: bool) -> str:
    """The end as a row of the table gives it."""
    if timed:
        return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return f"{nominal}" if nominal == rolled else f"{nominal} → {rolled}"


@pytest.mark.parametrize(
    ("calendar", "says"),
    [("house", "本单位停办：搬迁"), ("law", "工作日"), ("strict", "本单位停办：搬迁")],
)
def test_the_reckoning_names_the_day_of_the_office_where_it_counts(calendar: str, says: str) -> None:
    trace = parse_period("5wd").due(day("2025-07-08"), CALENDARS[calendar]).trace
    assert {line.day: line.reason for line in trace}[day("2025-07-11")] == says


def test_a_day_of_the_office_publishes_no_year() -> None:
    later = WorkCalendar(
        CALENDAR.years, "test", office=Office(on_top([OfficeDay(day("2027-03-01"), Opening.OPEN, "")]))
    )
    assert not later.house.published(2027)
