"""Two records side by side: before they are merged, and afterwards what came from which (合并对照)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from caseflow.casework.lights import Now
from caseflow.casework.models import EmployerRecord, Party, RecordKind, RecordMerge, WorkerRecord
from caseflow.casework.privacy import mask_name, mask_number
from caseflow.casework.register.cases import Case, cases
from caseflow.casework.register.families import link_of, same_as
from caseflow.casework.register.merging import MODELS
from caseflow.casework.register.seen import find_record, matters_about
from caseflow.extensions import db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Viewer

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what identifies it, and what is about it, in scope."""

    id: int
    name: str
    facts: Facts
    cases: Sequence[Case]


def sides(kind: RecordKind, ids: tuple[int, int], viewer: Viewer, now: Now) -> tuple[Side, Side]:
    """Two records that are not one yet; the first would become part of the second.

    Raises:
        NotFound: one of them is out of scope, or they are one.
    """
    model = MODELS[kind]
    found: Any = [find_record(model, id, viewer) for id in ids]
    source, target = found
    if source.id == target.id:
        raise NotFound
    own, other = (list(db.session.scalars(same_as(model, one.id))) for one in (source, target))
    return _side(kind, source, own, viewer, now), _side(kind, target, other, viewer, now)


def split(merge_id: int, kind: RecordKind, viewer: Viewer, now: Now) -> tuple[RecordMerge, tuple[Side, Side]]:
    """What came from the source of a merge, and what the target has of its own.

    Raises:
        NotFound: there was no such merge, or the record is out of scope.
    """
    model, made = MODELS[kind], db.session.get(RecordMerge, merge_id)
    if made is None or made.kind is not kind:
        raise NotFound
    find_record(model, made.target_id, viewer)
    named: Any = db.session.scalars(sa.select(model).where(model.id.in_([made.source_id, made.target_id])))
    records = {record.id: record for record in named}
    source, target = records[made.source_id], records[made.target_id]
    came = [made.source_id, *made.moved]
    every = db.session.scalars(same_as(model, target.id)).all()
    rest = [id for id in every if id not in came]
    return made, (_side(kind, source, came, viewer, now), _side(kind, target, rest, viewer, now))


def _side(
    kind: RecordKind, record: WorkerRecord | EmployerRecord, ids: list[int], viewer: Viewer, now: Now
) -> Side:
    model = MODELS[kind]
    matters = matters_about(model, ids, viewer)
    told = sa.select(Party).where(link_of(model).in_(ids), Party.matter_id.in_(matters)).order_by(Party.id)
    parties = db.session.scalars(told).all()
    known = _worker(parties) if isinstance(record, WorkerRecord) else _employer(record, parties)
    name = mask_name(record.name) if isinstance(record, WorkerRecord) else record.name
    return Side(record.id, name, known, cases(matters, viewer, now))


def _worker(parties: Sequence[Party]) -> Facts:
    found = {
        "电话": [mask_number(party.phone) for party in parties],
        "身份证号": [mask_number(party.id_number) for party in parties],
        "工种或者岗位": [party.job for party in parties],
    }
    return _said(found)


def _employer(record: EmployerRecord, parties: Sequence[Party]) -> Facts:
    found = {
        "统一社会信用代码": [record.credit_code or ""],
        "用过的名称": [party.name for party in parties],
        "地址": [record.address, *(party.address for party in parties)],
    }
    return _said(found)


def _said(found: dict[str, list[str]]) -> Facts:
    """Each label with its different values."""
    return [
        (label, "、".join(dict.fromkeys(filter(None, values))) or "未登记") for label, values in found.items()
    ]
