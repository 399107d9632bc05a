"""What would happen to each of the chosen proceedings, to whom, and which are skipped and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import files
from caseflow.casework.directory import Directory
from caseflow.casework.lights import Now
from caseflow.casework.models import AuditEvent, Proceeding
from caseflow.casework.notices import whom
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import standing
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.extensions import db
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.calendar.instants import start_of
from caseflow.kernel.decide import decide
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import STAY, Bulk, Process, Transition
from caseflow.kernel.roles import SYSTEM_ID, Viewer

MOST = 200
"""So many may be chosen at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of them: the step and the stage that it leads to, who is told, and why it is refused, if it is.

    `again` says who has done it today already; it then needs a reason.
    """

    line: Line
    version: int
    step: Transition | None
    leads_to: str
    told: tuple[str, ...]
    refusal: str
    again: str


@lru_cache
def bulks(viewer: Viewer) -> list[Bulk]:
    """What the viewer may do to many, in any process."""
    seen = [process for process in wired().processes if viewer.reach(process.family)]
    steps = [t for process in seen for t in process.transitions if not viewer.roles.isdisjoint(t.by)]
    return [bulk for bulk in Bulk if any(t.bulk is bulk for t in steps)]


def transition_of(process: Process, bulk: Bulk) -> Transition | None:
    """The step of the process that does it."""
    return next((t for t in process.transitions if t.bulk is bulk), None)


def absent(process: Process, bulk: Bulk) -> str:
    """Why it cannot be done in a process that has no such step."""
    return f"{process.label}没有“{bulk.label}”这一步"


def preview(viewer: Viewer, bulk: Bulk, ids: Collection[int], now: Now) -> list[Item]:
    """Each of the chosen ones that the viewer sees, the most urgent first; four queries however many."""
    rows = db.session.execute(_chosen(viewer), {"chosen": list(ids), **standing.bounds(now)}).all()
    told = _told(bulk, rows)
    before = done_today(db.session(), bulk, [row.id for row in rows], now)
    tell = Teller(now, viewer)
    return [_item(viewer, bulk, row, line(row, tell), told.get(row.id, ()), before) for row in rows]


def _chosen(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    wanted = Proceeding.id.in_(sa.bindparam("chosen", expanding=True))
    picked = sa.select(Proceeding.id).where(proceedings_in_scope(viewer), wanted).subquery()
    more = Proceeding.version, Proceeding.unit_id
    return details(picked, *more).order_by(Proceeding.urgency.asc().nulls_last(), Proceeding.id)


def _item(
    viewer: Viewer, bulk: Bulk, row: Any, line: Line, told: tuple[str, ...], before: Mapping[int, str]
) -> Item:
    step = transition_of(line.process, bulk)
    refusal = _refusal(viewer, line, row, step) if step else absent(line.process, bulk)
    leads_to = line.process.state(step.target).label if step and step.target != STAY else ""
    return Item(line, row.version, step, leads_to, told, refusal, before.get(row.id, ""))


def _refusal(viewer: Viewer, line: Line, row: Any, step: Transition) -> str:
    """The reason that the engine would give; steps taken on many have no guards, so no facts are read."""
    facts = line.process.facts(overlays=frozenset(row.overlays))
    try:
        decide(line.process, line.stage.name, step.action, viewer=viewer, facts=facts)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _told(bulk: Bulk, rows: Sequence[Any]) -> dict[int, tuple[str, ...]]:
    """The names of those who get a message about each."""
    directory = Directory.read(db.session())
    people: dict[int, frozenset[int]] = {}
    for row in rows:
        process = wired().models[row.process].definition
        step, stage = transition_of(process, bulk), process.state(row.state)
        people[row.id] = whom(directory, step, stage, row) if step else frozenset()
    names = files.names({user for some in people.values() for user in some}, set()).users
    return {id: tuple(names[user] for user in sorted(some)) for id, some in people.items()}


def done_today(session: Session, bulk: Bulk, ids: Collection[int], now: Now) -> dict[int, str]:
    """Which of them somebody has done this to today already, when and who, if once a day is enough."""
    if not bulk.daily:
        return {}
    actions = {t.action for process in wired().processes for t in process.transitions if t.bulk is bulk}
    query = (
        sa.select(AuditEvent.proceeding_id, AuditEvent.at, AuditEvent.actor)
        .where(
            AuditEvent.proceeding_id.in_(ids),
            AuditEvent.action.in_(sorted(actions)),
            AuditEvent.actor_id != SYSTEM_ID,
            AuditEvent.at >= start_of(now.today),
        )
        .order_by(AuditEvent.id)
    )
    return {
        row.proceeding_id: f"{row.actor}已于今天 {row.at.astimezone(SHANGHAI):%H:%M} {bulk.label}过"
        for row in session.execute(query)
    }
