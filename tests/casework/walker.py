"""A proceeding in the database on which chance acts, through the use case that everybody goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.casework import clocks, engine, reminders
from caseflow.casework.actions import act
from caseflow.casework.db import transaction
from caseflow.casework.models import Matter, Proceeding, RunningClock
from caseflow.casework.queries import find
from caseflow.extensions import Base, db
from caseflow.kernel.decide import Decision, decide
from caseflow.kernel.errors import DomainError, Incomplete
from caseflow.kernel.machine import START, Datum, Transition
from caseflow.kernel.roles import SYSTEM, Role, Viewer
from tests.chance import Chance
from tests.kernel.history import FAR, steps_to

EACH = 3
"""People to a role."""


@dataclass(frozen=True)
class Staff:
    """Some people for every role, all at the root of the unit tree."""

    unit_id: int
    viewers: Mapping[Role, list[Viewer]]

    def ids(self, datum: Datum) -> list[int]:
        """Whom the datum may name."""
        return [viewer.user_id for role in datum.roles for viewer in self.viewers[role]]


def hired() -> Staff:
    """A unit and its people."""
    roles = [role for role in Role if role is not Role.SYSTEM]
    with transaction() as session:
        unit = Unit(name="示例总工会", kind=UnitKind.FEDERATION)
        people = {role: [_user(role, n, unit) for n in range(EACH)] for role in roles}
        session.add_all(user for users in people.values() for user in users)
        session.flush()
        unit.path = f"/{unit.id}/"
        viewers: dict[Role, list[Viewer]] = {
            role: [_viewer(user, role) for user in users] for role, users in people.items()
        }
        return Staff(unit.id, viewers | {Role.SYSTEM: [SYSTEM]})


def _user(role: Role, n: int, unit: Unit) -> User:
    login = f"{role.value}-{n}"
    return User(login=login, name=f"测试{login}", unit=unit, password_hash="", roles=[UserRole(role=role)])


def _viewer(user: User, role: Role) -> Viewer:
    return Viewer(user.id, frozenset({user.unit_id}), frozenset({role}), user.name, everywhere=True)


class Walker:
    """The proceeding of that id, or one of the model that was just opened; `at` is now."""

    def __init__(
        self, model: type[Proceeding], staff: Staff, random: Random, at: datetime, id: int | None = None
    ) -> None:
        self.model, self.staff, self.random, self.at = model, staff, random, at
        self.chance = Chance(random, staff.ids, [staff.unit_id], at)
        self.goal = random.choice(model.definition.transitions)
        self.id = id or self._opens()

    @property
    def proceeding(self) -> Proceeding:
        """The row, as the database has it."""
        return db.session.get_one(self.model, self.id, populate_existing=True)

    @property
    def clocks(self) -> list[RunningClock]:
        """Its clocks, as the database has them."""
        db.session.expire_all()
        return clocks.of(self.proceeding, db.session())

    def goes_on(self) -> Decision | None:
        """Somebody takes an action that is open to them and leads to the goal; what was decided, if any."""
        for way in self._ways():
            who, data = self._somebody(*way.by), self.chance.answers(way)
            if decision := self._decision(way, who, data):
                try:
                    self._takes(way, who, data)
                except Incomplete:  # what follows refuses it: nobody calls back at night
                    continue
                if way is self.goal:
                    self.goal = self.random.choice(self.model.definition.transitions)
                return decision
        return None

    def _ways(self) -> list[Transition]:
        """The actions that leave the state: first the goal, then those that lead nearer to it."""
        process, state, done = self.model.definition, self.proceeding.state, self.proceeding.done_by
        steps = steps_to(process, self.goal.sources)
        ways = self.random.sample(process.leaving(state), len(process.leaving(state)))
        return sorted(
            ways, key=lambda t: (t is not self.goal, t.action in done, steps.get(t.goes_to(state), FAR))
        )

    def is_tried(self) -> None:
        """Anybody tries anything; a refusal changes no row at all."""
        action = self.random.choice(self.model.definition.transitions)
        data = self.random.choice((self.chance.answers, self.chance.spoiled))(action)
        before = every_row()
        try:
            self._takes(action, self._somebody(*Role, *action.by * 5), data)
        except (DomainError, IntegrityError):  # the database refuses a person who does not exist
            assert every_row() == before

    def is_left_alone(self) -> None:
        """Hours pass, or weeks; the timer does what has fallen due."""
        self.at += timedelta(hours=self.random.choice((1, 5, 24, 24 * 8, 24 * 40)))
        reminders.sweep(at=self.at)

    def _opens(self) -> int:
        """Somebody opens it; another one does when the first is refused."""
        opening = self.random.choice(self.model.definition.leaving(START))
        who, data = self._somebody(*opening.by), self.chance.answers(opening)
        matter = Matter(opened_at=self.at, unit_id=self.staff.unit_id)
        proceeding = self.model(matter=matter, unit_id=self.staff.unit_id)
        try:
            with transaction() as session:
                session.add(proceeding)
                engine.open_proceeding(proceeding, opening.action, viewer=who, at=self.at, data=data)
        except DomainError:
            return self._opens()
        return proceeding.id

    def _decision(self, transition: Transition, who: Viewer, data: dict[str, Any]) -> Decision | None:
        """What the action would do; None when it is refused, or the proceeding is none of the person's."""
        facts = engine.facts_of(self.proceeding, self.clocks, self.at)
        process, state = self.model.definition, self.proceeding.state
        try:
            find(self.model, self.id, who)
            return decide(process, state, transition.action, viewer=who, facts=facts, data=data)
        except DomainError:
            return None

    def _takes(self, transition: Transition, who: Viewer, data: dict[str, Any]) -> None:
        act(self.model, self.id, transition.action, data=data, version=None, viewer=who, at=self.at)

    def _somebody(self, *roles: Role) -> Viewer:
        return self.random.choice(self.staff.viewers[self.random.choice(roles)])


def every_row() -> dict[str, list[tuple[Any, ...]]]:
    """Everything the database holds, people and units apart."""
    tables = [t for t in Base.metadata.sorted_tables if t.name not in ("unit", "user", "user_role")]
    return {
        t.name: [tuple(row) for row in db.session.execute(sa.select(t).order_by(*t.primary_key))]
        for t in tables
    }
