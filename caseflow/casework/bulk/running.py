"""Doing it: each proceeding in a transaction of its own, and what became of it beside what was done."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from caseflow.casework import engine
from caseflow.casework.bulk.preview import absent, transition_of
from caseflow.casework.db import insert_missing, transaction
from caseflow.casework.lights import Now
from caseflow.casework.models import BulkItem, BulkRun, Outcome, Proceeding
from caseflow.casework.queries import find_to_change, proceedings_in_scope
from caseflow.casework.worklists import standing
from caseflow.casework.worklists.lines import Line, Teller, details, line
from caseflow.extensions import db
from caseflow.kernel.errors import Conflict, DomainError, GuardRefused, NotFound, WrongState
from caseflow.kernel.machine import Bulk, Process
from caseflow.kernel.roles import Viewer

Answers = Callable[[Process], Mapping[str, object]]
"""The shared answers, as the step of a process asks for them."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is done, with which answers, by whom and when."""

    bulk: Bulk
    answers: Answers
    viewer: Viewer
    now: Now


def run(token: str, chosen: Mapping[int, int], task: Task) -> int:
    """Take the step on each of the chosen ones, and say under which id to read what became of them.

    `token` is that of the form: sent again, it leads to the same run, and nothing is done twice. What is out
    of scope is left out. `chosen` holds the version that was looked at by id.

    Raises:
        NotFound: the token is somebody else's.
    """
    run_id, first = _begin(token, chosen, task)
    if first:
        _carry_out(run_id, chosen, task)
    return run_id


def _begin(token: str, chosen: Mapping[int, int], task: Task) -> tuple[int, bool]:
    """The run of that form, and whether this is the first time that the form was sent."""
    viewer = task.viewer
    with transaction() as session:
        row = {"token": token, "user_id": viewer.user_id, "act": task.bulk, "at": task.now.at}
        insert_missing(session, BulkRun, [row])
        run = session.scalars(sa.select(BulkRun).where(BulkRun.token == token)).one()
        if run.user_id != viewer.user_id:
            raise NotFound
        if session.scalar(sa.select(sa.exists().where(BulkItem.run_id == run.id))):
            return run.id, False
        seen = sa.select(Proceeding.id).where(proceedings_in_scope(viewer), Proceeding.id.in_(chosen))
        session.add_all(BulkItem(run_id=run.id, proceeding_id=id) for id in session.scalars(seen))
        return run.id, True


def _carry_out(run_id: int, chosen: Mapping[int, int], task: Task) -> None:
    """Take the step on each that waits, if it still is at the version that was chosen."""
    waiting = sa.select(BulkItem.proceeding_id).where(
        BulkItem.run_id == run_id, BulkItem.outcome == Outcome.WAITING
    )
    for id in db.session.scalars(waiting.order_by(BulkItem.proceeding_id)).all():
        outcome, reason = Outcome.DONE, ""
        try:
            _take(run_id, id, chosen[id], task)
        except (Conflict, WrongState) as overtaken:
            outcome, reason = Outcome.CHANGED, _because(overtaken)
        except DomainError as refusal:
            outcome, reason = Outcome.SKIPPED, str(refusal)
        if outcome is not Outcome.DONE:
            _note(run_id, id, outcome, reason)


def _because(overtaken: DomainError) -> str:
    return "刚刚被别人更新过" if isinstance(overtaken, Conflict) else str(overtaken)


def _take(run_id: int, id: int, version: int, task: Task) -> None:
    with transaction() as session:
        kind = session.scalar(sa.select(Proceeding.process).where(Proceeding.id == id))
        proceeding = find_to_change(engine.model_of(str(kind)), id, task.viewer, session)
        engine.expect_version(proceeding, version)
        step = transition_of(proceeding.definition, task.bulk)
        if step is None:
            raise GuardRefused(absent(proceeding.definition, task.bulk))
        data = task.answers(proceeding.definition)
        engine.apply(proceeding, step.action, viewer=task.viewer, at=task.now.at, data=data)
        session.get_one(BulkItem, (run_id, id)).outcome = Outcome.DONE


def _note(run_id: int, id: int, outcome: Outcome, reason: str) -> None:
    own = BulkItem.run_id == run_id, BulkItem.proceeding_id == id, BulkItem.outcome == Outcome.WAITING
    with transaction() as session:
        session.execute(sa.update(BulkItem).where(*own).values(outcome=outcome, reason=reason[:300]))


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a run; `unseen` counts what has meanwhile left the viewer's scope."""

    bulk: Bulk
    at: datetime
    parts: Mapping[Outcome, list[tuple[Line, str]]]
    unseen: int


def report(run_id: int, viewer: Viewer, now: Now) -> Report:
    """The run of the viewer.

    Raises:
        NotFound: the viewer has no such run.
    """
    own = BulkRun.id == run_id, BulkRun.user_id == viewer.user_id
    run = db.session.scalars(sa.select(BulkRun).where(*own)).one_or_none()
    if run is None:
        raise NotFound
    items = sa.select(BulkItem.proceeding_id.label("id"), BulkItem.outcome, BulkItem.reason)
    picked = items.where(BulkItem.run_id == run_id).subquery()
    found = details(picked, picked.c.outcome, picked.c.reason).where(proceedings_in_scope(viewer))
    rows = db.session.execute(found.order_by(Proceeding.id), standing.bounds(now)).all()
    parts: dict[Outcome, list[tuple[Line, str]]] = defaultdict(list)
    tell = Teller(now)
    for row in rows:
        parts[row.outcome].append((line(row, tell), row.reason))
    of_all = sa.select(sa.func.count()).select_from(BulkItem).where(BulkItem.run_id == run_id)
    return Report(Bulk(run.act), run.at, parts, db.session.scalars(of_all).one() - len(rows))
