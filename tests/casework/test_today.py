"""What is due today and what is late.

Off: 25–27 September (Mid-Autumn), 1–7 October 2026 (National Day). Worked: Sunday 20 September.
"""

from datetime import datetime

import pytest

from caseflow.casework import worklists
from caseflow.casework.worklists import Group, Part
from caseflow.kernel.roles import Role
from tests import given, when
from tests.casework.desk import AFTERNOON, groups, handled, late_ones, now

pytestmark = pytest.mark.usefixtures("app")


def test_today_goes_from_late_to_later() -> None:
    ticket = handled()
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
    assert [ticket.id] in groups(Role.DISPATCHER, "2026-09-21 12:00").values()


def test_what_rests_waits_for_others() -> None:
    ticket = given.ticket("suspended", on="2026-09-16")
    assert groups(Role.HANDLING_UNIT, AFTERNOON) == {Group.WAITING: [ticket.id]}


def test_a_group_shows_its_first_lines() -> None:
    for _ in range(12):
        given.ticket("pending_dispatch", on="2026-09-16")
    assert [len(lines) for lines in groups(Role.DISPATCHER, "2026-09-23").values()] == [11]


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


def test_urging_is_counted_and_the_timer_is_no_activity() -> None:
    given.person(Role.MANAGER)
    ticket = handled()

    def found(on: str) -> tuple[int, datetime | None]:
        (late,) = worklists.watched(given.viewer(Role.MANAGER), Part(), None, now(on)).rows
        return late.urged, late.last_at

    assert found("2026-09-23 08:00") == (0, given.moment("2026-09-16 11:00"))
    when.sweeps("2026-09-24 12:00")
    assert found("2026-09-24 12:00") == (1, given.moment("2026-09-16 11:00"))
    when.acts(ticket, "urge", on="2026-09-24 15:00", by=Role.MANAGER)
    assert found("2026-09-24 15:00") == (2, given.moment("2026-09-24 15:00"))
