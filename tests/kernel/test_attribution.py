"""With whom a proceeding has lain, told by its history alone."""

from datetime import datetime, timedelta

import pytest

from caseflow.aid.process import AID
from caseflow.hotline.process import TICKET
from caseflow.kernel.attribution import Deed, Share, shares, stays, within
from caseflow.kernel.machine import Process, Side
from caseflow.registry import PROCESSES
from tests.given.answers import moment
from tests.kernel.published import CALENDAR

HOUR = timedelta(hours=1)

HISTORY = (
    Deed(moment("2026-11-16 09:00"), "register", "registered"),
    Deed(moment("2026-11-16 10:00"), "submit", "pending_dispatch"),
    Deed(moment("2026-11-16 11:00"), "dispatch", "dispatched"),
    Deed(moment("2026-11-16 12:00"), "sign_in", "in_progress"),
    Deed(moment("2026-11-17 09:00"), "request_suspension", "in_progress"),
    Deed(moment("2026-11-17 11:00"), "add_note", ""),
    Deed(moment("2026-11-17 14:00"), "confirm_suspension", "suspended"),
    Deed(moment("2026-11-19 14:00"), "arrived_papers", "in_progress"),
    Deed(moment("2026-11-20 14:00"), "submit_result", "replied"),
    Deed(moment("2026-11-20 18:00"), "pass_review", "callback"),
    Deed(moment("2026-11-23 09:00"), "close", "closed"),
)
"""A ticket from Monday to the Monday after."""


def told(until: str = "2026-11-30") -> list[tuple[Side, datetime, datetime]]:
    return [(s.side, s.since, s.until) for s in stays(TICKET, HISTORY, moment(until))]


def test_each_stage_lies_with_a_side_and_a_request_lies_with_who_decides() -> None:
    at = moment
    assert told() == [
        (Side.HANDLER, at("2026-11-16 09:00"), at("2026-11-17 09:00")),
        (Side.APPROVAL, at("2026-11-17 09:00"), at("2026-11-17 14:00")),
        (Side.PAUSED, at("2026-11-17 14:00"), at("2026-11-19 14:00")),
        (Side.HANDLER, at("2026-11-19 14:00"), at("2026-11-20 14:00")),
        (Side.APPROVAL, at("2026-11-20 14:00"), at("2026-11-20 18:00")),
        (Side.HANDLER, at("2026-11-20 18:00"), at("2026-11-23 09:00")),
    ]


def test_the_sums_are_in_office_hours_and_in_days() -> None:
    # office hours are 9–12 and 14–18; the weekend of 21 and 22 November is no working time
    found = shares(stays(TICKET, HISTORY, moment("2026-11-30")), CALENDAR)
    assert found[Side.PAUSED] == Share(48 * HOUR, 14 * HOUR)
    assert found[Side.APPROVAL] == Share(9 * HOUR, 7 * HOUR)
    assert found[Side.HANDLER].worked == (7 + 7) * HOUR
    assert sum((share.whole for share in found.values()), timedelta()) == 7 * 24 * HOUR
    assert found[Side.PAUSED].days == 2


def test_what_is_still_going_on_counts_up_to_now() -> None:
    assert told("2026-11-18 09:00")[-1] == (
        Side.PAUSED,
        moment("2026-11-17 14:00"),
        moment("2026-11-18 09:00"),
    )


def test_a_clock_has_the_part_that_falls_into_its_time() -> None:
    since, until = moment("2026-11-19 09:00"), moment("2026-11-20 09:00")
    part = list(within(stays(TICKET, HISTORY, moment("2026-11-30")), since, until))
    assert [(stay.side, stay.until - stay.since) for stay in part] == [
        (Side.PAUSED, 5 * HOUR),
        (Side.HANDLER, 19 * HOUR),
    ]


def test_completing_the_papers_lies_with_the_worker() -> None:
    deeds = (
        Deed(moment("2026-11-16"), "apply", "applied"),
        Deed(moment("2026-11-17"), "request_supplement", "supplement"),
    )
    assert [stay.side for stay in stays(AID, deeds, moment("2026-11-18"))] == [Side.HANDLER, Side.WORKER]


@pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda process: process.name)
def test_every_stage_with_work_left_lies_with_somebody(process: Process) -> None:
    assert {state.name for state in process.states if state.lies_with is None} == {
        state.name for state in process.states if state.closed
    }
