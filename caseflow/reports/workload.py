"""What each person has in hand: open, resting, due this week, late, and how old it is (人员负荷).

Resting, due and late are those of the board, on which what is closed and not yet filed stands, too; open and
ages are of what is under way. What nobody handles has a line of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, render_template

from caseflow.accounts.models import Unit, User
from caseflow.casework.exports.columns import Column
from caseflow.casework.lights import Light, Now
from caseflow.casework.models import Proceeding
from caseflow.casework.urgency import first_of
from caseflow.casework.worklists import standing
from caseflow.casework.worklists.part import on_board
from caseflow.casework.worklists.standing import has_light
from caseflow.extensions import fetch
from caseflow.kernel.calendar import local_day
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.proceedings.views import now_at

pages = Blueprint("workload", __name__, url_prefix="/reports/workload")

WEEK = 7


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has in hand; ages are in calendar days since each was opened. `id` 0 is nobody."""

    id: int
    name: str
    unit: str
    open: int
    resting: int
    due: int
    late: int
    median_age: int | None
    oldest_age: int | None


def workload(viewer: Viewer, now: Now) -> list[Load]:
    """Everybody on the viewer's board, who has most in hand first, nobody last; one query in all."""
    rows = fetch(_counted(viewer, sunday_of(now.today)), standing.bounds(now)).all()
    return sorted((_load(row, now.today) for row in rows), key=lambda one: (not one.id, -one.open, one.id))


def sunday_of(today: date) -> date:
    """The last day of the week."""
    return today + (WEEK - today.isoweekday()) * DAY


def _counted(viewer: Viewer, sunday: date) -> sa.Select[Any]:
    """A line for each person: counts, the opening in the middle of all of theirs, and the first one."""
    ours = _in_hand(viewer, sunday).subquery()
    twice, many = ours.c.place * 2, ours.c.many
    middle = sa.and_(ours.c.under_way == 1, twice >= many, twice <= many + 2)
    return (
        sa.select(
            ours.c.handler_id,
            User.name,
            Unit.name.label("unit"),
            sa.func.sum(ours.c.under_way).label("open"),
            sa.func.sum(ours.c.resting).label("resting"),
            sa.func.sum(ours.c.due).label("due"),
            sa.func.sum(ours.c.late).label("late"),
            sa.func.min(sa.case((ours.c.under_way == 1, ours.c.opened_at))).label("oldest"),
            sa.func.min(sa.case((middle, ours.c.opened_at))).label("before_middle"),
            sa.func.max(sa.case((middle, ours.c.opened_at))).label("after_middle"),
        )
        .outerjoin(User, User.id == ours.c.handler_id)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .group_by(ours.c.handler_id, User.name, Unit.name)
    )


def _in_hand(viewer: Viewer, sunday: date) -> sa.Select[Any]:
    """Each case with what it counts for, and its place by age among those of its person."""

    def one(condition: Any) -> Any:
        return sa.case((condition, 1), else_=0)

    # Among n, the middle lies at (n + 1) / 2: places that, doubled, are within one of n + 1.
    person = Proceeding.handler_id
    alike = (person, Proceeding.open)
    by_age = (Proceeding.opened_at, Proceeding.id)
    ends = sa.and_(Proceeding.urgency < first_of(sunday + DAY), standing.not_yet)
    return sa.select(
        person,
        Proceeding.opened_at,
        one(has_light(Light.PAUSED)).label("resting"),
        one(ends).label("due"),
        one(has_light(Light.OVERDUE)).label("late"),
        one(Proceeding.open).label("under_way"),
        sa.func.row_number().over(partition_by=alike, order_by=by_age).label("place"),
        sa.func.count().over(partition_by=alike).label("many"),
    ).where(on_board(viewer), sa.or_(Proceeding.open, Proceeding.next_due_at.is_not(None)))


def _load(row: Any, today: date) -> Load:
    middle = [_age(moment, today) for moment in (row.before_middle, row.after_middle) if moment]
    return Load(
        id=row.handler_id or 0,
        name=row.name or "没有承办人",
        unit=row.unit or "",
        open=row.open,
        resting=row.resting,
        due=row.due,
        late=row.late,
        median_age=round(sum(middle) / 2) if middle else None,
        oldest_age=_age(row.oldest, today) if row.oldest else None,
    )


def _age(opened_at: datetime, today: date) -> int:
    return (today - local_day(opened_at)).days


COLUMNS = (
    Column("承办人", lambda one: one.name, 14),
    Column("单位", lambda one: one.unit, 24),
    Column("在办", lambda one: one.open, 8),
    Column("暂停", lambda one: one.resting, 8),
    Column("本周到期", lambda one: one.due, 10),
    Column("超期", lambda one: one.late, 8),
    Column("在办天数中位数", lambda one: one.median_age, 14),
    Column("最长", lambda one: one.oldest_age, 8),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    return Listed("人员负荷", COLUMNS, in_one(workload(viewer, now_at(at))))


@pages.get("")
@needs(Permission.BOARD)
@exported(_listed)
def index() -> str:
    """Everybody's load as a table, with a bar for what is in hand."""
    now = now_at(utcnow())
    loads: Sequence[Load] = workload(current_viewer(), now)
    return render_template(
        "reports/workload.html",
        loads=loads,
        most=max((one.open for one in loads), default=0),
        sunday=sunday_of(now.today),
        lights=Light,
    )
