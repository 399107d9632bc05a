"""Signing in, signing out, changing one's password (登录、退出、修改密码), all in the audit chain."""

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.accounts import passwords, throttle
from caseflow.accounts.models import User
from caseflow.casework import audit
from caseflow.casework.audit import Deed
from caseflow.casework.db import transaction
from caseflow.extensions import db
from caseflow.kernel.errors import Incomplete
from caseflow.kernel.roles import SYSTEM, Viewer


@dataclass(frozen=True, slots=True)
class Account:
    """What signing in needs to know of a user; `epoch` is the one in which the session begins."""

    user_id: int
    name: str
    login: str
    password_hash: str = field(repr=False)
    epoch: int
    must_change_password: bool

    @property
    def viewer(self) -> Viewer:
        """The person as the audit chain names them; without any right."""
        return Viewer(self.user_id, frozenset(), frozenset(), self.name)


_ACCOUNT = sa.select(
    User.id, User.name, User.login, User.password_hash, User.session_epoch, User.must_change_password
).where(User.active)


def sign_in(login: str, password: str, *, address: str, at: datetime) -> Account:
    """The account whose login and password these are.

    A wrong password and an unknown login get the same answer after the same time. The password is tried
    before the transaction, so that a slow hash holds no lock; the throttle then decides, one try at a time.

    Raises:
        SignInPaused: too many tries have failed; this one was not looked at.
        SignInRefused: they do not belong together, or the user has left.
    """
    login = login.strip().lower()
    throttle.check(db.session(), login, address, at)
    account = _account(User.login == login)
    proven = passwords.matches(account.password_hash if account else None, password)
    with transaction() as session:
        _audit_try(session, account, proven=proven, address=address, at=at)
        throttle.check(session, login, address, at)
        throttle.count(session, login, address, succeeded=proven, at=at)
        _audit_pause(session, account, login, at)
        if account and proven and passwords.outdated(account.password_hash):
            _rehash(session, account, password)
    if not account or not proven:
        raise throttle.SignInRefused
    return account


def _account(whose: sa.ColumnElement[bool]) -> Account | None:
    row = db.session.execute(_ACCOUNT.where(whose)).one_or_none()
    return Account(*row) if row else None


def _audit_try(
    session: Session, account: Account | None, *, proven: bool, address: str, at: datetime
) -> None:
    """Written first: it holds the system's chain, so that tries at the same moment are counted one by one.

    A login nobody has is not written down: it may be a password typed into the wrong field.
    """
    data = {"user_id": account and account.user_id, "address": address}
    viewer = account.viewer if account and proven else SYSTEM
    action = "sign_in" if proven else "sign_in_failed"
    audit.record(session, None, Deed(action=action, viewer=viewer, at=at, data=data))


def _audit_pause(session: Session, account: Account | None, login: str, at: datetime) -> None:
    if until := throttle.paused_until(session, login, at):
        data = {"user_id": account and account.user_id, "until": until}
        audit.record(session, None, Deed(action="sign_in_paused", viewer=SYSTEM, at=at, data=data))


def _rehash(session: Session, account: Account, password: str) -> None:
    unchanged = sa.and_(User.id == account.user_id, User.password_hash == account.password_hash)
    session.execute(sa.update(User).where(unchanged).values(password_hash=passwords.hashed(password)))


def sign_out(*, viewer: Viewer, at: datetime) -> None:
    """Note that the viewer has left (退出)."""
    with transaction() as session:
        audit.record(session, None, Deed(action="sign_out", viewer=viewer, at=at))


def change_password(current: str, new: str, *, address: str, viewer: Viewer, at: datetime) -> Account:
    """Take a new password; every other session of the viewer ends. Returns the account in its new epoch.

    A wrong present password counts as a failed try to sign in.

    Raises:
        SignInPaused: too many tries have failed.
        Incomplete: the present password is wrong, or the new one may not be used.
    """
    account = _account(User.id == viewer.user_id)
    if account is None:
        raise throttle.SignInRefused
    _prove(account, current, address, at)
    _check_new(current, new, account.login)
    new_hash = passwords.hashed(new)
    with transaction() as session:
        user = session.get_one(User, account.user_id)
        set_password(user, new_hash, must_change=False, at=at)
        audit.record(session, None, Deed(action="change_password", viewer=viewer, at=at))
        return _renewed(user)


def _prove(account: Account, current: str, address: str, at: datetime) -> None:
    throttle.check(db.session(), account.login, address, at)
    if passwords.matches(account.password_hash, current):
        return
    with transaction() as session:
        _audit_try(session, account, proven=False, address=address, at=at)
        throttle.check(session, account.login, address, at)
        throttle.count(session, account.login, address, succeeded=False, at=at)
        _audit_pause(session, account, account.login, at)
    raise Incomplete({"current_password": "现在的密码不对"})


def _check_new(current: str, new: str, login: str) -> None:
    reason = "新密码不能和现在的一样" if new == current else passwords.refusal(new, login)
    if reason:
        raise Incomplete({"new_password": reason})


def set_password(user: User, password_hash: str, *, must_change: bool, at: datetime) -> None:
    """Give the user another password; every session that began with the old one ends."""
    user.password_hash = password_hash
    user.password_changed_at = at
    user.must_change_password = must_change
    user.session_epoch += 1


def _renewed(user: User) -> Account:
    columns = (user.id, user.name, user.login, user.password_hash, user.session_epoch)
    return Account(*columns, must_change_password=user.must_change_password)
