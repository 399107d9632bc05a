"""The last day for arbitration, on cases worked out by hand (劳动争议调解仲裁法 第二十七条)."""

from datetime import date

import pytest

from caseflow.calculators.limitation import Effect, Event, last_day, that_count
from tests.kernel.published import CALENDAR, day


def start(on: str, *, certain: bool = False) -> Event:
    return Event(Effect.START, day(on), certain)


def restart(on: str, *, certain: bool = True) -> Event:
    return Event(Effect.RESTART, day(on), certain)


def suspend(on: str, days: int, *, certain: bool = True) -> Event:
    return Event(Effect.SUSPEND, day(on), certain, days)


def last(*events: Event) -> tuple[date, date]:
    due = last_day(events, CALENDAR)
    assert due
    return due.nominal, due.rolled


@pytest.mark.parametrize(
    ("events", "nominal", "rolled"),
    [
        pytest.param([start("2025-03-10")], "2026-03-10", "2026-03-10", id="dismissed on a Monday"),
        pytest.param([start("2025-11-22")], "2026-11-22", "2026-11-23", id="ends on a Sunday"),
        pytest.param(
            [start("2025-03-10"), restart("2025-08-20")], "2026-08-20", "2026-08-20", id="mediation refused"
        ),
        pytest.param([start("2024-02-29")], "2025-02-28", "2025-02-28", id="no such day a year later"),
        pytest.param(
            [start("2025-03-10"), suspend("2025-06-01", 30)], "2026-04-09", "2026-04-09", id="force majeure"
        ),
        pytest.param(
            [start("2025-10-01")], "2026-10-01", "2026-10-08", id="ends in the National Day holiday"
        ),
        pytest.param([start("2025-02-17")], "2026-02-17", "2026-02-24", id="ends in the Spring Festival"),
    ],
)
def test_the_year_runs_from_the_last_event_that_counts(
    events: list[Event], nominal: str, rolled: str
) -> None:
    assert last(*events) == (day(nominal), day(rolled))


def test_no_start_no_last_day() -> None:
    assert last_day([restart("2025-08-20"), suspend("2025-06-01", 30)], CALENDAR) is None


def test_what_no_lawyer_has_confirmed_never_makes_it_later() -> None:
    known = [
        start("2025-03-10"),
        restart("2025-08-20", certain=False),
        suspend("2025-06-01", 30, certain=False),
    ]
    assert last(*known) == (day("2026-03-10"), day("2026-03-10"))


def test_of_what_was_told_the_earliest_start_counts_until_one_is_confirmed() -> None:
    told = [start("2025-03-10"), start("2025-01-06")]
    assert last(*told)[0] == day("2026-01-06")
    assert last(*told, start("2025-11-20", certain=True))[0] == day("2026-11-20")


def test_a_restart_before_the_start_counts_for_nothing() -> None:
    assert last(restart("2025-01-06"), start("2025-03-10"))[0] == day("2026-03-10")


def test_a_suspension_before_a_restart_is_overtaken_by_it() -> None:
    events = [
        start("2025-03-10"),
        suspend("2025-04-01", 30),
        restart("2025-08-20"),
        suspend("2025-09-01", 10),
    ]
    assert last(*events)[0] == day("2026-08-30")
    assert that_count(events) == [events[0], events[2], events[3]]


def test_time_that_has_run_out_is_not_suspended_any_more() -> None:
    assert last(start("2025-03-10"), suspend("2026-03-20", 30))[0] == day("2026-03-10")


def test_a_year_without_a_calendar_leaves_the_day_where_it_falls() -> None:
    due = last_day([start("2026-03-13")], CALENDAR)  # 2027-03-13 is a Saturday
    assert due
    assert (due.nominal, due.rolled, due.provisional) == (day("2027-03-13"), day("2027-03-13"), True)


def test_no_time_runs_for_wages_while_the_employment_goes_on() -> None:
    owed, employed = start("2025-03-10"), Event(Effect.HOLDS, day("2026-02-01"), certain=True)
    assert last_day([owed, employed], CALENDAR) is None
    # nobody has confirmed it: the earlier day stays
    assert last(owed, Event(Effect.HOLDS, day("2026-02-01"), certain=False))[0] == day("2026-03-10")
    # it has ended since
    assert last(owed, employed, start("2025-12-01"), start("2026-04-01"))[0] == day("2027-04-01")
