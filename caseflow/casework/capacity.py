"""In which capacity somebody acts: as themselves, or in place of a person who is away (代理)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.kernel.decide import Decision, Option, decide, options
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import Facts, Process
from caseflow.kernel.roles import Viewer


@dataclass(frozen=True, slots=True)
class Ground:
    """What an action is decided by: the process as the rules have it for the proceeding, its state, facts."""

    process: Process
    state: str
    facts: Facts


def capacities(session: Session, proceeding: Proceeding, viewer: Viewer) -> tuple[Viewer, ...]:
    """Those in which the viewer sees the proceeding, that of its handler first; one at least."""
    alone = replace(viewer, capacities=())
    if not viewer.capacities:
        return (alone,)
    every = (alone, *viewer.capacities)
    seen = (sa.exists().where(Proceeding.id == proceeding.id, proceedings_in_scope(one)) for one in every)
    found = session.execute(sa.select(*seen)).one()
    able = [one for one, sees in zip(every, found, strict=True) if sees]
    able.sort(key=lambda one: one.concerned != proceeding.handler_id)
    return tuple(able) or (alone,)


def decide_as(
    able: Sequence[Viewer], on: Ground, action: str, data: Mapping[str, Any] | None
) -> tuple[Decision, Viewer]:
    """What the action would do, and the first capacity in which it may be taken.

    Raises:
        DomainError: it may be taken in none; the reason is that of the first.
    """
    refusals: list[DomainError] = []
    for one in able:
        try:
            return decide(on.process, on.state, action, viewer=one, facts=on.facts, data=data), one
        except DomainError as refusal:
            refusals.append(refusal)
    raise refusals[0]


def options_as(able: Sequence[Viewer], on: Ground) -> tuple[Option, ...]:
    """Every action, open where one of the capacities allows it, else with the reason of the first."""
    columns = [options(on.process, on.state, viewer=one, facts=on.facts) for one in able]
    rows = zip(*columns, strict=True)
    return tuple(next((option for option in row if option.refusal is None), row[0]) for row in rows)
