"""Saved views of the queue: kept from the present filters, renamed, shared, deleted (常用视图)."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField
from wtforms.validators import DataRequired

from caseflow.casework import saved_views
from caseflow.casework.saved_views import View
from caseflow.kernel.roles import Permission, Role
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import Form, LineField
from caseflow.web.worklists.queue import NAMES

pages = Blueprint("views", __name__, url_prefix="/cases/views")

LONGEST = 500
PARTS = ("tab", *NAMES)
"""What of an address is kept with a view."""


class NameForm(Form):
    """The name of a view, and the address of the queue that it is kept from."""

    name = LineField("名称", [DataRequired("请给视图取一个名称")])
    query = HiddenField()

    @property
    def kept(self) -> str:
        """The tab and the filters of the address, and nothing else of it."""
        pairs = dict(parse_qsl(str(self.query.data or "")[:LONGEST]))
        return urlencode({name: pairs[name] for name in PARTS if name in pairs})[:LONGEST]


@pages.get("")
@needs(Permission.SIGNED_IN)
def index() -> str:
    """Every view of the viewer, with what may be done to it."""
    return _page(NameForm(None))


@pages.post("")
@needs(Permission.SIGNED_IN)
def save() -> ResponseReturnValue:
    """Keep the present filters."""
    form, viewer = NameForm(), current_viewer()

    def keep(given: dict[str, Any]) -> str:
        saved_views.save(str(given["name"]), form.kept, viewer=viewer)
        return f"{url_for('queue.index')}?{form.kept or 'tab=mine'}"

    if address := form.submit(keep):
        flash("已存为视图。", "success")
        return redirect(address, 303)
    return _page(form), form.status


@pages.post("/<int:view_id>/name")
@needs(Permission.SIGNED_IN)
def rename(view_id: int) -> ResponseReturnValue:
    """Give it another name."""
    form, viewer = NameForm(), current_viewer()

    def change(given: dict[str, Any]) -> bool:
        saved_views.rename(view_id, str(given["name"]), viewer=viewer)
        return True

    return _back("已改名。") if form.submit(change) else (_page(form), form.status)


@pages.post("/<int:view_id>/share")
@needs(Permission.SHARE_VIEWS)
def share(view_id: int) -> ResponseReturnValue:
    """Let the people of a role use it too, or no longer."""
    asked = request.form.get("with", "")
    role = Role(asked) if asked in set(Role) else None
    saved_views.share(view_id, role, viewer=current_viewer())
    return _back(f"已与{role.label}共享。" if role else "已不再共享。")


@pages.post("/<int:view_id>/default")
@needs(Permission.SIGNED_IN)
def default(view_id: int) -> ResponseReturnValue:
    """Let the queue open with it."""
    saved_views.open_with(view_id, viewer=current_viewer())
    return _back("打开队列时先显示这个视图。")


@pages.post("/default")
@needs(Permission.SIGNED_IN)
def no_default() -> ResponseReturnValue:
    """Let the queue open with its first tab."""
    saved_views.open_with(None, viewer=current_viewer())
    return _back("打开队列时显示“我的”。")


@pages.post("/<int:view_id>/delete")
@needs(Permission.SIGNED_IN)
def delete(view_id: int) -> ResponseReturnValue:
    """Keep it no longer."""
    saved_views.delete(view_id, viewer=current_viewer())
    return _back("已删除视图。")


def _back(told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for(".index"), 303)


def _page(form: NameForm) -> str:
    viewer = current_viewer()
    known: list[View] = saved_views.views(viewer)
    return render_template(
        "worklists/views.html",
        form=form,
        views=known,
        roles=sorted(viewer.roles) if viewer.can(Permission.SHARE_VIEWS) else [],
        opens_with_one=any(view.default for view in known),
    )
