"""Who is away, and who stands in (请假代理): a deputy, or the head of the unit; the deputy's own, if away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.models import Absence, Unit, User
from caseflow.extensions import db


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which somebody is away, both included, and whom they or their unit have chosen to stand in.

    `stand_in_id` is None where nobody was chosen and no unit above has a head.
    """

    user_id: int
    first_on: date
    last_on: date
    stand_in_id: int | None

    def on(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first_on <= day <= self.last_on


_above = aliased(Unit)

stand_in: sa.ColumnElement[int | None] = sa.func.coalesce(
    Absence.deputy_id, sa.func.nullif(Unit.head_id, Absence.user_id), _above.head_id
)
"""Who stands in for whom `every()` tells of."""


def every(*columns: Any) -> sa.Select[*tuple[Any, ...]]:
    """Absences with the unit of who is away and the unit above it."""
    return (
        sa.select(*columns)
        .select_from(Absence)
        .join(User, User.id == Absence.user_id)
        .join(Unit, Unit.id == User.unit_id)
        .outerjoin(_above, _above.id == Unit.parent_id)
    )


def absences(first: date, last: date | None = None, *, session: Session | None = None) -> list[Away]:
    """Who is away on the day, or on any day up to `last`; the earliest absence first."""
    overlapping = Absence.last_on >= first, Absence.first_on <= (last or first)
    columns = (Absence.user_id, Absence.first_on, Absence.last_on, stand_in.label("stand_in_id"))
    query = every(*columns).where(*overlapping).order_by(Absence.first_on, Absence.id)
    return [Away(*row) for row in (session or db.session()).execute(query)]


def stand_ins(away: Iterable[Away], day: date) -> dict[int, int | None]:
    """By who is away on the day, who stands in at the end of the chain.

    None where it leads to nobody, or back to where it began.
    """
    direct = {absent.user_id: absent.stand_in_id for absent in away if absent.on(day)}
    return {user_id: _end_of(direct, user_id) for user_id in direct}


def _end_of(direct: Mapping[int, int | None], user_id: int) -> int | None:
    seen: set[int] = set()
    at: int | None = user_id
    while at is not None and at in direct and at not in seen:
        seen.add(at)
        at = direct[at]
    return None if at in seen else at
