"""The register of 三员 as a person sees it: those of the units in scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import Unit, UnitKind
from caseflow.casework.queries import visible_to
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer
from caseflow.outreach.models import Officer, OfficerRole, in_post, labels

TOWNS, PARKS, ENTERPRISES = "乡镇街道", "园区", "企业"

UNIT_TYPES = {
    TOWNS: (UnitKind.TOWNSHIP, UnitKind.STREET),
    PARKS: (UnitKind.PARK,),
    ENTERPRISES: (UnitKind.ENTERPRISE,),
}
"""Which kinds of unit are counted together (单位类型); officers of any other unit count as persons only."""


def unit_type(kind: UnitKind) -> str:
    """How the register calls the kind of unit."""
    return next((name for name, kinds in UNIT_TYPES.items() if kind in kinds), kind.label)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the register; `standing` is "" for those in post, `past` or `all`."""

    name: str = ""
    unit_id: int | None = None
    unit_type: str = ""
    held: OfficerRole | None = None
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of the register as a list shows it."""

    officer: Officer
    unit: str
    unit_type: str
    held: str
    standing: str

    @property
    def id(self) -> int:
        """That of the person."""
        return self.officer.id

    @classmethod
    def of(cls, officer: Officer, unit: Unit, day: date) -> "Entry":
        """The person as of the day."""
        return cls(officer, unit.name, unit_type(unit.kind), labels(officer.held), standing(officer, day))


def standing(officer: Officer, day: date) -> str:
    """In post or not, in words."""
    if officer.ended_on and officer.ended_on <= day:
        return f"{officer.ended_on} 已解聘"
    if officer.term_until and officer.term_until < day:
        return f"{officer.term_until} 任期届满"
    return "在岗" if officer.appointed_on <= day else f"{officer.appointed_on} 起"


def in_scope(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The persons of the units that the viewer sees."""
    return Officer.unit_id.in_(visible_to(viewer, Unit).with_only_columns(Unit.id))


def find_officer(id: int, viewer: Viewer, session: Session | None = None) -> Officer:
    """The person of that id.

    Raises:
        NotFound: there is none in the viewer's scope.
    """
    query = sa.select(Officer).where(Officer.id == id, in_scope(viewer))
    found = (session or db.session()).scalars(query).first()
    if found is None:
        raise NotFound
    return found


def officers(wanted: Wanted, viewer: Viewer, day: date, after: Cursor | None = None) -> Page[Entry]:
    """A page of the register, in the order of units and persons as they were entered."""
    place, key = Unit.id.label("place"), Officer.id
    query = sa.select(Officer, Unit, place, key).join(Unit, Unit.id == Officer.unit_id)
    query = query.where(*_narrowed(wanted, viewer, day))
    if after:
        last = sa.tuple_(sa.literal(after.place), sa.literal(after.id))
        query = query.where(sa.tuple_(Unit.id, key) > last)
    found = db.session.execute(limited(query.order_by(Unit.id, key))).all()
    return Page.of(found, lambda row: Entry.of(row.Officer, row.Unit, day))


def phones(ids: Sequence[int], viewer: Viewer) -> dict[int, tuple[str, ...]]:
    """The numbers in full of those persons who are in scope."""
    query = sa.select(Officer.id, Officer.phone).where(Officer.id.in_(ids), in_scope(viewer))
    return {id: (phone or "",) for id, phone in db.session.execute(query)}


def how_many(wanted: Wanted, viewer: Viewer, day: date) -> tuple[int, int]:
    """Persons and units that the list holds."""
    counted = sa.select(sa.func.count(), sa.func.count(sa.distinct(Officer.unit_id)))
    query = counted.select_from(Officer).join(Unit, Unit.id == Officer.unit_id)
    persons, units = db.session.execute(query.where(*_narrowed(wanted, viewer, day))).one()
    return persons, units


def _narrowed(wanted: Wanted, viewer: Viewer, day: date) -> list[sa.ColumnElement[bool]]:
    conditions = [in_scope(viewer)]
    if wanted.name:
        conditions.append(
            sa.or_(Officer.name.contains(wanted.name, autoescape=True), Officer.certificate_no == wanted.name)
        )
    if wanted.unit_id:
        conditions.append(Officer.unit_id == wanted.unit_id)
    if wanted.unit_type:
        conditions.append(Unit.kind.in_(UNIT_TYPES[wanted.unit_type]))
    if wanted.held:
        conditions.append(getattr(Officer, wanted.held))
    if wanted.standing != "all":
        conditions.append(sa.not_(in_post(day)) if wanted.standing == "past" else in_post(day))
    return conditions
