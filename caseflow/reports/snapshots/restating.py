"""What a submitted report would say now, kept beside it: corrections never get into it (重述)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit
from caseflow.casework.db import transaction
from caseflow.casework.models import AuditEvent
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.reports.counting import Report, count
from caseflow.reports.figures import FIGURES
from caseflow.reports.models import Snapshot
from caseflow.reports.periods import Period
from caseflow.reports.snapshots.freezing import asked_of, digest_of

YOUNG = 800
"""So many of the newest reports are looked at every night."""


def check(id: int, *, at: datetime) -> Snapshot:
    """Count again, and keep beside the report what differs now.

    Raises:
        NotFound: there is no such report.
    """
    with transaction() as session:
        snapshot = session.get(Snapshot, id)
        if snapshot is None:
            raise NotFound
        unit = session.get_one(Unit, snapshot.unit_id)
        now = count(asked_of(unit, Period.parse(snapshot.period), at))
        snapshot.restated, snapshot.checked_at = _differing(snapshot, now), at
        return snapshot


def _differing(snapshot: Snapshot, now: Report) -> dict[str, Any]:
    """By code what the figures say now, where it is another thing."""
    then = {figure["code"]: figure["value"] for figure in snapshot.told["figures"]}
    found = {}
    for figure in FIGURES:
        value = now.value(figure)
        said = None if value is None else str(value)
        if figure.code in then and said != then[figure.code]:
            found[figure.code] = {"value": said, "text": figure.text(value)}
    return found


def nightly(*, at: datetime) -> int:
    """Look at the newest reports again; how many now differ (上报核对)."""
    newest = sa.select(Snapshot.id).order_by(Snapshot.id.desc()).limit(YOUNG)
    ids = db.session.scalars(newest).all()
    return sum(bool(check(id, at=at).restated) for id in ids)


def is_sound(snapshot: Snapshot) -> bool:
    """Whether the report is what the audit chain says was submitted."""
    event = db.session.get(AuditEvent, snapshot.event_id)
    return event is not None and event.data.get("sha256") == snapshot.sha256 == digest_of(snapshot)
