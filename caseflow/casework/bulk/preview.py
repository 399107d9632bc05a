"""What would happen to each of the chosen proceedings, to whom, and which are skipped and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from caseflow.casework import files
from caseflow.casework.bulk.known import facts_of_many
from caseflow.casework.directory import Directory
from caseflow.casework.lights import Now
from caseflow.casework.models import Proceeding
from caseflow.casework.notices import whom
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.urging import Urged, urges
from caseflow.casework.wiring import wired
from caseflow.casework.worklists import standing
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.extensions import db
from caseflow.kernel.decide import decide
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import STAY, Bulk, Facts, Process, State, Transition
from caseflow.kernel.roles import Viewer
from caseflow.kernel.supervising import DEMANDED
from caseflow.kernel.urging import urged_lately

MOST = 200
"""So many may be chosen at once."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of them: the step and the stage that it leads to, who is told, and why it is refused, if it is.

    `again` says who has urged it lately; it then needs a reason.
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
    """Each of the chosen ones that the viewer sees, the most urgent first; as many queries however many."""
    rows = db.session.execute(_chosen(viewer), {"chosen": list(ids), **standing.bounds(now)}).all()
    told = _told(bulk, rows)
    facts = facts_of_many(db.session(), {row.id: row.process for row in rows}, now.at)
    urged = urges(db.session(), [id for id, known in facts.items() if urged_lately(known)])
    tell = Teller(now, viewer)
    return [
        _item(viewer, bulk, line(row, tell), row.version, facts[row.id], told.get(row.id, ()), urged)
        for row in rows
    ]


def _chosen(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    wanted = Proceeding.id.in_(sa.bindparam("chosen", expanding=True))
    picked = sa.select(Proceeding.id).where(proceedings_in_scope(viewer), wanted).subquery()
    more = Proceeding.version, Proceeding.unit_id
    return details(picked, *more).order_by(Proceeding.urgency.asc().nulls_last(), Proceeding.id)


def _item(
    viewer: Viewer,
    bulk: Bulk,
    line: Line,
    version: int,
    facts: Facts,
    told: tuple[str, ...],
    urged: Mapping[int, Urged],
) -> Item:
    step = transition_of(line.process, bulk)
    refusal = _refusal(viewer, line, facts, step) if step else absent(line.process, bulk)
    leads_to = line.process.state(step.target).label if step and step.target != STAY else ""
    again = urged[line.id].said if line.id in urged and bulk is Bulk.URGE else ""
    return Item(line, version, step, leads_to, told, refusal, again)


def _refusal(viewer: Viewer, line: Line, facts: Facts, step: Transition) -> str:
    """The reason that the engine would give."""
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
        if step and bulk is Bulk.SUPERVISE:
            step, stage = _demand()
        people[row.id] = whom(directory, step, stage, row) if step else frozenset()
    names = files.names({user for some in people.values() for user in some}, set()).users
    return {id: tuple(names[user] for user in sorted(some)) for id, some in people.items()}


def _demand() -> tuple[Transition, State]:
    """What tells of supervision: the demand that is issued, to the unit and the person in charge."""
    process, action, stage = DEMANDED
    demand = wired().models[process].definition
    return demand.transition(action), demand.state(stage)
