"""What the guards may know about many proceedings, in two queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, with_polymorphic

from caseflow.casework import engine
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.kernel.machine import Facts


def facts_of_many(session: Session, ids: Collection[int], at: datetime) -> dict[int, Facts]:
    """The facts of each, as the engine would judge by them now."""
    every = with_polymorphic(Proceeding, "*")
    found = session.scalars(sa.select(every).where(every.id.in_(ids))).all()
    known: dict[int, list[RunningClock]] = defaultdict(list)
    for clock in session.scalars(sa.select(RunningClock).where(RunningClock.proceeding_id.in_(ids))):
        known[clock.proceeding_id].append(clock)
    return {one.id: engine.facts_of(one, known[one.id], at) for one in found}
