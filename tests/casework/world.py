"""A world by chance: units below each other, people in all of them, matters that lie here and there."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.casework import engine
from caseflow.casework.db import transaction
from caseflow.casework.models import Involvement, Matter, Party, PartyKind, Proceeding
from caseflow.kernel.errors import DomainError
from caseflow.kernel.machine import START
from caseflow.kernel.roles import REACH, Reach, Role, Viewer
from caseflow.registry import MODELS
from tests import given
from tests.chance import Chance

AT = given.moment("2026-09-16")
MATTERS = 20


@dataclass(frozen=True)
class World:
    """Everything there is; `takes_part` holds pairs of user and proceeding."""

    units: dict[int, Unit]
    users: list[User]
    proceedings: list[Proceeding]
    takes_part: set[tuple[int, int]]

    def seen_by(self, user: User) -> set[int]:
        """The proceedings that the user may see, as the table of reaches says it, role by role (数据范围)."""
        roles = [held.role for held in user.roles]
        return {p.id for p in self.proceedings if any(self._reaches(role, user, p) for role in roles)}

    def _reaches(self, role: Role, user: User, proceeding: Proceeding) -> bool:
        mine = [p for p in self.proceedings if (user.id, p.id) in self.takes_part]
        match REACH[role].get(proceeding.definition.family):
            case Reach.UNIT:
                return self.units[proceeding.unit_id].path.startswith(self.units[user.unit_id].path)
            case Reach.LINKED:
                return proceeding.matter_id in {p.matter_id for p in mine}
            case Reach.OWN:
                return proceeding in mine
        return False


def world(random: Random) -> World:
    """A new one."""
    with transaction() as session:
        units = _units(session)
        users = list(_users(session, random, units))
        proceedings = [p for _ in range(MATTERS) for p in _matter(session, random, units, users)]
        for user, proceeding in zip(
            random.choices(users, k=40), random.choices(proceedings, k=40), strict=True
        ):
            _involve(session, user, proceeding)
    with transaction() as session:
        rows = session.execute(sa.select(Involvement.user_id, Involvement.proceeding_id))
        return World({u.id: u for u in units}, users, proceedings, {(row[0], row[1]) for row in rows})


def _units(session: Session) -> list[Unit]:
    """A federation, two streets below it, a plant below one of them."""
    units: list[Unit] = []
    for name, above in (("示例区总工会", None), ("示例东街道", 0), ("示例西街道", 0), ("示例厂工会", 1)):
        parent = None if above is None else units[above]
        unit = Unit(name=name, kind=UnitKind.FEDERATION, parent_id=parent and parent.id)
        session.add(unit)
        session.flush()
        unit.path = f"{parent.path if parent else '/'}{unit.id}/"
        units.append(unit)
    return units


def _users(session: Session, random: Random, units: list[Unit]) -> Iterator[User]:
    """Somebody for each role in each unit, and some with two roles."""
    roles = [role for role in Role if role is not Role.SYSTEM]
    people = [([role], unit) for role in roles for unit in units]
    people += [(random.sample(roles, 2), random.choice(units)) for _ in range(8)]
    for n, (held, unit) in enumerate(people):
        user = User(login=f"someone-{n}", name=f"测试{n}", unit=unit, password_hash="")
        user.roles = [UserRole(role=role) for role in held]
        session.add(user)
        yield user
    session.flush()


def _matter(session: Session, random: Random, units: list[Unit], users: list[User]) -> Iterator[Proceeding]:
    """A matter and what could be opened in it, each in a unit of its own."""
    matter = Matter(opened_at=AT, unit_id=random.choice(units).id)
    session.add(matter)
    session.flush()
    session.add(Party(matter_id=matter.id, kind=PartyKind.WORKER))
    for _ in range(random.randint(1, 4)):
        model = random.choice(list(MODELS.values()))
        proceeding = model(matter=matter, unit_id=random.choice(units).id)
        if _is_opened(session, random, proceeding, users):
            yield proceeding


def _is_opened(session: Session, random: Random, proceeding: Proceeding, users: list[User]) -> bool:
    """Whether somebody's answers, by chance, were good enough to open it."""
    holders = {role: [user for user in users if user.roles[0].role is role] for role in Role}
    chance = Chance(
        random, lambda datum: [u.id for role in datum.roles for u in holders[role]], [proceeding.unit_id], AT
    )
    opening = random.choice([t for t in proceeding.definition.leaving(START) if holders[t.by[0]]])
    someone = random.choice(holders[opening.by[0]])
    viewer = Viewer(someone.id, frozenset(), frozenset(opening.by), someone.name)
    data = chance.answers(opening)
    try:
        with session.begin_nested():
            session.add(proceeding)
            engine.open_proceeding(proceeding, opening.action, viewer=viewer, at=AT, data=data)
    except DomainError:
        return False
    return True


def _involve(session: Session, user: User, proceeding: Proceeding) -> None:
    session.merge(
        Involvement(user_id=user.id, proceeding_id=proceeding.id, matter_id=proceeding.matter_id, since=AT)
    )
