"""Files of a proceeding: attached, put in order, opened, withdrawn; each of it on record (附件)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from caseflow.accounts.models import User
from caseflow.casework import contents, engine
from caseflow.casework.contents import refuse_erased
from caseflow.casework.db import transaction
from caseflow.casework.filetypes import FileType, Unfit, pages, recognise
from caseflow.casework.models import Attachment, Matter, Proceeding
from caseflow.casework.queries import find, find_to_change, visible_to
from caseflow.casework.reveals import may_read_story
from caseflow.casework.wiring import MEGABYTE, wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused, NotFound
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import Permission, Role, Viewer

MOST = 200
"""Files of one proceeding."""

_LONGEST = 100
_SUFFIXES: Mapping[FileType, tuple[str, ...]] = {
    FileType.JPEG: ("jpg", "jpeg"),
    FileType.HEIC: ("heic", "heif"),
    FileType.TXT: ("txt", "csv", "log"),
    FileType.M4A: ("m4a", "mp4"),
}


_withdrawer = aliased(User)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody brings, under the name it had there."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class Brought:
    """What became of the files: ids of those that were kept, and why the others were not, by name."""

    kept: list[int] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fit:
    """A file that was found fit: how it will be kept."""

    stream: BinaryIO
    name: str
    type: FileType
    size: int
    sha256: str
    pages: int | None


def attach(
    proceeding_id: int, uploads: Sequence[Upload], *, proves: str = "", viewer: Viewer, at: datetime
) -> Brought:
    """Keep the files that are fit; the others are named with the reason and hinder none.

    Raises:
        GuardRefused: the proceeding has been filed.
        NotFound: it is out of scope.
    """
    brought = Brought()
    fit = [found for upload in uploads if (found := _examined(upload, brought))]
    if not fit:
        find(Proceeding, proceeding_id, viewer)
        return brought
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        if proceeding.stage.phase is Phase.FILED:
            raise GuardRefused("本件已归档，不能再添加附件。")
        for one in fit:
            _keep(session, proceeding, one, proves, brought, viewer, at)
        return brought


def _examined(upload: Upload, brought: Brought) -> Fit | None:
    """The file as it will be kept, before anything is held in the database."""
    size = upload.stream.seek(0, 2)
    try:
        kind = recognise(upload.stream, wired().largest_file)
    except Unfit as unfit:
        brought.refused.append((safe_name(upload.name, None), str(unfit)))
        return None
    return Fit(
        stream=upload.stream,
        name=safe_name(upload.name, kind),
        type=kind,
        size=size,
        sha256=contents.digest(upload.stream),
        pages=pages(upload.stream, kind),
    )


def safe_name(name: str, kind: FileType | None) -> str:
    """The name without folders and signs that nobody sees, not too long, with the suffix of what it is."""
    last = re.split(r"[/\\]", name)[-1]
    spoken = "".join(c if c.isprintable() else " " for c in last)
    plain = re.sub(r"\s+", " ", re.sub(r'[<>:"|?*]', "_", spoken)).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    stem = stem if dot else plain
    if kind is None:
        return plain[:_LONGEST] or "未命名"
    known = suffix.lower() in _SUFFIXES.get(kind, (kind.value,))
    return (
        f"{(stem if known else plain)[:_LONGEST].strip(' .') or '未命名'}.{suffix.lower() if known else kind}"
    )


def _keep(
    session: Session,
    proceeding: Proceeding,
    one: Fit,
    proves: str,
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
        proves=proves,
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
        GuardRefused: it has been withdrawn, or somebody else brought it and the viewer is no manager.
        NotFound: proceeding or file is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        attachment = _of(proceeding, id, viewer, session)
        if attachment.withdrawn:
            raise GuardRefused("这个附件已经撤下。")
        if attachment.uploaded_by != viewer.user_id and Role.MANAGER not in viewer.roles:
            raise GuardRefused("只有上传的人和督办员能撤下附件。请联系上传的人。")
        attachment.withdrawn_by, attachment.withdrawn_at = viewer.user_id, at
        attachment.withdrawn_because = reason
        _note(proceeding, attachment, "withdraw_file", viewer, at, reason=reason)
        return attachment


def move_up(id: int, proceeding_id: int, *, viewer: Viewer, at: datetime) -> None:
    """Let a file change places with the one before it.

    Raises:
        NotFound: proceeding or file is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        attachment = _of(proceeding, id, viewer, session)
        before = session.scalars(
            _shown(viewer, proceeding.matter)
            .where(Attachment.proceeding_id == proceeding.id, Attachment.position < attachment.position)
            .order_by(Attachment.position.desc())
            .limit(1)
        ).first()
        if before:
            before.position, attachment.position = attachment.position, before.position


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
    proceeding: Proceeding, attachment: Attachment, action: str, viewer: Viewer, at: datetime, **more: str
) -> None:
    """On record without the name, which may be that of a person."""
    what = {"file_id": attachment.id, "file_type": attachment.type.label, "sha256": attachment.sha256}
    engine.note(proceeding, action, viewer=viewer, at=at, data={**what, **more})
