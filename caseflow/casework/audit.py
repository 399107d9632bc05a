"""The audit chain: written link by link, verified as a whole (审计链)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.casework import gathering
from caseflow.casework.db import dialect_insert, run, transaction
from caseflow.casework.listed import rewrite
from caseflow.casework.models import AuditAnchor, AuditEvent, Matter, Proceeding
from caseflow.casework.numbering import next_number
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import SYSTEM, Viewer

SYSTEM_CHAIN = 0
SYSTEM_SERIES = "audit"
"""The series whose row is held while the system's chain grows; no proceeding is numbered by it."""

ANCHORED = "anchored"
"""The link that tells of an anchor: nobody can take one away unnoticed."""

IMPORT_UNDONE = "import_undone"
"""The link that tells of a matter that its import was taken back: earlier links outlive its proceedings."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first place where a chain does not hold."""

    event_id: int
    matter_id: int | None
    fault: str


def plain(value: object) -> Any:
    """A value as JSON keeps it: dates and instants in ISO form, money as text, sets and tuples as lists."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(inner) for inner in value)
    return value


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something done, as the chain will keep it; `recorded_at` is when it was written down, if later."""

    action: str
    viewer: Viewer
    at: datetime
    recorded_at: datetime | None = None
    proceeding_id: int | None = None
    source: str = ""
    target: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


def record(session: Session, matter: Matter | None, deed: Deed) -> AuditEvent:
    """Add one link to the chain of the matter, or to the system's when there is none.

    The caller holds the matter, so that no two links follow the same one.
    """
    seq, head = (matter.audit_seq, matter.audit_head) if matter else _system_head(session)
    link = _link(matter.id if matter else None, seq, head, deed)
    event = AuditEvent(**link)
    if matter:
        matter.audit_seq, matter.audit_head = event.seq, event.digest
    if matter is None or not gathering.leave(session, _add_links, link):
        session.add(event)
    return event


def _add_links(session: Session, links: Sequence[Mapping[str, Any]]) -> None:
    run(session, _LINKS, links)


_LINKS = sa.insert(AuditEvent.__table__)  # type: ignore[arg-type]


def record_many(session: Session, deeds: Sequence[tuple[int, Deed]]) -> None:
    """Add links to the chains of many matters, each by its matter's id; those of one in the order given.

    The caller holds the matters, as for `record`, and has read none of them into the session: what they
    remember is written past it.
    """
    remembers = sa.select(Matter.id, Matter.audit_seq, Matter.audit_head)
    ids = {matter_id for matter_id, _ in deeds}
    heads = {id: (seq, head) for id, seq, head in session.execute(remembers.where(Matter.id.in_(ids)))}
    links = []
    for matter_id, deed in deeds:
        link = _link(matter_id, *heads[matter_id], deed)
        heads[matter_id] = (link["seq"], link["digest"])
        links.append(link)
    if links:
        _add_links(session, links)
        after = [{"id": id, "audit_seq": seq, "audit_head": head} for id, (seq, head) in heads.items()]
        rewrite(session, _MATTERS, after)


_MATTERS: sa.Table = Matter.__table__  # type: ignore[assignment]


def _link(matter_id: int | None, seq: int, head: str, deed: Deed) -> dict[str, Any]:
    """The columns of what comes after the link of that number and digest."""
    link = {
        "chain": SYSTEM_CHAIN if matter_id is None else matter_id,
        "matter_id": matter_id,
        "seq": seq + 1,
        "at": deed.at.astimezone(UTC),
        "recorded_at": (deed.recorded_at or deed.at).astimezone(UTC),
        "actor_id": deed.viewer.user_id,
        "actor": deed.viewer.name,
        "proceeding_id": deed.proceeding_id,
        "action": deed.action,
        "source": deed.source,
        "target": deed.target,
        "data": plain(deed.data),
    }
    return {**link, "digest": _digest(link, head)}


COVERED = (
    *("chain", "seq", "at", "recorded_at", "actor_id", "actor"),
    *("proceeding_id", "action", "source", "target"),
)
"""What of a link its digest covers, beside its data."""


def digest_of(event: AuditEvent, head: str) -> str:
    """SHA-256 over the row in canonical form and the digest before it."""
    return _digest({name: getattr(event, name) for name in (*COVERED, "data")}, head)


def _digest(link: Mapping[str, Any], head: str) -> str:
    plainly = [value.isoformat() if isinstance(value := link[name], datetime) else value for name in COVERED]
    body = [head, *plainly, link["data"]]
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(session: Session) -> tuple[int, BrokenLink | None]:
    """How many links hold, and the first that does not.

    What each matter remembers is read first, so that links added meanwhile are no fault.
    """
    remembered = _remembered_heads(session)
    links = 0
    with session.scalars(_in_chain_order().execution_options(yield_per=1000)) as events:
        for event, seq, head in _chained(events):
            if fault := _link_fault(event, seq, head):
                return links, BrokenLink(event.id, event.matter_id, fault)
            if remembered.get(event.chain) == (event.seq, event.digest):
                del remembered[event.chain]
            links += 1
    return links, _cut_short(remembered) or _stray(session) or _anchor_fault(session)


def _chained(events: Iterable[AuditEvent]) -> Iterator[tuple[AuditEvent, int, str]]:
    """Each link with the number it must have in its chain, and the digest it must follow."""
    for _, chain in groupby(events, lambda event: event.chain):
        head = ""
        for seq, event in enumerate(chain, start=1):
            yield event, seq, head
            head = event.digest


def _link_fault(event: AuditEvent, seq: int, head: str) -> str | None:
    if event.seq != seq:
        return f"第{seq}条缺失"
    whole = event.digest == digest_of(event, head) and event.chain == (event.matter_id or SYSTEM_CHAIN)
    return None if whole else "内容与校验值不符"


def _remembered_heads(session: Session) -> dict[int, tuple[int, str]]:
    matters = sa.select(Matter.id, Matter.audit_seq, Matter.audit_head).order_by(Matter.id)
    return {id: (seq, head) for id, seq, head in session.execute(matters.where(Matter.audit_seq > 0))}


def _cut_short(missed: Mapping[int, tuple[int, str]]) -> BrokenLink | None:
    """A chain whose end was cut off never reaches the head its matter remembers."""
    for matter_id, (seq, _) in missed.items():
        return BrokenLink(0, matter_id, f"末尾缺失，应有{seq}条")
    return None


def _stray(session: Session) -> BrokenLink | None:
    """A link about what never existed: no such matter, or a proceeding that no import took back."""
    undone = aliased(AuditEvent)
    taken_back = sa.exists().where(
        undone.chain == AuditEvent.chain, undone.seq > AuditEvent.seq, undone.action == IMPORT_UNDONE
    )
    no_matter = AuditEvent.matter_id.is_not(None) & Matter.id.is_(None)
    no_proceeding = AuditEvent.proceeding_id.is_not(None) & _CASES.id.is_(None) & ~taken_back
    query = (
        sa.select(AuditEvent.id, AuditEvent.matter_id, no_matter)
        .outerjoin(Matter, Matter.id == AuditEvent.matter_id)
        .outerjoin(_CASES.id.table, _CASES.id == AuditEvent.proceeding_id)
        .where(no_matter | no_proceeding)
        .order_by(AuditEvent.id)
    )
    if (found := session.execute(query.limit(1)).first()) is None:
        return None
    id, matter_id, without_matter = found
    return BrokenLink(
        id, matter_id, "所属案件不存在" if without_matter else "所记的办理不存在，也没有撤销导入的记录"
    )


_CASES = Proceeding.__table__.c


@dataclass(frozen=True, slots=True)
class Anchored:
    """What the anchor of a day covers: so many links."""

    day: date
    events: int
    digest: str


def anchor(*, at: datetime) -> Anchored:
    """The anchor of the day: a digest over every chain's head, written once (每日锚定)."""
    last_id = _last_link()
    with transaction() as session:
        events, digest = _heads_digest(session, last_id)
        day = local_day(at)
        row = {"day": day, "at": at, "last_id": last_id, "events": events, "digest": digest}
        added = dialect_insert(session)(AuditAnchor).values(row).on_conflict_do_nothing()
        if session.scalar(added.returning(AuditAnchor.last_id)) is not None:
            told = {"day": day, "events": events, "digest": digest}
            record(session, None, Deed(action=ANCHORED, viewer=SYSTEM, at=at, data=told))
        kept = session.get_one(AuditAnchor, day)
        return Anchored(kept.day, kept.events, kept.digest)


def _last_link() -> int:
    """The newest link, once nobody is writing an older one: what an anchor covers must not grow later."""
    with transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("lock table audit_event in share mode"))
        return session.scalar(sa.select(sa.func.max(AuditEvent.id))) or 0


def _in_chain_order() -> sa.Select[AuditEvent]:
    return sa.select(AuditEvent).order_by(AuditEvent.chain, AuditEvent.seq)


def _system_head(session: Session) -> tuple[int, str]:
    """The last link of the system's chain, held: others wait until the transaction ends."""
    next_number(session, SYSTEM_SERIES)
    session.flush()
    query = (
        sa.select(AuditEvent.seq, AuditEvent.digest)
        .where(AuditEvent.chain == SYSTEM_CHAIN)
        .order_by(AuditEvent.seq.desc())
        .limit(1)
    )
    last = session.execute(query).first()
    return (last.seq, last.digest) if last else (0, "")


def _anchor_fault(session: Session) -> BrokenLink | None:
    """Every anchor that a link tells of is there as told; the newest covers all that the older ones do."""
    anchors = {str(a.day): (a.events, a.digest) for a in session.scalars(sa.select(AuditAnchor))}
    for told in session.scalars(sa.select(AuditEvent).where(_TELLS_OF_ANCHOR).order_by(AuditEvent.seq)):
        if anchors.get(told.data["day"]) != (told.data["events"], told.data["digest"]):
            return BrokenLink(told.id, None, f"{told.data['day']}的每日锚定缺失或被改动")
    kept = session.scalars(sa.select(AuditAnchor).order_by(AuditAnchor.day.desc()).limit(1)).first()
    if kept is None or _heads_digest(session, kept.last_id) == (kept.events, kept.digest):
        return None
    return BrokenLink(0, None, f"{kept.day}的每日锚定不符")


_TELLS_OF_ANCHOR = sa.and_(AuditEvent.chain == SYSTEM_CHAIN, AuditEvent.action == ANCHORED)


def _heads_digest(session: Session, last_id: int) -> tuple[int, str]:
    """Number of links up to that one, and a digest over the last of every chain among them."""
    covered = AuditEvent.id <= last_id
    events = session.scalar(sa.select(sa.func.count(AuditEvent.id)).where(covered)) or 0
    newest = sa.select(sa.func.max(AuditEvent.id)).where(covered).group_by(AuditEvent.chain)
    heads = session.execute(sa.select(AuditEvent.chain, AuditEvent.digest).where(AuditEvent.id.in_(newest)))
    lines = sorted(f"{chain}:{digest}\n" for chain, digest in heads)
    return events, hashlib.sha256("".join(lines).encode()).hexdigest()
