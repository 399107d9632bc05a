"""Documents written beside what they are made from, in the same transaction (检索文档的写入)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import gathering
from caseflow.casework.db import dialect_insert, run, transaction
from caseflow.casework.models import AuditEvent, Matter, Party, Proceeding, SearchDocument
from caseflow.casework.search.documents import (
    MATTER,
    MOST,
    Audience,
    Draft,
    tell_answers,
    tell_matter,
    tell_number,
)
from caseflow.casework.step import Step
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.machine import START

BATCH = 200
"""Documents that a rebuild writes at once; whoever acts on one of their matters waits that long."""

_PARTY = (
    Party.matter_id,
    Party.kind,
    Party.name,
    Party.credit_code,
    Party.address,
    Party.phone_index,
    Party.phone_tail,
    Party.id_index,
    Party.id_tail,
)
_PARTIES = sa.select(*_PARTY).where(Party.matter_id == sa.bindparam("matter", type_=sa.Integer))
_TABLE: Any = SearchDocument.__table__


def follow(session: Session, proceeding: Proceeding, step: Step, *, numbered: bool) -> None:
    """Take up what the step brought: a new document, or what was written in an old one's.

    `numbered` when the step gave the proceeding its number. The caller holds the matter.
    """
    if gathering.leave(session, _write_these, proceeding.id):
        return
    begins = step.decision.source == START
    if not begins and not MATTER.isdisjoint(step.given):
        session.flush()
        refresh(session, proceeding.matter_id)
        return
    draft = Draft(proceeding.definition)
    if begins:
        tell_matter(draft, proceeding.matter, run(session, _PARTIES, {"matter": proceeding.matter_id}))
    if begins or numbered:
        tell_number(draft, proceeding.number)
    tell_answers(draft, step.transition.needs, step.given)
    if begins:
        _write(session, [{"id": proceeding.id, **draft.columns()}])
    elif draft.terms:
        _add(session, proceeding.id, draft)


def refresh(session: Session, matter_id: int) -> None:
    """Write the documents of a matter anew, after its people, facts or notes have changed.

    The caller holds the matter.
    """
    session.flush()
    _write(session, list(_documents(session, Proceeding.matter_id == matter_id)))


def _write_these(session: Session, ids: Sequence[int]) -> None:
    """Write the documents of many proceedings, whatever was done to them."""
    _write(session, list(_documents(session, Proceeding.id.in_(set(ids)))))


def rebuild(*, below: int | None = None, only_missing: bool = False) -> Iterator[tuple[int, int]]:
    """Write the documents anew, the newest first, a batch in each transaction.

    Yields how many documents a batch had and the smallest id among them: `below` it a later run goes on.
    """
    while ids := _next_ids(below, only_missing=only_missing):
        with transaction() as session:
            _hold(session, ids)
            _write(session, list(_documents(session, Proceeding.id.in_(ids))))
        below = min(ids)
        yield len(ids), below


def to_do(*, below: int | None = None, only_missing: bool = False) -> int:
    """How many documents a rebuild would write."""
    query = _wanted(below, only_missing=only_missing).with_only_columns(sa.func.count(Proceeding.id))
    return db.session.scalar(query) or 0


def _next_ids(below: int | None, *, only_missing: bool) -> Sequence[int]:
    query = _wanted(below, only_missing=only_missing)
    return db.session.scalars(query.order_by(Proceeding.id.desc()).limit(BATCH)).all()


def _wanted(below: int | None, *, only_missing: bool) -> sa.Select[int]:
    query = sa.select(Proceeding.id)
    if below is not None:
        query = query.where(Proceeding.id < below)
    return query.where(Proceeding.id.not_in(sa.select(SearchDocument.id))) if only_missing else query


def _hold(session: Session, ids: Sequence[int]) -> None:
    """Nobody acts on their matters until the transaction ends."""
    matters = sa.select(Proceeding.matter_id).where(Proceeding.id.in_(ids))
    held = sa.select(Matter.id).where(Matter.id.in_(matters)).order_by(Matter.id)
    session.execute(held.with_for_update(key_share=True)).all()


def _documents(session: Session, of: sa.ColumnElement[bool]) -> Iterator[dict[str, Any]]:
    """The documents of these proceedings as rows, in four queries however many there are."""
    own = (Proceeding.id, Proceeding.matter_id, Proceeding.process, Proceeding.number, Matter.erased_at)
    columns = (getattr(Matter, name) for name in sorted(MATTER))
    query = sa.select(*own, *columns).join(Matter, Matter.id == Proceeding.matter_id).where(of)
    rows = session.execute(query.order_by(Proceeding.id)).all()
    parties = _grouped(session, sa.select(*_PARTY).order_by(Party.id), Party.matter_id, rows, "matter_id")
    done = sa.select(AuditEvent.proceeding_id, AuditEvent.action, AuditEvent.data).order_by(AuditEvent.id)
    events = _grouped(session, done, AuditEvent.proceeding_id, rows, "id")
    for row in rows:
        draft = Draft(wired().models[row.process].definition, room=2 * MOST)
        tell_matter(draft, row, parties[row.matter_id])
        tell_number(draft, row.number)
        known = {transition.action: transition.needs for transition in draft.process.transitions}
        for event in () if row.erased_at else events[row.id]:
            tell_answers(draft, known.get(event.action, ()), event.data)
        yield {"id": row.id, **draft.columns()}


def _grouped(
    session: Session, query: sa.Select[*tuple[Any, ...]], key: Any, rows: Sequence[Any], name: str
) -> dict[int, list[Any]]:
    """What the query finds for the rows, by the column `key`, which holds what the rows call `name`."""
    found: dict[int, list[Any]] = defaultdict(list)
    for each in session.execute(query.where(key.in_({getattr(row, name) for row in rows}))):
        found[each[0]].append(each)
    return found


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        run(session, _writing(dialect_insert(session)), rows)


@cache
def _writing(insert: Any) -> sa.Insert:
    written = insert(_TABLE)
    anew = {name: written.excluded[name] for name in (*Audience, "terms")}
    statement: sa.Insert = written.on_conflict_do_update(index_elements=["id"], set_=anew)
    return statement


def _add(session: Session, id: int, draft: Draft) -> None:
    """Append to the document; one that is full stays as it is."""
    c = _TABLE.c
    added: dict[str, Any] = {
        audience: c[audience].concat("\n" + "\n".join(lines))
        for audience, lines in draft.texts.items()
        if lines
    }
    terms = c.terms.op("||")(sa.bindparam("more", list(draft.terms), type_=c.terms.type))
    full = sa.func.length(c.open_text) + sa.func.length(c.private_text) >= MOST
    session.execute(sa.update(_TABLE).where(c.id == id, sa.not_(full)).values(**added, terms=terms))
