"""Forms and their drafts: what a request has typed, and what a page goes on with (草稿).

A form with a `draft_bar` (`templates/macros/drafts.html`) tells in hidden fields where it lives, what people
call it, and on which page it was typed. Its page, opened with `?draft=<token>`, starts with what was kept.
"""

from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask, current_app, g, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from caseflow.casework import drafts
from caseflow.casework.drafts import MOST, TOKEN, Written
from caseflow.casework.models import Draft
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import FAMILIES
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer
from caseflow.web.addresses import within_site
from caseflow.web.session import session_user

PATH, TITLE, WRITER, BASE = "draft_path", "draft_title", "draft_writer", "draft_base"

UNNAMED = "登录过期时没有提交的内容"

_ABOUT_ITSELF = frozenset({"csrf_token", PATH, TITLE, WRITER, BASE})
_SECRET = "password"  # noqa: S105 - part of the name of every password field
_LONGEST_PATH, _LONGEST_TITLE, _LONGEST_WRITER = 300, 100, 36


def add_drafting(app: Flask) -> None:
    """What the bar of a form asks for."""
    app.jinja_env.globals.update(draft_path=own_path, draft_base=_base, draft_writer=lambda: uuid4().hex)


def own_path() -> str:
    """The address of the present page, without the draft that it goes on with."""
    query = urlencode([pair for pair in request.args.items(multi=True) if pair[0] != "draft"])
    return f"{request.path}?{query}" if query else request.path


def _base() -> str:
    """The page that saved what the present one starts with, if any did."""
    return request.form.get(WRITER) or str(g.get(WRITER, ""))


def reopened() -> MultiDict[str, str] | None:
    """What the draft holds that the present page goes on with; None when the page starts afresh.

    Raises:
        NotFound: the viewer has no such draft.
    """
    token = request.args.get("draft")
    if request.method != "GET" or not token:
        return None
    draft = drafts.take(token, current_viewer())
    setattr(g, WRITER, draft.writer)
    return MultiDict(drafts.fields_of(draft))


def written(token: str) -> Written:
    """The form of the present request, to be kept under the token; no password, and no file.

    Raises:
        NotFound: it says that it lives where nothing does.
    """
    path = request.form.get(PATH) or request.full_path.removesuffix("?")
    typed = [(name, text) for name, text in request.form.items(multi=True) if name not in _ABOUT_ITSELF]
    return Written(
        token=token,
        path=path,
        title=request.form.get(TITLE, UNNAMED).replace("\0", "")[:_LONGEST_TITLE],
        fields=tuple((name, text) for name, text in typed if _SECRET not in name),
        proceeding_id=_about(path),
        writer=_word(WRITER),
        base=_word(BASE),
    )


def hold() -> str:
    """Keep a form that was sent after the session had ended, for the person whose session it was.

    CSRF protection has passed it before. Returns the token under which it lies; empty when nothing was typed
    that may be kept.
    """
    author, sent = session_user(), request.form
    typed = [name for name in sent if name not in {*_ABOUT_ITSELF, "token"}]
    if author is None or not typed or any(_SECRET in name for name in typed):
        return ""
    token = sent.get("token", "")
    kept = written(token if TOKEN.fullmatch(token) else uuid4().hex)
    return drafts.save(kept, owner_id=author, at=utcnow(), most=2 * MOST)


def goes_on_in_its_form(draft: Draft) -> bool:
    """Whether the form lives on a page that can start with the draft."""
    return ("token", draft.token) in drafts.fields_of(draft) and _leads_to(draft.path, "GET") is not None


def _about(path: str) -> int | None:
    """The id of the proceeding that the page is about."""
    found = _leads_to(path, "POST") or _leads_to(path, "GET")
    if found is None:
        raise NotFound
    endpoint, values = found
    return values.get("id") if endpoint.partition(".")[0] in FAMILIES else None


def _leads_to(path: str, method: str) -> tuple[str, dict[str, int]] | None:
    """The view at an address of this site, and what the address tells it."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or len(path) > _LONGEST_PATH or within_site(path) != path:
        return None
    try:
        endpoint, values = adapter.match(path.partition("?")[0], method=method)
    except HTTPException:
        return None
    return str(endpoint), dict(values)


def _word(name: str) -> str:
    return request.form.get(name, "").replace("\0", "")[:_LONGEST_WRITER]
