"""A report is submitted: figures and everything they counted are kept as they are (上报)."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.accounts.models import Unit
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.models import Milestone, RunningClock
from caseflow.casework.queries import find
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import SYSTEM, Permission, Viewer
from caseflow.reports import manual, wording
from caseflow.reports.counting import PROCEEDINGS, Asked, Report, count, deadlines, milestones
from caseflow.reports.figures import FIGURES
from caseflow.reports.measures import kept
from caseflow.reports.models import Snapshot, SnapshotFact
from caseflow.reports.periods import Period
from caseflow.reports.review import plain, review

SUBMITTED = "report_submitted"
"""The audit row that tells of a snapshot."""


def asked_of(unit: Unit, period: Period, at: datetime) -> Asked:
    """The whole report of a unit: of everything in it and below it, whoever looks."""
    return Asked(SYSTEM, period, at, unit_id=unit.id if unit.parent_id else None)


def submit(period: Period, unit_id: int, *, viewer: Viewer, at: datetime) -> Snapshot:
    """Keep the report of the unit and the period as it is now; a later one of the same stands beside it.

    Raises:
        GuardRefused: the period is not over.
        NotFound: the unit is out of scope.
    """
    require(viewer, Permission.REVIEW)
    if period.last_day >= local_day(at):
        raise GuardRefused(f"{period.name}还没有结束，数字还会变。请在结束后上报。")
    with transaction() as session:
        unit = find(Unit, unit_id, viewer, session=session)
        asked = asked_of(unit, period, at)
        snapshot = _begun(session, unit, asked, viewer)
        snapshot.facts, snapshot.facts_sha256 = _freeze(session, snapshot.id, asked)
        snapshot.sha256 = digest_of(snapshot)
        event = audit.record(session, None, _deed(snapshot, viewer))
        session.flush()
        snapshot.event_id = event.id
        return snapshot


def _begun(session: Session, unit: Unit, asked: Asked, viewer: Viewer) -> Snapshot:
    same = sa.select(sa.func.max(Snapshot.turn)).filter_by(unit_id=unit.id, period=asked.period.code)
    snapshot = Snapshot(
        unit_id=unit.id,
        period=asked.period.code,
        turn=(session.scalar(same) or 0) + 1,
        submitted_by=viewer.user_id,
        submitted_at=asked.at,
        told=_told(count(asked), unit, viewer),
        restated={},
        checked_at=asked.at,
    )
    session.add(snapshot)
    session.flush()
    return snapshot


def _told(report: Report, unit: Unit, viewer: Viewer) -> dict[str, Any]:
    """What the report says, in words and numbers, with nothing left to be looked up later."""
    period = report.asked.period
    entered = manual.figures(period, unit.id)
    names = ("code", "label", "measure", "value", "source")
    told = {
        "period": period.name,
        "unit": unit.name,
        "by": viewer.name,
        "figures": [_figure(report, figure) for figure in FIGURES],
        "manual": [{name: getattr(row, name) for name in names} for row in entered],
        "posts": [[post.officer_id, post.unit_id] for post in report.whole.posts or ()],
    }
    if period == Period.year(period.first // 100):
        draft = wording.draft_of(period.first // 100, unit.id)
        today = local_day(report.asked.at)
        told["text"] = draft.text if draft else plain(review(report, entered, unit.name, today))
    return told


def _figure(report: Report, figure: Any) -> dict[str, Any]:
    value = report.value(figure)
    names = ("code", "label", "unit", "group", "note")
    known = {name: getattr(figure, name) for name in names}
    return {**known, "value": None if value is None else str(value), "text": figure.text(value)}


_COPIED = ("proceeding_id", "code", "turn", "process", "unit_id", "day")
_COUNTED = ("channel", "service", "detail", "cents", "persons")


def _freeze(session: Session, id: int, asked: Asked) -> tuple[int, str]:
    """Copy everything that was counted, inside the database; how much it is, and its digest."""
    columns = ("snapshot_id", *_COPIED, *_COUNTED, "kept")
    for facts in (_happened(id, asked), _due(id, asked)):
        session.execute(sa.insert(SnapshotFact).from_select(columns, facts))
    return _digest(session, id)


def _happened(id: int, asked: Asked) -> sa.Select[*tuple[Any, ...]]:
    copied = (getattr(Milestone, name) for name in (*_COPIED, *_COUNTED))
    return sa.select(sa.literal(id), *copied, sa.cast(sa.null(), sa.Boolean)).where(milestones(asked))


def _due(id: int, asked: Asked) -> sa.Select[*tuple[Any, ...]]:
    clock, process, unit_id = RunningClock, PROCEEDINGS.c.process, PROCEEDINGS.c.unit_id
    copied = (clock.proceeding_id, clock.code, clock.id, process, unit_id, clock.due_on)
    empty = (sa.literal(""), sa.literal(""), sa.literal(""), sa.literal(0), sa.literal(0))
    query = sa.select(sa.literal(id), *copied, *empty, kept())
    return query.join(PROCEEDINGS, PROCEEDINGS.c.id == clock.proceeding_id).where(deadlines(asked))


def _digest(session: Session, id: int) -> tuple[int, str]:
    """Over every fact, in an order that follows from the facts themselves."""
    names = (*_COPIED, *_COUNTED, "kept")
    order = (SnapshotFact.proceeding_id, SnapshotFact.code, SnapshotFact.turn)
    query = sa.select(*(getattr(SnapshotFact, name) for name in names)).filter_by(snapshot_id=id)
    found, facts = hashlib.sha256(), 0
    for row in session.execute(query.order_by(*order).execution_options(yield_per=5_000)):
        found.update(_canonical(list(row)))
        facts += 1
    return facts, found.hexdigest()


def digest_of(snapshot: Snapshot) -> str:
    """SHA-256 over everything that was submitted."""
    about = [snapshot.unit_id, snapshot.period, snapshot.turn, snapshot.facts_sha256]
    return hashlib.sha256(_canonical([*about, snapshot.told])).hexdigest()


def _canonical(what: Sequence[Any]) -> bytes:
    return json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode()


def _deed(snapshot: Snapshot, viewer: Viewer) -> Deed:
    names = ("unit_id", "period", "turn", "facts", "facts_sha256", "sha256")
    data = {"snapshot_id": snapshot.id, **{name: getattr(snapshot, name) for name in names}}
    return Deed(action=SUBMITTED, viewer=viewer, at=snapshot.submitted_at, data=data)
