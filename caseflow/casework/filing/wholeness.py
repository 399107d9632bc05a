"""Whether a file is whole by its list of contents, and what may be missing (卷内材料齐全, domain §4.7)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.bundles.gathering import held
from caseflow.casework.catalogues import Entry
from caseflow.casework.models import FileGap, Proceeding
from caseflow.casework.queries import with_names
from caseflow.casework.wiring import wired


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that something may be missing, with the names of those who asked and decided."""

    gap: FileGap
    asker: str
    decider: str


def missing(session: Session, proceeding: Proceeding) -> list[Entry]:
    """What the file has to hold and does not, whoever may read it; what may be missing is not among it."""
    counts, excused = held(session, proceeding), _excused(session, proceeding)
    return [
        entry
        for n, entry in enumerate(wired().catalogue(proceeding.process).entries)
        if entry.demanded(proceeding.done_by) and not counts[n] and entry.label not in excused
    ]


def gaps(session: Session, proceeding: Proceeding) -> Sequence[Asked]:
    """Every request that something may be missing, the newest first."""
    named = with_names(FileGap, FileGap.asked_by, FileGap.decided_by)
    query = named.where(FileGap.proceeding_id == proceeding.id).order_by(FileGap.id.desc())
    return [Asked(*row) for row in session.execute(query)]


def _excused(session: Session, proceeding: Proceeding) -> set[str]:
    agreed = sa.select(FileGap.entry).where(FileGap.proceeding_id == proceeding.id, FileGap.agreed.is_(True))
    return set(session.scalars(agreed))
