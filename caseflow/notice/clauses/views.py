"""The clauses as a page: looked through, proposed, approved, taken back (条款库)."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Field
from wtforms.validators import DataRequired, Length, ValidationError

from caseflow.casework.agreeing import listed
from caseflow.casework.wiring import wired
from caseflow.kernel.roles import Permission
from caseflow.kernel.rules import Mark
from caseflow.kernel.time import utcnow
from caseflow.notice.clauses import own
from caseflow.notice.clauses.library import LIBRARY, near
from caseflow.notice.clauses.models import OwnClause
from caseflow.notice.demands import Unreadable, limit_of
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import Form, LineField, OptionsField, SelectField, TextField
from caseflow.web.forms.fields import offered
from caseflow.web.forms.pressing import press

pages = Blueprint("clauses", __name__, url_prefix="/clauses")

MARKS = [
    (Mark.STATUTE.value, "已核对原文的本地适用法律法规，可以写入函件"),
    (Mark.HOUSE.value, "本单位的建议，不引用条文"),
]


def _most(n: int) -> Length:
    return Length(max=n, message=f"最多{n}字")


class ClauseForm(Form):
    """A clause of the office's own."""

    title = LineField("名称", [DataRequired("请填写名称"), _most(60)])
    category = SelectField("适用类别", [], validators=[DataRequired("请选择适用类别")])
    mark = OptionsField("依据", MARKS, Mark, validators=[DataRequired("请选择依据")])
    article = LineField("条文", [_most(120)], description="法律名称和条款，例如《劳动法》第五十条")
    rule = TextField("条文内容", [_most(500)], description="照抄原文；没有原文的不会写入函件")
    breach = LineField("违法情形的写法", [_most(200)])
    demand = LineField("建议的要求", [_most(200)])
    limit = LineField("常用期限", [_most(20)], description="例如 10个工作日、15日；不是法定期限")

    def validate_rule(self, field: Field) -> None:
        """Law is told with its article and its words."""
        if self.mark.data is Mark.STATUTE and not (field.data and self.article.data):
            raise ValidationError("引用法律法规的，请填写条文和条文内容")

    def validate_limit(self, field: Field) -> None:
        """A demand has a limit that can be counted."""
        try:
            known = limit_of(field.data or "")
        except Unreadable as fault:
            raise ValidationError(str(fault)) from fault
        if bool(self.demand.data) != (known is not None):
            raise ValidationError("要求和期限要一起填写，期限例如 10个工作日")


@pages.get("")
@needs(Permission.RULES_READ)
def index() -> str:
    """Every clause, or those of a category."""
    return _page(_form())


@pages.post("")
@needs(Permission.CLAUSES)
def propose() -> ResponseReturnValue:
    """Put a clause up for approval."""
    form = _form()
    if form.submit(lambda data: own.propose(_said(data), viewer=current_viewer(), at=utcnow())):
        flash("已保存。请另一人批准后使用。", "success")
        return redirect(url_for(".index"), 303)
    return _page(form), form.status


def _said(data: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in data.items() if name != "category"}
    return {**rest, "categories": [data["category"]]}


@pages.post("/<int:clause_id>/approve")
@needs(Permission.CLAUSES)
def approve(clause_id: int) -> ResponseReturnValue:
    """Agree to a clause that somebody else has proposed."""
    return _decided(lambda: own.approve(clause_id, viewer=current_viewer(), at=utcnow()), "已批准。")


@pages.post("/<int:clause_id>/withdraw")
@needs(Permission.CLAUSES)
def withdraw(clause_id: int) -> ResponseReturnValue:
    """Use a clause no more."""
    return _decided(lambda: own.withdraw(clause_id, viewer=current_viewer(), at=utcnow()), "已停用。")


def _decided(decide: Callable[[], object], said: str) -> ResponseReturnValue:
    def refused(pressed: Form) -> str:
        return _page(_form(formdata=None), pressed)

    return press(decide, said=said, back=url_for(".index"), page=refused)


def _categories() -> list[tuple[str, str]]:
    datum = wired().datum("category")
    return list(datum.choices) if datum else []


def _form(**sent: Any) -> ClauseForm:
    form = ClauseForm(**sent)
    form.category.choices = [*form.category.choices, *offered(_categories())]
    return form


def _page(form: ClauseForm, pressed: Form | None = None) -> str:
    viewer, wanted = current_viewer(), request.args.get("category", "")
    clauses = list(LIBRARY.clauses.values())
    return render_template(
        "notice/clauses.html",
        form=form,
        refused=pressed or form,
        library=LIBRARY,
        clauses=near(clauses, wanted) if wanted else clauses,
        rows=[(row, own.clause_of(row.OwnClause)) for row in listed(OwnClause)],
        categories=_categories(),
        wanted=wanted,
        labels=dict(_categories()),
        me=viewer.user_id,
        may_propose=viewer.can(Permission.CLAUSES),
    )
