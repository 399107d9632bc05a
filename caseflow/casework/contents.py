"""The bytes of files in the database: once for equal files, in sealed stretches (docs/adr/0004)."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.db import dialect_insert
from caseflow.casework.filetypes import stretches
from caseflow.casework.models import Content, ContentPart, Matter
from caseflow.casework.privacy import sealed, unsealed
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused


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
    if session.scalars(new).first() is None:
        return
    for n, stretch in enumerate(stretches(stream)):
        part = {"sha256": sha256, "n": n, "sealed": sealed(stretch, context(sha256, n))}
        session.execute(sa.insert(ContentPart), part)


def read(sha256: str) -> Iterator[bytes]:
    """The file, stretch by stretch; no connection is held while somebody is slow to take one."""
    n = 0
    query = sa.select(ContentPart.sealed).where(
        ContentPart.sha256 == sha256, ContentPart.n == sa.bindparam("wanted")
    )
    while (part := db.session.scalar(query, {"wanted": n})) is not None:
        db.session.rollback()
        yield unsealed(part, context(sha256, n))
        n += 1


def refuse_erased(matter: Matter) -> None:
    """Let the files of a matter be opened.

    Raises:
        GuardRefused: they were erased with the identity of its worker.
    """
    if matter.erased_at:
        raise GuardRefused("本案的个人信息已依法删除，文件不再保存")


def context(sha256: str, n: int) -> str:
    """What the seal of a part is bound to: no part opens in another place or another file."""
    return f"content/{sha256}/{n}"
