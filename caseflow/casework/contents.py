"""The bytes of files in the database: once for equal files, in sealed stretches (docs/adr/0004)."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from caseflow.casework.db import dialect_insert, run
from caseflow.casework.filetypes import stretches
from caseflow.casework.models import Content, ContentPart, Matter
from caseflow.casework.sealed_parts import Parts
from caseflow.kernel.errors import GuardRefused

_PARTS = Parts(ContentPart, ContentPart.sha256, "content")


def digest(stream: BinaryIO) -> str:
    """SHA-256 of the whole file."""
    found = hashlib.sha256()
    for stretch in stretches(stream):
        found.update(stretch)
    return found.hexdigest()


def keep(session: Session, stream: BinaryIO, sha256: str, size: int, at: datetime) -> None:
    """Seal the file into the database, unless it is there; who brings the same one at once waits."""
    new = (
        dialect_insert(session)(Content)
        .values(sha256=sha256, size=size, kept_at=at)
        .on_conflict_do_nothing()
        .returning(Content.sha256)
    )
    if run(session, new).first() is None:
        return
    _PARTS.write(session, sha256, stream)


def read(sha256: str) -> Iterator[bytes]:
    """The file, stretch by stretch."""
    return _PARTS.read(sha256)


def refuse_erased(matter: Matter) -> None:
    """Let the files of a matter be opened.

    Raises:
        GuardRefused: they were erased with the identity of its worker.
    """
    if matter.erased_at:
        raise GuardRefused("本案的个人信息已依法删除，文件不再保存")
