"""Which proceedings are on whose list, in which order, and what a line tells.

Wednesday 16 September 2026 begins the story. Off: 25–27 September, 1–7 October. Worked: Sunday 20 September.
"""

from datetime import datetime

import pytest
from flask import Flask

from caseflow.accounts.models import User
from caseflow.casework import worklists
from caseflow.casework.db import transaction
from caseflow.casework.law import current_law
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Matter, Proceeding, RunningClock
from caseflow.casework.worklists import Cursor, Filters, Group, Line, Tab, paging
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Role
from tests import given, when
from tests.web.desk import selects

pytestmark = pytest.mark.usefixtures("app")

EVERYBODY = [role for role in Role if role is not Role.SYSTEM]


def now(on: str) -> Now:
    return Now(given.moment(on), current_law(db.session()).calendar)


def listed(
    who: User | Role, tab: Tab = Tab.MINE, on: str = "2026-09-16 15:00", filters: Filters | None = None
) -> list[Line]:
    """Every line of the tab, page after page."""
    lines: list[Line] = []
    after: Cursor | None = None
    while True:
        page = worklists.queue(given.viewer(who), tab, filters or Filters(), after, now(on))
        lines += page.rows
        after = page.next
        if after is None:
            return lines


def ids(lines: list[Line]) -> list[int]:
    return [line.id for line in lines]


@pytest.fixture
def story(app: Flask) -> dict[str, Proceeding]:
    """A ticket at every stage of a queue."""
    states = ("registered", "pending_dispatch", "dispatched", "in_progress", "suspended", "replied", "callback")
    story: dict[str, Proceeding] = {state: given.ticket(state, on="2026-09-16") for state in states}
    story["closed"] = given.ticket("closed", on="2026-09-15")
    story["archived"] = given.ticket("archived", on="2026-09-14")
    return story


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


def test_the_nearest_deadline_comes_first_and_none_at_all_last(story: dict[str, Proceeding]) -> None:
    lines = listed(Role.MANAGER, Tab.TEAM)
    dues = [db.session.get_one(Proceeding, line.id).next_due_at for line in lines]
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


def test_a_cursor_survives_the_address() -> None:
    for cursor in (Cursor(given.moment("2026-09-16 10:30"), 7), Cursor(None, 7)):
        assert Cursor.parse(str(cursor)) == cursor
    assert Cursor.parse("") is None


@pytest.mark.parametrize("text", ["7", "x.7", "1.", "-1.7", f"{10**17}.7", f"1.{10**19}", "1.7.7", "１.７"])
def test_a_cursor_that_no_page_made_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        Cursor.parse(text)


@pytest.mark.parametrize("role", EVERYBODY)
def test_counts_agree_with_lists(story: dict[str, Proceeding], role: Role) -> None:
    given.aid("applied", on="2026-09-16")
    given.reminder("awaiting_reply", on="2026-09-16")
    found = worklists.counts(given.viewer(role), Filters(), now("2026-09-16 15:00"))
    assert found == {tab: len(listed(role, tab)) for tab in Tab}


def test_counting_stops(story: dict[str, Proceeding], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST", 2)
    found = worklists.counts(given.viewer(Role.MANAGER), Filters(), now("2026-09-16 15:00"))
    assert found[Tab.TEAM] == 3
    assert found[Tab.PAUSED] == 1


def test_other_units_see_nothing_of_it(story: dict[str, Proceeding]) -> None:
    stranger = given.user(Role.HANDLING_UNIT, Role.MANAGER, unit=given.unit_tree().town)
    for tab in Tab:
        assert listed(stranger, tab) == []


@pytest.mark.parametrize("on", ["2026-09-16 10:05", "2026-09-18 15:00", "2026-09-23", "2026-10-20"])
def test_each_line_shows_the_light_by_which_it_is_found(story: dict[str, Proceeding], on: str) -> None:
    every = listed(Role.MANAGER, Tab.TEAM, on)
    found = {light: listed(Role.MANAGER, Tab.TEAM, on, Filters(light=light)) for light in Light}
    assert {line.id: line.light for line in every} == {
        **{line.id: None for line in every if line.light is None},
        **{line.id: light for light, lines in found.items() for line in lines},
    }
    assert all(line.light is light for light, lines in found.items() for line in lines)


def test_a_provisional_day_is_neither_near_nor_late(story: dict[str, Proceeding]) -> None:
    with transaction() as session:
        for clock in session.query(RunningClock).filter_by(proceeding_id=story["in_progress"].id):
            clock.provisional = True
    shown = {line.id: line for line in listed(Role.MANAGER, Tab.TEAM, "2026-10-20")}
    assert shown[story["in_progress"].id].light is Light.PROVISIONAL
    late = worklists.late(given.viewer(Role.MANAGER), now=now("2026-10-20"))
    assert story["in_progress"].id not in [late.line.id for late in late.rows]


def test_filters_narrow(story: dict[str, Proceeding]) -> None:
    other = given.ticket("in_progress", on="2026-09-16", category="0601")
    letter = given.reminder("awaiting_reply", on="2026-09-16")
    assert other.number
    units = given.unit_tree()
    every = set(ids(listed(Role.MANAGER, Tab.TEAM)))
    for filters, found in (
        (Filters(family="notice"), {letter.id}),
        (Filters(category="06"), {other.id}),
        (Filters(category="0601"), {other.id}),
        (Filters(category="0602"), set()),
        (Filters(number=other.number), {other.id}),
        (Filters(number="%"), set()),
        (Filters(number="NC12351"), every - {letter.id}),
        (Filters(unit_id=units.town.id), set()),
        (Filters(unit_id=units.street.id), every - {story[s].id for s in ("registered", "pending_dispatch")} - {letter.id}),
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


def test_the_worker_of_a_confidential_matter_is_not_named() -> None:
    given.ticket("in_progress", on="2026-09-16", confidential=True)
    (line,) = listed(Role.HANDLING_UNIT)
    assert line.worker == "举报保密"
    assert "举报保密" in line.marks


def test_a_list_is_one_query_however_long(story: dict[str, Proceeding]) -> None:
    at, who = now("2026-09-16 15:00"), given.viewer(Role.MANAGER)
    for read in (
        lambda: worklists.queue(who, Tab.TEAM, Filters(light=Light.NEAR, category="01"), None, at),
        lambda: worklists.queue(who, Tab.DONE, Filters(), None, at),
        lambda: worklists.counts(who, Filters(), at),
        lambda: worklists.today(who, at),
        lambda: worklists.late(who, now=at),
        lambda: worklists.lateness(who, now=at),
    ):
        with selects() as sent:
            read()
        assert len(sent) == 1


def groups(who: User | Role, on: str) -> dict[Group, list[int]]:
    return {group: ids(lines) for group, lines in worklists.today(given.viewer(who), now(on)).items() if lines}


def test_today_goes_from_late_to_later() -> None:
    # given a handling period of 5 working days, which ends on Tuesday 22 September
    ticket = when.acts(given.ticket("in_progress", on="2026-09-16"), "log_first_contact", on="2026-09-16 11:00")
    for on, group in (
        ("2026-09-16 12:00", Group.LATER),
        ("2026-09-18", Group.SOON),
        ("2026-09-21 23:59", Group.SOON),
        ("2026-09-22", Group.TODAY),
        ("2026-09-22 23:59", Group.TODAY),
        ("2026-09-23 00:00", Group.OVERDUE),
    ):
        assert groups(Role.HANDLING_UNIT, on) == {group: [ticket.id]}, on
    # when it waits for the review, it is the dispatcher's move
    when.acts(ticket, "submit_result", on="2026-09-21")
    assert groups(Role.HANDLING_UNIT, "2026-09-21 12:00") == {Group.WAITING: [ticket.id]}
    assert sum(groups(Role.DISPATCHER, "2026-09-21 12:00").values(), []) == [ticket.id]


def test_what_rests_waits_for_others(story: dict[str, Proceeding]) -> None:
    assert story["suspended"].id in groups(Role.HANDLING_UNIT, "2026-09-16 15:00")[Group.WAITING]


def test_a_group_shows_its_first_lines() -> None:
    for _ in range(12):
        given.ticket("pending_dispatch", on="2026-09-16")
    assert [len(lines) for lines in groups(Role.DISPATCHER, "2026-09-23").values()] == [11]


def late_ones(who: User | Role, on: str, **narrowed: object) -> list[int]:
    page = worklists.late(given.viewer(who), now=now(on), **narrowed)  # type: ignore[arg-type]
    return [late.line.id for late in page.rows]


def test_the_latest_stands_first() -> None:
    second = given.ticket("in_progress", on="2026-09-17")
    first = given.ticket("in_progress", on="2026-09-16")
    in_time = given.ticket("in_progress", on="2026-09-29")
    assert late_ones(Role.MANAGER, "2026-09-29 15:00") == [first.id, second.id]
    assert in_time.id not in late_ones(Role.MANAGER, "2026-09-29 15:00")


def test_late_filing_counts_too() -> None:
    ticket = given.ticket("closed", on="2026-09-16")
    assert late_ones(Role.MANAGER, "2026-12-01") == [ticket.id]


def test_the_overdue_list_is_narrowed_by_process_and_unit() -> None:
    ticket, aid = given.ticket("in_progress", on="2026-09-16"), given.aid("applied", on="2026-09-16")
    on, units = "2026-10-30", given.unit_tree()
    assert set(late_ones(Role.MANAGER, on)) == {ticket.id, aid.id}
    assert late_ones(Role.MANAGER, on, process="ticket") == [ticket.id]
    assert late_ones(Role.MANAGER, on, unit_id=units.street.id) == [ticket.id]
    assert late_ones(Role.MANAGER, on, unit_id=units.town.id) == []
    counted = worklists.lateness(given.viewer(Role.MANAGER), now=now(on))
    assert [(process.name, count) for process, count in counted] == [("ticket", 1), (aid.process, 1)]


def test_urging_is_counted_and_the_timer_is_no_activity() -> None:
    given.person(Role.MANAGER)
    ticket = when.acts(given.ticket("in_progress", on="2026-09-16"), "log_first_contact", on="2026-09-16 11:00")

    def found(on: str) -> tuple[int, datetime | None]:
        (late,) = worklists.late(given.viewer(Role.MANAGER), now=now(on)).rows
        return late.urged, late.last_at

    assert found("2026-09-23 08:00") == (0, given.moment("2026-09-16 11:00"))
    when.sweeps("2026-09-24 12:00")
    assert found("2026-09-24 12:00") == (1, given.moment("2026-09-16 11:00"))
    when.acts(ticket, "urge", on="2026-09-24 15:00", by=Role.MANAGER)
    assert found("2026-09-24 15:00") == (2, given.moment("2026-09-24 15:00"))


def test_a_matter_may_lack_worker_and_employer() -> None:
    given.mediation("applied", on="2026-09-16")
    with transaction() as session:
        for matter in session.query(Matter):
            matter.worker_id = matter.employer_id = None
    (line,) = listed(Role.MANAGER, Tab.TEAM)
    assert (line.worker, line.employer) == ("匿名", "单位不详")
