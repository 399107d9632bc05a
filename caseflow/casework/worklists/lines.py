"""The lines of a worklist: one query, plain rows, nothing loaded line by line."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

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
from caseflow.kernel.roles import Viewer

CONFIDENTIAL = "举报保密"
LIMITATION_NEAR = 30
"""Days before the end of a limitation from which a line says so."""

PRESSING = ("P0", "P1")
_OF_MATTER = {"加急": "urgent", "群体": "collective", CONFIDENTIAL: "confidential"}


class Line(NamedTuple):
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
    limitation: str  # that the worker's claim soon lapses, or may have; among the marks, too
    card: Card
    unit: str
    handler: str
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
            Proceeding.next_due_at,
            Proceeding.handler_id,
            Matter.category,
            Matter.priority,
            Matter.confidential,
            Matter.collective,
            Matter.urgent,
            Matter.limitation_nominal_on,
            Matter.limitation_due_on,
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


class Teller:
    """Puts rows of `details` into the words of the screen; many fall due at the same moment.

    What is in the hands of people for whom the viewer stands in is marked.
    """

    def __init__(self, now: Now, viewer: Viewer | None = None) -> None:
        self.now = now
        self.absent = frozenset(one.stands_in_for for one in viewer.capacities) if viewer else frozenset()
        self.said: dict[datetime, tuple[str, str]] = {}

    def deadline(self, due_at: datetime) -> tuple[str, str]:
        """Its last moment, and how long until then."""
        if due_at not in self.said:
            self.said[due_at] = self.now.last_moment(due_at), self.now.countdown(due_at)
        return self.said[due_at]


def line(row: Any, tell: Teller) -> Line:
    """A row of `details` in the words of the screen."""
    process = wired().models[row.process].definition
    stage = process.state(row.state)
    due_at = row.next_due_at
    due, left = tell.deadline(due_at) if due_at else ("", "")
    resting = due_at is None and stage.phase is Phase.PAUSED
    days = row.limitation_nominal_on, row.limitation_due_on
    limit = "" if stage.closed else limitation_mark(*days, tell.now)
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
        marks=tuple(_marks(process, row, limit, tell)),
        limitation=limit,
        card=row.card,
        unit=row.unit,
        handler=row.handler or "",
        light=tell.now.light(due_at, paused=resting, provisional=row.provisional),
        due=due,
        left="" if row.provisional else left,
    )


def _waits_for(process: Process, stage: State, handler: str | None) -> str:
    """Whose move it is: the person in charge by name, anyone else by role."""
    if stage.waits_for is None:
        return ""
    return handler if handler and stage.waits_for in in_charge(process) else stage.waits_for.label


def _marks(process: Process, row: Any, limit: str, tell: Teller) -> Iterator[str]:
    """For whom the viewer acts, a high priority, a claim that soon lapses, other marks and overlays."""
    if row.handler_id in tell.absent:
        yield f"代 {row.handler}"
    if row.priority in PRESSING:
        yield row.priority
    if limit:
        yield limit
    own = [label for label, mark in _OF_MATTER.items() if getattr(row, mark)]
    yield from own
    overlays = (process.overlays[name] for name in row.overlays if name in process.overlays)
    yield from (label for label in overlays if label not in own)


def limitation_mark(nominal: date | None, rolled: date | None, now: Now) -> str:
    """How the claim of the worker stands: what is left, from thirty days on, by the earlier day (R10).

    Once both days are past it may be barred (time_barred_risk), which is for a lawyer to say: nobody is sent
    away only because time looks expired, and the tribunal does not raise it of itself (解释二 第二十条).
    """
    if nominal is None:
        return ""
    left = (nominal - now.today).days
    if left >= 0:
        return f"时效剩{left}日" if left <= LIMITATION_NEAR else ""
    if rolled and now.today <= rolled:
        return f"时效顺延至{rolled.month}月{rolled.day}日"
    return "可能已过时效，请律师核对"
