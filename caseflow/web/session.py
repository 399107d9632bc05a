"""The session of a signed-in person: who it is, since when, and when last active (会话)."""

from datetime import datetime, timedelta

from flask import Flask, current_app, g, session
from flask_login import UserMixin, login_user, logout_user

from caseflow.accounts.viewers import load_viewer
from caseflow.casework.sessions import Account
from caseflow.extensions import login
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Viewer
from caseflow.kernel.time import utcnow

WARNING = timedelta(minutes=5)
LONGEST = timedelta(hours=12)
_STEP = timedelta(minutes=1)
_COOKIE_KEPT = timedelta(days=3)

_CSRF = "csrf_token"


class SignedIn(UserMixin):
    """What Flask-Login keeps for a request: the viewer, under an id that names the session epoch."""

    def __init__(self, user_id: int, epoch: int, viewer: Viewer) -> None:
        self.id = f"{user_id}.{epoch}"
        self.viewer = viewer


def add_session(app: Flask) -> None:
    """Load people from sessions; the cookie outlives them, so that a form sent too late can be kept."""
    login.session_protection = None
    login.user_loader(load)
    app.permanent_session_lifetime = _COOKIE_KEPT
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a page may be as old as its session


def load(id: str) -> SignedIn | None:
    """The person of a session, unless it has ended: by inactivity, by length, or by a new epoch."""
    if seconds_left(utcnow()) <= 0:
        return None
    user_id, epoch = map(int, id.split("."))
    viewer = load_viewer(user_id, epoch, local_day(utcnow()))
    return SignedIn(user_id, epoch, viewer) if viewer else None


def begin(account: Account, at: datetime) -> None:
    """Start a session. Forms open in other tabs stay valid when the same person signs in again."""
    viewer = load_viewer(account.user_id, account.epoch, local_day(at))
    if viewer is None:
        return
    token = session.get(_CSRF) if session_user() == account.user_id else None
    session.clear()
    g.pop(_CSRF, None)
    if token:
        session[_CSRF] = token
    session["began"] = session["seen"] = int(at.timestamp())
    session["must_change_password"] = account.must_change_password
    login_user(SignedIn(account.user_id, account.epoch, viewer))


def end() -> None:
    """Forget the person."""
    logout_user()
    session.clear()


def session_user() -> int | None:
    """Whose session it is, or was before it ended."""
    id = session.get("_user_id")
    return int(id.split(".")[0]) if id else None


def must_change_password() -> bool:
    """Whether the person signed in with a password that somebody else knows."""
    return bool(session.get("must_change_password"))


def seconds_left(at: datetime) -> int:
    """How long the session lasts if nothing more is done."""
    if "seen" not in session:
        return 0
    idle = timedelta(minutes=int(current_app.config["SETTINGS"].session_minutes))
    ends = min(session["seen"] + idle.total_seconds(), session["began"] + LONGEST.total_seconds())
    return int(ends - at.timestamp())


def touch(at: datetime) -> None:
    """Note that the person is active; to the minute, so that most answers set no cookie."""
    if at.timestamp() - session["seen"] >= _STEP.total_seconds():
        session["seen"] = int(at.timestamp())
