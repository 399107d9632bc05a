"""The ledger of official numbers: by kind and year, void ones with the reason (文号台账)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.models import Document, NumberSeries, Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.calendar import start_of
from caseflow.kernel.roles import Viewer


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which numbers are asked for: of a kind, of a year."""

    code: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """How far a series has come, and what of it was given to documents."""

    name: str
    last: int
    given: int
    void: int

    @property
    def missing(self) -> int:
        """Numbers that no document bears; none, unless something is wrong."""
        return self.last - self.given


def numbers(wanted: Wanted, viewer: Viewer, after: Cursor | None = None) -> Page[Any]:
    """A page of the documents that bear a number, newest first, in scope."""
    columns = (Document, Document.id, Proceeding.process, User.name.label("signer"), sa.null().label("place"))
    query = (
        sa.select(*columns)
        .join(Proceeding, Proceeding.id == Document.proceeding_id)
        .outerjoin(User, User.id == Document.finished_by)
        .where(Document.number.is_not(None), proceedings_in_scope(viewer), *_conditions(wanted))
        .order_by(Document.id.desc())
    )
    if after:
        query = query.where(Document.id < after.id)
    return Page.of(db.session.execute(limited(query)).all(), lambda row: row)


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = [Document.code == wanted.code] if wanted.code else []
    if wanted.year:
        first, next_one = start_of(date(wanted.year, 1, 1)), start_of(date(wanted.year + 1, 1, 1))
        found += [Document.finished_at >= first, Document.finished_at < next_one]
    return found


def series(viewer: Viewer) -> list[Series]:
    """Every series of documents; for those who see all of them, since a number out of scope is no gap."""
    if not viewer.everywhere:
        return []
    void = sa.func.count(Document.voided_at)
    query = (
        sa.select(NumberSeries.series, NumberSeries.last, sa.func.count(Document.id), void)
        .join(Document, Document.series == NumberSeries.series)
        .where(Document.number.is_not(None))
        .group_by(NumberSeries.series, NumberSeries.last)
        .order_by(NumberSeries.series)
    )
    return [Series(*row) for row in db.session.execute(query)]


def codes(viewer: Viewer) -> list[str]:
    """The kinds of which there are numbers in scope."""
    query = (
        sa.select(Document.code)
        .join(Proceeding, Proceeding.id == Document.proceeding_id)
        .where(Document.number.is_not(None), proceedings_in_scope(viewer))
        .distinct()
    )
    return sorted(db.session.scalars(query))
