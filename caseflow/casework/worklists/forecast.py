"""What falls due in the next working days, by day and person or unit, and who will be there (到期预测)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Absence, User
from caseflow.casework.lights import Now, last_day
from caseflow.casework.queries import BUILT
from caseflow.casework.worklists.board import By, names_of
from caseflow.casework.worklists.coverage import Plan, plan
from caseflow.casework.worklists.part import NOBODY
from caseflow.casework.worklists.tallies import counted
from caseflow.extensions import UtcDateTime, db
from caseflow.kernel.calendar import end_of_day
from caseflow.kernel.calendar.instants import DAY
from caseflow.kernel.roles import Viewer

Span = tuple[date, date]
"""A first and a last day, both included."""


@dataclass(frozen=True)
class Question:
    """How far one looks, and what if: somebody were away, some days were off.

    `most` is how much one person can bring to an end on a day (a house measure, no rule).
    """

    by: By = By.PERSON
    working_days: int = 5
    most: int = 5
    away: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    off: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is ahead of a person or a unit; `late` should have been done already."""

    key: str
    label: str
    late: int
    plan: Plan


@dataclass(frozen=True, slots=True)
class Forecast:
    """The days looked at, those off among them, and what is ahead, most first.

    `deserted` are the working days on which nobody of all who have work is there.
    """

    days: Sequence[date]
    off: frozenset[date]
    rows: Sequence[Ahead]
    deserted: frozenset[date]

    def due_on(self, at: int) -> int:
        """What falls due on the day at that place, of everybody."""
        return sum(row.plan.cells[at].due for row in self.rows)


def forecast(viewer: Viewer, asked: Question, now: Now) -> Forecast:
    """What is ahead of everybody on the viewer's board, in two queries; by unit, in three."""
    rest = now.calendar.assumed
    load, late, names = _load(viewer, asked.by, _last(asked, now), now)
    busy = {day for some in load.values() for day in some}
    days = [d for d in _days(_last(asked, now), now) if d in busy or rest.is_working(d)]
    off = frozenset(d for d in days if d in asked.off or not rest.is_working(d))
    people = _people(asked.by, [int(key) for key in names])
    away = _away(asked, days, [person for some in people.values() for person in some])
    absent = {key: _nobody(some, days, away) for key, some in people.items()}
    rows = [
        Ahead(key, name, late[key], plan(load[key], days, absent[key] | off, most=most))
        for key, name in names.items()
        for most in (asked.most * len(people[key]),)
    ]
    rows.sort(key=lambda row: (-row.plan.due - row.late, row.label))
    deserted = frozenset(days).difference(off).intersection(*absent.values()) if rows else frozenset()
    return Forecast(days, off, rows, deserted)


def _last(asked: Question, now: Now) -> date:
    return now.calendar.assumed.add_working_days(now.today, asked.working_days)


def _days(last: date, now: Now) -> list[date]:
    """Today, and every day to the last one."""
    return [now.today + n * DAY for n in range((last - now.today).days + 1)]


def _nobody(people: Sequence[int], days: Sequence[date], away: Mapping[int, set[date]]) -> frozenset[date]:
    """The days on which none of them is there."""
    return frozenset(day for day in days if people and all(day in away[person] for person in people))


Load = dict[str, dict[date, int]]


def _load(viewer: Viewer, by: By, last: date, now: Now) -> tuple[Load, dict[str, int], dict[str, str]]:
    """How much falls due on each day, how much is late already, and the names, by person or unit."""
    load: Load = defaultdict(lambda: defaultdict(int))
    late: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for row in db.session.execute(_ahead(viewer, by), {"at": now.at, "until": end_of_day(last)}):
        key = str(row.key or NOBODY)
        names[key] = row.name
        if row.due_at is None:
            late[key] += row.n
        else:
            load[key][last_day(row.due_at)] += row.n
    return load, late, names


_at, _until = sa.bindparam("at", type_=UtcDateTime()), sa.bindparam("until", type_=UtcDateTime())


@lru_cache(BUILT)
def _ahead(viewer: Viewer, by: By) -> sa.Select[*tuple[Any, ...]]:
    """So many of each at each moment to come; those whose moment has passed come without one."""
    rows = counted(viewer).subquery()
    key, name, table = names_of(rows)[by]
    due = sa.case((rows.c.due_at > _at, rows.c.due_at), else_=None)
    counts = rows.c.due_at <= _until, sa.or_(rows.c.due_at > _at, rows.c.provisional == 0)
    sums = (
        sa.select(key.label("key"), due.label("due_at"), sa.func.sum(rows.c.n).label("n"))
        .where(*counts)
        .group_by(key, due)
        .having(sa.func.sum(rows.c.n) != 0)
        .subquery()
    )
    query = sa.select(sums.c.key, sa.type_coerce(sums.c.due_at, UtcDateTime()).label("due_at"), sums.c.n)
    return query.add_columns(name.label("name")).outerjoin_from(sums, table, table.id == sums.c.key)


def _people(by: By, keys: Sequence[int]) -> Mapping[str, list[int]]:
    """Who does the work of each row: the person, or everybody who works in the unit."""
    if by is not By.UNIT:
        return {str(key): [key] if key != NOBODY else [] for key in keys}
    people: dict[str, list[int]] = {str(key): [] for key in keys}
    query = sa.select(User.id, User.unit_id).where(User.unit_id.in_(keys), User.active)
    for user in db.session.execute(query):
        people[str(user.unit_id)].append(user.id)
    return people


def _away(asked: Question, days: Sequence[date], people: Sequence[int]) -> Mapping[int, set[date]]:
    """The days on which each is away, as recorded or as asked."""
    overlaps = Absence.first_on <= days[-1], Absence.last_on >= days[0], Absence.user_id.in_(people)
    spans = sa.select(Absence.user_id, Absence.first_on, Absence.last_on).where(*overlaps)
    away: dict[int, set[date]] = defaultdict(set)
    for user, span in _spans(db.session.execute(spans), asked):
        away[user].update(day for day in days if span[0] <= day <= span[1])
    return away


def _spans(recorded: Iterable[Any], asked: Question) -> Iterator[tuple[int, Span]]:
    for row in recorded:
        yield row.user_id, (row.first_on, row.last_on)
    for user, spans in asked.away.items():
        yield from ((user, span) for span in spans)
