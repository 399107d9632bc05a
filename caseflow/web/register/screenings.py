"""Employers to be looked into: the list, an entry, putting one on it (矛盾纠纷排查)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from caseflow.casework.exports.columns import Column
from caseflow.casework.models import Finding
from caseflow.casework.register import employers, screening
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.forms import Form, SelectField, TextField
from caseflow.web.proceedings.views import now_at
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("screenings", __name__, url_prefix="/screenings")

TABS = (("waiting", "待排查"), ("closed", "已排查"))
UNNAMED = "不写职工身份"


class EntryForm(Form):
    """Why an employer is to be looked into."""

    reason = TextField(
        "列入原因",
        [DataRequired("请填写列入原因"), Length(max=300, message="最多300字")],
        description=UNNAMED,
    )


class FindingForm(Form):
    """What was found at the employer."""

    finding = SelectField(
        "排查结果", [(one.value, one.label) for one in Finding], validators=[DataRequired("请选择排查结果")]
    )
    found = TextField(
        "排查情况",
        [DataRequired("请填写排查情况"), Length(max=1000, message="最多1000字")],
        description=f"看了什么、有无隐患、怎样处理；{UNNAMED}",
    )


COLUMNS = (
    Column("单位", lambda one: one.employer, 28),
    Column("列入原因", lambda one: one.entry.reason, 40),
    Column("列入日期", lambda one: local_day(one.entry.listed_at), 12),
    Column("承担单位", lambda one: one.unit, 20),
    Column("结果", lambda one: one.standing, 16),
    Column("排查情况", lambda one: one.entry.found, 40),
    Column("登记日期", lambda one: one.entry.closed_at and local_day(one.entry.closed_at), 12),
)


def _tab() -> str:
    chosen = request.args.get("tab", "")
    return chosen if chosen in dict(TABS) else TABS[0][0]


def _listed(viewer: Viewer, at: datetime) -> Listed:
    closed = _tab() == "closed"
    return Listed(
        f"矛盾纠纷排查（{dict(TABS)[_tab()]}）",
        COLUMNS,
        lambda after: screening.screenings(viewer, closed=closed, after=after),
    )


@pages.get("")
@needs(Permission.CAMPAIGNS_READ)
@exported(_listed)
def index() -> str:
    """Those that wait, or those that somebody has looked into."""
    viewer, tab = current_viewer(), _tab()
    page = screening.screenings(viewer, closed=tab == "closed", after=after())
    tabs = [(name, label, url_for(".index", tab=name), None) for name, label in TABS]
    return render_template("register/screenings.html", page=page, next=next_page(page), tabs=tabs, tab=tab)


@pages.get("/<int:id>")
@needs(Permission.CAMPAIGNS_READ)
def page(id: int) -> str:
    """An entry, and what was found."""
    return _page(id, FindingForm(formdata=None))


@pages.post("/<int:id>")
@needs(Permission.VISIT)
def close(id: int) -> ResponseReturnValue:
    """Write down what was found."""
    form, viewer, at = FindingForm(), current_viewer(), utcnow()

    def write(said: dict[str, Any]) -> bool:
        screening.close(id, Finding(said["finding"]), said["found"], viewer=viewer, at=at)
        return True

    if form.submit(write):
        flash("排查结果已登记。", "success")
        return redirect(url_for(".page", id=id), 303)
    return _page(id, form), form.status


def _page(id: int, form: Form) -> str:
    viewer = current_viewer()
    one = screening.entry_of(id, viewer)
    may = viewer.can(Permission.VISIT) and one.entry.closed_at is None
    return render_template("register/screening.html", one=one, form=form, may_close=may)


@pages.route("/new/<int:id>", methods=["GET", "POST"])
@needs(Permission.VISIT)
def new(id: int) -> ResponseReturnValue:
    """Put an employer on the list."""
    form, viewer, at = EntryForm(), current_viewer(), utcnow()
    file = employers.employer_file(id, viewer, now_at(at))
    if record := form.submit(lambda said: screening.enter(id, said["reason"], viewer=viewer, at=at)):
        flash("已列入矛盾纠纷排查。", "success")
        return redirect(url_for("employers.page", id=record), 303)
    return render_template("register/screening_new.html", form=form, file=file), form.status
