"""The office's own templates: brought, looked at, approved, taken back (文书模板)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired

from caseflow.casework.agreeing import listed
from caseflow.casework.documents import overrides
from caseflow.casework.documents.overrides import Offer
from caseflow.casework.documents.printing import ROOT
from caseflow.casework.documents.typesetting import OURS
from caseflow.casework.models import PaperTemplate
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import DateField, FilesField, Form, SelectField
from caseflow.web.forms.pressing import press

pages = Blueprint("templates", __name__, url_prefix="/documents/templates")


class TemplateForm(Form):
    """A template of the office's own, and from when on."""

    code = SelectField("文种", [], validators=[DataRequired("请选择文种")])
    files = FilesField(
        "模板文件",
        [DataRequired("请选择模板文件")],
        description="PDF 版式用 .typ，Word 版式用 .docx；上传时用示例内容试排",
    )
    effective_on = DateField("启用日期", [DataRequired("请填写启用日期")])


@pages.get("")
@needs(Permission.RULES)
def index() -> str:
    """Every template, and the form for another one."""
    return _page(_form())


@pages.post("")
@needs(Permission.RULES)
def offer() -> ResponseReturnValue:
    """Try a template, and put it up for approval."""
    form = _form()
    if form.submit(_offered):
        flash("试排通过，已保存。请另一人批准后启用。", "success")
        return redirect(url_for(".index"), 303)
    return _page(form), form.status


def _offered(data: dict[str, Any]) -> PaperTemplate:
    file = data["files"][0]
    brought = Offer(data["code"], file.filename, file.read(), data["effective_on"])
    return overrides.offer(brought, viewer=current_viewer(), at=utcnow())


@pages.post("/<int:template_id>/approve")
@needs(Permission.RULES)
def approve(template_id: int) -> ResponseReturnValue:
    """Agree to a template that somebody else has brought."""
    return _decided(lambda: overrides.approve(template_id, viewer=current_viewer(), at=utcnow()), "已批准。")


@pages.post("/<int:template_id>/withdraw")
@needs(Permission.RULES)
def withdraw(template_id: int) -> ResponseReturnValue:
    """Use a template no more."""
    return _decided(lambda: overrides.withdraw(template_id, viewer=current_viewer(), at=utcnow()), "已停用。")


def _decided(decide: Callable[[], object], said: str) -> ResponseReturnValue:
    def refused(pressed: Form) -> str:
        return _page(_form(formdata=None), pressed)

    return press(decide, said=said, back=url_for(".index"), page=refused)


@pages.get("/<int:template_id>/file")
@needs(Permission.RULES)
def file(template_id: int) -> Response:
    """The text of a template."""
    template = overrides.taken(template_id, current_viewer())
    return _attached(template.source, template.name)


@pages.get("/ours/<name>")
@needs(Permission.RULES)
def ours(name: str) -> Response:
    """One of the templates that come with the program, to begin with."""
    if name not in {*OURS.values(), "common.typ"}:
        raise NotFound
    return _attached((ROOT / name).read_bytes(), name)


def _attached(body: bytes, name: str) -> Response:
    answer = Response(body, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _form(**sent: Any) -> TemplateForm:
    form = TemplateForm(**sent)
    form.code.choices = [("", "请选择"), *((paper.code, paper.label) for paper in wired().papers.values())]
    return form


def _page(form: TemplateForm, pressed: Form | None = None) -> str:
    papers = wired().papers
    every = [(row, papers.get(row.PaperTemplate.code)) for row in listed(PaperTemplate)]
    return render_template(
        "papers/templates.html",
        form=form,
        refused=pressed or form,
        rows=[(row, paper.label) for row, paper in every if paper],
        today=local_day(utcnow()),
        me=current_viewer().user_id,
        ours=sorted({*OURS.values(), "common.typ"}),
    )
