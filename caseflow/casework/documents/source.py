"""What is known of a proceeding when a paper about it is made (填写来源)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, class_mapper

from caseflow.accounts.models import Unit, User
from caseflow.casework import files, gathering
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.slots import Shape, Slot, revived
from caseflow.casework.models import AuditEvent, Matter, Party, PartyKind, Proceeding, RunningClock
from caseflow.casework.privacy import mask_name, mask_number
from caseflow.casework.queries import parties_of
from caseflow.casework.reveals import may_read_story
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.machine import Datum, Kind, is_blank
from caseflow.kernel.roles import Permission, Viewer

_SEALED: Mapping[str, Callable[[Party], str | None]] = {
    "worker_name": lambda worker: worker.name,
    "worker_phone": lambda worker: worker.phone,
    "id_number": lambda worker: worker.id_number,
    "bank_account": lambda worker: worker.bank_account,
    "worker_address": lambda worker: worker.address,
}
"""What identifies a worker, from the register alone."""

_JSON_KINDS: Mapping[Kind, Shape] = {
    Kind.DATE: Shape.DATE,
    Kind.MOMENT: Shape.MOMENT,
    Kind.MONEY: Shape.MONEY,
}


@dataclass(frozen=True)
class Source:
    """A proceeding, as the papers about it may know it; read piece by piece when it is asked for.

    What is being `typed` and not sent yet counts as the newest answer, so that a paper can be looked at.
    """

    session: Session
    proceeding: Proceeding
    viewer: Viewer
    at: datetime
    typed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def matter(self) -> Matter:
        """Its matter."""
        return self.proceeding.matter

    @property
    def today(self) -> date:
        """The day in Shanghai."""
        return local_day(self.at)

    @cached_property
    def events(self) -> Sequence[AuditEvent]:
        """Every action on the proceeding, oldest first; none on one that is only being begun."""
        if self.proceeding.id is None:
            return ()
        gathering.write(self.session)
        query = sa.select(AuditEvent).where(AuditEvent.proceeding_id == self.proceeding.id)
        return self.session.scalars(query.order_by(AuditEvent.seq)).all()

    @cached_property
    def trail(self) -> dict[str, Any]:
        """The newest answer to everything that an action has asked for, as the chain keeps it."""
        known: dict[str, Any] = {}
        for event in self.events:
            if event.target:
                known.update(event.data)
        return {**known, **self.typed}

    def when(self, *actions: str) -> datetime | None:
        """When one of the actions was last taken."""
        return next((event.at for event in reversed(self.events) if event.action in actions), None)

    def who(self, *actions: str) -> str:
        """Who last took one of the actions."""
        return next((event.actor for event in reversed(self.events) if event.action in actions), "")

    def answer(self, action: str, name: str) -> Any:
        """What the last of these actions was answered."""
        found = (event.data.get(name) for event in reversed(self.events) if event.action == action)
        return next(found, None)

    @cached_property
    def parties(self) -> Sequence[Party]:
        """The people and units of the matter."""
        return self.session.scalars(parties_of(self.matter.id)).all() if self.matter.id else ()

    @cached_property
    def workers(self) -> list[Party]:
        """Those on the workers' side."""
        return [party for party in self.parties if party.kind is not PartyKind.EMPLOYER]

    @cached_property
    def employer(self) -> Party | None:
        """The first employer."""
        return next((party for party in self.parties if party.kind is PartyKind.EMPLOYER), None)

    @cached_property
    def worker(self) -> Party | None:
        """The first worker."""
        return next((party for party in self.workers if party.kind is PartyKind.WORKER), None)

    @cached_property
    def parent(self) -> Proceeding | None:
        """The proceeding from which it grew."""
        id = self.proceeding.parent_id
        return self.session.get(Proceeding, id) if id else None

    @cached_property
    def clocks(self) -> Sequence[RunningClock]:
        """Every clock that was started."""
        gathering.write(self.session)
        query = sa.select(RunningClock).where(RunningClock.proceeding_id == self.proceeding.id)
        return self.session.scalars(query.order_by(RunningClock.id)).all()

    def due(self, *codes: str) -> date | None:
        """The last day of the newest clock of these codes."""
        found = [clock.due_on for clock in self.clocks if clock.code in codes]
        return found[-1] if found else None

    def day_zero(self, *codes: str) -> date | None:
        """The day from which the newest clock of these codes is counted."""
        found = [clock.day_zero for clock in self.clocks if clock.code in codes]
        return found[-1] if found else None

    def user(self, id: int | None) -> str:
        """The name of a person."""
        found = self.session.get(User, id) if id else None
        return found.name if found else ""

    def unit(self, id: int | None) -> str:
        """The name of a unit."""
        found = self.session.get(Unit, id) if id else None
        return found.name if found else ""

    @cached_property
    def asked(self) -> Mapping[str, Datum]:
        """Everything that the process asks for, by name."""
        transitions = self.proceeding.definition.transitions
        return {datum.name: datum for t in reversed(transitions) for datum in t.needs}

    def known(self, name: str) -> Any:
        """What is known under the name: of the office, by an answer, in a column of proceeding or matter."""
        if name in FURNITURE:
            return FURNITURE[name](self)
        datum = self.asked.get(name)
        if datum and datum.private and not self.viewer.can(Permission.PRIVATE_NOTES):
            return None
        value = self.raw(name)
        return self.said(datum, value) if datum else value

    def raw(self, name: str) -> Any:
        """An answer as it is kept, such as the code of a choice."""
        value = self.trail.get(name)
        return self._column(name) if is_blank(value) and name not in self.typed else value

    def said(self, datum: Datum, value: Any) -> Any:
        """An answer in words where it names a choice, a person or a unit; else as the value that it is."""
        if is_blank(value):
            return None
        match datum.kind:
            case Kind.CHOICE:
                return dict(datum.choices).get(value, value)
            case Kind.PERSON | Kind.PEOPLE:
                ids = value if isinstance(value, list | tuple) else [value]
                names = files.names(set(ids), set()).users
                return "、".join(names[id] for id in ids if id in names)
            case Kind.UNIT:
                return self.unit(value)
            case Kind.YES | Kind.CONFIRMED:
                return "是" if value else "否"
        return _revived(datum, value)

    def _column(self, name: str) -> Any:
        for owner in (self.proceeding, self.matter):
            if name in class_mapper(type(owner)).columns:
                return getattr(owner, name)
        return None

    def sealed(self, name: str, *, masked: bool) -> Any:
        """What identifies the workers, in full on what is final."""
        if name in _TABLES:
            return tuple(_TABLES[name](worker, masked) for worker in self.workers)
        return _identity(self.worker, name, masked) if self.worker else ""

    def values(self, paper: Paper) -> dict[str, Any]:
        """What the paper starts with; what identifies a worker is not among it."""
        return {
            slot.name: _fitting(slot, slot.fill(self) if slot.fill else self.known(slot.name))
            for slot in paper.every
            if not slot.sealed
        }

    def sealed_values(self, paper: Paper, *, masked: bool) -> dict[str, Any]:
        """What identifies a worker and the paper prints."""
        return {slot.name: self.sealed(slot.name, masked=masked) for slot in paper.every if slot.sealed}


def _identity(worker: Party, name: str, masked: bool) -> str:  # noqa: FBT001 - in every row
    found = _SEALED[name](worker) or ""
    if not masked or not found:
        return found
    return mask_name(found) if name in ("worker_name", "worker_address") else mask_number(found)


_TABLES: Mapping[str, Callable[[Party, bool], tuple[str, ...]]] = {
    "workers": lambda worker, masked: (
        *(_identity(worker, name, masked) for name in ("worker_name", "id_number", "worker_phone")),
        worker.job,
    ),
}
"""Tables of them: a row for each worker of the matter."""


def _revived(datum: Datum, value: Any) -> Any:
    """An answer as it was before the chain kept it as JSON."""
    if not isinstance(value, str):
        return value
    return revived(Slot(name=datum.name, label="", shape=_JSON_KINDS.get(datum.kind, Shape.LINE)), value)


def may_read(paper: Paper, matter: Matter, viewer: Viewer) -> bool:
    """Whether the viewer may read such a paper of the matter: as its story, and as its private notes."""
    private = any(slot.private for slot in paper.slots)
    if private and not viewer.can(Permission.PRIVATE_NOTES):
        return False
    return may_read_story(viewer, matter)


def _fitting(slot: Slot, value: Any) -> Any:
    """The value in the shape of the slot, or nothing where it has another."""
    if is_blank(value):
        return None
    if slot.shape is Shape.TABLE:
        return tuple(tuple(str(cell or "") for cell in row) for row in value)
    if slot.shape is Shape.DATE and isinstance(value, datetime):
        return local_day(value)
    wanted = _TYPES.get(slot.shape)
    if wanted is None:
        return str(value)
    return value if isinstance(value, wanted) else None


_TYPES: Mapping[Shape, type] = {
    Shape.DATE: date,
    Shape.MOMENT: datetime,
    Shape.MONEY: Decimal,
    Shape.NUMBER: int,
}


def _employer_name(source: Source) -> str:
    own = source.trail.get("employer_name") or getattr(source.proceeding, "employer_name", None)
    return own or (source.employer.name if source.employer else "")


def _employer_address(source: Source) -> str:
    own = source.trail.get("employer_address") or getattr(source.proceeding, "employer_address", None)
    return own or (source.employer.address if source.employer else "")


def _category(source: Source) -> str:
    datum = wired().datum("category")
    return dict(datum.choices).get(source.matter.category, "") if datum else ""


FURNITURE: Mapping[str, Callable[[Source], Any]] = {
    "issuer": lambda source: wired().office_name,
    "issued_on": lambda source: source.today,
    "made_on": lambda source: source.today,
    "case_no": lambda source: source.proceeding.number,
    "handler": lambda source: source.user(source.proceeding.handler_id),
    "maker": lambda source: source.viewer.name,
    "unit": lambda source: source.unit(source.proceeding.unit_id),
    "employer_name": _employer_name,
    "employer_address": _employer_address,
    "credit_code": lambda source: source.employer.credit_code if source.employer else None,
    "worker_job": lambda source: source.worker.job if source.worker else None,
    "category": _category,
}
"""What every proceeding knows under the same name."""
