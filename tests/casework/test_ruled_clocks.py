"""What a rule says beside the period holds for the clocks that start under it, and for them only."""

from datetime import date

import pytest
import sqlalchemy as sa

from caseflow.casework import clocks, selfcheck
from caseflow.casework.law import current_law
from caseflow.casework.models import RunningClock
from caseflow.extensions import db
from caseflow.kernel.calendar import Days
from caseflow.kernel.errors import Forbidden, GuardRefused
from caseflow.kernel.roles import Role
from caseflow.kernel.terms import Extension
from tests import given, when
from tests.casework.inbox import HANDLED_FROM_16_SEPTEMBER, done, handled, reminded
from tests.then import running

pytestmark = pytest.mark.usefixtures("app")

FIVE = ("HD6b", "5wd")


def test_a_last_day_that_does_not_roll_stays_on_the_day_off() -> None:
    # given 30 days to file a closed ticket, which end on the second day of the National Day holidays
    before = given.ticket("closed", on="2026-09-02")
    assert running(before, "HD13").due_on == date(2026, 10, 8)
    # when a rule lets the last day stay where it falls
    given.rule("HD13", "30d-fixed")
    after = running(given.ticket("closed", on="2026-09-02"), "HD13")
    assert (after.nominal_on, after.due_on) == (date(2026, 10, 2), date(2026, 10, 2))
    # then it is written with the clock, whatever is reckoned anew
    assert clocks.period_of(after) == Days(30, rolls=False)
    assert clocks.due_of(after, current_law(db.session()).calendar).rolled == date(2026, 10, 2)


def test_a_rule_has_stages_of_its_own() -> None:
    # given two days before the head of the unit, and a red card the day after
    ladder = "-2:unit_head 0:handler 1:manager:red"
    rule = given.rule(*FIVE, since="2026-09-16", ladder=ladder)
    before, ticket = handled("2026-09-15"), handled("2026-09-16")
    given.person(Role.MANAGER)
    # when it is taken back by another rule before anything was said
    given.rule(*FIVE, since="2026-09-17")
    when.sweeps("2026-10-30")
    # then the ticket keeps the stages it started with, due on Tuesday the 22nd: 20 is a working Sunday
    assert running(ticket, "HD6b").rule_version == f"规则{rule.id}"
    assert reminded(ticket, "HD6b") == [
        "09-20 09:00 t-2u street-head",
        "09-22 09:00 t0 handling-unit",
        "09-23 09:00 t+1m manager",
    ]
    assert ticket.card == "red"
    # and those before and after it have the usual ones
    assert len(reminded(before, "HD6b")) == len(reminded(handled("2026-09-17"), "HD6b")) + 8 == 8


def test_the_timer_s_action_can_be_switched_off() -> None:
    given.person(Role.MANAGER)
    urged = handled("2026-09-15")
    given.rule(*FIVE, since="2026-09-16", on_lapse="")
    silent = handled("2026-09-16")
    swept = when.sweeps("2026-10-30")
    # then it only reminds, and says all that it would have said
    assert (len(done(urged, "urge_overdue")), len(done(silent, "urge_overdue"))) == (1, 0)
    assert [(len(done(one, "propose_criticism"))) for one in (urged, silent)] == [1, 0]
    assert reminded(silent, "HD6b") == HANDLED_FROM_16_SEPTEMBER
    assert (swept.lapses, swept.refused) == (2, 0)
    assert when.sweeps("2026-10-31").clocks == 0


def test_the_timer_acts_where_a_rule_chooses_one_of_the_declared_actions() -> None:
    # given a period for which the process lets the timer only remind, and offers to urge
    given.rule("HD10", "15d", on_lapse="urge_overdue")
    ticket = handled("2026-09-16")
    assert not db.session.scalars(
        sa.select(RunningClock).filter_by(proceeding_id=ticket.id, code="HD10")
    ).all()
    petition = given.ticket("in_progress", on="2026-09-16", petition="examine", real_name=True)
    assert running(petition, "HD10").due_on == date(2026, 10, 8)
    when.sweeps("2026-12-01")
    assert "10-09 00:00" in " ".join(done(petition, "urge_overdue"))


def test_a_rule_limits_how_often_and_how_far_a_clock_is_extended() -> None:
    given.rule(*FIVE, since="2026-09-16", extension_times=2, extension_cap="3wd", extension_by=Role.MANAGER)
    ticket = handled("2026-09-16")
    with pytest.raises(GuardRefused, match="最多延长3 个工作日"):
        when.acts(ticket, "request_extension", on="2026-09-21", extension=4)
    for day in ("2026-09-21", "2026-09-24"):
        when.acts(ticket, "request_extension", on=day, extension=3)
        when.acts(ticket, "approve_extension", on=day)
    assert running(ticket, "HD6b").due_on == date(2026, 10, 8)
    with pytest.raises(GuardRefused, match="最多延期2次"):
        when.acts(ticket, "request_extension", on="2026-09-29", extension=1)
    # and one that started before has its one extension of ten days
    when.acts(handled("2026-09-15"), "request_extension", on="2026-09-16", extension=10)


def test_a_rule_may_allow_no_extension() -> None:
    given.rule(*FIVE, since="2026-09-16", extension_times=0)
    with pytest.raises(GuardRefused, match="不能延期"):
        when.acts(handled("2026-09-16"), "request_extension", on="2026-09-17", extension=1)


def test_a_rule_names_who_decides_on_more_time() -> None:
    extension = Extension(1, None, Role.DISPATCHER)
    given.rule(*FIVE, since="2026-09-16", extension_times=1, extension_by=extension.by)
    ticket, before = handled("2026-09-16"), handled("2026-09-15")
    for one in (ticket, before):
        when.acts(one, "request_extension", on="2026-09-17", extension=20 if one is ticket else 1)
    with pytest.raises(Forbidden, match="工单管理员办理"):
        when.acts(ticket, "approve_extension", on="2026-09-18", by=Role.MANAGER)
    with pytest.raises(Forbidden, match="由督办员"):
        when.acts(before, "refuse_extension", on="2026-09-18", by=Role.DISPATCHER)
    when.acts(ticket, "approve_extension", on="2026-09-18", by=Role.DISPATCHER)
    assert running(ticket, "HD6b").extra == 20


def test_a_clock_that_may_not_rest_runs_on_where_others_rest() -> None:
    given.rule(*FIVE, since="2026-09-16", pausable=False)
    ticket, before = handled("2026-09-16"), handled("2026-09-15")
    for one in (ticket, before):
        when.acts(one, "request_suspension", on="2026-09-17")
        when.acts(one, "confirm_suspension", on="2026-09-17")
    assert (running(ticket, "HD6b").paused, running(before, "HD6b").paused) == (False, True)
    assert ticket.next_due_at == running(ticket, "HD6b").due_at
    # and nothing is out of step
    report = selfcheck.look(viewer=given.viewer(Role.AUDITOR), at=given.moment("2026-09-18"))
    assert report.findings.get("clocks", []) == []
    when.acts(ticket, "resume", on="2026-09-21")
    assert running(ticket, "HD6b").due_on == date(2026, 9, 22)
