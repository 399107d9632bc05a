"""What the guards may know about many proceedings, in a query for each process and one for their clocks."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import engine
from caseflow.casework.models import Proceeding, RunningClock
from caseflow.kernel.machine import Facts


def facts_of_many(session: Session, processes: Mapping[int, str], at: datetime) -> dict[int, Facts]:
    """The facts of each, as the engine would judge by them now; `processes` says of each id its process."""
    known: dict[int, list[RunningClock]] = defaultdict(list)
    query = sa.select(RunningClock).where(RunningClock.proceeding_id.in_(processes))
    for clock in session.scalars(query.order_by(RunningClock.id)):
        known[clock.proceeding_id].append(clock)
    return {one.id: engine.facts_of(one, known[one.id], at) for one in _loaded(session, processes)}


def _loaded(session: Session, processes: Mapping[int, str]) -> Iterator[Proceeding]:
    for process in sorted(set(processes.values())):
        model = engine.model_of(process)
        ids = [id for id, of in processes.items() if of == process]
        yield from session.scalars(sa.select(model).where(model.id.in_(ids)))
