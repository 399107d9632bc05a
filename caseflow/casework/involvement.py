"""Who takes part in a proceeding, and may therefore see it."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from caseflow.casework import gathering
from caseflow.casework.models import Involvement, Proceeding
from caseflow.casework.step import Step
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Kind
from caseflow.kernel.roles import SYSTEM_ID


def involve(session: Session, proceeding: Proceeding, step: Step) -> None:
    """Let in whoever acts or is named; whoever is replaced by another is let out (更换承办人)."""
    needs, actor = step.transition.needs, {step.viewer.user_id}
    named = {user for datum in needs for user in _people(datum.kind, step.given.get(datum.name))}
    replaced = {user for datum in needs for user in _people(datum.kind, step.before.get(datum.name))}
    if gone := replaced - named - actor:
        _let_out(session, proceeding, gone)
    _let_in(session, proceeding, (named | actor) - {SYSTEM_ID}, step.at)


def _people(kind: Kind, value: object) -> Iterable[int]:
    if kind is Kind.PERSON and isinstance(value, int):
        return (value,)
    return tuple(value) if kind is Kind.PEOPLE and isinstance(value, list | tuple) else ()


def _let_in(session: Session, proceeding: Proceeding, users: set[int], at: datetime) -> None:
    rows = [
        {"proceeding_id": proceeding.id, "matter_id": proceeding.matter_id, "user_id": user, "since": at}
        for user in sorted(users)
    ]
    gathering.add(session, Involvement, rows)


def _let_out(session: Session, proceeding: Proceeding, users: set[int]) -> None:
    gathering.write(session)
    session.execute(
        sa.delete(Involvement).where(
            Involvement.proceeding_id == proceeding.id, Involvement.user_id.in_(users)
        )
    )


def people_in(proceeding: Proceeding, *families: str) -> frozenset[int]:
    """Who takes part in the matter's other proceedings of these families."""
    session = object_session(proceeding)
    if session is None:
        return frozenset()
    gathering.write(session)
    names = [p.name for p in wired().processes if p.family in families]
    query = (
        sa.select(Involvement.user_id)
        .join(Proceeding, Proceeding.id == Involvement.proceeding_id)
        .where(
            Involvement.matter_id == proceeding.matter_id,
            Involvement.proceeding_id != proceeding.id,
            Proceeding.process.in_(names),
        )
    )
    return frozenset(session.scalars(query))
