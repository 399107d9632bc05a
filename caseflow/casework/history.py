"""What was done on a proceeding, written about it, who was reminded and who looked (经过)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.handover import OCCASION
from caseflow.casework.models import AuditEvent, Manner, Note, Notification, Proceeding, Viewing
from caseflow.casework.notes import EDITED
from caseflow.casework.privacy import Sealed
from caseflow.extensions import UtcDateTime, db, fetch

RECENT = 200
"""So many lines are shown unless all are asked for."""

Rows = sa.Select[*tuple[Any, ...]]

DONE, REMINDED, VIEWED = "done", "reminded", "viewed"
"""What a row tells of."""

_WANTED = sa.bindparam("wanted", type_=sa.Integer)
_MATTER = sa.bindparam("matter", type_=sa.Integer)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for: `only` these actions, or all `but` those; reminders; openings of the page."""

    only: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    reminders: bool = True
    viewings: bool = False


EVERYTHING = Wanted()


def history(
    proceeding: Proceeding, wanted: Wanted = EVERYTHING, *, everything: bool = False
) -> Sequence[Any]:
    """The rows, newest first; one more than `RECENT` if there is more.

    What concerns the matter as a whole is part of it. A message that hands the proceeding over is not: the
    action says the same, to those who may read it.
    """
    values = {"wanted": proceeding.id, "matter": proceeding.matter_id}
    return fetch(_history(wanted, everything=everything), values).all()


def chain(matter_id: int) -> Sequence[AuditEvent]:
    """Every link of the matter's chain, oldest first."""
    query = sa.select(AuditEvent).where(AuditEvent.matter_id == matter_id).order_by(AuditEvent.seq)
    return db.session.scalars(query).all()


def since(proceeding: Proceeding, seen: int) -> Sequence[AuditEvent]:
    """What has been done on the proceeding after that link of its chain, oldest first."""
    query = sa.select(AuditEvent).where(
        AuditEvent.matter_id == proceeding.matter_id,
        AuditEvent.proceeding_id == proceeding.id,
        AuditEvent.seq > seen,
    )
    return db.session.scalars(query.order_by(AuditEvent.id)).all()


@lru_cache
def _history(wanted: Wanted, *, everything: bool) -> Rows:
    parts = [_done(wanted)]
    parts += [_reminded()] if wanted.reminders else []
    parts += [_viewed()] if wanted.viewings else []
    rows = sa.union_all(*parts).subquery()
    query = sa.select(rows).order_by(rows.c.at.desc(), rows.c.kind, rows.c.id.desc())
    return query if everything else query.limit(RECENT + 1)


def _done(wanted: Wanted) -> Rows:
    of_matter = sa.and_(AuditEvent.matter_id == _MATTER, AuditEvent.proceeding_id.is_(None))
    action = AuditEvent.action
    asked = action.not_in(wanted.but | {EDITED}) if wanted.only is None else action.in_(wanted.only)
    return (
        sa.select(
            sa.literal(DONE).label("kind"),
            AuditEvent.id,
            AuditEvent.at,
            AuditEvent.recorded_at,
            AuditEvent.actor,
            AuditEvent.actor_id,
            AuditEvent.action,
            AuditEvent.source,
            AuditEvent.target,
            AuditEvent.data,
            AuditEvent.seq,
            sa.literal("").label("reminder"),
            Note.id.label("note_id"),
            Note.follows_id,
            Note.audience,
            Note.text,
            Note.withheld,
            Note.edited_at,
        )
        .outerjoin(Note, Note.event_id == AuditEvent.id)
        .where(sa.or_(AuditEvent.proceeding_id == _WANTED, of_matter), asked)
    )


def _reminded() -> Rows:
    kept = (Notification.proceeding_id == _WANTED, Notification.key.not_like(f"{OCCASION}%"))
    text = sa.case(
        (Notification.manner == Manner.SKIPPED, Notification.text + "，已由后一级提醒取代"),
        else_=Notification.text,
    )
    row = _row(REMINDED, Notification.id, Notification.at, text)
    return row.join(User, User.id == Notification.recipient_id).where(*kept)


def _viewed() -> Rows:
    row = _row(VIEWED, sa.literal(0), Viewing.first_at, sa.literal(""))
    return row.join(User, User.id == Viewing.user_id).where(Viewing.proceeding_id == _WANTED)


def _row(kind: str, id: Any, at: Any, reminder: Any) -> Rows:
    """A row that no link of the chain tells of."""
    no_text, no_number = sa.literal(""), sa.cast(sa.null(), sa.Integer)
    no_data, no_note = sa.cast(sa.null(), sa.JSON), sa.cast(sa.null(), Sealed("note.text"))
    nothing = (no_text, no_text, no_text, no_data, no_number)
    not_a_note = (
        *(no_number, no_number, sa.cast(sa.null(), sa.String), no_note),
        *(sa.cast(sa.null(), sa.Boolean), sa.cast(sa.null(), UtcDateTime)),
    )
    return sa.select(sa.literal(kind), id, at, at, User.name, User.id, *nothing, reminder, *not_a_note)
