"""Employers across matters (单位)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from caseflow.casework import candidates
from caseflow.casework.exports.columns import Column
from caseflow.casework.models import RecordKind
from caseflow.casework.register import employers, screening, site_visits
from caseflow.casework.register.employers import Details
from caseflow.casework.register.merging import merges
from caseflow.casework.register.repeats import MOST, warned_of, warning_of
from caseflow.casework.register.site_visits import Seen
from caseflow.casework.register.suggesting import suggest_employers
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_words
from caseflow.web.forms import CheckField, DateField, Form, LineField, NumberField, SelectField, TextField
from caseflow.web.forms.build import Fits
from caseflow.web.forms.fields import offered, whole
from caseflow.web.proceedings.views import now_at
from caseflow.web.register.merging import add_merging
from caseflow.web.worklists.filtering import FilterForm, after

pages = Blueprint("employers", __name__, url_prefix="/employers")
add_merging(pages, RecordKind.EMPLOYER)


class EmployerFilters(FilterForm):
    """Which employers to look for."""

    q = LineField("名称、拼音首字母或者信用代码")
    many = CheckField("90天内3件以上")


class DetailsForm(Form):
    """What is known of an employer beside its name."""

    address = LineField("地址", [Length(max=200, message="最多200字")])
    unit_id = SelectField("属地工会", [], whole)
    parent_id = NumberField("总部的档案号", description="本单位是分支机构的，填写总部单位页上的档案号")

    @property
    def details(self) -> Details:
        """What was filled in."""
        return Details(**self.given())


COLUMNS = (
    Column("名称", lambda one: one.name, 32),
    Column("统一社会信用代码", lambda one: one.credit_code, 22),
    Column("案件", lambda one: one.matters, 8),
    Column("在办", lambda one: one.open, 8),
    Column("90天内", lambda one: one.recent, 8),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    form = EmployerFilters()
    text, many = form.text("q"), bool(form.many.data)
    return Listed(
        "用人单位名册",
        COLUMNS,
        lambda after: employers.employers(viewer, text, many=many, after=after, at=at),
        in_words(*form),
    )


@pages.get("/")
@needs(Permission.REGISTER_READ)
@exported(_listed)
def index() -> str:
    """The employers in scope, narrowed by what was typed."""
    form = EmployerFilters()
    many = bool(form.many.data)
    page = employers.employers(current_viewer(), form.text("q"), many=many, after=after(), at=utcnow())
    return render_template("register/employers.html", filters=form, page=page, many=many)


@pages.get("/<int:id>")
@needs(Permission.REGISTER_READ)
def page(id: int) -> ResponseReturnValue:
    """What is known of an employer; a record that was merged leads to the one it is part of."""
    file = employers.employer_file(id, current_viewer(), now_at(utcnow()))
    if file.record.id != id:
        return redirect(url_for(".page", id=file.record.id), 303)
    about = {"merges": merges(RecordKind.EMPLOYER, id), "visits": site_visits.visits_to(id)}
    screened = screening.of_employer(id, current_viewer())
    waits = any(one.entry.closed_at is None for one in screened)
    return render_template("register/employer.html", file=file, screened=screened, waits=waits, **about)


@pages.route("/<int:id>/edit", methods=["GET", "POST"])
@needs(Permission.REGISTER_WRITE)
def edit(id: int) -> ResponseReturnValue:
    """Correct address, union in charge, and the employer that it is a branch of."""
    viewer, at = current_viewer(), utcnow()
    file = employers.employer_file(id, viewer, now_at(at))
    form = DetailsForm(obj=file.record)
    form.unit_id.choices = [*form.unit_id.choices, *offered(candidates.units())]

    def write(_: object) -> bool:
        employers.set_details(id, form.details, viewer=viewer, at=at)
        return True

    if form.submit(write):
        flash("已保存。", "success")
        return redirect(url_for(".page", id=file.record.id), 303)
    return render_template("register/employer_edit.html", form=form, file=file), form.status


class VisitForm(Form):
    """A visit by two people: when, who went along, what was seen (走访)."""

    on = DateField(site_visits.ON.label, [Fits(site_visits.ON)])
    with_id = SelectField("同行人员", [], whole, description="走访须两人以上；您本人已计入")
    seen = TextField(site_visits.SEEN.label, [Fits(site_visits.SEEN)])


@pages.route("/<int:id>/visit", methods=["GET", "POST"])
@needs(Permission.VISIT)
def visit(id: int) -> ResponseReturnValue:
    """Write down a visit to the employer."""
    viewer, at = current_viewer(), utcnow()
    file = employers.employer_file(id, viewer, now_at(at))
    form = VisitForm()
    form.with_id.choices = [SelectChoice("", "请选择"), *offered(site_visits.companions(viewer))]

    def write(data: dict[str, Any]) -> bool:
        site_visits.note_visit(id, Seen(**{"with_id": 0, **data}), viewer=viewer, at=at)
        return True

    if form.submit(write):
        flash("走访已记录。", "success")
        return redirect(url_for(".page", id=file.record.id), 303)
    return render_template("register/visit.html", form=form, file=file), form.status


@pages.get("/suggest")
@needs(Permission.REGISTER_READ)
def suggest() -> str:
    """Part of a page: the employers that the typed text fits, to choose from.

    Each option carries `data-name`, `data-credit-code`, `data-address`, `data-unit-id` and `data-unit`.
    """
    text = request.args.get("q", "")
    found = suggest_employers(current_viewer(), text)
    return render_template("register/suggested.html", found=found, text=text)


@pages.get("/warning")
@needs(Permission.REGISTER_READ)
def warning() -> str:
    """Part of a page: says so when there have been many matters on the employer lately (R16)."""
    name, code = (request.args.get(asked, "") for asked in ("employer_name", "credit_code"))
    one = warning_of(current_viewer(), name=name, credit_code=code, at=utcnow())
    return render_template("register/warning.html", one=one)


@pages.get("/repeated")
@needs(Permission.OVERDUE_READ)
def repeated() -> str:
    """Part of a page: the employers with many matters lately, for those who supervise (R16)."""
    found = warned_of(current_viewer(), utcnow())
    return render_template("register/repeated.html", found=found[:MOST], more=len(found) > MOST)
