"""Campaigns as a person sees them: those of the units in scope, with how far they are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit
from caseflow.casework.models import Outcome, Proceeding
from caseflow.casework.queries import visible_to
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer
from caseflow.outreach.campaigns.models import Campaign, MailingItem, Target, Visit


def in_scope(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The campaigns of the units that the viewer sees."""
    return Campaign.unit_id.in_(visible_to(viewer, Unit).with_only_columns(Unit.id))


def find_campaign(id: int, viewer: Viewer, session: Session | None = None) -> Campaign:
    """The campaign of that id.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    query = sa.select(Campaign).where(Campaign.id == id, in_scope(viewer))
    found = (session or db.session()).scalars(query).first()
    if found is None:
        raise NotFound
    return found


def find_target(id: int, viewer: Viewer, session: Session | None = None) -> tuple[Target, Campaign]:
    """An employer of a campaign, with the campaign.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    query = sa.select(Target, Campaign).join(Campaign, Campaign.id == Target.campaign_id)
    found = (session or db.session()).execute(query.where(Target.id == id, in_scope(viewer))).first()
    if found is None:
        raise NotFound
    return found.Target, found.Campaign


_VISITS = (
    sa.select(
        Visit.target_id,
        sa.func.count().label("visits"),
        sa.func.max(Visit.on).label("last"),
        sa.func.sum(Visit.problems).label("problems"),
        sa.func.sum(Visit.fixed).label("fixed"),
    )
    .group_by(Visit.target_id)
    .subquery()
)
_SENT = (
    sa.select(MailingItem.target_id, sa.func.max(MailingItem.letter_id).label("letter_id"))
    .where(MailingItem.outcome == Outcome.DONE)
    .group_by(MailingItem.target_id)
    .subquery()
)


def _sums() -> tuple[sa.ColumnElement[int], ...]:
    """Employers, those visited, letters, problems and those put right."""

    def total(what: Any) -> sa.ColumnElement[int]:
        return sa.func.coalesce(sa.func.sum(what), 0)

    return (
        sa.func.count(Target.id).label("targets"),
        sa.func.count(_VISITS.c.target_id).label("visited"),
        sa.func.count(_SENT.c.target_id).label("letters"),
        total(_VISITS.c.problems).label("problems"),
        total(_VISITS.c.fixed).label("fixed"),
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A campaign, or an area of one, with its figures."""

    campaign: Campaign
    area: str
    targets: int
    visited: int
    letters: int
    problems: int
    fixed: int

    @property
    def standing(self) -> str:
        """Whether it goes on."""
        return "已结束" if self.campaign.closed_at else "进行中"


def campaigns(viewer: Viewer, after: Cursor | None = None) -> Page[Entry]:
    """A page of the register, the newest first."""
    place, key = sa.literal(0).label("place"), Campaign.id
    query = sa.select(Campaign, place, key, *_sums()).outerjoin(Target, Target.campaign_id == Campaign.id)
    query = query.outerjoin(_VISITS, _VISITS.c.target_id == Target.id)
    query = query.outerjoin(_SENT, _SENT.c.target_id == Target.id).where(in_scope(viewer))
    if after:
        query = query.where(key < after.id)
    found = db.session.execute(limited(query.group_by(Campaign.id).order_by(key.desc()))).all()
    return Page.of(found, lambda row: _entry(row, row.Campaign, ""))


def by_area(campaign: Campaign) -> list[Entry]:
    """The figures of each area, also of those in which nobody is entered yet."""
    query = sa.select(Target.area, *_sums()).where(Target.campaign_id == campaign.id)
    query = query.outerjoin(_VISITS, _VISITS.c.target_id == Target.id)
    query = query.outerjoin(_SENT, _SENT.c.target_id == Target.id)
    found = {row.area: row for row in db.session.execute(query.group_by(Target.area))}
    nothing = Entry(campaign, "", 0, 0, 0, 0, 0)
    return [_entry(found.get(area, nothing), campaign, area) for area in campaign.areas]


def _entry(row: Any, campaign: Campaign, area: str) -> Entry:
    figures = (row.targets, row.visited, row.letters, row.problems, row.fixed)
    return Entry(campaign, area, *(int(figure) for figure in figures))


@dataclass(frozen=True, slots=True)
class Row:
    """An employer of a campaign as its list shows it."""

    target: Target
    visits: int
    last: date | None
    problems: int
    fixed: int
    letter_id: int | None
    number: str


def targets(campaign: Campaign, area: str = "", after: Cursor | None = None) -> Page[Row]:
    """A page of the employers, area by area in the order of entering."""
    place, key = Target.id.label("place"), Target.id
    query = sa.select(Target, place, key, _VISITS, _SENT.c.letter_id, Proceeding.number)
    query = query.outerjoin(_VISITS, _VISITS.c.target_id == Target.id)
    query = query.outerjoin(_SENT, _SENT.c.target_id == Target.id)
    query = query.outerjoin(Proceeding, Proceeding.id == _SENT.c.letter_id)
    query = query.where(Target.campaign_id == campaign.id)
    if area:
        query = query.where(Target.area == area)
    if after:
        query = query.where(key > after.id)
    found = db.session.execute(limited(query.order_by(key))).all()
    return Page.of(found, _row)


def _row(row: Any) -> Row:
    sums = row.visits or 0, row.last, row.problems or 0, row.fixed or 0
    return Row(row.Target, *sums, row.letter_id, row.number or "")


def visits_of(target: Target) -> list[Visit]:
    """What was seen at an employer, the newest first."""
    query = sa.select(Visit).filter_by(target_id=target.id)
    return list(db.session.scalars(query.order_by(Visit.on.desc(), Visit.id.desc())))
