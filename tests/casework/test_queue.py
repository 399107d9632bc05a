"""Which proceedings are on whose list, in which order, and what a line tells."""

from collections.abc import Iterator
from datetime import date

import pytest

from caseflow.casework import worklists
from caseflow.casework.db import transaction
from caseflow.casework.lights import Light, last_day
from caseflow.casework.models import Matter, Proceeding, RunningClock
from caseflow.casework.worklists import By, Cursor, Filters, Part, Tab, paging
from caseflow.casework.worklists.lines import limitation_mark
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.desk import AFTERNOON, ids, late_ones, listed, now
from tests.conftest import Place, Told, told_once
from tests.web.desk import selects

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.xdist_group("queue")]


STATES = (
    *("registered", "pending_dispatch", "dispatched", "in_progress", "suspended", "replied", "callback"),
    *("closed", "archived"),
)


@pytest.fixture(scope="module")
def told(place: Place) -> Iterator[Told[dict[str, int]]]:
    """A ticket at every stage of a queue, by the stage."""
    days = {"closed": "2026-09-15", "archived": "2026-09-14"}
    with told_once(
        place, lambda: {state: given.ticket(state, on=days.get(state, "2026-09-16")).id for state in STATES}
    ) as told:
        yield told


@pytest.fixture
def story(told: Told[dict[str, int]]) -> Iterator[dict[str, Proceeding]]:
    """The same as rows."""
    with told.again() as ids:
        yield {state: db.session.get_one(Proceeding, id) for state, id in ids.items()}


def test_it_is_the_move_of_whom_the_stage_waits_for(story: dict[str, Proceeding]) -> None:
    moves = {
        Role.OPERATOR: ["registered"],
        Role.DISPATCHER: ["pending_dispatch", "replied"],
        Role.CALLBACK: ["callback"],
        Role.ARCHIVIST: ["closed"],
        Role.LAWYER: [],
    }
    for role, states in moves.items():
        assert set(ids(listed(role))) == {story[state].id for state in states}, role


def test_a_handler_keeps_what_waits_for_others(story: dict[str, Proceeding]) -> None:
    mine = {"dispatched", "in_progress", "suspended", "replied", "callback"}
    assert set(ids(listed(Role.HANDLING_UNIT))) == {story[state].id for state in mine}


def test_a_colleague_may_take_what_nobody_has_but_not_what_somebody_has(story: dict[str, Proceeding]) -> None:
    colleague = given.user(Role.HANDLING_UNIT, unit=given.unit_tree().street)
    assert ids(listed(colleague)) == [story["dispatched"].id]
    assert story["in_progress"].id in ids(listed(colleague, Tab.TEAM))


def test_unassigned_is_what_nobody_has_or_what_is_to_be_dispatched(story: dict[str, Proceeding]) -> None:
    # given a ticket that a unit gave back although it had a handler
    returned = given.ticket("in_progress", on="2026-09-16")
    when.acts(returned, "request_return", on="2026-09-16 11:00")
    when.acts(returned, "accept_return", on="2026-09-16 12:00")
    assert returned.handler_id
    waiting = {story[state].id for state in ("registered", "pending_dispatch", "dispatched")}
    assert set(ids(listed(Role.DISPATCHER, Tab.UNASSIGNED))) == waiting | {returned.id}


def test_paused_and_done(story: dict[str, Proceeding]) -> None:
    paused = listed(Role.MANAGER, Tab.PAUSED)
    assert ids(paused) == [story["suspended"].id]
    assert paused[0].light is Light.PAUSED
    # what was closed last comes first
    assert ids(listed(Role.MANAGER, Tab.DONE)) == [story["closed"].id, story["archived"].id]
    assert story["closed"].id not in ids(listed(Role.MANAGER, Tab.TEAM))


def test_the_nearest_day_comes_first_and_no_deadline_at_all_last(story: dict[str, Proceeding]) -> None:
    lines = listed(Role.MANAGER, Tab.TEAM)
    moments = [db.session.get_one(Proceeding, line.id).next_due_at for line in lines]
    dues = [last_day(due) if due else None for due in moments]
    dated = [due for due in dues if due]
    assert dated == sorted(dated)
    assert dues == [*dated, *(None for _ in range(len(dues) - len(dated)))]
    assert None in dues


@pytest.mark.parametrize("tab", [Tab.TEAM, Tab.DONE])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_show_every_line_once_and_in_order(
    story: dict[str, Proceeding], monkeypatch: pytest.MonkeyPatch, tab: Tab, size: int
) -> None:
    # given some lines that fall due at the same moment, and some without a deadline
    for state in ("in_progress", "suspended", "suspended", "archived"):
        given.ticket(state, on="2026-09-16")
    whole = ids(listed(Role.MANAGER, tab))
    monkeypatch.setattr(paging, "PAGE", size)
    assert ids(listed(Role.MANAGER, tab)) == whole
    assert len(whole) == len(set(whole))


def test_what_comes_in_meanwhile_moves_no_line_to_another_page(
    story: dict[str, Proceeding], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a reader who has seen the first two pages
    who, at = given.viewer(Role.MANAGER), now(AFTERNOON)
    monkeypatch.setattr(paging, "PAGE", 2)
    whole = ids(listed(Role.MANAGER, Tab.TEAM))
    first = worklists.queue(who, Tab.TEAM, Filters(), None, at)
    second = worklists.queue(who, Tab.TEAM, Filters(), first.next, at)
    # when more comes in, some of it more urgent, and a line of the pages that were seen is closed
    new = [given.ticket(state, on="2026-09-10").id for state in ("registered", "in_progress", "suspended")]
    when.acts(story["callback"], "close", on="2026-09-16 14:00")
    # then the reader goes on where the second page ended
    rest: list[int] = []
    after = second.next
    while after:
        page = worklists.queue(who, Tab.TEAM, Filters(), after, at)
        rest, after = [*rest, *ids(page.rows)], page.next
    seen = ids(first.rows) + ids(second.rows)
    assert seen == whole[:4]
    assert [id for id in rest if id not in new] == [id for id in whole[4:] if id != story["callback"].id]


def test_a_cursor_survives_the_address() -> None:
    for cursor in (Cursor.at(given.moment("2026-09-16 10:30"), 7), Cursor.at(77, 7), Cursor.at(None, 7)):
        assert Cursor.parse(str(cursor)) == cursor
    assert Cursor.parse("") is None


@pytest.mark.parametrize("text", ["7", "x.7", "1.", "-1.7", f"{10**17}.7", f"1.{10**19}", "1.7.7", "１.７"])
def test_a_cursor_that_no_page_made_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        Cursor.parse(text)


def test_counts_agree_with_lists(story: dict[str, Proceeding]) -> None:
    given.aid("applied", on="2026-09-16")
    given.reminder("awaiting_reply", on="2026-09-16")
    for role in (role for role in Role if role is not Role.SYSTEM):
        found = worklists.counts(given.viewer(role), Filters(), now(AFTERNOON))
        assert found == {tab: len(listed(role, tab)) for tab in Tab}, role


def test_counting_stops(story: dict[str, Proceeding], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", 2)
    found = worklists.counts(given.viewer(Role.MANAGER), Filters(), now(AFTERNOON))
    assert found[Tab.TEAM] == 3
    assert found[Tab.PAUSED] == 1


def test_other_units_see_nothing_of_it(story: dict[str, Proceeding]) -> None:
    stranger = given.user(Role.HANDLING_UNIT, Role.MANAGER, unit=given.unit_tree().town)
    for tab in Tab:
        assert listed(stranger, tab) == []


def test_each_line_shows_the_light_by_which_it_is_found(story: dict[str, Proceeding]) -> None:
    for on in ("2026-09-16 10:05", "2026-09-18 15:00", "2026-09-23", "2026-10-20"):
        every = listed(Role.MANAGER, Tab.TEAM, on)
        for light in Light:
            found = ids(listed(Role.MANAGER, Tab.TEAM, on, Filters(light=light)))
            assert found == [line.id for line in every if line.light is light], (on, light)


def test_a_provisional_day_is_neither_near_nor_late(story: dict[str, Proceeding]) -> None:
    with transaction() as session:
        for clock in session.query(RunningClock).filter_by(proceeding_id=story["in_progress"].id):
            clock.provisional = True
    shown = {line.id: line for line in listed(Role.MANAGER, Tab.TEAM, "2026-10-20")}
    assert shown[story["in_progress"].id].light is Light.PROVISIONAL
    assert story["in_progress"].id not in late_ones(Role.MANAGER, "2026-10-20")


def test_filters_narrow(story: dict[str, Proceeding]) -> None:
    other = given.ticket("in_progress", on="2026-09-16", category="0601")
    letter = given.reminder("awaiting_reply", on="2026-09-16")
    assert other.number
    units = given.unit_tree()
    every = set(ids(listed(Role.MANAGER, Tab.TEAM)))
    not_in_street = {letter.id, story["registered"].id, story["pending_dispatch"].id}
    for filters, found in (
        (Filters(family="notice"), {letter.id}),
        (Filters(category="06"), {other.id}),
        (Filters(category="0601"), {other.id}),
        (Filters(category="0602"), set()),
        (Filters(number=other.number), {other.id}),
        (Filters(number="%"), set()),
        (Filters(number="NC12351"), every - {letter.id}),
        (Filters(unit_id=units.town.id), set()),
        (Filters(unit_id=units.street.id), every - not_in_street),
    ):
        assert set(ids(listed(Role.MANAGER, Tab.TEAM, filters=filters))) == found, filters


def test_a_line_tells_what_a_reader_may_know() -> None:
    given.ticket("in_progress", on="2026-09-16", headcount=12, urgent=True, priority="P1")
    (line,) = listed(Role.HANDLING_UNIT)
    assert line.worker == "测***"
    assert line.employer.startswith("示例")
    assert line.stage.label == "办理中"
    assert line.waits_for == given.person(Role.HANDLING_UNIT).name
    assert line.unit == "示例街道工会"
    assert {"P1", "加急", "群体"} <= set(line.marks)
    assert line.left


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2026-08-31", ""),
        ("2026-09-01", "时效剩30日"),
        ("2026-10-01", "时效剩0日"),
        ("2026-10-02", "时效顺延至10月8日"),  # 1 October is off, and so are the days after it
        ("2026-10-08", "时效顺延至10月8日"),
        ("2026-10-09", "可能已过时效，请律师核对"),
    ],
)
def test_a_line_says_how_the_limitation_stands(on: str, says: str) -> None:
    assert limitation_mark(date(2026, 10, 1), date(2026, 10, 8), now(on)) == says


def test_no_limitation_is_told_of_what_is_closed_or_has_none() -> None:
    ticket = given.ticket("closed", on="2026-09-16", event_on=date(2025, 9, 1))
    (line,) = listed(Role.MANAGER, Tab.DONE)
    assert (line.id, line.limitation) == (ticket.id, "")
    assert limitation_mark(None, None, now(AFTERNOON)) == ""


def test_the_worker_of_a_confidential_matter_is_not_named() -> None:
    given.ticket("in_progress", on="2026-09-16", confidential=True)
    (line,) = listed(Role.HANDLING_UNIT)
    assert line.worker == "举报保密"
    assert "举报保密" in line.marks


def test_a_list_is_one_query_however_long(story: dict[str, Proceeding]) -> None:
    at, who = now(AFTERNOON), given.viewer(Role.MANAGER)
    for read in (
        lambda: worklists.queue(who, Tab.TEAM, Filters(light=Light.NEAR, category="01"), None, at),
        lambda: worklists.queue(who, Tab.DONE, Filters(), None, at),
        lambda: worklists.counts(who, Filters(), at),
        lambda: worklists.today(who, at),
        lambda: worklists.board(who, By.UNIT, Part(), at),
    ):
        with selects() as sent:
            read()
        assert len(sent) == 1


def test_the_list_of_the_board_is_two_queries_however_long(story: dict[str, Proceeding]) -> None:
    at, who = now(AFTERNOON), given.viewer(Role.MANAGER)
    with selects() as sent:
        assert len(worklists.watched(who, Part(), None, at).rows) > 5
    assert len(sent) == 2  # the lines, and how those that were urged have answered


def test_a_matter_may_lack_worker_and_employer() -> None:
    given.mediation("applied", on="2026-09-16")
    with transaction() as session:
        for matter in session.query(Matter):
            matter.worker_id = matter.employer_id = None
    (line,) = listed(Role.MANAGER, Tab.TEAM)
    assert (line.worker, line.employer) == ("匿名", "单位不详")
