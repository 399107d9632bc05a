"""A sample of the tickets that were closed lately: some looked over, one returned and answered (示例抽检)."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from caseflow.accounts.viewers import viewer_of
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Role
from caseflow.reports.periods import Period
from caseflow.reports.sampling import actions
from caseflow.reports.sampling.actions import Look, Rule
from caseflow.reports.sampling.checklist import CRITERIA, Grade
from caseflow.reports.sampling.models import SampledCase, Strata
from caseflow.seed.office import Office

SEED, SIZE = 20261123, 8
LOOKS: tuple[tuple[dict[str, Grade], str], ...] = (
    ({}, ""),
    ({"papers": Grade.HALF}, ""),
    ({"facts": Grade.NONE}, "核实经过没有记录，请补充走访或者电话核实的情况（示例）"),
    ({"told": Grade.HALF, "answered": Grade.NONE}, "没有告知救济途径，请补充告知并记录（示例）"),
)
"""What falls short in the first cases, and what is said of it."""


def draw(office: Office, at: datetime) -> None:
    """Draw from this year and look some of the cases over."""
    manager = replace(office.cast.holders(Role.MANAGER)[0], everywhere=True)  # who works in the root
    rule = Rule(
        process="ticket",
        period=Period.year(local_day(at).year),
        unit_id=office.root.id,
        strata=Strata.UNIT,
        each=False,
        size=SIZE,
        seed=SEED,
    )
    try:
        sample = actions.draw_sample(rule, viewer=manager, at=at)
    except Incomplete:  # early in January nothing has been closed yet
        return
    with_handler = SampledCase.sample_id == sample, SampledCase.handler_id.is_not(None)
    cases = db.session.scalars(sa.select(SampledCase).where(*with_handler).order_by(SampledCase.id)).all()
    ids = [case.id for case in cases]
    for id, (short, finding) in zip(ids, LOOKS, strict=False):
        grades = {**dict.fromkeys((one.code for one in CRITERIA), Grade.FULL), **short}
        look = Look(grades=grades, finding=finding, returned=bool(finding))
        actions.check(id, look, viewer=manager, at=at)
    _answer(ids[: len(LOOKS)], at)


def _answer(ids: list[int], at: datetime) -> None:
    """The handler of the last one that was returned has put it right."""
    returned = sa.select(SampledCase).where(SampledCase.id.in_(ids), SampledCase.returned)
    last = db.session.scalars(returned.order_by(SampledCase.id.desc())).first()
    handler = viewer_of(last.handler_id, local_day(at)) if last and last.handler_id else None
    if last and handler:
        actions.answer(last.id, "已补充告知并记录（示例）", viewer=handler, at=at)
