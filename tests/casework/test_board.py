"""The counts of the board: what they are of, that they follow every change, and that they can be lost."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import selfcheck, worklists
from caseflow.casework.db import transaction
from caseflow.casework.lights import Light
from caseflow.casework.models import Proceeding, RunningClock, Tally
from caseflow.casework.worklists import By, Part, tallies
from caseflow.extensions import db
from caseflow.kernel.roles import SYSTEM, Role
from tests import given, when
from tests.casework.desk import now
from tests.conftest import Place, Told, told_once

pytestmark = pytest.mark.xdist_group("board")

LATER = "2026-09-23 15:00"


@pytest.fixture(scope="module")
def told(place: Place) -> Iterator[Told[dict[str, int]]]:
    """Three tickets, one of which rests, a letter, a mediation, and a ticket that is filed."""
    with told_once(place, _story) as told:
        yield told


def _story() -> dict[str, int]:
    made: dict[str, Proceeding] = {
        "late": given.ticket("in_progress", on="2026-09-10"),
        "near": given.ticket("in_progress", on="2026-09-23"),
        "paused": given.ticket("suspended", on="2026-09-16"),
        "letter": given.reminder("awaiting_reply", on="2026-09-16"),
        "mediation": given.mediation("applied", on="2026-09-22"),
        "filed": given.ticket("archived", on="2026-09-10"),
    }
    return {name: proceeding.id for name, proceeding in made.items()}


@pytest.fixture
def office(told: Told[dict[str, int]]) -> Iterator[dict[str, Proceeding]]:
    """The same as rows."""
    with told.again() as ids:
        yield {name: db.session.get_one(Proceeding, id) for name, id in ids.items()}


@pytest.fixture
def session(office: dict[str, Proceeding]) -> Session:
    """The session on that office."""
    return db.session()


def counts(by: By, part: Part | None = None, who: Role = Role.MANAGER) -> dict[str, dict[Light, int]]:
    found = worklists.board(given.viewer(who), by, part or Part(), now(LATER))
    return {row.key: dict(row.counts) for row in found.rows if row.total}


def test_a_row_says_how_much_is_late_near_and_at_rest(office: dict[str, Proceeding]) -> None:
    found = counts(By.PROCESS)
    assert found["ticket"] == {Light.OVERDUE: 1, Light.NEAR: 1, Light.PAUSED: 1}
    assert set(found) == {"ticket", office["letter"].process, "mediation"}
    # every process has a row, with work or without, and the sum has all of them
    board = worklists.board(given.viewer(Role.MANAGER), By.PROCESS, Part(), now(LATER))
    assert len(board.rows) > len(found)
    assert board.every.total == 5


def test_units_and_people_are_told_apart_and_the_most_pressed_come_first(
    office: dict[str, Proceeding],
) -> None:
    street, handler = given.unit_tree().street, given.person(Role.HANDLING_UNIT)
    board = worklists.board(given.viewer(Role.MANAGER), By.UNIT, Part(), now(LATER))
    assert (board.rows[0].label, board.rows[0].counts[Light.OVERDUE]) == (street.name, 1)
    assert str(handler.id) in counts(By.PERSON, Part(process="ticket"))
    assert counts(By.PROCESS, Part(handler_id=handler.id)) == {"ticket": counts(By.PROCESS)["ticket"]}
    assert list(counts(By.PERSON, Part(process="mediation"))) == ["0"]


def test_the_counts_follow_a_step_at_once_and_adding_up_changes_nothing(
    office: dict[str, Proceeding],
) -> None:
    when.acts(office["paused"], "resume", on=LATER)
    after = counts(By.PROCESS)
    assert after["ticket"] == {Light.OVERDUE: 1, Light.NEAR: 2}
    assert tallies.compact(at=given.moment(LATER)) > 0
    assert tallies.compact(at=given.moment(LATER)) == 0
    assert counts(By.PROCESS) == after
    assert not db.session.scalar(sa.select(sa.exists().where(Tally.n < 0)))


def test_what_waits_for_a_calendar_is_provisional(office: dict[str, Proceeding]) -> None:
    with transaction() as session:
        late = RunningClock.proceeding_id == office["late"].id
        session.execute(sa.update(RunningClock).where(late).values(provisional=True))
    assert counts(By.PROCESS)["ticket"] == {Light.PROVISIONAL: 1, Light.NEAR: 1, Light.PAUSED: 1}
    own = counts(By.PROCESS, who=Role.HANDLING_UNIT)
    assert own == {"ticket": counts(By.PROCESS)["ticket"]}


def test_the_next_date_of_a_part(office: dict[str, Proceeding]) -> None:
    viewer, at = given.viewer(Role.MANAGER), now(LATER)
    found = worklists.next_due(viewer, Part(process="ticket"), at)
    assert found == (db.session.get_one(Proceeding, office["near"].id).next_due_at, 1)
    assert worklists.next_due(viewer, Part(process="transfer"), at) is None


def test_counts_that_were_lost_are_noticed_and_made_anew(
    office: dict[str, Proceeding], session: Session
) -> None:
    before = counts(By.UNIT)
    session.execute(sa.delete(Tally))
    session.commit()
    assert counts(By.UNIT) == {}
    report = selfcheck.look(viewer=SYSTEM, at=given.moment(LATER))
    assert report.findings["board"]
    assert tallies.rebuild() > 0
    assert counts(By.UNIT) == before
    assert selfcheck.look(viewer=SYSTEM, at=given.moment(LATER)).findings["board"] == []


def test_a_proceeding_that_is_gone_is_counted_no_more(
    office: dict[str, Proceeding], session: Session
) -> None:
    letter = sa.update(Proceeding).where(Proceeding.id == office["letter"].id)
    assert tallies.miscounted(session) == 0
    session.execute(letter.values(handler_id=None, next_due_at=None))
    assert tallies.miscounted(session) == 0
