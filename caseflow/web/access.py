"""Who may open which page: every view declares one permission, an undeclared one is refused (默认拒绝)."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.extensions import login
from caseflow.kernel.errors import Forbidden
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.assets import ASSETS
from caseflow.web.session import WARNING, SignedIn, must_change_password, seconds_left, touch

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "__permission__"
_UNATTENDED = "__unattended__"
_BEFORE_CHANGING_PASSWORD = frozenset({"account.password", "account.sign_out", "account.ping"})


def needs(permission: Permission) -> Callable[[View], View]:
    """Declare that a view is for people whose roles grant the permission."""

    def mark(view: View) -> View:
        setattr(view, _MARK, permission)
        return view

    return mark


def public(view: View) -> View:
    """Declare that anyone may open a view."""
    setattr(view, _MARK, None)
    return view


def unattended(view: View) -> View:
    """Declare that pages ask for the view by themselves: it keeps nobody's session alive."""
    setattr(view, _UNATTENDED, True)
    return view


def is_declared(endpoint: str) -> bool:
    """Whether the view says who may open it."""
    return endpoint in ASSETS or hasattr(current_app.view_functions[endpoint], _MARK)


def is_public(endpoint: str) -> bool:
    """Whether anyone may open the view."""
    return endpoint in ASSETS or getattr(current_app.view_functions[endpoint], _MARK, False) is None


def current_viewer() -> Viewer:
    """The person who asks; views that declare a permission always have one."""
    viewer = viewer_or_none()
    if viewer is None:
        raise RuntimeError("nobody is signed in: the view is public")
    return viewer


def viewer_or_none() -> Viewer | None:
    """The person who asks, if signed in."""
    user = current_user._get_current_object()  # noqa: SLF001 - the proxy would look for the user each time
    return user.viewer if isinstance(user, SignedIn) else None


def may_open(viewer: Viewer, endpoint: str) -> bool:
    """Whether there is such a view and the viewer's roles grant what it declares."""
    view = current_app.view_functions.get(endpoint)
    return view is not None and viewer.can(getattr(view, _MARK))


def in_background() -> bool:
    """Whether the page asks by itself: that keeps no session alive."""
    return "X-Background" in request.headers


def add_access(app: Flask) -> None:
    """Guard every request, and tell templates who is signed in."""
    app.before_request(_guard)
    app.context_processor(_who)


def _who() -> dict[str, object]:
    """Who is signed in, and how long the session lasts in seconds; `session.js` warns before it ends."""
    viewer = viewer_or_none()
    left = seconds_left(utcnow()) if viewer else None
    return {"viewer": viewer, "session_seconds": left, "session_warning": int(WARNING.total_seconds())}


def _guard() -> ResponseReturnValue | None:
    endpoint = request.endpoint
    if endpoint is None or is_public(endpoint):
        return None
    if not is_declared(endpoint):
        abort(404)
    viewer = viewer_or_none()
    if viewer is None:
        return login.unauthorized()  # type: ignore[no-any-return]
    if not (hasattr(current_app.view_functions[endpoint], _UNATTENDED) or in_background()):
        touch(utcnow())
    if must_change_password() and endpoint not in _BEFORE_CHANGING_PASSWORD:
        return redirect(url_for("account.password"), 303)
    if not may_open(viewer, endpoint):
        raise Forbidden("您的岗位不能打开这一页。需要时请联系管理员。")
    return None
