"""The office that past cases are taken over into, and how a past step is written down (导入)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, UnitKind, User, UserRole
from caseflow.casework import clocks, engine
from caseflow.casework.audit import Deed, record
from caseflow.casework.law import current_law
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.openings import begin_matter, sent_before
from caseflow.casework.wiring import wired
from caseflow.extensions import Base
from caseflow.kernel.calendar import SpecialDay, WorkCalendar, local_day
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.machine import is_blank
from caseflow.kernel.roles import SYSTEM, Role, Viewer
from caseflow.ledger.desks import Desks, open_desks
from caseflow.ledger.values import bare

MATTER, UNIT, OFFICER, ROLES, EMPLOYER, NOTICE = "matter", "unit", "officer", "roles", "employer", "notice"
"""What an import makes, or changes: the roles of an officer who was there before."""


@dataclass(frozen=True, slots=True)
class Made:
    """Something that a row made or changed; `before` is what stood there before."""

    what: str
    thing: Any
    before: str = ""


@dataclass
class Office:
    """The import under way: everything is written down at the instant `now`.

    `by` is who imports, from the `source`; `made` is what the rows have made so far, each in
    the row of `numbers`, `token` what the row in hand tells of, and `days` those of a notice, row by row.
    """

    session: Session
    now: datetime
    root: Unit
    desks: Desks
    calendar: WorkCalendar
    units: dict[str, int]
    by: Viewer = SYSTEM
    source: str = ""
    days: dict[date, SpecialDay] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    token: str | None = None
    _handlers: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def open(cls, session: Session, now: datetime, by: Viewer = SYSTEM, source: str = "") -> "Office":
        """The office as it stands; an empty database gets its federation first."""
        root = _root(session, now)
        units = sa.select(Unit.name, Unit.id).where(Unit.active)
        return cls(
            session=session,
            now=now,
            root=root,
            desks=open_desks(session, root, now),
            calendar=current_law(session).calendar,
            units={row.name: row.id for row in session.execute(units)},
            by=by,
            source=source,
        )

    @property
    def today(self) -> date:
        """The day of the import in Shanghai."""
        return local_day(self.now)

    def matter(self, key: Sequence[str], by: Viewer, at: datetime) -> Matter:
        """A new matter for what the key names.

        Raises:
            GuardRefused: it was taken over before.
        """
        token = str(uuid5(NAMESPACE_OID, "\n".join(map(bare, key))))
        self.token = token
        matter = begin_matter(self.session, token, viewer=by, at=at, imported=True)
        if matter is None:
            same = self.session.get_one(Proceeding, sent_before(self.session, token).id)
            raise GuardRefused(f"与{same.number}相同，已经导入过")
        self.note(MATTER, matter)
        return matter

    def note(self, what: str, thing: Base, before: str = "") -> None:
        """The row has made this, or changed it."""
        self.made.append(Made(what, thing, before))

    def add_unit(self, name: str, kind: UnitKind, area: str) -> Unit:
        """A new unit below the root."""
        unit = add_unit(self.session, self.root, name, kind, area, self.now)
        self.units[name] = unit.id
        self.note(UNIT, unit)
        return unit

    def begin(self, proceeding: Proceeding, action: str, by: Viewer, at: datetime, **data: object) -> None:
        """Open a proceeding as it was opened then; it is marked as taken over, as its matter is."""
        proceeding.imported = True
        self.session.add(proceeding)
        engine.open_proceeding(proceeding, action, viewer=by, at=at, data=_known(data), recorded_at=self.now)

    def act(self, proceeding: Proceeding, action: str, by: Viewer, at: datetime, **data: object) -> None:
        """Take a step as it was taken then; it is written with the rest of the row."""
        with self.session.no_autoflush:
            engine.apply(proceeding, action, viewer=by, at=at, data=_known(data), recorded_at=self.now)

    def leave(self, proceeding: Proceeding) -> None:
        """Nothing more is known of it: reminders begin with what falls due from now on."""
        clocks.forget_past(proceeding, self.session, self.now)

    def handler(self, name: str) -> int | None:
        """The one user of that name who handles tickets, if there is exactly one."""
        if name not in self._handlers:
            self._handlers[name] = _only_handler(self.session, name)
        return self._handlers[name]


def _only_handler(session: Session, name: str) -> int | None:
    holders = sa.select(UserRole.user_id).where(UserRole.role == Role.HANDLING_UNIT)
    query = sa.select(User.id).where(User.name == name, User.active, User.id.in_(holders))
    found = session.scalars(query.limit(2)).all() if name else []
    return found[0] if len(found) == 1 else None


def _root(session: Session, now: datetime) -> Unit:
    found = session.scalars(sa.select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id)).first()
    return found or add_unit(session, None, wired().office_name, UnitKind.FEDERATION, "", now)


def add_unit(
    session: Session, parent: Unit | None, name: str, kind: UnitKind, area: str, now: datetime
) -> Unit:
    """A new unit below its parent, or the root itself."""
    unit = Unit(name=name, kind=kind, area=area, parent_id=parent and parent.id)
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    data: Mapping[str, object] = {"unit_id": unit.id, "name": name, "kind": kind, "area": area}
    record(session, None, Deed(action="unit_added", viewer=SYSTEM, at=now, data=data))
    return unit


def _known(data: Mapping[str, object]) -> dict[str, object]:
    """What the ledger says; an empty cell says nothing, and empties nothing."""
    return {name: value for name, value in data.items() if not is_blank(value)}
