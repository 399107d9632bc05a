"""A 督办件 stands beside the proceeding that it is about, and each ends with the other (H19)."""

import sqlalchemy as sa

from caseflow.casework import engine
from caseflow.casework.models import Proceeding
from caseflow.casework.step import Step
from caseflow.interlocks.common import session_of
from caseflow.kernel.roles import SYSTEM
from caseflow.kernel.supervising import DEMAND, LIFT, SUPERVISE, SUPERVISED
from caseflow.supervision.models import Supervision
from caseflow.supervision.process import ENDED_WITH_CASE


def issue_demand(proceeding: Proceeding, step: Step) -> None:
    """What the manager asks for becomes a proceeding of its own, with the unit or person that was named."""
    unit_id = step.given.get("to_unit_id") or proceeding.unit_id
    person = step.given.get("to_person_id")
    if person is None and unit_id == proceeding.unit_id:
        person = proceeding.handler_id
    demand = Supervision(matter=proceeding.matter, parent_id=proceeding.id, unit_id=unit_id)
    session_of(proceeding).add(demand)
    asked = {datum.name: step.given.get(datum.name) for datum in DEMAND}
    data = {**asked, "unit_id": unit_id, "handler_id": person}
    engine.open_proceeding(
        demand, "issue", viewer=step.viewer, at=step.at, data=data, recorded_at=step.recorded_at
    )


def lift_supervision(demand: Proceeding, step: Step) -> None:
    """The demand is settled or withdrawn: the proceeding it is about, if any, is marked no longer."""
    session = session_of(demand)
    session.flush()
    about = sa.select(Proceeding).where(Proceeding.id == demand.parent_id)
    parent = session.scalars(about).first()
    if parent is not None and SUPERVISED in parent.overlays:
        engine.apply(parent, LIFT, viewer=SYSTEM, at=step.at, recorded_at=step.recorded_at)


def end_demands(proceeding: Proceeding, step: Step) -> None:
    """The proceeding has ended otherwise than by its work: nothing is left to demand."""
    if SUPERVISE not in proceeding.done_by:
        return
    session = session_of(proceeding)
    session.flush()
    still = sa.select(Supervision).where(Supervision.parent_id == proceeding.id, Supervision.open)
    for demand in session.scalars(still):
        engine.apply(demand, ENDED_WITH_CASE, viewer=SYSTEM, at=step.at, recorded_at=step.recorded_at)
