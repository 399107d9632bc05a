"""Notes to a proceeding, each for its readers: 内部、律师、职工 (备注)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import drafts, engine
from caseflow.casework.db import transaction
from caseflow.casework.models import Audience, Matter, Note, Proceeding
from caseflow.casework.privacy import sealed_digest
from caseflow.casework.queries import find_to_change
from caseflow.casework.reveals import is_of_the_union, may_read_story
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import Forbidden, GuardRefused, Incomplete, NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import ACTS, Permission, Viewer

ADDED, EDITED = "add_note", "edit_note"
"""How the audit chain calls them; it keeps a digest of the text, never the text."""

WINDOW = timedelta(minutes=15)
"""How long the writer may still mend a note; after that one adds another."""

TOO_LATE = "只能在写下后 15 分钟内由本人修改，现在可以补充一条"

TEXT = Datum("text", "内容", Kind.TEXT)
LONGEST_LETTER = 500
"""Characters that a worker reads on a phone."""


def audiences(viewer: Viewer, family: str) -> tuple[Audience, ...]:
    """For whom the viewer may write about proceedings of the family."""
    if not is_of_the_union(viewer) or not viewer.can(ACTS[family]):
        return ()
    private = (Audience.PRIVATE,) if viewer.can(Permission.PRIVATE_NOTES) else ()
    return (Audience.INTERNAL, *private, Audience.WORKER)


def may_read(viewer: Viewer, matter: Matter, family: str, audience: Audience, written_by: int) -> bool:
    """Whether the viewer may read such a note about a proceeding in scope.

    A note may name people: it is read like the story, and by whoever wrote it. The private work product of
    lawyers and mediators is for those who do such work in this family of proceedings.
    """
    if audience is Audience.PRIVATE and audience not in audiences(viewer, family):
        return False
    return is_of_the_union(viewer) and (written_by == viewer.user_id or may_read_story(viewer, matter))


def letter(proceeding: Proceeding, text: str, at: datetime) -> str:
    """Exactly what the worker will read."""
    day = local_day(at)
    about = f"您反映的事项（{proceeding.number}）" if proceeding.number else "您反映的事项"
    signed = f"{wired().office_name} 12351 职工维权热线\n{day.year}年{day.month}月{day.day}日"
    return f"您好，{about}有新的进展：\n\n{text}\n\n{signed}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note about to be written; `token` is that of its form, `follows_id` the note that it adds to.

    `confirmed` says that what the worker will read was looked at.
    """

    audience: Audience
    text: str
    token: str
    confirmed: bool = False
    follows_id: int | None = None


def add_note(proceeding_id: int, draft: Draft, *, viewer: Viewer, at: datetime) -> Note:
    """Write a note, once for a token.

    Raises:
        NotFound: the proceeding, or the note that this one adds to, is not the viewer's to read.
        Forbidden: the viewer may not write for this audience.
        Incomplete: there is no text, or too much of it.
        GuardRefused: a note for the worker was not confirmed.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        _check(proceeding, draft.audience, draft.text, viewer, confirmed=draft.confirmed)
        if draft.follows_id is not None:
            _readable(session, proceeding, draft.follows_id, viewer)
        drafts.claim(session, draft.token, viewer=viewer, at=at)
        token = _token(proceeding.id, viewer, draft)
        if same := session.scalars(sa.select(Note).filter_by(token=token)).first():
            return same
        data = {"audience": draft.audience, "digest": sealed_digest(draft.text, "note")}
        event = engine.note(proceeding, ADDED, viewer=viewer, at=at, data=data)
        session.flush()
        note = Note(
            matter_id=proceeding.matter_id,
            proceeding_id=proceeding.id,
            event_id=event.id,
            follows_id=draft.follows_id,
            token=token,
            audience=draft.audience,
            text=draft.text,
            withheld=draft.audience is Audience.WORKER and bool(proceeding.matter.safe_contact),
            written_by=viewer.user_id,
            written_at=at,
        )
        session.add(note)
        return note


def _token(proceeding_id: int, viewer: Viewer, draft: Draft) -> str:
    """The token of the form, for this writer and proceeding only; without one every note is another."""
    return str(uuid5(NAMESPACE_OID, f"{proceeding_id} {viewer.user_id} {draft.token or uuid4()}"))


def edit_note(
    id: int, proceeding_id: int, text: str, *, confirmed: bool = False, viewer: Viewer, at: datetime
) -> Note:
    """Mend one's own note while that is still possible (15 分钟内修改).

    Raises:
        NotFound: there is no such note of the viewer's.
        Incomplete: there is no text, or too much of it.
        GuardRefused: it is too late, or the worker's new text was not confirmed.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        note = _readable(session, proceeding, id, viewer)
        if not may_edit(note.written_by, note.written_at, viewer, at):
            raise GuardRefused(TOO_LATE)
        _check(proceeding, note.audience, text, viewer, confirmed=confirmed)
        if text != note.text:
            note.text, note.edited_at = text, at
            data = {"note_id": note.id, "digest": sealed_digest(text, "note")}
            engine.note(proceeding, EDITED, viewer=viewer, at=at, data=data)
        return note


def may_edit(written_by: int, written_at: datetime, viewer: Viewer, at: datetime) -> bool:
    """Whether the viewer may still mend the note."""
    return written_by == viewer.user_id and at - written_at < WINDOW


def read_note(id: int, proceeding: Proceeding, viewer: Viewer) -> Note:
    """One note of the proceeding, for those who may read it.

    Raises:
        NotFound: there is none.
    """
    return _readable(db.session(), proceeding, id, viewer)


def _readable(session: Session, proceeding: Proceeding, id: int, viewer: Viewer) -> Note:
    note = session.scalars(sa.select(Note).filter_by(id=id, proceeding_id=proceeding.id)).first()
    family = proceeding.definition.family
    if note and may_read(viewer, proceeding.matter, family, note.audience, note.written_by):
        return note
    raise NotFound


def _check(proceeding: Proceeding, audience: Audience, text: str, viewer: Viewer, *, confirmed: bool) -> None:
    if audience not in audiences(viewer, proceeding.definition.family):
        raise Forbidden(f"您的岗位不能写给“{audience.label}”看的备注")
    if fault := fault_of(audience, text):
        raise Incomplete({TEXT.name: fault})
    if audience is Audience.WORKER and not confirmed:
        raise GuardRefused("请先核对职工将读到的内容")


def fault_of(audience: Audience, text: str) -> str | None:
    """Why the text cannot be taken; None when it can."""
    if audience is Audience.WORKER and len(text) > LONGEST_LETTER:
        return f"给职工看的备注最多{LONGEST_LETTER}字"
    return TEXT.fault(text)
