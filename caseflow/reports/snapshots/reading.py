"""Submitted reports, as the units that are seen submitted them (上报记录)."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit, User
from caseflow.casework.queries import visible_to
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer
from caseflow.reports.measures import InPost
from caseflow.reports.models import Snapshot
from caseflow.reports.roster import Post


def snapshots(viewer: Viewer, after: Cursor | None = None) -> Page[Any]:
    """A page of the reports that the viewer's units submitted, the newest first."""
    query = (
        sa.select(
            Snapshot, Unit.name.label("unit"), User.name.label("by"), Snapshot.id, sa.null().label("place")
        )
        .join(Unit, Unit.id == Snapshot.unit_id)
        .join(User, User.id == Snapshot.submitted_by)
        .where(Unit.id.in_(visible_to(viewer, Unit).with_only_columns(Unit.id)))
        .order_by(Snapshot.id.desc())
    )
    if after:
        query = query.where(Snapshot.id < after.id)
    return Page.of(db.session.execute(limited(query)).all(), lambda row: row)


def find_snapshot(id: int, viewer: Viewer) -> Snapshot:
    """The report of that id.

    Raises:
        NotFound: there is none of the viewer's units.
    """
    seen = Snapshot.unit_id.in_(visible_to(viewer, Unit).with_only_columns(Unit.id))
    found = db.session.scalars(sa.select(Snapshot).where(Snapshot.id == id, seen)).first()
    if found is None:
        raise NotFound
    return found


def newest_of(period: str, unit_id: int | None, viewer: Viewer) -> Snapshot | None:
    """The report of the period that the unit, or else the whole federation, submitted last; if it is seen."""
    unit = Unit.id == unit_id if unit_id else Unit.parent_id.is_(None)
    seen = visible_to(viewer, Unit).where(unit).with_only_columns(Unit.id)
    query = sa.select(Snapshot).where(Snapshot.period == period, Snapshot.unit_id.in_(seen))
    return db.session.scalars(query.order_by(Snapshot.turn.desc()).limit(1)).first()


def posts_of(measure: InPost, snapshot: Snapshot) -> Sequence[Post]:
    """The posts that the report counted; of which kind a unit is, its register tells."""
    pairs = snapshot.told["posts"]
    units = sa.select(Unit.id, Unit.kind).where(Unit.id.in_({unit for _, unit in pairs}))
    kinds = {row.id: row.kind for row in db.session.execute(units)}
    day = local_day(snapshot.submitted_at)
    return measure.among(Post(officer, unit, kinds[unit], day, None) for officer, unit in pairs)
