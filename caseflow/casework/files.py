"""What the page of a proceeding shows, read in a few queries however much there is (案件页)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from caseflow.accounts.models import Unit, User
from caseflow.casework.groups.finding import group_of
from caseflow.casework.law import VERSION, Law, law_of
from caseflow.casework.models import (
    ClockPause,
    Matter,
    Party,
    Proceeding,
    RevealRequest,
    RunningClock,
    Suggestion,
    Viewing,
)
from caseflow.casework.queries import BUILT, proceedings_in_scope, visible_to
from caseflow.casework.reveals import PENDING, is_pending
from caseflow.casework.visits import Visit
from caseflow.casework.wiring import wired
from caseflow.extensions import UtcDateTime, db, fetch
from caseflow.kernel.errors import NotFound
from caseflow.kernel.ladder import QUIET
from caseflow.kernel.roles import Viewer

P = TypeVar("P", bound=Proceeding)
Rows = sa.Select[*tuple[Any, ...]]

MOST_PEOPLE = 50


@dataclass(frozen=True)
class File(Generic[P]):
    """A proceeding with the clocks that have not ended, and how many have that a page may draw.

    Beside it where it lies, the law it was read under, the viewer's last visit.
    """

    proceeding: P
    clocks: list[RunningClock]
    unit: str
    handler: str
    worker: str | None
    employer: str | None
    visit: Visit
    law: Law
    group_id: int | None = None
    ended: int = 0


_worker = aliased(Party)
_employer = aliased(Party)

_WANTED = sa.bindparam("wanted", type_=sa.Integer)
_MATTER = sa.bindparam("matter", type_=sa.Integer)


def open_file(model: type[P], id: int, viewer: Viewer, at: datetime) -> File[P]:
    """The proceeding with its matter and the clocks that have not ended, in one query.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    rows = db.session.execute(_whole(model, viewer), {"wanted": id}).unique().all()
    if not rows:
        raise NotFound
    first = rows[0]
    return File(
        proceeding=first[0],
        clocks=[row.RunningClock for row in rows if row.RunningClock],
        unit=first.unit,
        handler=first.handler or "",
        worker=first.worker,
        employer=first.employer,
        visit=Visit(first.visited_on, first.visited_at, first.shown_seq, first.earlier_seq, at),
        law=law_of(db.session(), first.law_version),
        group_id=first.group_id,
        ended=first.ended,
    )


@lru_cache(BUILT)
def _whole(model: type[P], viewer: Viewer) -> Rows:
    """A row for each such clock and pause of the proceeding, or one where it has none."""
    visits = sa.and_(Viewing.proceeding_id == _WANTED, Viewing.user_id == viewer.user_id)
    last = sa.select(sa.func.max(Viewing.day)).where(visits).scalar_subquery()
    quiet = [clock.code for clock in wired().clocks if clock.ladder is QUIET]
    over = RunningClock.proceeding_id == _WANTED, RunningClock.stopped_at.is_not(None)
    ended = sa.select(sa.func.count()).where(*over, RunningClock.code.not_in(quiet))
    live = sa.and_(RunningClock.proceeding_id == Proceeding.id, RunningClock.stopped_at.is_(None))
    beside = (
        RunningClock,
        Unit.name.label("unit"),
        User.name.label("handler"),
        _worker.name.label("worker"),
        _employer.name.label("employer"),
        Viewing.day.label("visited_on"),
        Viewing.last_at.label("visited_at"),
        Viewing.shown_seq,
        Viewing.earlier_seq,
        VERSION.label("law_version"),
        group_of(Matter.id).label("group_id"),
        ended.correlate(None).scalar_subquery().label("ended"),
    )
    return (
        visible_to(viewer, model)
        .add_columns(*beside)
        .join(Proceeding.matter)
        .join(Unit, Unit.id == Proceeding.unit_id)
        .outerjoin(_worker, _worker.id == Matter.worker_id)
        .outerjoin(_employer, _employer.id == Matter.employer_id)
        .outerjoin(User, User.id == Proceeding.handler_id)
        .outerjoin(Viewing, sa.and_(visits, Viewing.day == last))
        .outerjoin(RunningClock, live)
        .outerjoin(RunningClock.pauses)
        .options(contains_eager(Proceeding.matter), contains_eager(RunningClock.pauses))
        .where(Proceeding.id == _WANTED)
        .order_by(RunningClock.id, ClockPause.since)
    )


def people(matter_id: int, at: datetime) -> Sequence[Any]:
    """The people and units of a matter, each with the number of requests to see it that wait for approval."""
    return fetch(_PEOPLE, {"matter": matter_id, "since": at - PENDING}).all()


_PENDING = sa.select(sa.func.count(RevealRequest.id)).where(
    RevealRequest.party_id == Party.id, is_pending(sa.bindparam("since", type_=UtcDateTime()))
)
_PEOPLE = (
    sa.select(Party, _PENDING.scalar_subquery().label("pending"))
    .where(Party.matter_id == _MATTER)
    .order_by(Party.id)
    .limit(MOST_PEOPLE)
)


def related(proceeding: Proceeding, viewer: Viewer) -> Sequence[Any]:
    """Every proceeding of the matter in scope, this one too, with suggestions that wait for a decision."""
    return fetch(_related(viewer), {"matter": proceeding.matter_id}).all()


@lru_cache(BUILT)
def _related(viewer: Viewer) -> Rows:
    return (
        sa.select(
            Proceeding.id,
            Proceeding.process,
            Proceeding.number,
            Proceeding.state,
            Proceeding.open,
            Proceeding.next_due_at,
            Suggestion.id.label("suggestion_id"),
            Suggestion.process.label("suggested"),
            Suggestion.reason,
        )
        .outerjoin(
            Suggestion, sa.and_(Suggestion.source_id == Proceeding.id, Suggestion.settled_at.is_(None))
        )
        .where(Proceeding.matter_id == _MATTER, proceedings_in_scope(viewer))
        .order_by(Proceeding.id, Suggestion.id)
    )


@dataclass(frozen=True)
class Names:
    """The names of people and units by id."""

    users: dict[int, str]
    units: dict[int, str]


def names(users: set[int], units: set[int]) -> Names:
    """The names of these people and units, in one query."""
    found = Names({}, {})
    if users or units:
        for person, id, name in fetch(_NAMES, {"users": list(users), "units": list(units)}):
            (found.users if person else found.units)[id] = name
    return found


_NAMES = (
    sa.select(sa.true().label("person"), User.id, User.name)
    .where(User.id.in_(sa.bindparam("users", expanding=True)))
    .union_all(
        sa.select(sa.false(), Unit.id, Unit.name).where(Unit.id.in_(sa.bindparam("units", expanding=True)))
    )
)
