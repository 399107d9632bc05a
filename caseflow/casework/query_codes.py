"""The code by which a worker asks how a matter stands (查询码)."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.audit import Deed, record
from caseflow.casework.db import run, transaction
from caseflow.casework.models import Matter, Proceeding
from caseflow.casework.privacy import blind
from caseflow.casework.queries import find_to_change
from caseflow.kernel.roles import Viewer

LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""Nothing that is misread or misheard for another: no 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B."""

LENGTH = 8


def new_code(session: Session) -> str:
    """A code that no matter has; nobody guesses one of 25⁸."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not run(session, _TAKEN, {"print": fingerprint(code)}).first():
            return code


_TAKEN = sa.select(Matter.id).where(Matter.query_index == sa.bindparam("print"))


def give_code(proceeding_id: int, *, viewer: Viewer, at: datetime) -> None:
    """Give the matter a code if it has none: it is older than codes are (补发查询码).

    Raises:
        NotFound: the proceeding is out of scope.
    """
    with transaction() as session:
        proceeding = find_to_change(Proceeding, proceeding_id, viewer, session)
        matter = proceeding.matter
        if not matter.query_code:
            matter.query_code = new_code(session)
            matter.query_index = fingerprint(matter.query_code)
            deed = Deed(action="give_code", viewer=viewer, at=at, proceeding_id=proceeding.id, data={})
            record(session, matter, deed)


def fingerprint(code: str) -> str | None:
    """What finds the matter of a code, as it is read out or typed, without opening any."""
    return blind(code, "query_code")
