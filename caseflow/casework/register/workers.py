"""Workers across matters: the list, and what is known of one (职工)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.grants import require
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.casework.lights import Now
from caseflow.casework.models import Matter, Party, Proceeding, WorkerKey, WorkerRecord
from caseflow.casework.pinyin import initials
from caseflow.casework.privacy import blind, blind_tail, mask_name, mask_number
from caseflow.casework.queries import proceedings_in_scope
from caseflow.casework.register.cases import Case, cases
from caseflow.casework.register.families import of_record, same_as
from caseflow.casework.register.keys import BY_ID
from caseflow.casework.register.seen import find_record, is_seen, is_told, matters_of
from caseflow.casework.reveals import may_read_story
from caseflow.casework.worklists.paging import Cursor, Page, limited
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import Permission, Viewer

CONSENTS = {"given": "同意", "refused": "不同意", "withdrawn": "已撤回"}
"""Whether the worker agrees that personal data are handled and shared (个人信息保护法 第二十三、二十九条)."""

TAIL = 4


@dataclass(frozen=True, slots=True)
class WorkerLine:
    """A worker as a list shows one; both counts are of matters in scope."""

    id: int
    name: str
    since: datetime
    matters: int
    open: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A matter in which the worker is known: the party to reveal, and a proceeding to do it from."""

    party_id: int
    process: str
    proceeding_id: int
    number: str
    phone: str
    id_number: str
    job: str
    safe_contact: str


@dataclass(frozen=True)
class WorkerFile:
    """Everything that the page of a worker shows."""

    record: WorkerRecord
    name: str
    traces: list[Trace]
    cases: Sequence[Case]

    @property
    def consent(self) -> str:
        """The consent in words."""
        return CONSENTS.get(self.record.consent, "未记录")

    def masked(self, name: str) -> list[str]:
        """The different values that are known of the worker under the name, as they may be shown."""
        return list(dict.fromkeys(filter(None, (getattr(trace, name) for trace in self.traces))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How to reach the worker safely, and what the worker agreed to."""

    safe_contact: str = ""
    consent: str = ""
    consent_on: date | None = None
    consent_how: str = ""


def workers(viewer: Viewer, text: str = "", after: Cursor | None = None) -> Page[WorkerLine]:
    """A page of the workers in scope, those known last first.

    The text is a whole name, its initials, a whole phone or ID number, or the last four figures of either;
    never part of a name, which would open the masks letter by letter.
    """
    query = (
        sa.select(
            WorkerRecord.id,
            WorkerRecord.name,
            WorkerRecord.since,
            sa.null().label("place"),
            _count(viewer).label("matters"),
            _count(viewer, Proceeding.open).label("open"),
        )
        .where(
            WorkerRecord.merged_into_id.is_(None),
            WorkerRecord.erased_at.is_(None),
            is_seen(viewer, WorkerRecord),
        )
        .order_by(WorkerRecord.id.desc())
    )
    if text:
        query = query.where(sa.or_(*_fits(text, viewer)))
    if after:
        query = query.where(WorkerRecord.id < after.id)
    return Page.of(db.session.execute(limited(query)).all(), _line)


def identities(ids: Sequence[int], viewer: Viewer) -> dict[int, tuple[str, ...]]:
    """Whole names, phone and ID numbers of these workers, as matters in scope tell them, none in secret."""
    told = sa.exists().where(Proceeding.matter_id == Matter.id, is_told(viewer, WorkerRecord))
    root = sa.func.coalesce(WorkerRecord.merged_into_id, WorkerRecord.id)
    query = (
        sa.select(root.label("record"), Party)
        .select_from(WorkerRecord)
        .join(Party, Party.worker_record_id == WorkerRecord.id)
        .join(Matter, Matter.id == Party.matter_id)
        .where(root.in_(ids), told)
        .order_by(Party.id)
    )
    found: dict[int, list[Party]] = defaultdict(list)
    for record, party in db.session.execute(query):
        found[record].append(party)
    return {record: _identity(parties) for record, parties in found.items()}


def _identity(parties: Sequence[Party]) -> tuple[str, ...]:
    """Each with its different values."""
    told = ((party.name, party.phone, party.id_number) for party in parties)
    return tuple("、".join(dict.fromkeys(filter(None, values))) for values in zip(*told, strict=True))


def _line(row: Any) -> WorkerLine:
    return WorkerLine(row.id, mask_name(row.name), row.since, row.matters, row.open)


def _count(viewer: Viewer, *only: Any) -> Any:
    counted = of_record(WorkerRecord, WorkerRecord.id, sa.func.count(Party.matter_id.distinct()))
    counted = counted.join(Matter, Matter.id == Party.matter_id).where(is_told(viewer, WorkerRecord), *only)
    return counted.correlate(WorkerRecord).scalar_subquery()


def _fits(text: str, viewer: Viewer) -> Iterator[sa.ColumnElement[bool]]:
    yield WorkerRecord.name == text
    yield WorkerRecord.initials == initials(text)
    by_card = sa.select(WorkerKey.record_id).where(WorkerKey.key == f"{BY_ID}{blind(text, 'id')}")
    yield WorkerRecord.id.in_(by_card)
    told = [Party.phone_index == blind(text, "phone")]
    if len(text) == TAIL:
        told += [Party.phone_tail == blind_tail(text, "phone"), Party.id_tail == blind_tail(text, "id")]
    parties = sa.select(Party.worker_record_id).join(Matter, Matter.id == Party.matter_id)
    seen = sa.exists().where(Proceeding.matter_id == Matter.id, is_told(viewer, WorkerRecord))
    yield WorkerRecord.id.in_(parties.where(sa.or_(*told), seen, Party.worker_record_id.is_not(None)))


def worker_file(id: int, viewer: Viewer, now: Now) -> WorkerFile:
    """What matters in scope tell of the worker.

    Raises:
        NotFound: none does.
    """
    record = find_record(WorkerRecord, id, viewer)
    matters = matters_of(WorkerRecord, record.id, viewer)
    return WorkerFile(
        record=record,
        name=mask_name(record.name),
        traces=_traces(record.id, matters, viewer),
        cases=cases(matters, viewer, now),
    )


def _traces(record: int, matters: sa.Select[int], viewer: Viewer) -> list[Trace]:
    first = sa.select(sa.func.min(Proceeding.id)).where(
        Proceeding.matter_id == Party.matter_id, proceedings_in_scope(viewer)
    )
    query = (
        sa.select(Party, Matter, Proceeding.id, Proceeding.process, Proceeding.number)
        .join(Matter, Matter.id == Party.matter_id)
        .join(Proceeding, Proceeding.id == first.correlate(Party).scalar_subquery())
        .where(Party.worker_record_id.in_(same_as(WorkerRecord, record)), Party.matter_id.in_(matters))
        .order_by(Party.id.desc())
    )
    return [_trace(row, viewer) for row in db.session.execute(query)]


def _trace(row: Any, viewer: Viewer) -> Trace:
    party, matter, proceeding_id, process, number = row
    return Trace(
        party_id=party.id,
        process=process,
        proceeding_id=proceeding_id,
        number=number or "未编号",
        phone=mask_number(party.phone),
        id_number=mask_number(party.id_number),
        job=party.job,
        safe_contact=matter.safe_contact if may_read_story(viewer, matter) else "",
    )


def set_contact(id: int, contact: Contact, *, viewer: Viewer, at: datetime) -> None:
    """Write down how to reach the worker and what the worker agreed to; the change is on record (联系约定).

    Raises:
        Incomplete: a consent without its day.
        NotFound: no matter in scope is about the worker.
    """
    require(viewer, Permission.REGISTER_WRITE)
    with transaction() as session:
        record = find_record(WorkerRecord, id, viewer)
        if contact.consent and not contact.consent_on:
            raise Incomplete({"consent_on": "请填写表示的日期"})
        if contact.consent_on and contact.consent_on > local_day(at):
            raise Incomplete({"consent_on": "日期不能晚于今天"})
        before = _said_of(record)
        record.safe_contact, record.consent = contact.safe_contact, contact.consent
        record.consent_on, record.consent_how = contact.consent_on, contact.consent_how
        _note(session, record, before, viewer, at)


def _said_of(record: WorkerRecord) -> dict[str, object]:
    names = ("safe_contact", "consent", "consent_on", "consent_how")
    return {name: getattr(record, name) for name in names}


def _note(
    session: Session, record: WorkerRecord, before: dict[str, object], viewer: Viewer, at: datetime
) -> None:
    after = _said_of(record)
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    data = {"worker_record": record.id, **changed}
    audit.record(session, None, Deed(action="worker_contact", viewer=viewer, at=at, data=data))
