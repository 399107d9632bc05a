"""Files in the database, stretch by stretch, each sealed and bound to its place (docs/adr/0004)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from caseflow.casework.db import run
from caseflow.casework.filetypes import stretches
from caseflow.casework.models import ContentPart, ExportPart
from caseflow.casework.privacy import sealed, unsealed
from caseflow.extensions import db


@dataclass(frozen=True)
class Parts:
    """A table of such stretches: `of` is the column that names the file, `name` what the seals call it.

    No part opens in another place or another file.
    """

    table: type[ContentPart] | type[ExportPart]
    of: InstrumentedAttribute[Any]
    name: str

    def write(self, session: Session, key: str | int, stream: BinaryIO) -> None:
        """Seal the whole stream as the file of that key."""
        for n, stretch in enumerate(stretches(stream)):
            part = {self.of.key: key, "n": n, "sealed": sealed(stretch, self._context(key, n))}
            run(session, sa.insert(self.table), part)

    def read(self, key: str | int) -> Iterator[bytes]:
        """The file, stretch by stretch; no connection is held while somebody is slow to take one."""
        n = 0
        query = sa.select(self.table.sealed).where(self.of == key, self.table.n == sa.bindparam("wanted"))
        while (part := db.session.scalar(query, {"wanted": n})) is not None:
            db.session.rollback()
            yield unsealed(part, self._context(key, n))
            n += 1

    def _context(self, key: str | int, n: int) -> str:
        return f"{self.name}/{key}/{n}"
