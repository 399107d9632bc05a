"""Words of one meaning, which the search takes for each other (同义词)."""

from datetime import datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField
from wtforms.validators import DataRequired

from caseflow.casework.exports.columns import Column
from caseflow.casework.search import synonyms
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import Form, LineField
from caseflow.web.forms.fields import whole

pages = Blueprint("synonyms", __name__, url_prefix="/admin/synonyms")


class GroupForm(Form):
    """The words of a group."""

    words = LineField(
        "一组词",
        [DataRequired("请填写至少两个词")],
        description="词与词之间空一格，例如：欠薪 拖欠工资",
    )


class StandingGroupForm(GroupForm):
    """The words of a group that was there when the page was shown."""

    page_version = HiddenField()


COLUMNS = (
    Column("词", lambda group: "、".join(word.word for word in group.words), 40),
    Column("拼音首字母", lambda group: " ".join({word.letters: None for word in group.words}), 20),
    Column("改动", lambda group: local_day(group.changed_at) if group.changed_at else "随系统提供", 14),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The groups as a table to take away."""
    return Listed("同义词", COLUMNS, in_one(synonyms.groups(db.session())))


@pages.route("/", methods=["GET", "POST"])
@needs(Permission.SYNONYMS)
@exported(_listed)
def index() -> ResponseReturnValue:
    """Every group, and a box for a new one."""
    form, add = GroupForm(), partial(synonyms.add, viewer=current_viewer(), at=utcnow())
    if form.submit(lambda data: add(data["words"])):
        flash("已添加，从下一次搜索起生效。", "success")
        return redirect(url_for(".index"), 303)
    groups = synonyms.groups(db.session())
    return render_template("search/synonyms.html", form=form, groups=groups), form.status


@pages.route("/<int:id>", methods=["GET", "POST"])
@needs(Permission.SYNONYMS)
def edit(id: int) -> ResponseReturnValue:
    """Change the words of a group."""
    group = synonyms.group(id)
    written = " ".join(word.word for word in group.words)
    form = StandingGroupForm(words=written, page_version=str(group.version))
    change = partial(synonyms.change, id, viewer=current_viewer(), at=utcnow())
    if form.submit(lambda data: change(data["words"], version=whole(form.page_version.data))):
        flash("已保存，从下一次搜索起生效。", "success")
        return redirect(url_for(".index"), 303)
    return render_template("search/synonym_group.html", form=form, id=id, written=written), form.status


@pages.post("/<int:id>/remove")
@needs(Permission.SYNONYMS)
def remove(id: int) -> ResponseReturnValue:
    """Take a group away."""
    synonyms.remove(id, viewer=current_viewer(), at=utcnow())
    flash("已删除，这些词不再互相代替。", "success")
    return redirect(url_for(".index"), 303)
