"""Who is reminded of what: the people of the units, read once for many reminders (提醒对象)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.absences import absences, stand_ins
from caseflow.accounts.models import Unit, User, UserRole
from caseflow.casework.db import kept_in
from caseflow.casework.models import Manner
from caseflow.kernel.ladder import Recipient
from caseflow.kernel.roles import Role

People = tuple[int, ...]
Instead = Mapping[int, int | None]
"""By who is away, who stands in (`accounts.absences`)."""


def instead(session: Session, on: date) -> Instead:
    """Who stands in for whom on the day; read once in a transaction."""
    kept = kept_in(session)
    if (instead, on) not in kept:
        kept[instead, on] = stand_ins(absences(on, session=session), on)
    found: Instead = kept[instead, on]
    return found


def heard(people: Iterable[int], away: Instead, manner: Manner) -> Iterator[tuple[int, Manner]]:
    """Who hears of something, and how: for who is away also the stand-in, and they in the digest once back.

    Where nobody stands in, they are told as if they were here.
    """
    for user in people:
        stand_in = away.get(user) if away else None
        yield user, Manner.DIGEST if stand_in and manner is Manner.ALONE else manner
        if stand_in:
            yield stand_in, manner


@dataclass(frozen=True)
class Directory:
    """The unit tree with its heads, the people who are here with their roles, and those of each unit."""

    parents: dict[int, int | None]
    heads: dict[int, int | None]
    roles: dict[int, set[Role]]
    people: dict[tuple[int, Role], People]
    _found: dict[tuple[int, Recipient | Role], People] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session) -> "Directory":
        """The directory as it stands; two queries."""
        units = session.execute(sa.select(Unit.id, Unit.parent_id, Unit.head_id)).all()
        held = sa.select(User.id, User.unit_id, UserRole.role).outerjoin(UserRole).where(User.active)
        rows = session.execute(held.order_by(User.id)).all()
        roles: dict[int, set[Role]] = defaultdict(set)
        people: dict[tuple[int, Role], list[int]] = defaultdict(list)
        for row in rows:
            roles[row.id].add(row.role)
            people[row.unit_id, row.role].append(row.id)
        return cls(
            parents={unit.id: unit.parent_id for unit in units},
            heads={unit.id: unit.head_id for unit in units},
            roles=dict(roles),
            people={key: tuple(ids) for key, ids in people.items()},
        )

    def recipients(self, to: Recipient, unit_id: int, handler_id: int | None, owner: Role | None) -> People:
        """Whom a stage reminds: the handler, or the nearest people of the role whose duty it is instead.

        Where a unit has no head, or no one holds the owner's role, or they have left, the supervising manager
        is told instead.
        """
        if to is Recipient.HANDLER and handler_id and self._owes(handler_id, owner):
            return (handler_id,)
        wanted = owner if to is Recipient.HANDLER and owner else to
        key = (unit_id, wanted)
        if key not in self._found:
            self._found[key] = self._nearest(wanted, unit_id) or self._holders(Role.MANAGER, unit_id)
        return self._found[key]

    def _owes(self, user_id: int, owner: Role | None) -> bool:
        held = self.roles.get(user_id)
        return held is not None and (owner is None or owner in held)

    def _nearest(self, wanted: Recipient | Role, unit_id: int) -> People:
        if isinstance(wanted, Role):
            return self._holders(wanted, unit_id)
        head = self.heads.get(unit_id) if wanted is Recipient.UNIT_HEAD else None
        return (head,) if head in self.roles else ()

    def _holders(self, role: Role, unit_id: int) -> People:
        """The people of the role in the unit, or in the nearest unit above that has any."""
        at: int | None = unit_id
        while at is not None:
            if found := self.people.get((at, role)):
                return found
            at = self.parents.get(at)
        return ()
