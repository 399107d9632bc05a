"""How a matter begins: with its first proceeding, once for each form (立案)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import User
from caseflow.casework import drafts, engine
from caseflow.casework.actions import opening_by
from caseflow.casework.audit import Deed, record
from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.models import Beginning, Matter, Proceeding
from caseflow.casework.parties import LONGEST_NAME, PARTY_DATA, parties_told, settle_in
from caseflow.casework.query_codes import fingerprint, new_code
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import Incomplete, NotFound
from caseflow.kernel.machine import Datum, Transition, is_blank
from caseflow.kernel.roles import Viewer

Data = Mapping[str, Any]
Faults = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A proceeding; `again` when the same form had been sent before and nothing was written now."""

    id: int
    again: bool = False


def start_matter(process: str, *, data: Data, token: str, viewer: Viewer, at: datetime) -> Opened:
    """Begin a matter with a proceeding of the process (直接立案); `token` is that of the form.

    `data` answers what the opening asks for and what is `asked_beside` it.

    Raises:
        NotFound: no matter begins with the process.
        DomainError: the viewer's roles do not open it, or something is missing; nothing has been written.
    """
    model, beginning = beginning_with(process)
    opening = opening_by(model.definition, viewer)
    asked = asked_beside(beginning, opening)
    if faults := dict(_faults(asked, opening, data, at)):
        raise Incomplete(faults)
    with transaction() as session:
        matter = begin_matter(session, token, viewer=viewer, at=at)
        if matter is None:
            return sent_before(session, token)
        drafts.forget(session, token, viewer=viewer)
        _describe(session, matter, dict(_described(asked, beginning, data)), viewer, at)
        settle_in(session, matter, parties_told(matter, data), named=_named(opening, data))
        proceeding = model(matter=matter, unit_id=matter.unit_id)
        session.add(proceeding)
        engine.open_proceeding(proceeding, opening.action, viewer=viewer, at=at, data=data)
        return Opened(proceeding.id)


def beginning_with(process: str) -> tuple[type[Proceeding], Beginning]:
    """The model of a process that a matter may begin with, and how it begins.

    Raises:
        NotFound: there is none of that name, or it has a way of its own to begin.
    """
    model = wired().models.get(process)
    if model is None or model.beginning is None:
        raise NotFound
    return model, model.beginning


def asked_beside(beginning: Beginning, opening: Transition) -> tuple[Datum, ...]:
    """What is asked of the people and the matter; nothing that the opening itself asks for."""
    own = {datum.name for datum in opening.needs}
    names = (name for name in beginning.asks if name not in own)
    return tuple(replace(_datum(name), required=name in beginning.required) for name in names)


def begin_matter(
    session: Session, token: str, *, viewer: Viewer, at: datetime, imported: bool = False
) -> Matter | None:
    """A new matter of the viewer's unit; None when a form of that token has begun one before.

    Of the same form sent twice at once, the second waits for the first. What a ledger tells is `imported`.
    """
    code = new_code(session)
    row = {
        "token": token or None,
        "query_code": code,
        "query_index": fingerprint(code),
        "opened_at": at,
        "region": wired().region,
        "of": viewer.user_id,
        "imported": imported,
    }
    begun: Matter | None = session.scalars(_beginning(dialect_insert(session)), row).first()
    return begun


@cache
def _beginning(insert: Any) -> Any:
    unit_id = sa.select(User.unit_id).where(User.id == sa.bindparam("of", type_=sa.Integer))
    asked = ("token", "query_code", "query_index", "opened_at", "region", "imported")
    values = {name: sa.bindparam(name, type_=getattr(Matter, name).type) for name in asked}
    statement = insert(Matter).values(unit_id=unit_id.scalar_subquery(), **values)
    return statement.on_conflict_do_nothing(index_elements=[Matter.token]).returning(Matter)


def sent_before(session: Session, token: str) -> Opened:
    """What the form had opened when it was sent before: the first proceeding of its matter."""
    first = sa.select(sa.func.min(Proceeding.id)).join(Proceeding.matter).where(Matter.token == token)
    return Opened(session.scalars(first).one(), again=True)


def _datum(name: str) -> Datum:
    """What is asked under the name: of a party, or of the matter as whichever process asks it."""
    found = PARTY_DATA.get(name) or wired().datum(name)
    if found is None:
        raise LookupError(f"no process asks for {name}")
    return found


def _faults(asked: tuple[Datum, ...], opening: Transition, data: Data, at: datetime) -> Faults:
    """What is missing beside the opening, or contradicts itself, by field."""
    for datum in asked:
        if fault := datum.fault(data.get(datum.name)):
            yield datum.name, fault
    for name in ("worker_name", "employer_name"):
        if len(data.get(name) or "") > LONGEST_NAME:
            yield name, f"{PARTY_DATA[name].label}最多{LONGEST_NAME}字"
    if data.get("event_on") and data["event_on"] > local_day(at):
        yield "event_on", "事情发生日期不能晚于今天"
    if any(datum.name == "complaint_received_on" for datum in opening.needs):
        yield from _about_complaint(data)


def _about_complaint(data: Data) -> Faults:
    """A complaint has a person behind it; what the union finds out by itself has none (主动发现)."""
    named = data.get("worker_name")
    if data.get("real_name") and not named:
        yield "worker_name", "实名投诉举报的，请填写职工姓名"
    if named and not data.get("complaint_received_on"):
        yield "complaint_received_on", "填写了职工的，请填写投诉举报收到日；主动发现的线索不填职工"


def _named(opening: Transition, data: Data) -> bool:
    """Nobody wants to stay unnamed, where that is asked (实名)."""
    return bool(data.get("real_name")) or all(datum.name != "real_name" for datum in opening.needs)


def _described(asked: tuple[Datum, ...], beginning: Beginning, data: Data) -> Iterator[tuple[str, Any]]:
    """What was answered about the matter itself; the opening sets what it asks for by itself."""
    for datum in asked:
        value = data.get(datum.name)
        if datum.name not in PARTY_DATA and not is_blank(value):
            yield datum.name, value
    if story := data.get(beginning.story):
        yield "facts_text", story


def _describe(session: Session, matter: Matter, told: Data, viewer: Viewer, at: datetime) -> None:
    """Set the matter's columns, and put on record what was told."""
    for name, value in told.items():
        setattr(matter, name, value)
    record(session, matter, Deed(action="begin_matter", viewer=viewer, at=at, data=told))
