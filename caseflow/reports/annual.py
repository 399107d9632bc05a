"""Pages of the annual review (年度工作回眸): its text, how it is worded, and figures from elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from caseflow.accounts.models import Unit
from caseflow.casework.documents import word
from caseflow.casework.documents.printing import Sheet
from caseflow.casework.queries import find
from caseflow.kernel.calendar import local_day
from caseflow.kernel.errors import NotFound
from caseflow.kernel.roles import Permission, Viewer
from caseflow.kernel.time import utcnow
from caseflow.reports import manual, wording
from caseflow.reports.asking import address
from caseflow.reports.counting import Asked, count
from caseflow.reports.manual import KINDS, Entered
from caseflow.reports.models import ManualFigure, ReviewDraft, Snapshot
from caseflow.reports.periods import Period
from caseflow.reports.review import Piece, plain, review
from caseflow.reports.snapshots.reading import newest_of
from caseflow.reports.wording import Worded
from caseflow.web.access import current_viewer, needs
from caseflow.web.forms import Form, LineField, NumberField, SelectField, TextField
from caseflow.web.forms.fields import whole
from caseflow.web.worklists import choices
from caseflow.web.worklists.filtering import FilterField, FilterForm

pages = Blueprint("review", __name__, url_prefix="/reports/annual")

YEARS = range(2000, 3000)
LONGEST = 5_000
LOOKING_BACK = 3
"""Months of a year in which the review is that of the year before."""

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class UnitFilter(FilterForm):
    """Whose work the review tells of."""

    unit_id = FilterField("单位")


class TextForm(Form):
    """The review as it is to be sent out."""

    text = TextField(
        "回眸文字",
        [DataRequired("请填写文字"), Length(max=LONGEST, message=f"最多{LONGEST}字")],
        render_kw={"rows": 12},
    )
    page_version = HiddenField()


class FigureForm(Form):
    """A figure that the system does not hold, and where it is from."""

    code = SelectField(
        "指标",
        [(kind.code, f"{kind.label}（{kind.measure}）") for kind in KINDS.values()],
        validators=[DataRequired("请选择指标")],
    )
    value = NumberField(
        "数值",
        [InputRequired("请填写数值"), NumberRange(0, manual.MOST, f"请填写0到{manual.MOST}的整数")],
    )
    source = LineField(
        "来源",
        [DataRequired("请写明数字从哪里来"), Length(max=200, message="最多200字")],
        description="例如：集体合同管理台账，某年某月某日",
    )


@dataclass(frozen=True)
class Subject:
    """The year of a unit, as it stands now."""

    asked: Asked
    unit: Unit
    pieces: list[Piece]
    manual: list[ManualFigure]
    draft: ReviewDraft | None
    submitted: Snapshot | None

    @property
    def year(self) -> int:
        """The year."""
        return self.asked.period.first // 100

    @property
    def years(self) -> list[int]:
        """It and its neighbours."""
        return [year for year in (self.year - 1, self.year, self.year + 1) if year in YEARS]

    @property
    def basis(self) -> str:
        """What the figures say."""
        return plain(self.pieces)

    @property
    def version(self) -> int:
        """How often the wording was saved."""
        return self.draft.version if self.draft else 0

    @property
    def text(self) -> str:
        """The review as it would be sent out."""
        return self.draft.text if self.draft else self.basis

    def at(self, endpoint: str, **more: Any) -> str:
        """The address of a page about the same."""
        return url_for(endpoint, year=self.year, unit_id=self.unit.id, **more)

    def leads_to(self, code: str) -> str:
        """Where the number of a figure leads."""
        if code in KINDS:
            return "#manual"
        if self.submitted and self.submitted.told_value(code) == self.said(code):
            return url_for("submitted.cases", id=self.submitted.id, code=code)
        return address(self.asked, "reports.cases", code=code)

    def said(self, code: str) -> str:
        """What the review says of the figure."""
        return next((piece.text for piece in self.pieces if piece.code == code), "")


def _subject(year: int, viewer: Viewer, at: datetime) -> Subject:
    """What the address is about: the unit it names, or the viewer's own.

    Raises:
        NotFound: there is no such year, or the unit is out of scope.
    """
    named = whole(request.args.get("unit_id", ""))
    unit = find(Unit, named, viewer) if named else manual.home(viewer)
    if year not in YEARS or unit is None:
        raise NotFound
    period = Period.year(year)
    asked = Asked(viewer, period, at, unit_id=unit.id if unit.parent_id else None)
    entered = manual.figures(period, unit.id)
    pieces = review(count(asked), entered, unit.name, local_day(at))
    submitted = newest_of(period.code, unit.id, viewer)
    return Subject(asked, unit, pieces, entered, wording.draft_of(year, unit.id), submitted)


@pages.get("")
@needs(Permission.REPORTS)
def index() -> ResponseReturnValue:
    """The review of this year; in its first months one looks back on the last."""
    today = local_day(utcnow())
    return redirect(url_for(".page", year=today.year - (today.month <= LOOKING_BACK)), 303)


@pages.route("/<int:year>", methods=["GET", "POST"])
@needs(Permission.REPORTS)
def page(year: int) -> ResponseReturnValue:
    """The review, and its wording."""
    viewer, at = current_viewer(), utcnow()
    subject = _subject(year, viewer, at)
    form = TextForm(data={"text": subject.text, "page_version": subject.version})
    if form.submit(lambda given: _keep(subject, form, viewer, at)):
        flash("文字已保存。", "success")
        return redirect(subject.at(".page"), 303)
    _stand_on(form, subject)
    return _shown(subject, form, FigureForm(formdata=None)), form.status


def _keep(subject: Subject, form: TextForm, viewer: Viewer, at: datetime) -> ReviewDraft:
    worded = Worded(str(form.text.data), subject.basis, whole(form.page_version.data) or 0)
    return wording.keep(subject.year, subject.unit.id, worded, viewer=viewer, at=at)


def _stand_on(form: TextForm, subject: Subject) -> None:
    """What is saved next was written in sight of the newest wording."""
    form.page_version.raw_data = None
    form.page_version.data = str(subject.version)


def _shown(subject: Subject, form: TextForm, figure_form: FigureForm) -> str:
    viewer = subject.asked.viewer
    filters = UnitFilter()
    filters.offer("unit_id", choices.units(viewer))
    told = {
        "subject": subject,
        "may_write": viewer.can(Permission.REVIEW),
        "standing": subject.asked.period.standing(local_day(subject.asked.at)),
        "moved": bool(subject.draft and subject.draft.basis != subject.basis),
    }
    return render_template("reports/annual.html", form=form, figure_form=figure_form, filters=filters, **told)


@pages.post("/<int:year>/figures")
@needs(Permission.REVIEW)
def enter(year: int) -> ResponseReturnValue:
    """Enter a figure from elsewhere."""
    viewer, at = current_viewer(), utcnow()
    subject, form = _subject(year, viewer, at), FigureForm()
    period, unit_id = subject.asked.period, subject.unit.id
    if form.submit(lambda given: manual.enter(Entered(**given), period, unit_id, viewer=viewer, at=at)):
        flash("已填报。", "success")
        return redirect(subject.at(".page", _anchor="manual"), 303)
    text = TextForm(formdata=None, data={"text": subject.text})
    _stand_on(text, subject)
    return _shown(subject, text, form), form.status


@pages.post("/<int:year>/figures/<int:id>/remove")
@needs(Permission.REVIEW)
def remove(year: int, id: int) -> ResponseReturnValue:
    """Take such a figure away."""
    row = manual.remove(id, viewer=current_viewer(), at=utcnow())
    flash(f"已删除{row.label}。", "success")
    return redirect(url_for(".page", year=year, unit_id=row.unit_id, _anchor="manual"), 303)


@pages.post("/<int:year>/discard")
@needs(Permission.REVIEW)
def discard(year: int) -> ResponseReturnValue:
    """Go back to what the figures say."""
    viewer, at = current_viewer(), utcnow()
    subject = _subject(year, viewer, at)
    wording.discard(year, subject.unit.id, viewer=viewer, at=at)
    flash("已恢复为按指标生成的文字。", "success")
    return redirect(subject.at(".page"), 303)


@pages.get("/<int:year>/docx")
@needs(Permission.REPORTS)
def docx(year: int) -> ResponseReturnValue:
    """The review for Word or WPS."""
    subject = _subject(year, current_viewer(), utcnow())
    title, name = f"{subject.year}年度工作回眸", subject.unit.name
    lines = [line for line in subject.text.splitlines() if line.strip()]
    blocks = [{"kind": "para", "text": line} for line in lines]
    sheet = Sheet(title, "", name, "", blocks, (), signed=False, seal=False, copies="", fields={})
    made = BytesIO(word.drawn(sheet, red=False))
    return send_file(made, WORD, as_attachment=True, download_name=f"{title}（{name}）.docx")
