"""The register of 三员: a list, and a form for each person."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from caseflow.casework import units
from caseflow.casework.exports.columns import Column, Unmasked
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.outreach import actions, reading
from caseflow.outreach.actions import Details
from caseflow.outreach.models import Officer, OfficerRole
from caseflow.outreach.reading import UNIT_TYPES, Wanted, find_officer
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported, in_words
from caseflow.web.forms import (
    DateField,
    Form,
    LineField,
    NumberField,
    PeopleField,
    PhoneField,
    SelectField,
    TextField,
)
from caseflow.web.forms.fields import offered, whole, word
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import FilterField, FilterForm, after, next_page

pages = Blueprint("officers", __name__, url_prefix="/officers")

MOST_HOURS = 9_999
STANDINGS = [("past", "已离岗"), ("all", "在岗和已离岗")]


class OfficerFilters(FilterForm):
    """Which persons to look for."""

    q = LineField("姓名或者证书编号")
    unit_type = FilterField("单位类型")
    unit_id = FilterField("单位")
    held = FilterField("岗位")
    standing = SelectField("在岗情况", STANDINGS)

    def offer_to(self, viewer: Viewer) -> None:
        """Let the viewer choose among what the viewer sees."""
        self.offer("unit_type", [(name, name) for name in UNIT_TYPES])
        self.offer("unit_id", choices.units(viewer))
        self.offer("held", [(one.value, one.label) for one in OfficerRole])
        self.standing.choices = [("", "在岗"), *STANDINGS]

    @property
    def wanted(self) -> Wanted:
        """What narrows the list."""
        held, standing = self.text("held"), self.text("standing")
        return Wanted(
            self.text("q"),
            whole(self.text("unit_id")),
            self.text("unit_type"),
            OfficerRole(held) if held else None,
            standing if standing in dict(STANDINGS) else "",
        )


class OfficerForm(Form):
    """What is known of one of the 三员."""

    name = LineField("姓名", [DataRequired("请填写姓名"), Length(max=50, message="最多50字")])
    unit_id = SelectField("所属单位", [], whole, validators=[DataRequired("请选择所属单位")])
    held = PeopleField("岗位", [], word, validators=[DataRequired("请至少选择一个岗位")])
    certificate_no = LineField("证书编号", [Length(max=50, message="最多50字")])
    appointed_on = DateField("聘任日期", [DataRequired("请填写聘任日期")])
    term_until = DateField("任期届满日", description="没有约定任期的可以不填")
    training_hours = NumberField(
        "培训学时", [Optional(), NumberRange(0, MOST_HOURS, f"请填写0到{MOST_HOURS}的整数")]
    )
    area = LineField("片区", [Length(max=50, message="最多50字")])
    phone = PhoneField("联系电话", description="加密保存，名册上只显示前三位和后四位")

    def offer_to(self, viewer: Viewer, known: Officer | None = None) -> None:
        """Let the person choose among the units in scope, and the roles as this office calls them."""
        self.unit_id.choices = [*self.unit_id.choices, *offered(units.choices(units.tree(viewer)))]
        self.held.choices = offered([(one.value, one.label) for one in OfficerRole])
        if known and known.phone:
            self.phone.description = f"已登记 {known.masked_phone}，不改的留空"
            if not self.is_submitted():
                self.phone.data = None

    def details(self, given: dict[str, Any]) -> Details:
        """What was filled in."""
        return Details(**{**given, "held": frozenset(map(OfficerRole, given["held"]))})


class EndForm(Form):
    """From which day on the person holds the post no more, and why."""

    on = DateField("解聘日期", [DataRequired("请填写解聘日期")], description="从这一天起不再计入在岗人数")
    reason = TextField("原因", [DataRequired("请填写原因"), Length(max=200, message="最多200字")])


COLUMNS = (
    Column("姓名", lambda one: one.officer.name, 12),
    Column("岗位", lambda one: one.held, 28),
    Column("所属单位", lambda one: one.unit, 24),
    Column("单位类型", lambda one: one.unit_type, 12),
    Column("片区", lambda one: one.officer.area, 12),
    Column("证书编号", lambda one: one.officer.certificate_no, 18),
    Column("聘任日期", lambda one: one.officer.appointed_on, 12),
    Column("任期届满", lambda one: one.officer.term_until, 12),
    Column("培训学时", lambda one: one.officer.training_hours, 10),
    Column("联系电话", lambda one: one.officer.masked_phone, 16),
    Column("在岗情况", lambda one: one.standing, 18),
)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    form, day = OfficerFilters(), local_day(at)
    form.offer_to(viewer)
    return Listed(
        "三员名册",
        COLUMNS,
        lambda after: reading.officers(form.wanted, viewer, day, after),
        in_words(*form),
        Unmasked(("电话（完整）",), reading.phones),
    )


@pages.get("")
@needs(Permission.OFFICERS_READ)
@exported(_listed)
def index() -> str:
    """The persons in scope."""
    viewer, day = current_viewer(), local_day(utcnow())
    form = OfficerFilters()
    form.offer_to(viewer)
    page = reading.officers(form.wanted, viewer, day, after())
    persons, of_units = reading.how_many(form.wanted, viewer, day)
    told = {"persons": persons, "of_units": of_units, "may_write": viewer.can(Permission.OFFICERS)}
    return render_template("outreach/officers.html", filters=form, page=page, next=next_page(page), **told)


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.OFFICERS)
def new() -> ResponseReturnValue:
    """Add a person."""
    viewer, form = current_viewer(), OfficerForm()
    form.offer_to(viewer)
    at = utcnow()
    if officer := form.submit(lambda given: actions.add_officer(form.details(given), viewer=viewer, at=at)):
        flash(f"已登记{officer.name}。", "success")
        return redirect(url_for(".index"), 303)
    return render_template("outreach/officer.html", form=form, officer=None), form.status


@pages.route("/<int:id>", methods=["GET", "POST"])
@needs(Permission.OFFICERS)
def edit(id: int) -> ResponseReturnValue:
    """Correct what is known of a person."""
    viewer, at = current_viewer(), utcnow()
    officer = find_officer(id, viewer)
    form = OfficerForm(obj=officer)
    form.offer_to(viewer, officer)
    if form.submit(lambda given: actions.change_officer(id, form.details(given), viewer=viewer, at=at)):
        flash("已保存。", "success")
        return redirect(url_for(".index"), 303)
    return render_template("outreach/officer.html", form=form, officer=officer), form.status


@pages.route("/<int:id>/end", methods=["GET", "POST"])
@needs(Permission.OFFICERS)
def end(id: int) -> ResponseReturnValue:
    """End a person's term."""
    viewer, at = current_viewer(), utcnow()
    officer, form = find_officer(id, viewer), EndForm()
    if form.submit(lambda given: actions.end_term(id, **given, viewer=viewer, at=at)):
        flash(f"{officer.name}已解聘。", "success")
        return redirect(url_for(".index"), 303)
    return render_template("outreach/end.html", form=form, officer=officer), form.status


@pages.post("/<int:id>/resume")
@needs(Permission.OFFICERS)
def resume(id: int) -> ResponseReturnValue:
    """Take back the end of a term."""
    officer = actions.resume_term(id, viewer=current_viewer(), at=utcnow())
    flash(f"{officer.name}的解聘已撤销，恢复在岗。", "success")
    return redirect(url_for(".edit", id=id), 303)
