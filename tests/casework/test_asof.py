"""How the work stood on a day that is past, told by its clocks: it agrees with what the board said then."""

from collections.abc import Iterator

import pytest

from caseflow.casework import worklists
from caseflow.casework.lights import Light
from caseflow.casework.models import Proceeding
from caseflow.casework.worklists import Board, By, Part, asof
from caseflow.extensions import db
from caseflow.kernel.machine import Side
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.desk import now
from tests.conftest import Place, Told, told_once
from tests.web.desk import selects

pytestmark = pytest.mark.xdist_group("asof")

THEN, LATER = "2026-09-23 15:00", "2026-10-30 15:00"
Counts = dict[str, dict[Light, int]]


@pytest.fixture(scope="module")
def settled(place: Place) -> Iterator[Told[list[int]]]:
    """Tickets that are late, near and at rest, a letter, a mediation, and one that is done."""
    with told_once(place, _story) as settled:
        yield settled


def _story() -> list[int]:
    made: list[Proceeding] = [
        given.ticket("in_progress", on="2026-09-10"),
        given.ticket("in_progress", on="2026-09-23"),
        given.ticket("suspended", on="2026-09-16"),
        given.reminder("awaiting_reply", on="2026-09-16"),
        given.mediation("applied", on="2026-09-22"),
        given.ticket("archived", on="2026-09-10"),
    ]
    return [proceeding.id for proceeding in made]


@pytest.fixture
def office(settled: Told[list[int]]) -> Iterator[list[Proceeding]]:
    """The same as rows."""
    with settled.again() as ids:
        yield [db.session.get_one(Proceeding, id) for id in ids]


def lived(by: By) -> Counts:
    return _counts(worklists.board(given.viewer(Role.MANAGER), by, Part(), now(THEN)))


def told(who: Role = Role.MANAGER) -> tuple[Counts, Counts]:
    found = asof.past(given.viewer(who), now(THEN))
    process, person = (_counts(board) for board in (found.board, found.people))
    return process, person


def _counts(board: Board) -> Counts:
    return {row.key: dict(row.counts) for row in board.rows if row.total}


def test_it_agrees_with_the_board_of_the_day_and_stays_so_when_things_go_on(
    office: list[Proceeding],
) -> None:
    # given what the board says on the day
    live = lived(By.PROCESS), lived(By.PERSON)
    assert told() == live
    # when the work goes on
    when.acts(office[2], "resume", on="2026-09-24")
    when.acts(office[1], "log_first_contact", on="2026-09-24")
    when.acts(office[0], "submit_result", on="2026-09-25")
    given.ticket("in_progress", on="2026-09-24")
    # then the board of today is another one, and that of the day is not
    assert (lived(By.PROCESS), lived(By.PERSON)) != live
    assert told() == live


def test_the_late_ones_of_the_day_are_listed_the_latest_first(office: list[Proceeding]) -> None:
    found = asof.past(given.viewer(Role.MANAGER), now(THEN))
    assert office[0].id in [one.id for one in found.late]
    assert len(found.late) == found.board.every.counts[Light.OVERDUE]
    assert [one.due_at for one in found.late] == sorted(one.due_at for one in found.late)


def test_others_see_their_own_row(office: list[Proceeding]) -> None:
    process, people = told(Role.HANDLING_UNIT)
    assert set(process) == {"ticket"}
    assert set(people) == {str(given.person(Role.HANDLING_UNIT).id)}
    assert told(Role.LAWYER) == ({}, {})


def test_the_trend_counts_what_was_late_at_each_moment(office: list[Proceeding]) -> None:
    moments = [given.moment(on) for on in ("2026-09-01", "2026-09-16 15:00", THEN)]
    late = asof.past(given.viewer(Role.MANAGER), now(THEN)).board.every.counts[Light.OVERDUE]
    found = asof.trend(given.viewer(Role.MANAGER), moments)
    assert (found[0], found[2]) == (0, late)
    assert 0 < found[1] <= found[2]
    when.acts(office[0], "submit_result", on="2026-09-25")
    assert asof.trend(given.viewer(Role.MANAGER), moments) == found


def test_the_age_of_work_is_that_of_the_day(office: list[Proceeding]) -> None:
    found = dict(asof.ages(given.viewer(Role.MANAGER), now(THEN)))
    assert list(found) == [label for _, label in asof.AGES]
    assert found["7天以内"] == 2
    assert found["8–30天"] == 3
    assert sum(dict(asof.ages(given.viewer(Role.MANAGER), now("2026-12-30"))).values()) == 5


def test_where_the_time_of_closed_work_went_is_summed_by_unit(office: list[Proceeding]) -> None:
    for action, on in (
        ("submit_result", "2026-09-17"),
        ("pass_review", "2026-09-18"),
        ("close", "2026-09-21"),
    ):
        when.acts(office[0], action, on=on)
    viewer, then = given.viewer(Role.MANAGER), now(LATER)
    ((unit, shares),) = asof.lain(viewer, given.moment("2026-09-01"), then)
    assert unit == given.unit_tree().street.name
    assert shares[Side.HANDLER].days >= 7
    assert asof.lain(viewer, given.moment("2026-10-01"), then) == []


def test_it_costs_two_queries_however_much_there_is(office: list[Proceeding]) -> None:
    viewer, then = given.viewer(Role.MANAGER), now(THEN)
    with selects() as sent:
        asof.past(viewer, then)
        asof.trend(viewer, [then.at] * 12)
    assert len(sent) == 3
