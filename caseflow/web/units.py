"""The unit tree, for administrators (单位管理)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired, Length

from caseflow.accounts.models import UNIT_KIND_LABELS, Unit, UnitKind
from caseflow.casework import units
from caseflow.casework.exports.columns import Column
from caseflow.casework.queries import find
from caseflow.casework.units import Branch, UnitDetails
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.errors import blamed
from caseflow.web.exports.listing import Listed, exported, in_one
from caseflow.web.forms import Form, LineField, SelectField
from caseflow.web.forms.fields import offered, whole

pages = Blueprint("units", __name__, url_prefix="/admin/units")


class UnitForm(Form):
    """Name, kind, area and parent of a unit."""

    name = LineField("名称", [DataRequired("请填写名称"), Length(max=100)])
    kind = SelectField("类型", list(UNIT_KIND_LABELS.items()), validators=[DataRequired("请选择类型")])
    area = LineField("片区", [Length(max=50)], description="没有片区的可以不填")
    parent_id = SelectField("上级单位", [], whole)

    def offer_parents(self, unit: Unit | None = None) -> None:
        """Let the person choose among the units in scope that are not below the unit itself."""
        parents = units.choices(units.tree(current_viewer()), without=unit.id if unit else None)
        if unit and unit.parent_id and unit.parent_id not in dict(parents):
            parents = [(unit.parent_id, "不变（不在您的管理范围内）"), *parents]
        self.parent_id.choices = [*self.parent_id.choices, *offered(parents)]

    @property
    def details(self) -> UnitDetails:
        """What was filled in."""
        given = self.given()
        kind = UnitKind(given["kind"])
        return UnitDetails(given["name"], kind, given.get("area", ""), given.get("parent_id"))


class HeadedUnitForm(UnitForm):
    """A unit that has people, one of whom may be its head."""

    head_id = SelectField("负责人", [], whole, description="临近和超期的提醒也会送到负责人")

    def offer_heads(self, unit: Unit) -> None:
        """Let the person choose among those who work there."""
        self.head_id.choices = [*self.head_id.choices, *offered(units.staff(unit))]

    @property
    def details(self) -> UnitDetails:
        """What was filled in."""
        return replace(super().details, head_id=self.head_id.data)


COLUMNS = (
    Column("单位", lambda unit: unit.name, 32),
    Column("上级单位", lambda unit: unit.above, 28),
    Column("类型", lambda unit: unit.kind, 16),
    Column("片区", lambda unit: unit.area, 14),
    Column("状态", lambda unit: "在用" if unit.active else "已停用", 8),
)


class Told(NamedTuple):
    """A unit of the tree, with the one above it."""

    name: str
    above: str
    kind: str
    area: str
    active: bool


def _told(branches: tuple[Branch, ...], above: str = "") -> Iterator[Told]:
    """Each unit followed by those below it."""
    for unit, below in ((branch.unit, branch.children) for branch in branches):
        yield Told(unit.name, above, unit.kind.label, unit.area, unit.active)
        yield from _told(below, unit.name)


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The units in scope as a table to take away."""
    return Listed("单位名录", COLUMNS, in_one(list(_told(units.tree(viewer)))))


@pages.get("/")
@needs(Permission.ACCOUNTS)
@exported(_listed)
def index() -> str:
    """The units in scope, as a tree."""
    return render_template("accounts/units.html", branches=units.tree(current_viewer()))


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.ACCOUNTS)
def new() -> ResponseReturnValue:
    """Add a unit."""
    form = UnitForm()
    form.offer_parents()
    if form.validate_on_submit():
        with blamed(form):
            unit = units.add_unit(form.details, viewer=current_viewer(), at=utcnow())
            flash(f"已添加{unit.name}。", "success")
            return redirect(url_for(".index"), 303)
    return render_template("accounts/unit.html", form=form, unit=None)


@pages.route("/<int:id>", methods=["GET", "POST"])
@needs(Permission.ACCOUNTS)
def edit(id: int) -> ResponseReturnValue:
    """Correct a unit, move it, or give it a head."""
    unit = find(Unit, id, current_viewer())
    form = HeadedUnitForm(obj=unit)
    form.offer_parents(unit)
    form.offer_heads(unit)
    if form.validate_on_submit():
        with blamed(form):
            units.change_unit(id, form.details, viewer=current_viewer(), at=utcnow())
            flash("已保存。", "success")
            return redirect(url_for(".index"), 303)
    return render_template("accounts/unit.html", form=form, unit=unit)


@pages.post("/<int:id>/close")
@needs(Permission.ACCOUNTS)
def close(id: int) -> ResponseReturnValue:
    """Take a unit out of use."""
    unit = units.close_unit(id, viewer=current_viewer(), at=utcnow())
    flash(f"{unit.name}已停用。", "success")
    return redirect(url_for(".index"), 303)


@pages.post("/<int:id>/reopen")
@needs(Permission.ACCOUNTS)
def reopen(id: int) -> ResponseReturnValue:
    """Take a unit into use again."""
    unit = units.reopen_unit(id, viewer=current_viewer(), at=utcnow())
    flash(f"{unit.name}已启用。", "success")
    return redirect(url_for(".index"), 303)
