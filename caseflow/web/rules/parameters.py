"""Figures that a place sets: what is in force, what waits, and the decision on it (地方参数)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field
from wtforms.validators import DataRequired, Length

from caseflow.casework import parameters, proposals
from caseflow.casework.law import Law, current_law
from caseflow.casework.models import LocalParameter, Stand
from caseflow.casework.parameters import ParameterProposal
from caseflow.casework.rule_words import STANDS
from caseflow.extensions import db
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.parameters import PARAMETERS, Figure, Parameter, ParameterMissing, declared, written
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import DateField, LineField, TextField
from caseflow.web.rules import shown
from caseflow.web.rules.deciding import RefusalForm, deciding
from caseflow.web.rules.forms import PlaceForm, regions

pages = Blueprint("parameters", __name__, url_prefix="/rules/parameters")


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter in the list: its value today in this region, if it has one."""

    known: Parameter
    figure: Figure | None
    text: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A value, and what it is today."""

    row: LocalParameter
    text: str
    where: str
    status: str
    live: bool


@pages.get("")
@needs(Permission.RULES_READ)
def index() -> str:
    """Every parameter with its value today; those without one are what cannot be computed."""
    law, on = current_law(db.session()), local_day(utcnow())
    waiting = {row.code for row in parameters.parameters(db.session()) if row.stand is Stand.WAITING}
    lines = [_line(known, law, on, known.code in waiting) for known in PARAMETERS]
    return render_template("rules/parameters.html", lines=lines, on=on, place=shown.place(law.region))


def _line(known: Parameter, law: Law, on: date, waiting: bool) -> Line:  # noqa: FBT001
    figure = _in_force(known, law, on)
    return Line(known, figure, known.text(figure.value) if figure else "", waiting)


def _in_force(known: Parameter, law: Law, on: date) -> Figure | None:
    try:
        return law.figures.figure(known.code, on, law.region)
    except ParameterMissing:
        return None


@pages.get("/<code>")
@needs(Permission.RULES_READ)
def show(code: str) -> str:
    """One parameter: what it is, and every value there was or will be."""
    known, law, on = declared(code), current_law(db.session()), local_day(utcnow())
    rows = parameters.parameters(db.session(), code)
    return render_template(
        "rules/parameter.html",
        line=_line(known, law, on, waiting=False),
        versions=list(_versions(known, rows, law, on)),
        names=proposals.names(db.session(), rows),
        may_change=current_viewer().can(Permission.RULES),
    )


def _versions(known: Parameter, rows: Any, law: Law, on: date) -> Iterator[Version]:
    figure = _in_force(known, law, on)
    for row in rows:
        live = figure is not None and figure.version == str(row.id)
        status = shown.status(row, law.region, on, live=live)
        yield Version(row, known.text(known.read(row.value)), shown.place(row.region), status, live)


class ValueForm(PlaceForm):
    """A value with the document that sets it; `value_form` adds its boxes."""

    effective_from = DateField("生效日期", [DataRequired("请填写生效日期")], description="自这一天起按它计算")
    basis = LineField(
        "来源",
        [DataRequired("请写明公布这个数的文件"), Length(max=200, message="不超过 200 字")],
        description="文件名称和文号",
    )
    reason = TextField("说明", [])

    known: Parameter

    @property
    def proposal(self) -> ParameterProposal:
        """What was filled in."""
        said: dict[str, Any] = self.data
        rows = {key: said[f"value_{key}"] or "" for key, _ in self.known.rows}
        return ParameterProposal(
            code=self.known.code,
            value=written(rows) if rows else said["value"] or "",
            effective_from=said["effective_from"],
            basis=said["basis"],
            reason=said["reason"] or "",
            region=self.place,
        )


def value_form(known: Parameter) -> ValueForm:
    """The form with a box for the value, or one for each row of a table."""
    form: ValueForm = type("OneValueForm", (ValueForm,), dict(_boxes(known)))()
    form.known = known
    form.region.choices = list(regions())
    return form


def _boxes(known: Parameter) -> Iterator[tuple[str, Field]]:
    for key, label in known.rows:
        yield f"value_{key}", LineField(f"{label}（{known.unit}）", [DataRequired("请填写数字")])
    if not known.rows:
        yield "value", LineField(f"数值（{known.unit}）", [DataRequired("请填写数字")])


@pages.route("/<code>/propose", methods=["GET", "POST"])
@needs(Permission.RULES)
def propose(code: str) -> ResponseReturnValue:
    """Enter a value, for somebody else to approve."""
    known = declared(code)
    form = value_form(known)
    row = form.submit(
        lambda _: parameters.propose_parameter(form.proposal, viewer=current_viewer(), at=utcnow())
    )
    if row is not None:
        return redirect(url_for(".version", id=row.id), 303)
    return render_template("rules/parameter_propose.html", form=form, known=known), form.status


@pages.get("/values/<int:id>")
@needs(Permission.RULES_READ)
def version(id: int) -> str:
    """One value, and the decision on it."""
    return render_template("rules/parameter_version.html", **_page(id, RefusalForm()))


def _page(id: int, form: RefusalForm) -> dict[str, Any]:
    row = db.session.get(LocalParameter, id)
    if row is None:
        raise NotFound(f"没有{id}号参数值")
    known = declared(row.code)
    return {
        "known": known,
        "text": known.text(known.read(row.value)),
        "status": STANDS[row.stand],
        "place": shown.place(row.region),
        **deciding(row, form, current_viewer()),
    }


@pages.post("/values/<int:id>/approve")
@needs(Permission.RULES)
def approve(id: int) -> ResponseReturnValue:
    """Put it in force."""
    row = parameters.approve_parameter(id, viewer=current_viewer(), at=utcnow())
    flash(f"已批准，自{row.effective_from}起按它计算。", "success")
    return redirect(url_for(".version", id=id), 303)


@pages.post("/values/<int:id>/refuse")
@needs(Permission.RULES)
def refuse(id: int) -> ResponseReturnValue:
    """Send it back."""
    form, viewer, at = RefusalForm(), current_viewer(), utcnow()
    done = form.submit(
        lambda given: parameters.refuse_parameter(id, reason=given["because"], viewer=viewer, at=at)
    )
    if done is None:
        return render_template("rules/parameter_version.html", **_page(id, form)), form.status
    flash("已退回，登记人会收到理由。", "success")
    return redirect(url_for(".version", id=id), 303)


@pages.post("/values/<int:id>/withdraw")
@needs(Permission.RULES)
def withdraw(id: int) -> ResponseReturnValue:
    """Take it back."""
    parameters.withdraw_parameter(id, viewer=current_viewer(), at=utcnow())
    flash("已撤回。", "success")
    return redirect(url_for(".version", id=id), 303)
