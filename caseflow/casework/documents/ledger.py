"""The ledger of official numbers: by kind and year, void ones with the reason (文号台账)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.models import Document, NumberSeries, Proceeding
from caseflow.casework.queries import proceedings_in_scope
from caseflow.extensions import db
from caseflow.kernel.calendar import start_of
from caseflow.kernel.roles import Viewer

PAGE = 100
MOST = 20_000
"""Numbers of one export."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which numbers are asked for: of a kind, of a year, those after one that was shown."""

    code: str = ""
    year: int | None = None
    after: int | None = None


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


def numbers(wanted: Wanted, viewer: Viewer, *, most: int = PAGE) -> Sequence[Any]:
    """The documents that bear a number, newest first, in scope; one more than asked for if there is."""
    query = (
        sa.select(Document, Proceeding.process, User.name.label("signer"))
        .join(Proceeding, Proceeding.id == Document.proceeding_id)
        .outerjoin(User, User.id == Document.finished_by)
        .where(Document.number.is_not(None), proceedings_in_scope(viewer))
        .order_by(Document.id.desc())
        .limit(most + 1)
    )
    for condition in _conditions(wanted):
        query = query.where(condition)
    return db.session.execute(query).all()


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = [Document.code == wanted.code] if wanted.code else []
    if wanted.year:
        first, next_one = start_of(date(wanted.year, 1, 1)), start_of(date(wanted.year + 1, 1, 1))
        found += [Document.finished_at >= first, Document.finished_at < next_one]
    return [*found, Document.id < wanted.after] if wanted.after else found


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
