"""The lines of a worklist: one query, plain rows, nothing loaded line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseflow.accounts.models import Unit, User
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Card, Matter, Party, Proceeding
from caseflow.casework.privacy import mask_name
from caseflow.casework.wiring import wired
from caseflow.casework.worklists.standing import provisional
from caseflow.casework.worklists.whose import in_charge
from caseflow.kernel.machine import Phase, Process, State

CONFIDENTIAL = "举报保密"
PRESSING = ("P0", "P1")


@dataclass(frozen=True, slots=True)
class Line:
    """One proceeding as a list shows it; the worker is masked, in a confidential matter not named at all."""

    id: int
    process: Process
    number: str
    stage: State
    waits_for: str
    worker: str
    employer: str
    category: str
    priority: str
    marks: tuple[str, ...]
    card: Card
    unit: str
    handler: str
    opened_at: datetime
    closed_at: datetime | None
    light: Light | None
    due: str  # the last moment of the nearest deadline
    left: str  # how long until then, or how late


_worker = aliased(Party)
_employer = aliased(Party)


def details(picked: sa.Subquery, *more: Any) -> sa.Select[*tuple[Any, ...]]:
    """What a line shows of each picked proceeding, in no order yet."""
    return (
        sa.select(
            Proceeding.id,
            Proceeding.process,
            Proceeding.number,
            Proceeding.state,
            Proceeding.overlays,
            Proceeding.card,
            Proceeding.opened_at,
            Proceeding.closed_at,
            Proceeding.next_due_at,
            Matter.category,
            Matter.priority,
            Matter.confidential,
            Matter.collective,
            Matter.urgent,
            _worker.name.label("worker"),
            _employer.name.label("employer"),
            Unit.name.label("unit"),
            User.name.label("handler"),
            provisional.label("provisional"),
            *more,
        )
        .select_from(picked)
        .join(Proceeding, Proceeding.id == picked.c.id)
        .join(Matter, Matter.id == Proceeding.matter_id)
        .join(Unit, Unit.id == Proceeding.unit_id)
        .outerjoin(User, User.id == Proceeding.handler_id)
        .outerjoin(_worker, _worker.id == Matter.worker_id)
        .outerjoin(_employer, _employer.id == Matter.employer_id)
    )


def line(row: Any, now: Now) -> Line:
    """A row of `details` in the words of the screen."""
    process = wired().models[row.process].definition
    stage = process.state(row.state)
    due_at = row.next_due_at
    resting = due_at is None and stage.phase is Phase.PAUSED
    return Line(
        id=row.id,
        process=process,
        number=row.number or "未编号",
        stage=stage,
        waits_for=_waits_for(process, stage, row.handler),
        worker=CONFIDENTIAL if row.confidential else mask_name(row.worker),
        employer=row.employer or "单位不详",
        category=row.category,
        priority=row.priority,
        marks=tuple(dict.fromkeys(_marks(process, row))),
        card=row.card,
        unit=row.unit,
        handler=row.handler or "",
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        light=now.light(due_at, paused=resting, provisional=row.provisional),
        due=now.last_moment(due_at) if due_at else "",
        left=now.countdown(due_at) if due_at and not row.provisional else "",
    )


def _waits_for(process: Process, stage: State, handler: str | None) -> str:
    """Whose move it is: the person in charge by name, anyone else by role."""
    if stage.waits_for is None:
        return ""
    return handler if handler and stage.waits_for in in_charge(process) else stage.waits_for.label


def _marks(process: Process, row: Any) -> Iterator[str]:
    if row.priority in PRESSING:
        yield row.priority
    own = {"加急": row.urgent, "群体": row.collective, CONFIDENTIAL: row.confidential}
    yield from (label for label, stands in own.items() if stands)
    yield from (process.overlays[name] for name in row.overlays if name in process.overlays)
