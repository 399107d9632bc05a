"""Who holds a post of the 三员, and on which days (三员在岗)."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from caseflow.accounts.models import Unit, UnitKind
from caseflow.extensions import db
from caseflow.outreach.models import Officer


@dataclass(frozen=True, slots=True)
class Post:
    """A person's time in post: from a day on, and until the day before `until` if there is one."""

    officer_id: int
    unit_id: int
    unit_kind: UnitKind
    since: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether the person holds the post on the day."""
        return self.since <= day and (self.until is None or day < self.until)


def in_post_during(first: date, last: date, *where: sa.ColumnElement[bool]) -> tuple[Post, ...]:
    """Who holds a post on any of the days."""
    columns = (
        Officer.id,
        Officer.unit_id,
        Unit.kind,
        Officer.appointed_on,
        Officer.term_until,
        Officer.ended_on,
    )
    query = sa.select(*columns).join(Unit, Unit.id == Officer.unit_id).order_by(Officer.id)
    overlapping = (
        Officer.appointed_on <= last,
        sa.or_(Officer.term_until.is_(None), Officer.term_until >= first),
        sa.or_(Officer.ended_on.is_(None), Officer.ended_on > first),
    )
    rows = db.session.execute(query.where(*overlapping, *where))
    return tuple(Post(*row[:4], until=_until(row.term_until, row.ended_on)) for row in rows)


def _until(term_until: date | None, ended_on: date | None) -> date | None:
    """The first day on which the post is held no more."""
    ends = [day for day in (term_until and term_until + timedelta(days=1), ended_on) if day]
    return min(ends, default=None)
