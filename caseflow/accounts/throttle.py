"""How often a sign-in may fail: counted in the database, so that all web nodes count together (登录限流).

Unknown logins are counted like known ones; a pause does not tell whether the account exists.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts.models import SignInAttempt
from caseflow.kernel.calendar import SHANGHAI
from caseflow.kernel.errors import DomainError

PAUSE = timedelta(minutes=15)
KEPT = timedelta(days=1)
FAILURES_OF_LOGIN = 5
FAILURES_FROM_ADDRESS = 30  # a whole office may share one address


class SignInRefused(DomainError):
    """Login and password do not belong together; which of them is wrong is not told."""

    def __init__(self, message: str = "登录名或密码不对。连续输错 5 次，登录会暂停 15 分钟。") -> None:
        super().__init__(message)


class SignInPaused(SignInRefused):
    """Too many failures; nothing is tried until the pause is over (登录暂停)."""

    status = 429


def check(session: Session, login: str, address: str, at: datetime) -> None:
    """Let a try pass, or refuse it.

    Raises:
        SignInPaused: too many tries with this login or from this address have failed.
    """
    if until := paused_until(session, login, at):
        time = until.astimezone(SHANGHAI).strftime("%H:%M")
        raise SignInPaused(f"输错次数过多，登录已暂停。请在 {time} 之后再试，或请管理员重置密码。")
    if _failures_from(session, address, at) >= FAILURES_FROM_ADDRESS:
        raise SignInPaused("您所在的网络登录失败次数过多，请过一刻钟再试。")


def paused_until(session: Session, login: str, at: datetime) -> datetime | None:
    """When the pause of the login ends: 15 minutes after the fifth failure in a row within 15 minutes."""
    tries = sa.select(SignInAttempt.at, SignInAttempt.succeeded).where(
        SignInAttempt.login == login, SignInAttempt.at > at - 2 * PAUSE
    )
    newest_first = tries.order_by(SignInAttempt.at.desc(), SignInAttempt.id.desc())
    last = session.execute(newest_first.limit(FAILURES_OF_LOGIN)).all()
    if len(last) < FAILURES_OF_LOGIN or any(each.succeeded for each in last):
        return None
    until = last[0].at + PAUSE
    return until if last[0].at - last[-1].at < PAUSE and until > at else None


def _failures_from(session: Session, address: str, at: datetime) -> int:
    failures = sa.select(sa.func.count(SignInAttempt.id)).where(
        SignInAttempt.address == address, SignInAttempt.at > at - PAUSE, sa.not_(SignInAttempt.succeeded)
    )
    return session.scalar(failures) or 0


def count(session: Session, login: str, address: str, *, succeeded: bool, at: datetime) -> None:
    """Remember a try; those of more than a day ago are forgotten."""
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < at - KEPT))
    session.add(SignInAttempt(login=login, address=address, at=at, succeeded=succeeded))
    session.flush()


def forgive(session: Session, login: str) -> None:
    """Forget the failures of a login, so that its owner can sign in at once."""
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.login == login))
