"""Who is looking at a proceeding just now, so that two people do not do the same thing (正在查看)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from caseflow.accounts.models import User
from caseflow.casework.db import dialect_insert, transaction
from caseflow.casework.models import Presence, Proceeding
from caseflow.casework.queries import BUILT, visible_to
from caseflow.extensions import UtcDateTime, db
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Process
from caseflow.kernel.roles import Viewer

EVERY = timedelta(seconds=20)
"""How often a page in sight says so; nobody's word is written down more often."""

GONE = timedelta(seconds=60)
"""Who has not said so for that long has left."""

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else; `action` is the step they are about to take, if any."""

    name: str
    action: str


def be_present(
    model: type[Proceeding], id: int, action: str, *, viewer: Viewer, at: datetime
) -> tuple[Process, list[Present]]:
    """Say that the viewer is here, perhaps about to take an action; the process, and who else is here.

    Raises:
        NotFound: the proceeding is out of scope.
        UnknownAction: it has no such action.
    """
    wanted = {"wanted": id, "since": at - GONE}
    rows = db.session.execute(_here(model, viewer), wanted).all()
    if not rows:
        raise NotFound
    process: Process = rows[0][0].definition
    if action:
        process.transition(action)
    own = next((r.at for r in rows if (r.user_id, r.action) == (viewer.user_id, action)), None)
    if own is None or at - own >= EVERY:
        _note(id, action, viewer, at)
    others = sorted((r for r in rows if r.user_id not in (None, viewer.user_id)), key=lambda r: r.action)
    latest = {r.user_id: Present(r.name, r.action) for r in others}  # an action says more than a look
    return process, sorted(latest.values(), key=lambda present: present.name)


@lru_cache(BUILT)
def _here(model: type[Proceeding], viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    """The proceeding with a row for everybody who is here."""
    is_here = sa.and_(
        Presence.proceeding_id == Proceeding.id, Presence.at > sa.bindparam("since", type_=UtcDateTime())
    )
    return (
        visible_to(viewer, model)
        .add_columns(Presence.user_id, Presence.action, Presence.at, User.name)
        .outerjoin(Presence, is_here)
        .outerjoin(User, User.id == Presence.user_id)
        .where(Proceeding.id == sa.bindparam("wanted"))
    )


def _note(id: int, action: str, viewer: Viewer, at: datetime) -> None:
    key = {"proceeding_id": id, "user_id": viewer.user_id, "action": action}
    with transaction() as session:
        insert = dialect_insert(session)(Presence.__table__).values({**key, "at": at})
        session.execute(insert.on_conflict_do_update(index_elements=list(key), set_={"at": at}))


def forget(*, at: datetime) -> int:
    """Remove who was here yesterday; how many rows that were."""
    with transaction() as session:
        gone = session.execute(sa.delete(Presence).where(Presence.at < at - KEPT))
        return int(gone.rowcount)  # type: ignore[attr-defined]
