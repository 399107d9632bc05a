"""Who does what falls due when somebody is away: all of it lands on a day, or is said to be stranded."""

from datetime import date, timedelta

from hypothesis import given as drawn
from hypothesis import strategies as st

from caseflow.casework.worklists.coverage import plan

DAYS = [date(2026, 12, 1) + timedelta(days=n) for n in range(6)]
TUE, WED, THU, FRI, SAT, SUN = DAYS


def told(due: dict[date, int], *away: date, most: int = 5) -> list[str]:
    """Each day as the page shows it."""
    marks = []
    for cell in plan(due, DAYS, set(away), most=most).cells:
        more = f"+{cell.sooner}" if cell.sooner else ""
        marks.append(f"{cell.due}{more}{'' if cell.there else ' away'}{'!' if cell.heavy else ''}")
    return marks


def test_work_of_days_away_is_done_on_the_last_day_before() -> None:
    assert told({WED: 2, THU: 1, FRI: 3}, THU, FRI) == ["0", "2+4!", "1 away", "3 away", "0", "0"]


def test_two_absences_each_have_a_day_before() -> None:
    assert told({WED: 1, FRI: 2}, WED, FRI) == ["0+1", "1 away", "0+2", "2 away", "0", "0"]


def test_what_falls_due_before_anybody_is_there_is_stranded() -> None:
    found = plan({TUE: 2, WED: 1, THU: 4}, DAYS, {TUE, WED}, most=5)
    assert found.stranded == 3
    assert found.due == 7


def test_too_much_is_more_than_the_measure_and_nobody_in_charge_has_none() -> None:
    assert told({TUE: 5, WED: 6})[:2] == ["5", "6!"]
    assert told({TUE: 60}, most=0)[0] == "60"


@drawn(
    st.dictionaries(st.sampled_from(DAYS), st.integers(0, 9)),
    st.sets(st.sampled_from(DAYS)),
    st.integers(0, 9),
)
def test_nothing_is_lost_and_nobody_works_while_away(
    due: dict[date, int], away: set[date], most: int
) -> None:
    found = plan(due, DAYS, away, most=most)
    done = sum(cell.due + cell.sooner for cell in found.cells if cell.there)
    assert done + found.stranded == sum(due.values())
    assert [cell.day for cell in found.cells if not cell.there] == sorted(away)
    assert not any(cell.sooner or cell.heavy for cell in found.cells if not cell.there)
