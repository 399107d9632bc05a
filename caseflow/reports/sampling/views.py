"""The pages of quality sampling: samples, their cases, the checklist, the answer (质量抽检)."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.exports.columns import Column
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.reports.periods import Period
from caseflow.reports.sampling import actions, reading
from caseflow.reports.sampling.checklist import CRITERIA, PASS, Grade
from caseflow.reports.sampling.forms import AnswerForm, DrawForm, look_form
from caseflow.web.access import current_viewer, needs
from caseflow.web.exports.listing import Listed, exported
from caseflow.web.proceedings.family import address_of
from caseflow.web.worklists.filtering import after, next_page

pages = Blueprint("sampling", __name__, url_prefix="/sampling")
pages.context_processor(lambda: {"labels": _labels(), "address_of": address_of, "pass_mark": PASS})


def _labels() -> dict[str, str]:
    return {process.name: process.label for process in wired().processes}


def _listed(viewer: Viewer, at: datetime) -> Listed:
    """The samples as a table to take away."""
    labels = _labels()
    columns = (
        Column("批次", lambda row: row.QualitySample.id, 8),
        Column("流程", lambda row: labels[row.QualitySample.process], 14, head="范围"),
        Column("办结于", _period, 16, head="范围"),
        Column("单位", lambda row: row.unit, 24),
        Column("抽取", lambda row: row.cases, 8),
        Column("已检查", lambda row: row.checked, 8),
        Column("平均得分", lambda row: row.mean, 10),
        Column("合格", lambda row: row.passed, 8),
        Column("退回", lambda row: row.returned, 8),
        Column("已整改", lambda row: row.answered, 8),
        Column("抽取人", lambda row: row.drawer, 12),
        Column("时间", lambda row: row.QualitySample.drawn_at, 18),
    )
    return Listed("质量抽检", columns, lambda after: reading.samples(viewer, after))


def _period(row: Any) -> str:
    return Period(row.QualitySample.first, row.QualitySample.last).name


@pages.get("")
@needs(Permission.SAMPLING)
@exported(_listed)
def index() -> str:
    """The samples, the newest first."""
    page = reading.samples(current_viewer(), after())
    return render_template("sampling/index.html", page=page, next=next_page(page), period=Period)


@pages.route("/new", methods=["GET", "POST"])
@needs(Permission.SAMPLING)
def new() -> ResponseReturnValue:
    """Draw a sample."""
    viewer, at, form = current_viewer(), utcnow(), DrawForm()
    today = local_day(at)
    month = today.year * 100 + today.month
    form.offer_to(viewer, Period(month, month).before)
    id = form.submit(lambda given: actions.draw_sample(form.rule(given), viewer=viewer, at=at))
    if id is None:
        return render_template("sampling/new.html", form=form), form.status
    return redirect(url_for(".sample", id=id), 303)


@pages.get("/<int:id>")
@needs(Permission.SAMPLING)
def sample(id: int) -> str:
    """A sample: its rule, its cases, and whether the same rule still draws them."""
    viewer = current_viewer()
    found, unit, drawer = reading.find_sample(id, viewer)
    rows = reading.cases(found, viewer)
    return render_template(
        "sampling/sample.html",
        sample=found,
        unit=unit,
        drawer=drawer,
        rows=rows,
        period=Period(found.first, found.last),
        again=reading.drawn_again(found, rows, viewer),
    )


@pages.route("/cases/<int:id>", methods=["GET", "POST"])
@needs(Permission.SIGNED_IN)
def case(id: int) -> ResponseReturnValue:
    """What was found in a case; the handler answers here when it was returned."""
    viewer, form = current_viewer(), AnswerForm()
    row = reading.find_case(id, viewer)
    given = form.submit(lambda given: actions.answer(id, given["answer"], viewer=viewer, at=utcnow()))
    if given:
        flash("已回复。", "success")
        return redirect(url_for(".case", id=id), 303)
    return render_template("sampling/case.html", form=form, **_told(row)), form.status


def _told(row: Any) -> dict[str, Any]:
    viewer, case = current_viewer(), row.SampledCase
    own = case.handler_id in viewer.persons | {viewer.concerned}
    grades = [(one, Grade(case.grades[one.code])) for one in CRITERIA if one.code in case.grades]
    return {
        "row": row,
        "case": case,
        "grades": grades,
        "may_answer": own and case.returned and not case.answered_at,
        "may_check": viewer.can(Permission.SAMPLING) and not own and case.score is None,
        "may_sample": viewer.can(Permission.SAMPLING),
    }


@pages.route("/cases/<int:id>/check", methods=["GET", "POST"])
@needs(Permission.SAMPLING)
def check(id: int) -> ResponseReturnValue:
    """Look a case over by the checklist."""
    viewer, at = current_viewer(), utcnow()
    row = reading.find_case(id, viewer)
    if row.SampledCase.score is not None:
        return redirect(url_for(".case", id=id), 303)
    form = look_form()
    done = form.submit(lambda given: actions.check(id, form.look(given), viewer=viewer, at=at))
    if done:
        flash(f"已记录，得分 {done.score}。", "success")
        return redirect(url_for(".sample", id=done.sample_id), 303)
    return render_template("sampling/check.html", form=form, row=row, case=row.SampledCase), form.status
