"""Quality sampling: what is drawn, by whom it is looked over, what goes back, and what the figures say."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask

from caseflow.casework import audit, milestones
from caseflow.casework.models import Milestone, Notification
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.roles import Role, Viewer
from caseflow.reports.counting import Asked, count
from caseflow.reports.figures import figure
from caseflow.reports.periods import Period
from caseflow.reports.sampling import actions, reading
from caseflow.reports.sampling.actions import Look, Rule
from caseflow.reports.sampling.checklist import CRITERIA, Grade, score, verdict
from caseflow.reports.sampling.drawing import Candidate, draw, shared_out
from caseflow.reports.sampling.models import SampledCase, Strata
from tests import given

ON, MONTH = "2026-09-16", Period.parse("2026年")
NOW = given.moment("2026-11-23")

POOL = [Candidate(f"单位{n % 3}", n) for n in range(1, 61)]


def test_the_same_rule_and_seed_draw_the_same_cases() -> None:
    first = draw(POOL, 10, each=False, seed=7)
    assert draw(list(reversed(POOL)), 10, each=False, seed=7) == first
    assert draw(POOL, 10, each=False, seed=8) != first
    # a case more changes no more than its own place
    more = draw([*POOL, Candidate("单位0", 99)], 21, each=True, seed=7)
    assert len(set(draw(POOL, 21, each=True, seed=7)) - set(more)) <= 1


@pytest.mark.parametrize(
    ("size", "strata", "shares"),
    [
        (10, {"甲": 50, "乙": 50}, {"甲": 5, "乙": 5}),
        (4, {"甲": 97, "乙": 2, "丙": 1}, {"甲": 2, "乙": 1, "丙": 1}),
        (2, {"甲": 97, "乙": 2, "丙": 1}, {"甲": 2, "乙": 0, "丙": 0}),
        (9, {"甲": 2, "乙": 1}, {"甲": 2, "乙": 1}),
    ],
)
def test_shares_of_strata(size: int, strata: dict[str, int], shares: dict[str, int]) -> None:
    found = shared_out(size, strata)
    assert (found, sum(found.values())) == (shares, min(size, sum(strata.values())))


def test_the_checklist_makes_a_hundred() -> None:
    assert sum(one.points for one in CRITERIA) == 100
    assert score(dict.fromkeys((one.code for one in CRITERIA), Grade.FULL)) == 100
    assert verdict(80) == "pass"
    assert verdict(79) == "fail"


def grades(**other: Grade) -> dict[str, Grade]:
    return {**dict.fromkeys((one.code for one in CRITERIA), Grade.FULL), **other}


def rule(**other: object) -> Rule:
    known = {
        "process": "ticket",
        "period": MONTH,
        "unit_id": given.unit_tree().federation.id,
        "strata": Strata.HANDLER,
        "each": True,
        "size": 5,
        "seed": 12351,
    }
    return Rule(**{**known, **other})  # type: ignore[arg-type]


@pytest.fixture
def manager(app: Flask) -> Viewer:
    return given.viewer(Role.MANAGER)


@pytest.fixture
def sampled(manager: Viewer) -> SampledCase:
    """The only closed ticket, drawn among an open one."""
    given.ticket("closed", on=ON)
    given.ticket("in_progress", on=ON)
    actions.draw_sample(rule(), viewer=manager, at=NOW)
    return db.session.scalars(sa.select(SampledCase)).one()


def test_closed_cases_are_drawn_and_can_be_drawn_again(manager: Viewer, sampled: SampledCase) -> None:
    ticket = db.session.get_one(Ticket, sampled.proceeding_id)
    assert (ticket.open, sampled.handler_id, sampled.standing) == (False, ticket.handler_id, "待检查")
    sample, _, _ = reading.find_sample(sampled.sample_id, manager)
    again = reading.drawn_again(sample, reading.cases(sample, manager), manager)
    assert (again.same_population, again.same_cases, sample.population) == (True, True, 1)
    given.ticket("closed", on=ON)
    later = reading.drawn_again(sample, reading.cases(sample, manager), manager)
    assert (later.same_population, later.population) == (False, 2)
    with pytest.raises(Incomplete) as nothing:
        actions.draw_sample(rule(period=Period.parse("2020")), viewer=manager, at=NOW)
    assert "2020年没有办结的件" in nothing.value.fields["period"]


def test_what_falls_short_goes_back_and_is_answered(manager: Viewer, sampled: SampledCase) -> None:
    handler = given.viewer(Role.HANDLING_UNIT)
    assert sampled.handler_id == handler.user_id
    # when it falls short, somebody has to say why
    short = grades(facts=Grade.NONE)
    with pytest.raises(Incomplete) as silent:
        actions.check(sampled.id, Look(grades=short), viewer=manager, at=NOW)
    assert "finding" in silent.value.fields
    # nobody looks over what is their own, and not everybody may
    with pytest.raises(Forbidden):
        actions.check(sampled.id, Look(grades=short, finding="缺核实记录"), viewer=handler, at=NOW)
    look = Look(grades=short, finding="缺核实记录，请补充", returned=True)
    actions.check(sampled.id, look, viewer=manager, at=NOW)
    # then the handler is told, and answers once
    told = db.session.scalars(sa.select(Notification).where(Notification.about == f"sampled-{sampled.id}"))
    assert [message.recipient_id for message in told] == [handler.user_id]
    with pytest.raises(NotFound):
        actions.answer(sampled.id, "已补", viewer=given.viewer(Role.MEDIATOR), at=NOW)
    done = actions.answer(sampled.id, "已补核实记录", viewer=handler, at=NOW)
    assert (done.score, done.standing) == (75, "已整改回复")
    with pytest.raises(GuardRefused, match="已经回复过"):
        actions.answer(sampled.id, "再补", viewer=handler, at=NOW)
    with pytest.raises(GuardRefused, match="结果不能再改"):
        actions.check(sampled.id, look, viewer=manager, at=NOW)
    assert audit.verify(db.session())[1] is None


def test_results_stand_in_the_reports(manager: Viewer, sampled: SampledCase) -> None:
    look = Look(grades=grades(told=Grade.HALF), returned=False)
    actions.check(sampled.id, look, viewer=manager, at=NOW)
    report = count(Asked(manager, MONTH, NOW))
    found = {
        code: report.value(figure(code)) for code in ("quality_checked", "quality_pass_rate", "quality_score")
    }
    assert found == {
        "quality_checked": 1,
        "quality_pass_rate": Decimal("100.0"),
        "quality_score": Decimal("92.0"),
    }
    # and the same is written again from the trail
    before = set(db.session.execute(sa.select(Milestone.code, Milestone.detail, Milestone.persons)).all())
    list(milestones.rebuild())
    again = set(db.session.execute(sa.select(Milestone.code, Milestone.detail, Milestone.persons)).all())
    assert ("quality.checked", "pass", 92) in before & again
