"""A form sent after the session had ended, kept until its author has signed in again (内容已保留)."""

from dataclasses import dataclass

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from caseflow.web.session import session_user

KEPT = 12 * 60 * 60  # seconds
_SECRET = "password"  # noqa: S105 - part of the name of every password field


@dataclass(frozen=True, slots=True)
class HeldForm:
    """Where the form was sent and what it held; files cannot be kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool


def hold() -> str:
    """The present form as signed text for a hidden field; empty when it is not to be kept.

    CSRF protection has passed it before. Only its author may take it back.
    """
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]
    author = session_user()
    if author is None or any(_SECRET in name for name, _ in fields):
        return ""
    path = request.full_path.removesuffix("?")
    return _signer().dumps([author, path, fields, bool(request.files)])


def take(held: str | None, user_id: int) -> HeldForm | None:
    """The form, when this user had sent it within the last hours."""
    if not held:
        return None
    try:
        author, path, fields, had_files = _signer().loads(held, max_age=KEPT)
    except BadSignature:
        return None
    if author != user_id:
        return None
    return HeldForm(path, tuple((name, text) for name, text in fields), had_files)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="held-form")
