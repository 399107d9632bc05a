"""What was written about a worker, for somebody to read before it is erased (待核对的文字)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.erasing.wiping import is_written, of_others
from caseflow.casework.models import AuditEvent, Matter, Note, Proceeding
from caseflow.casework.notes import may_read
from caseflow.casework.wiring import wired
from caseflow.kernel.machine import Datum
from caseflow.kernel.roles import Viewer


class Fate(StrEnum):
    """What becomes of a text."""

    EMPTIED = "emptied"
    STRUCK = "struck"
    HIDDEN = "hidden"
    STAYS = "stays"

    @property
    def label(self) -> str:
        """In words."""
        return _FATES[self]


_FATES = {
    Fate.EMPTIED: "全文删除",
    Fate.STRUCK: "去掉姓名和号码",
    Fate.HIDDEN: "留在审计链，不再显示",
    Fate.STAYS: "留在审计链，同案还有其他职工，继续显示",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A text, where it stands and what becomes of it."""

    process: str
    proceeding_id: int
    number: str
    label: str
    text: str
    fate: Fate


def written(session: Session, record_id: int, matters: Sequence[int], viewer: Viewer) -> list[Written]:
    """Every free text of the matters that are not confidential, in the order of the matters."""
    shared = of_others(session, record_id, matters)
    rows = session.execute(_proceedings(matters)).all()
    first = {row.matter_id: row for row in reversed(rows)}
    found: list[Written] = []
    for row in rows:
        with_others = row.matter_id in shared
        if first[row.matter_id] is row:
            found += _told(row, Fate.STRUCK if with_others else Fate.EMPTIED)
        found += _noted(session, row, viewer, Fate.STRUCK if with_others else Fate.EMPTIED)
        found += _answered(session, row, Fate.STAYS if with_others else Fate.HIDDEN)
    return found


def _proceedings(matters: Sequence[int]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Proceeding.id, Proceeding.matter_id, Proceeding.process, Proceeding.number, Matter)
        .join(Matter, Matter.id == Proceeding.matter_id)
        .where(Proceeding.matter_id.in_(matters), Matter.confidential.is_(False))
        .order_by(Proceeding.matter_id, Proceeding.id)
    )


def _told(row: Any, fate: Fate) -> Iterator[Written]:
    yield from _of(row, "职工说的情况", row.Matter.facts_text, fate)
    yield from _of(row, "脱敏后的情况", row.Matter.sanitised_facts, Fate.STRUCK)


def _noted(session: Session, row: Any, viewer: Viewer, fate: Fate) -> Iterator[Written]:
    family = wired().models[row.process].definition.family
    query = sa.select(Note).where(Note.proceeding_id == row.id).order_by(Note.id)
    for note in session.scalars(query):
        if may_read(viewer, row.Matter, family, note.audience, note.written_by):
            yield from _of(row, f"备注（{note.audience.label}）", note.text, fate)


def _answered(session: Session, row: Any, fate: Fate) -> Iterator[Written]:
    """What was typed into the forms of its actions; it stands in the audit chain, which nobody changes."""
    asked = {
        t.action: {d.name: d for d in t.needs if is_written(d) and not d.private}
        for t in wired().models[row.process].definition.transitions
    }
    query = sa.select(AuditEvent.action, AuditEvent.data).where(AuditEvent.proceeding_id == row.id)
    for action, data in session.execute(query.order_by(AuditEvent.seq)):
        known: dict[str, Datum] = asked.get(action, {})
        for name in known.keys() & data.keys():
            yield from _of(row, known[name].label, data[name], fate)


def _of(row: Any, label: str, text: object, fate: Fate) -> Iterator[Written]:
    if isinstance(text, str) and text.strip():
        yield Written(row.process, row.id, row.number or "未编号", label, text, fate)
