"""Parties find their records in the register; whoever is new gets one (建档)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.casework.db import dialect_insert, run
from caseflow.casework.models import (
    EmployerName,
    EmployerRecord,
    Party,
    PartyKind,
    WorkerKey,
    WorkerRecord,
)
from caseflow.casework.register.keys import BY_ID, letters, name_key, worker_keys
from caseflow.extensions import fetch

Keys = Mapping[str, int]
"""Key → record."""


def link(session: Session, parties: Iterable[Party], at: datetime) -> None:
    """Point each party at its record: two queries where all are known, however many they are.

    Whoever registers the same newcomer at the same time waits for the first, and takes that record.
    """
    everyone = list(parties)
    _link_workers(session, [party for party in everyone if party.kind is PartyKind.WORKER], at)
    for party in everyone:
        if party.kind is PartyKind.EMPLOYER and party.name:
            party.employer_record_id = _record_of_employer(session, party, at)


def _link_workers(session: Session, parties: Sequence[Party], at: datetime) -> None:
    told = [(party, keys) for party in parties if (keys := tuple(worker_keys(party)))]
    if not told:
        return
    known = _known([key for _, keys in told for key in keys])
    people: dict[int, Party] = {}  # the newcomers, numbered below zero until they have records
    learnt: dict[str, int] = {}
    for party, keys in told:
        owner = _owner(keys, {**known, **learnt})
        if owner is None:
            owner = -len(people) - 1
            people[owner] = party
        learnt.update({key: owner for key in keys if key not in known and key not in learnt})
        party.worker_record_id = owner
    made = _new_workers(session, people, at)
    kept = _claimed(session, {key: made.get(owner, owner) for key, owner in learnt.items()})
    _settle(session, told, kept, made)


def _known(wanted: Sequence[str]) -> Keys:
    """Every key of the records that one of the wanted keys finds."""
    return {row.key: row.record_id for row in fetch(_KNOWN, {"wanted": wanted})}


_found = aliased(WorkerKey)
_KNOWN = (
    sa.select(WorkerKey.key, WorkerKey.record_id)
    .join(_found, _found.record_id == WorkerKey.record_id)
    .where(_found.key.in_(sa.bindparam("wanted", expanding=True)))
)


def _owner(keys: Sequence[str], known: Keys) -> int | None:
    """The record that the keys lead to; one with the card of somebody else is not it."""
    by_card = next((key for key in keys if key.startswith(BY_ID)), "")
    if by_card in known:
        return known[by_card]
    for key in keys:
        owner = known.get(key)
        cards = {k for k, record in known.items() if record == owner and k.startswith(BY_ID)}
        if owner is not None and not (by_card and cards):
            return owner
    return None


def _new_workers(session: Session, people: Mapping[int, Party], at: datetime) -> dict[int, int]:
    """Their records, by the numbers they had until now."""
    rows = [{"name": p.name, "initials": letters(p.name), "since": at} for p in people.values()]
    if not rows:
        return {}
    return dict(zip(people, run(session, _NEW_WORKERS, rows).scalars(), strict=True))


_WORKERS: sa.Table = WorkerRecord.__table__  # type: ignore[assignment]
_NEW_WORKERS = sa.insert(_WORKERS).returning(_WORKERS.c.id, sort_by_parameter_order=True)


def _claimed(session: Session, learnt: Keys) -> Keys:
    """Write the new keys down; whoever was there first keeps them."""
    if not learnt:
        return {}
    rows = [{"key": key, "record_id": record} for key, record in sorted(learnt.items())]
    kept = run(session, _keeping(dialect_insert(session), WorkerKey), rows)
    return {row.key: row.record_id for row in kept}


@cache
def _keeping(insert: Any, model: type[WorkerKey] | type[EmployerName]) -> sa.Insert:
    """Writes keys down, and says whose they are: of whoever had them first."""
    table: sa.Table = model.__table__  # type: ignore[assignment]
    kept = insert(table).on_conflict_do_update(index_elements=["key"], set_={"record_id": table.c.record_id})
    statement: sa.Insert = kept.returning(table.c.key, table.c.record_id)
    return statement


def _settle(
    session: Session,
    told: Sequence[tuple[Party, tuple[str, ...]]],
    kept: Keys,
    made: Mapping[int, int],
) -> None:
    """Each party goes to the record that holds its first new key; records that nobody holds are let go."""
    for party, keys in told:
        mine = party.worker_record_id
        if mine is not None and mine < 0:
            party.worker_record_id = next((kept[key] for key in keys if key in kept), made[mine])
    idle = set(made.values()) - {party.worker_record_id for party, _ in told}
    if idle:
        session.execute(sa.delete(WorkerRecord).where(WorkerRecord.id.in_(idle)))


def _record_of_employer(session: Session, party: Party, at: datetime) -> int:
    """By its code, else by its name; the same name under another code is another employer."""
    key, code = name_key(party.name), party.credit_code
    rows = fetch(_employers, {"code": code or "", "key": key}).all()
    by_code = next((row.id for row in rows if code and row.credit_code == code), None)
    by_name = next((row for row in rows if row.key == key), None)
    if by_code is None and by_name and not (code and by_name.credit_code):
        by_code = by_name.id
        if code:
            _learn_code(session, by_name.id, code)
    record = by_code or _new_employer(session, party, at)
    return record if by_name else _named(session, record, party, key, fresh=by_code is None)


_employers = (
    sa.select(EmployerRecord.id, EmployerRecord.credit_code, EmployerName.key)
    .outerjoin(
        EmployerName,
        sa.and_(EmployerName.record_id == EmployerRecord.id, EmployerName.key == sa.bindparam("key")),
    )
    .where(
        sa.or_(
            EmployerRecord.credit_code == sa.bindparam("code"),
            EmployerRecord.id.in_(
                sa.select(EmployerName.record_id).where(EmployerName.key == sa.bindparam("key"))
            ),
        )
    )
)


def _learn_code(session: Session, record: int, code: str) -> None:
    unknown = sa.and_(EmployerRecord.id == record, EmployerRecord.credit_code.is_(None))
    session.execute(sa.update(EmployerRecord).where(unknown).values(credit_code=code))


def _new_employer(session: Session, party: Party, at: datetime) -> int:
    """A record for an employer, or the one that somebody has just made for the same code."""
    row = {
        "name": party.name,
        "initials": letters(party.name),
        "credit_code": party.credit_code or None,
        "address": party.address or "",
        "since": at,
    }
    return int(run(session, _new(dialect_insert(session)), row).scalar_one())


@cache
def _new(insert: Any) -> sa.Insert:
    table: sa.Table = EmployerRecord.__table__  # type: ignore[assignment]
    made = insert(table).on_conflict_do_update(
        index_elements=["credit_code"], set_={"credit_code": table.c.credit_code}
    )
    statement: sa.Insert = made.returning(table.c.id)
    return statement


def _named(session: Session, record: int, party: Party, key: str, *, fresh: bool) -> int:
    """Write the name down as one of the employer; a fresh record without a code gives way to an older one."""
    row = {"key": key, "record_id": record, "name": party.name, "initials": letters(party.name)}
    kept = run(session, _keeping(dialect_insert(session), EmployerName), row)
    owner = int(kept.one().record_id)
    if owner == record or not fresh or party.credit_code:
        return record
    session.execute(sa.delete(EmployerRecord).where(EmployerRecord.id == record))
    return owner
