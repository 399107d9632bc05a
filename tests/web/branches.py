"""An office of several branches, with people of every role in each, and matters that chance has led on."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle, islice
from random import Random
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import Unit, UnitKind, User
from caseflow.accounts.viewers import load_viewer
from caseflow.casework import reminders
from caseflow.casework.actions import open_child, opening_for
from caseflow.casework.db import transaction
from caseflow.casework.limitations import note_event
from caseflow.casework.models import (
    Attachment,
    Audience,
    Involvement,
    Matter,
    Note,
    Party,
    PartyKind,
    Proceeding,
    RevealRequest,
    RunningClock,
    Suggestion,
)
from caseflow.casework.models import LimitationEvent as Event
from caseflow.casework.notes import Draft, add_note
from caseflow.casework.parties import parties_told, settle_in
from caseflow.casework.suggestions import suggest
from caseflow.extensions import db
from caseflow.hotline.models import Ticket
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import START, Process
from caseflow.kernel.roles import REACH, SYSTEM, Reach, Role, Viewer
from caseflow.kernel.time import utcnow
from caseflow.registry import MODELS
from tests import given
from tests.accounts.office import add_unit, add_user
from tests.casework.walker import Staff, Walker

TREE = {
    "示例市总工会": "",
    "甲区总工会": "示例市总工会",
    "甲区东街道": "甲区总工会",
    "甲区西街道": "甲区总工会",
    "乙区总工会": "示例市总工会",
    "乙区北镇": "乙区总工会",
}
"""Unit → the one above it; all may issue every letter, which is left to federations."""

ROLES = tuple(role for role in Role if role is not Role.SYSTEM)
MATTERS, STEPS, DOUBLES = 28, 8, 10
AT, LATER = given.moment("2026-09-16"), given.moment("2026-11-02")
CATEGORIES = ("0101", "0102", "0201", "")


@dataclass(frozen=True)
class Clerk:
    """Somebody who works in a unit; `takes_part` holds the proceedings and matters of which that is so."""

    user: User
    path: str
    roles: frozenset[Role]
    takes_part: frozenset[tuple[int, int]]

    def sees(self, case: "Case") -> bool:
        """Whether one of the roles reaches the case: by its unit, by its matter, or by itself."""
        reaches = {REACH[role].get(case.process.family) for role in self.roles}
        return (
            (Reach.UNIT in reaches and case.path.startswith(self.path))
            or (Reach.LINKED in reaches and case.matter_id in {matter for _, matter in self.takes_part})
            or (Reach.OWN in reaches and case.id in {id for id, _ in self.takes_part})
        )

    def is_beside(self, case: "Case") -> bool:
        """Whether it is a role's own business only, and the clerk takes part in another one of its matter."""
        own = any(REACH[role].get(case.process.family) is Reach.OWN for role in self.roles)
        matters = {matter for id, matter in self.takes_part if id != case.id}
        return own and case.matter_id in matters and not self.sees(case)


@dataclass(frozen=True)
class Case:
    """A proceeding as the database has it; whoever does not see it may read none of its `secrets`.

    `parts` holds an id of each kind of thing that belongs to it, by its name in addresses.
    """

    id: int
    process: Process
    number: str | None
    state: str
    open: bool
    unit_id: int
    handler_id: int | None
    matter_id: int
    version: int
    next_due_at: datetime | None
    provisional: bool
    path: str
    category: str
    identity: tuple[str, str]
    employer: str
    parts: Mapping[str, int | None]

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/{self.process.family}/{self.id}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What tells that it exists, or whom it is about."""
        return (*filter(None, (self.number,)), *self.identity, self.employer)


def settled(random: Random) -> None:
    """Fill an empty database: units, people, matters; then weeks pass."""
    units = _units()
    people = _people(units, random)
    for model in islice(cycle(_every_second_a_ticket()), MATTERS):
        _begin(model, _staff(random.choice(units), people), [unit.id for unit in units], random)
    for n, id in enumerate(db.session.scalars(sa.select(Matter.id).order_by(Matter.id)).all(), start=1):
        _tell(id, n)
    _note(next(v for v in people[units[0].path] if v.roles == {Role.MANAGER}))
    reminders.sweep(at=LATER)


def _note(boss: Viewer) -> None:
    """The boss writes something about every ticket that is no secret: whoever sees it may read that."""
    open_matters = sa.select(Matter.id).where(sa.not_(Matter.confidential))
    tickets = sa.select(Ticket.id).where(Ticket.matter_id.in_(open_matters)).order_by(Ticket.id)
    for id in db.session.scalars(tickets).all():
        add_note(id, Draft(Audience.INTERNAL, "已约面谈", f"note-{id}"), viewer=boss, at=LATER)


def _every_second_a_ticket() -> Iterator[type[Proceeding]]:
    for model in MODELS.values():
        yield from (Ticket, model) if model is not Ticket else ()


def _units() -> list[Unit]:
    made: dict[str, Unit] = {}
    with transaction() as session:
        for name, above in TREE.items():
            made[name] = add_unit(session, name, made.get(above))
            made[name].kind = UnitKind.FEDERATION
    return list(made.values())


def _people(units: list[Unit], random: Random) -> dict[str, list[Viewer]]:
    """By the path of their unit: somebody of every role, and here and there one of several."""
    with transaction() as session:
        users = [
            add_user(session, f"{role.value}-{n}", unit, role)
            for n, unit in enumerate(units)
            for role in ROLES
        ]
        for n in range(DOUBLES):
            several = random.sample(ROLES, random.randint(2, 3))
            users.append(add_user(session, f"several-{n}", random.choice(units), *several))
    paths = {unit.id: unit.path for unit in units}
    found: dict[str, list[Viewer]] = {path: [] for path in paths.values()}
    for user in users:
        viewer = load_viewer(user.id, 0)
        assert viewer
        found[paths[user.unit_id]].append(viewer)
    return found


def _staff(unit: Unit, people: Mapping[str, list[Viewer]]) -> Staff:
    """Those of the unit and of the units above it, and strangers, who see only what they take part in."""
    strangers = people[max(people)]
    near = [viewer for path, some in people.items() if unit.path.startswith(path) for viewer in some]
    holders = {role: [v for v in (*near, *strangers) if role in v.roles] for role in ROLES}
    return Staff(unit.id, holders | {Role.SYSTEM: [SYSTEM]})


def _begin(model: type[Proceeding], staff: Staff, units: list[int], random: Random) -> None:
    """A matter that begins in the unit and is led on; another proceeding may grow from it."""
    walker = Walker(model, staff, random, AT)
    walker.chance = replace(walker.chance, units=units)
    for _ in range(random.randint(0, STEPS)):
        walker.goes_on()
    for name in random.sample(sorted(MODELS), 2):
        _grow(walker, MODELS[name].definition, random)


def _grow(walker: Walker, process: Process, random: Random) -> None:
    people = [viewer for some in walker.staff.viewers.values() for viewer in some]
    able = [viewer for viewer in people if opening_for(process, viewer) and process.family != "hotline"]
    if able:
        data = walker.chance.answers(process.leaving(START)[0])
        with suppress(DomainError):
            someone = random.choice(able)
            open_child(walker.id, process.name, data=data, version=None, viewer=someone, at=walker.at)


def _tell(matter_id: int, n: int) -> None:
    """Who it is about and what bears on it; every fourth matter is confidential."""
    told = {
        "worker_name": f"职工第{n:02}号",
        "worker_phone": f"139000000{n:02}",
        "employer_name": f"示例{n:02}厂",
    }
    with transaction() as session:
        matter = session.get_one(Matter, matter_id)
        matter.confidential, matter.category = n % 4 == 0, CATEGORIES[n % len(CATEGORIES)]
        settle_in(session, matter, parties_told(matter, told))
        note_event(session, matter, "knew", AT.date(), evidence=told["employer_name"], viewer=SYSTEM, at=AT)
        for source in session.scalars(sa.select(Proceeding).filter_by(matter_id=matter_id)):
            suggest(session, source, "示例", "aid", f"{told['employer_name']}欠薪", at=AT)
            session.add(_request(matter, source))


def _request(matter: Matter, source: Proceeding) -> RevealRequest:
    """Somebody has just asked to see who it is."""
    assert matter.worker_id
    first = db.session.scalars(sa.select(sa.func.min(User.id))).one()
    return RevealRequest(
        party_id=matter.worker_id,
        proceeding_id=source.id,
        requested_by=first,
        requested_at=utcnow(),
        reason="示例",
    )


def cases() -> list[Case]:
    """Every proceeding."""
    query = sa.select(Proceeding, Unit.path).join(Unit, Unit.id == Proceeding.unit_id).order_by(Proceeding.id)
    return [_case(proceeding, path) for proceeding, path in db.session.execute(query).all()]


def clerks() -> list[Clerk]:
    """Everybody."""
    takes_part: dict[int, set[tuple[int, int]]] = {}
    for row in db.session.scalars(sa.select(Involvement)):
        takes_part.setdefault(row.user_id, set()).add((row.proceeding_id, row.matter_id))
    return [
        Clerk(u, u.unit.path, frozenset(held.role for held in u.roles), frozenset(takes_part.get(u.id, ())))
        for u in db.session.scalars(sa.select(User).order_by(User.id))
    ]


def _case(it: Proceeding, path: str) -> Case:
    matter = it.matter
    assert matter.worker
    assert matter.worker.phone
    assert matter.employer
    same = ("id", "number", "state", "open", "unit_id", "handler_id", "matter_id", "version", "next_due_at")
    own: dict[str, Any] = {name: getattr(it, name) for name in same}
    clocks = db.session.scalars(sa.select(RunningClock).filter_by(proceeding_id=it.id)).all()
    nearest = [c.provisional for c in clocks if c.stopped_at is None and c.due_at == it.next_due_at]
    return Case(
        **own,
        process=it.definition,
        provisional=any(nearest),
        path=path,
        category=matter.category,
        identity=(matter.worker.name, matter.worker.phone),
        employer=matter.employer.name,
        parts={
            "clock_id": clocks[0].id if clocks else None,
            "party_id": _first(Party.id, matter_id=matter.id, kind=PartyKind.WORKER),
            "suggestion_id": _first(Suggestion.id, source_id=it.id),
            "event_id": _first(Event.id, matter_id=matter.id),
            "note_id": _first(Note.id, proceeding_id=it.id),
            "request_id": _first(RevealRequest.id, proceeding_id=it.id),
            "file_id": _first(Attachment.id, proceeding_id=it.id),
        },
    )


def _first(id: Any, **of: Any) -> int | None:
    return db.session.scalar(sa.select(sa.func.min(id)).filter_by(**of))
