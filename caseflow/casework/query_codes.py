"""The code by which a worker asks how a matter stands (查询码)."""

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework.models import Matter
from caseflow.casework.privacy import blind

LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""Nothing that is misread or misheard for another: no 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B."""

LENGTH = 8


def new_code(session: Session) -> str:
    """A code that no matter has; nobody guesses one of 25⁸."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not session.scalar(sa.select(sa.exists().where(Matter.query_index == fingerprint(code)))):
            return code


def fingerprint(code: str) -> str | None:
    """What finds the matter of a code, as it is read out or typed, without opening any."""
    return blind(code, "query_code")
