"""The act itself: what identifies the worker is emptied, and nothing else (删除的范围).

Statistics stay, and so does the audit chain: no link is changed, so that it still verifies. What the links of
an erased matter tell in free words is no longer shown or searched (个人信息保护法 第四十七条第二款).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import (
    Attachment,
    ContentPart,
    Delivery,
    Document,
    Draft,
    Matter,
    Party,
    PartyKind,
    Proceeding,
    WorkerKey,
    WorkerRecord,
)
from caseflow.casework.privacy import ERASED
from caseflow.casework.register.families import same_as
from caseflow.casework.search import writing
from caseflow.casework.wiring import wired
from caseflow.extensions import Base
from caseflow.kernel.machine import Datum, Kind

STRUCK = "［已删除］"
"""What stands in a text in place of a name or number."""

_NUMBERS = ("phone", "phone_index", "phone_tail", "id_number", "id_index", "id_tail")
_IDENTITY: Mapping[str, Any] = {
    **dict.fromkeys((*_NUMBERS, "bank_account", "bank_index")),
    "name": ERASED,
    "address": "",
    "job": "",
    "texts_agreed": False,
}


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: so many matters, people in them and papers, and the files by their digests."""

    matters: int
    parties: int
    papers: int
    files: tuple[str, ...]


def is_written(datum: Datum) -> bool:
    """Whether an answer is free words, which may name somebody."""
    return datum.kind in (Kind.LINE, Kind.TEXT)


def of_others(session: Session, record_id: int, matters: Sequence[int]) -> frozenset[int]:
    """Those of the matters in which there are other workers, too."""
    own = same_as(WorkerRecord, record_id)
    others = sa.select(Party.matter_id).where(
        Party.matter_id.in_(matters),
        Party.kind == PartyKind.WORKER,
        sa.or_(Party.worker_record_id.is_(None), Party.worker_record_id.not_in(own)),
    )
    return frozenset(session.scalars(others))


def wipe(session: Session, record_id: int, matters: Sequence[int], at: datetime) -> Erased:
    """Empty what identifies the worker in the matters, which the caller holds."""
    shared = of_others(session, record_id, matters)
    alone = [id for id in matters if id not in shared]
    people = _people(session, record_id, alone, sorted(shared))
    known = list(_secrets(people))
    _strike(session, matters, known)
    _empty(session, alone, at)
    files, papers = _files(session, alone)
    _forget(session, record_id, [person.id for person in people], at)
    session.expire_all()
    for id in matters:
        writing.refresh(session, id)
    return Erased(len(matters), len(people), papers, files)


def _people(session: Session, record_id: int, alone: Sequence[int], shared: Sequence[int]) -> Sequence[Party]:
    """The worker wherever named, and who spoke for the worker where nobody else's matter it was."""
    own = Party.worker_record_id.in_(same_as(WorkerRecord, record_id))
    beside = sa.and_(Party.matter_id.in_(alone), Party.kind != PartyKind.EMPLOYER)
    theirs = sa.and_(Party.matter_id.in_(shared), own)
    return session.scalars(sa.select(Party).where(sa.or_(beside, theirs)).order_by(Party.id)).all()


def _secrets(people: Iterable[Party]) -> Iterator[str]:
    for person in people:
        yield from filter(None, (person.name, person.phone, person.id_number, person.bank_account))


def _strike(session: Session, matters: Sequence[int], known: Sequence[str]) -> None:
    """Take names and numbers out of what is written about the matters, however they are spaced."""
    if not (patterns := [_spaced(secret) for secret in known if len(secret) > 1]):
        return
    pattern = re.compile("|".join(patterns))
    told: Any = Matter.__table__.c
    _strike_in(session, (told.facts_text, told.sanitised_facts, told.safe_contact), told.id, matters, pattern)
    for columns in _personal():
        _strike_in(session, columns, columns[0].table.c.matter_id, matters, pattern)


def _strike_in(
    session: Session, columns: Sequence[Any], of: Any, matters: Sequence[int], pattern: re.Pattern[str]
) -> None:
    id = columns[0].table.c.id
    for row in session.execute(sa.select(id.label("of"), *columns).where(of.in_(matters))).mappings().all():
        texts = {c.name: row[c.name] for c in columns if row[c.name]}
        anew = {name: struck for name, text in texts.items() if (struck := pattern.sub(STRUCK, text)) != text}
        if anew:
            session.execute(sa.update(id.table).where(id == row["of"]).values(anew))


def _spaced(secret: str) -> str:
    """The secret with blanks and dashes between its characters, in half or full width."""
    return r"[\s\-—]*".join(f"[{re.escape(c)}{_wide(c)}]" for c in secret)


def _wide(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if character.isascii() and character.isalnum() else ""


@cache
def _personal() -> tuple[tuple[sa.Column[Any], ...], ...]:
    """Of each table whose rows belong to a matter, the columns that may tell who somebody is."""
    tables = [t for t in Base.metadata.sorted_tables if "matter_id" in t.c]
    found = (tuple(c for c in table.columns if c.info.get("personal")) for table in tables)
    return tuple(filter(None, found))


def _empty(session: Session, alone: Sequence[int], at: datetime) -> None:
    """Let nothing written stay of the matters that are the worker's alone."""
    for columns in _personal():
        table: Any = columns[0].table
        values = {column.name: _nothing(column) for column in columns}
        session.execute(sa.update(table).where(table.c.matter_id.in_(alone)).values(values))
    within = sa.select(Proceeding.id).where(Proceeding.matter_id.in_(alone))
    for table, names in _answers().items():
        session.execute(sa.update(table).where(table.c.id.in_(within)).values(dict.fromkeys(names)))
    session.execute(sa.delete(Draft).where(Draft.proceeding_id.in_(within)))
    told: dict[str, Any] = {"facts_text": "", "safe_contact": "", "query_code": None, "query_index": None}
    session.execute(sa.update(Matter).where(Matter.id.in_(alone)).values(**told, erased_at=at))


def _nothing(column: sa.Column[Any]) -> Any:
    default = column.default
    if default is not None and default.is_scalar:
        return default.arg  # type: ignore[attr-defined]
    return None if column.nullable else ""


@cache
def _answers() -> Mapping[Any, frozenset[str]]:
    """Of each table of a process, the columns that keep free words."""
    found: dict[Any, set[str]] = {}
    for model in wired().models.values():
        named = {d.name for t in model.definition.transitions for d in t.needs if is_written(d)}
        table = model.__table__
        kept = {column.name for column in table.columns if column.nullable and column.name in named}
        found.setdefault(table, set()).update(kept)
    return {table: frozenset(names) for table, names in found.items() if names}


def _files(session: Session, alone: Sequence[int]) -> tuple[tuple[str, ...], int]:
    """Let the bytes of attachments and papers go, unless another matter has the same file; how many papers.

    Their rows and digests stay: numbers are kept, and a paper that somebody holds can still be compared.
    """
    used = {
        model: sa.select(model.sha256).where(model.matter_id.in_(alone), model.sha256.is_not(None))
        for model in (Attachment, Document)
    }
    digests: set[Any] = {sha for query in used.values() for sha in session.scalars(query)}
    for model in (Attachment, Document):
        elsewhere = sa.select(model.sha256).where(model.matter_id.not_in(alone), model.sha256.in_(digests))
        digests -= set(session.scalars(elsewhere))
    session.execute(sa.delete(ContentPart).where(ContentPart.sha256.in_(digests)))
    session.execute(sa.update(Attachment).where(Attachment.matter_id.in_(alone)).values(name=ERASED))
    papers = sa.select(sa.func.count(Document.id)).where(Document.matter_id.in_(alone))
    return tuple(sorted(digests)), session.scalar(papers) or 0


def _forget(session: Session, record_id: int, people: Sequence[int], at: datetime) -> None:
    """The people themselves: who calls again under the same number is new to us."""
    family = session.scalars(same_as(WorkerRecord, record_id)).all()
    session.execute(sa.update(Party).where(Party.id.in_(people)).values(**_IDENTITY))
    session.execute(
        sa.update(Delivery).where(Delivery.party_id.in_(people)).values(address=None, text=ERASED)
    )
    session.execute(sa.delete(WorkerKey).where(WorkerKey.record_id.in_(family)))
    nobody = {"name": ERASED, "initials": "", "safe_contact": "", "consent_how": "", "erased_at": at}
    session.execute(sa.update(WorkerRecord).where(WorkerRecord.id.in_(family)).values(**nobody))
