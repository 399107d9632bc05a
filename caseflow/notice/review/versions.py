"""The drafts of a letter one after the other, and how two of them differ (稿本比较)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import AuditEvent, Proceeding
from caseflow.kernel.machine import Datum, is_blank

WRITES = ("propose", "draft", "revise")
"""The actions each of which leaves another draft; what they were answered stands in the audit chain."""

_FINEST = 4_000
"""Characters up to which two texts are compared one by one; longer ones line by line."""

Piece = tuple[str, str]
"""`same`, `gone` or `new`, and the text."""


@dataclass(frozen=True, slots=True)
class Version:
    """The n-th draft: who wrote it when, and what it said."""

    n: int
    by: str
    at: datetime
    said: dict[str, Any]


def versions_of(session: Session, notice: Proceeding) -> list[Version]:
    """Every draft, oldest first; what was not asked again stands as before."""
    query = sa.select(AuditEvent).where(
        AuditEvent.proceeding_id == notice.id, AuditEvent.action.in_(WRITES), AuditEvent.target.is_not(None)
    )
    found, said = [], dict[str, Any]()
    for n, event in enumerate(session.scalars(query.order_by(AuditEvent.seq)), 1):
        said = {**said, **{name: value for name, value in event.data.items() if name != "was"}}
        found.append(Version(n, event.actor, event.at, said))
    return found


def changed(older: Version, newer: Version, asked: Sequence[Datum]) -> Iterator[tuple[Datum, Any, Any]]:
    """What the two say differently, in the order in which it is asked for."""
    for datum in asked:
        was, now = older.said.get(datum.name), newer.said.get(datum.name)
        if was != now and not (is_blank(was) and is_blank(now)):
            yield datum, was, now


def marked(was: str, now: str) -> list[Piece]:
    """The newer text with what has gone from the older one, piece by piece."""
    fine = len(was) + len(now) <= _FINEST
    a, b = (list(was), list(now)) if fine else (was.splitlines(keepends=True), now.splitlines(keepends=True))
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(a[i:j])))
            continue
        pieces = (("gone", "".join(a[i:j])), ("new", "".join(b[k:m])))
        found += [piece for piece in pieces if piece[1]]
    return found
