"""With whom proceedings have lain, for one page or for whole lists (停留时间).

Computed from the audit trail whenever it is asked for; nothing is stored.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import AuditEvent, Proceeding, RunningClock
from caseflow.casework.wiring import wired
from caseflow.kernel.attribution import Deed, Share, Shares, Stay, shares, stays, within
from caseflow.kernel.calendar import WorkCalendar
from caseflow.kernel.machine import Side


def attribution(
    session: Session,
    ids: Collection[int] | sa.Select[tuple[int]],
    calendar: WorkCalendar,
    at: datetime,
) -> dict[int, Shares]:
    """How long each of the proceedings has lain with each side up to `at`, in one query.

    `ids` may be a query for them, such as every case of a year. Whoever asks has to see to the scope.
    """
    found = stays_of(session, ids, at)
    return {id: shares(of_one, calendar) for id, of_one in found.items()}


def stays_of(
    session: Session, ids: Collection[int] | sa.Select[tuple[int]], at: datetime
) -> dict[int, list[Stay]]:
    """The same as the times themselves, in their order."""
    processes = {process.name: process for process in wired().processes}
    rows = session.execute(_deeds(ids, at)).all()
    return {
        id: list(stays(processes[process], map(_deed, of_one), at))
        for (id, process), of_one in groupby(rows, attrgetter("proceeding_id", "process"))
    }


def together(found: Iterable[Shares]) -> Shares:
    """The sums over many proceedings, such as those of a unit."""
    sums: dict[Side, Share] = {}
    for one in found:
        for side, share in one.items():
            sums[side] = sums.get(side, Share()) + share
    return {side: sums[side] for side in Side if side in sums}


def of_clock(found: Iterable[Stay], clock: RunningClock, at: datetime) -> Iterator[Stay]:
    """With whom the proceeding lay while the clock was on, whether it ran or rested."""
    return within(found, clock.started_at, clock.stopped_at or at)


def _deeds(ids: Collection[int] | sa.Select[tuple[int]], at: datetime) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            AuditEvent.proceeding_id,
            Proceeding.process,
            AuditEvent.at,
            AuditEvent.action,
            AuditEvent.target,
        )
        .join(Proceeding, Proceeding.id == AuditEvent.proceeding_id)
        .where(AuditEvent.proceeding_id.in_(ids), AuditEvent.at <= at)
        .order_by(AuditEvent.proceeding_id, AuditEvent.at, AuditEvent.id)
    )


def _deed(row: Any) -> Deed:
    return Deed(row.at, row.action, row.target)
