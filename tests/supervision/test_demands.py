"""A demand of the manager: issued, answered, accepted by somebody else, and its bond to its case (督办件)."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from caseflow.casework.models import Proceeding
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete
from caseflow.kernel.roles import Role
from caseflow.registry import PROCESSES
from caseflow.supervision.models import Supervision
from tests import given, when
from tests.casework.inbox import done, handled, reminded
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")

DEMAND: dict[str, Any] = {
    "supervision_level": "key",
    "demand": "一周内督促单位补发工资",
    "report_by": date(2026, 11, 27),
}


def demand_on(parent: Proceeding) -> Supervision:
    return db.session.scalars(sa.select(Supervision).filter_by(parent_id=parent.id)).one()


def supervised(on: str = "2026-11-18") -> tuple[Proceeding, Supervision]:
    """A ticket of Monday 16 November, and what is demanded of its handler two days later."""
    ticket = when.acts(handled("2026-11-16"), "supervise", on=on, **DEMAND)
    return ticket, demand_on(ticket)


def test_a_demand_goes_to_the_one_in_charge_and_its_case_goes_on() -> None:
    ticket, demand = supervised()
    handler = given.person(Role.HANDLING_UNIT).id
    assert (demand.state, demand.handler_id, demand.unit_id) == ("issued", handler, ticket.unit_id)
    assert (demand.number or "").endswith("督办〔2026〕1号")
    assert demand.demand == DEMAND["demand"]
    # the case is marked, rests nowhere and is not kept from being answered
    assert ("supervised" in ticket.overlays, ticket.state) == (True, "in_progress")
    assert not running(ticket, "HD6b").paused
    when.acts(ticket, "submit_result", on="2026-11-19")
    # and the answer is due on the day that was named
    assert running(demand, "SD1p").due_on == date(2026, 11, 27)


def test_there_is_one_demand_at_a_time() -> None:
    ticket, _ = supervised()
    with pytest.raises(GuardRefused, match="已在督办中"):
        when.acts(ticket, "supervise", on="2026-11-19", **DEMAND)


def test_the_day_lies_ahead() -> None:
    with pytest.raises(Incomplete):
        when.acts(handled("2026-11-16"), "supervise", on="2026-11-30", **DEMAND)


def test_who_answers_does_not_accept_and_acceptance_clears_the_mark() -> None:
    ticket, demand = supervised()
    when.acts(demand, "answer", on="2026-11-20", by=Role.HANDLING_UNIT)
    # the answerer cannot settle it, nor can anybody of that role
    with pytest.raises(Forbidden):
        when.acts(demand, "accept", on="2026-11-20", by=Role.HANDLING_UNIT)
    # a manager returns it with a new day, it is answered again, and settled
    when.acts(demand, "return_answer", on="2026-11-23", report_by=date(2026, 12, 1))
    assert (demand.state, running(demand, "SD1p").due_on) == ("returned", date(2026, 12, 1))
    when.acts(demand, "answer", on="2026-11-30", by=Role.HANDLING_UNIT)
    when.acts(demand, "accept", on="2026-12-01")
    assert (demand.state, demand.open) == ("accepted", False)
    assert "supervised" not in ticket.overlays
    assert done(ticket, "lift_supervision") == ["12-01 10:00 12-01 10:00 系统"]


def test_a_case_is_not_closed_well_before_the_demand_is_settled() -> None:
    ticket, demand = supervised()
    when.acts(ticket, "submit_result", on="2026-11-19")
    when.acts(ticket, "pass_review", on="2026-11-19")
    with pytest.raises(GuardRefused, match="督办件尚未销号"):
        when.acts(ticket, "close", on="2026-11-20")
    when.acts(demand, "answer", on="2026-11-20", by=Role.HANDLING_UNIT)
    when.acts(demand, "accept", on="2026-11-23")
    when.acts(ticket, "close", on="2026-11-23")
    assert ticket.state == "closed"


def test_a_case_that_ends_otherwise_ends_the_demand() -> None:
    ticket, demand = supervised()
    when.acts(ticket, "withdraw", on="2026-11-19")
    assert (demand.state, demand.open) == ("ended", False)
    assert "supervised" not in ticket.overlays


def test_a_demand_that_is_withdrawn_lifts_the_mark_and_there_may_be_another() -> None:
    ticket, demand = supervised()
    when.acts(demand, "withdraw", on="2026-11-19")
    assert "supervised" not in ticket.overlays
    when.acts(ticket, "supervise", on="2026-11-20", **DEMAND)
    assert "supervised" in ticket.overlays


def test_silence_is_told_as_of_any_duty() -> None:
    _, demand = supervised()
    when.sweeps("2026-12-01 10:00")
    told = reminded(demand, "SD1p")
    assert "11-27 09:00 t0-manager manager" in told
    assert "11-30 09:00 t+1 handling-unit" in told


def test_a_new_day_moves_the_answer() -> None:
    _, demand = supervised()
    when.acts(demand, "set_date", on="2026-11-20", report_by=date(2026, 12, 4))
    assert running(demand, "SD1p").due_on == date(2026, 12, 4)


def test_another_unit_may_be_addressed() -> None:
    unit = given.unit_tree().street
    case = when.acts(given.aid(on="2026-11-16"), "supervise", on="2026-11-18", to_unit_id=unit.id, **DEMAND)
    demand = demand_on(case)
    assert (demand.unit_id, demand.handler_id) == (unit.id, None)
    assert running(demand, "SD1").due_on == date(2026, 11, 27)


def test_a_lawyer_in_charge_has_to_answer() -> None:
    case = given.aid("in_representation", on="2026-11-16")
    when.acts(case, "supervise", on="2026-11-18", **DEMAND)
    demand = demand_on(case)
    assert demand.handler_id == given.person(Role.LAWYER).id
    when.acts(demand, "answer", on="2026-11-19", by=Role.LAWYER)


@pytest.mark.parametrize("name", [name for name in PROCESSES if name != "supervision"])
def test_every_process_can_be_supervised(name: str) -> None:
    process = PROCESSES[name]
    step = process.transition("supervise")
    assert step.by == (Role.MANAGER,)
    assert not {state for state in step.sources if process.state(state).closed}
