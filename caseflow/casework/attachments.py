"""Files of a proceeding: attached, put in order, opened, withdrawn; each of it on record (附件)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.models import User
from caseflow.casework import contents, engine
from caseflow.casework.contents import refuse_erased
from caseflow.casework.db import transaction
from caseflow.casework.models import Attachment, Material, Matter, Proceeding
from caseflow.casework.queries import find, find_to_change, visible_to
from caseflow.casework.reveals import may_read_story
from caseflow.casework.uploads import Brought, Fit, Meaning, Upload, examined
from caseflow.casework.wiring import MEGABYTE, wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import Permission, Role, Viewer

MOST = 200
"""Files of one proceeding."""


_withdrawer = aliased(User)


def attach(
    proceeding_id: int,
    uploads: Sequence[Upload],
    *,
    proves: str = "",
    material: Material | None = None,
    redacted: bool = False,
    viewer: Viewer,
    at: datetime,
) -> Brought:
    """Keep the files that are fit; the others are named with the reason and hinder none.

    Raises:
        GuardRefused: the proceeding has been filed.
        NotFound: it is out of scope.
    """
    fit, brought = examined(uploads)
    if not fit:
        find(Proceeding, proceeding_id, viewer)
        return brought
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        meaning = Meaning(proves, material, redacted)
        keep(session, proceeding, fit, brought, meaning=meaning, viewer=viewer, at=at)
        return brought


def keep(
    session: Session,
    proceeding: Proceeding,
    fit: Sequence[Fit],
    brought: Brought,
    *,
    meaning: Meaning,
    viewer: Viewer,
    at: datetime,
) -> None:
    """Attach the fit files in the caller's transaction, which holds the proceeding.

    Raises:
        GuardRefused: the proceeding has been filed.
    """
    if proceeding.stage.phase is Phase.FILED:
        raise GuardRefused("本件已归档，不能再添加附件。")
    for one in fit:
        _keep(session, proceeding, one, meaning, brought, viewer, at)


def _keep(
    session: Session,
    proceeding: Proceeding,
    one: Fit,
    meaning: Meaning,
    brought: Brought,
    viewer: Viewer,
    at: datetime,
) -> None:
    if reason := _refusal(session, proceeding, one, viewer):
        brought.refused.append((one.name, reason))
        return
    contents.keep(session, one.stream, one.sha256, one.size, at)
    last = sa.select(sa.func.max(Attachment.position)).where(Attachment.proceeding_id == proceeding.id)
    attachment = Attachment(
        matter_id=proceeding.matter_id,
        proceeding_id=proceeding.id,
        proves=meaning.proves,
        material=meaning.material,
        redacted=meaning.redacted,
        name=one.name,
        type=one.type,
        size=one.size,
        pages=one.pages,
        sha256=one.sha256,
        position=(session.scalar(last) or 0) + 1,
        uploaded_by=viewer.user_id,
        uploaded_at=at,
    )
    session.add(attachment)
    session.flush()
    brought.kept.append(attachment.id)
    _note(proceeding, attachment, "attach_file", viewer, at)


def _refusal(session: Session, proceeding: Proceeding, one: Fit, viewer: Viewer) -> str:
    """Why a sound file is not kept here; empty when it is."""
    of_matter = Attachment.matter_id == proceeding.matter_id
    own = sa.and_(Attachment.proceeding_id == proceeding.id, _open_to(viewer, proceeding.matter))
    same = sa.and_(own, Attachment.sha256 == one.sha256, Attachment.withdrawn_at.is_(None))
    count, total, twin = session.execute(
        sa.select(
            sa.func.count(Attachment.id).filter(Attachment.proceeding_id == proceeding.id),
            sa.func.coalesce(sa.func.sum(Attachment.size), 0),
            sa.func.max(Attachment.name).filter(same),
        ).where(of_matter)
    ).one()
    if twin:
        return f"与已有的《{twin}》内容相同，没有重复保存。"
    if count >= MOST:
        return f"本件附件已有 {MOST} 个，不能再添加。"
    if total + one.size > wired().largest_matter:
        return f"本案附件合计将超过 {wired().largest_matter // MEGABYTE} MB，没有保存。请联系管理员。"
    return ""


def withdraw(id: int, proceeding_id: int, *, reason: str, viewer: Viewer, at: datetime) -> Attachment:
    """Let a file count no more; it stays, struck through, with the reason (撤下).

    Raises:
        GuardRefused: it has been withdrawn, somebody else brought it and the viewer is no manager, or the
            proceeding has been filed.
        NotFound: proceeding or file is out of scope.
    """
    with transaction() as session:
        proceeding, attachment = _to_change(session, proceeding_id, id, viewer)
        if attachment.withdrawn:
            raise GuardRefused("这个附件已经撤下。")
        if attachment.uploaded_by != viewer.user_id and Role.MANAGER not in viewer.roles:
            raise GuardRefused("只有上传的人和督办员能撤下附件。请联系上传的人。")
        attachment.withdrawn_by, attachment.withdrawn_at = viewer.user_id, at
        attachment.withdrawn_because = reason
        _note(proceeding, attachment, "withdraw_file", viewer, at, reason=reason)
        return attachment


def describe(id: int, proceeding_id: int, *, meaning: Meaning, viewer: Viewer, at: datetime) -> Attachment:
    """Say anew what a file is for (归类).

    Raises:
        GuardRefused: the proceeding has been filed.
        NotFound: proceeding or file is out of scope.
    """
    with transaction() as session:
        proceeding, attachment = _to_change(session, proceeding_id, id, viewer)
        attachment.proves, attachment.material = meaning.proves, meaning.material
        attachment.redacted = meaning.redacted
        kind = meaning.material.label if meaning.material else ""
        _note(proceeding, attachment, "describe_file", viewer, at, material=kind, redacted=meaning.redacted)
        return attachment


def move(id: int, proceeding_id: int, *, down: bool = False, viewer: Viewer, at: datetime) -> None:
    """Let a file change places with the one before it, or behind it.

    Raises:
        GuardRefused: the proceeding has been filed.
        NotFound: proceeding or file is out of scope.
    """
    with transaction() as session:
        proceeding, attachment = _to_change(session, proceeding_id, id, viewer)
        other = session.scalars(_beside(attachment, viewer, proceeding.matter, down=down)).first()
        if other:
            other.position, attachment.position = attachment.position, other.position


def _to_change(
    session: Session, proceeding_id: int, id: int, viewer: Viewer
) -> tuple[Proceeding, Attachment]:
    """A file of a proceeding that has not been put away, both held."""
    proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
    attachment = _of(proceeding, id, viewer, session)
    if proceeding.stage.phase is Phase.FILED:
        raise GuardRefused("本件已归档，附件不能再改动。")
    return proceeding, attachment


def _beside(attachment: Attachment, viewer: Viewer, matter: Matter, *, down: bool) -> sa.Select[Attachment]:
    """The one before the file, or behind it, of those that count."""
    place = Attachment.position
    further = place > attachment.position if down else place < attachment.position
    own = Attachment.proceeding_id == attachment.proceeding_id
    order = place if down else place.desc()
    shown = _shown(viewer, matter).where(own, further, Attachment.withdrawn_at.is_(None))
    return shown.order_by(order).limit(1)


def opened(id: int, proceeding_id: int, *, viewer: Viewer, at: datetime) -> Attachment:
    """A file that somebody opens or takes away, which is put on record; `contents.read` has its bytes.

    Raises:
        NotFound: proceeding or file is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        attachment = _of(proceeding, id, viewer, session)
        refuse_erased(proceeding.matter)
        _note(proceeding, attachment, "open_file", viewer, at)
        return attachment


def of_proceeding(proceeding: Proceeding, viewer: Viewer) -> Sequence[Any]:
    """The files of a proceeding that was found before, in order, each with who brought it."""
    of_it = Attachment.proceeding_id == proceeding.id
    return db.session.execute(_listed(viewer, proceeding.matter).where(of_it)).all()


def of_matter(matter: Matter, viewer: Viewer) -> Sequence[Any]:
    """The files of every proceeding in scope of a matter that was found before, with the proceeding."""
    query = _listed(viewer, matter).add_columns(Proceeding.process, Proceeding.number)
    return db.session.execute(
        query.join(Proceeding, Proceeding.id == Attachment.proceeding_id).where(
            Attachment.matter_id == matter.id
        )
    ).all()


def _listed(viewer: Viewer, matter: Matter) -> sa.Select[*tuple[Any, ...]]:
    return (
        _shown(viewer, matter)
        .add_columns(User.name.label("uploader"), _withdrawer.name.label("withdrawer"))
        .join(User, User.id == Attachment.uploaded_by)
        .outerjoin(_withdrawer, _withdrawer.id == Attachment.withdrawn_by)
        .order_by(Attachment.proceeding_id, Attachment.position, Attachment.id)
    )


def _of(proceeding: Proceeding, id: int, viewer: Viewer, session: Session) -> Attachment:
    query = _shown(viewer, proceeding.matter).where(
        Attachment.id == id, Attachment.proceeding_id == proceeding.id
    )
    found = session.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def _shown(viewer: Viewer, matter: Matter) -> sa.Select[Attachment]:
    return visible_to(viewer, Attachment).where(_open_to(viewer, matter))


def _open_to(viewer: Viewer, matter: Matter) -> sa.ColumnElement[bool]:
    """What the viewer may open: as the story of the matter and its private notes; one's own files always."""
    private = [d.name for p in wired().processes for t in p.transitions for d in t.needs if d.private]
    open_notes = sa.true() if viewer.can(Permission.PRIVATE_NOTES) else Attachment.proves.not_in(private)
    open_story = sa.true() if may_read_story(viewer, matter) else sa.false()
    return sa.or_(sa.and_(open_story, open_notes), Attachment.uploaded_by == viewer.user_id)


def _note(
    proceeding: Proceeding, attachment: Attachment, action: str, viewer: Viewer, at: datetime, **more: object
) -> None:
    """On record without the name, which may be that of a person."""
    what = {"file_id": attachment.id, "file_type": attachment.type.label, "sha256": attachment.sha256}
    engine.note(proceeding, action, viewer=viewer, at=at, data={**what, **more})
