"""The file of a proceeding: what lies in it and what is missing, bound into one PDF (卷宗)."""

from typing import Any
from urllib.parse import quote

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework.bundles import taking
from caseflow.casework.bundles.gathering import pieces_in, shelves
from caseflow.casework.bundles.pieces import Bound, volumes
from caseflow.casework.documents import reading
from caseflow.casework.files import File
from caseflow.casework.filing import gaps, keeping, wholeness
from caseflow.casework.lights import Now
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel import retention
from caseflow.kernel.errors import NotFound
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.roles import Permission
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open
from caseflow.web.forms import Form, LineField, OptionsField
from caseflow.web.forms.build import Fits
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.papers import PDF, READ_ONLY
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

_PURPOSE = Datum("purpose", "用途", Kind.LINE)
_WHY = Datum("reason", "缺少的原因", Kind.LINE)
AGREE = "agree"
ANSWERS = (AGREE, "refuse")


class PurposeForm(Form):
    """What a bundle is for."""

    purpose = LineField(
        _PURPOSE.label, [Fits(_PURPOSE)], description="例如“归档留存”“移送仲裁委”，记入办理记录"
    )


class GapForm(Form):
    """Why something is missing from the file."""

    reason = LineField(_WHY.label, [Fits(_WHY)], description="例如“申请人未提供身份证复印件，已核对原件”")


class BindForm(PurposeForm):
    """Which volume, and what for."""

    volume = OptionsField("分册", [])


def dossier(family: Family, id: int) -> str:
    """What lies in the file, place by place, and what has to come."""
    return _page(*opened(family, id), BindForm())


def bind(family: Family, id: int) -> ResponseReturnValue:
    """The file, or a volume of it, as one PDF."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    form = _offering(BindForm(), file)
    bound = form.submit(
        lambda data: taking.take(
            id, volume=int(data.get("volume", 1)), purpose=data["purpose"], viewer=viewer, at=at
        )
    )
    if bound:
        return sent(bound, f"{file.proceeding.definition.label}卷宗{file.proceeding.number or ''}")
    return _page(*opened(family, id), form), form.status


def sent(bound: Bound, name: str) -> Response:
    """The bundle, to be kept by whoever asked for it."""
    answer = Response(bound.pdf, mimetype=PDF)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}.pdf"
    answer.headers["Content-Security-Policy"] = READ_ONLY
    return answer


def explain(family: Family, id: int, place: int) -> ResponseReturnValue:
    """Ask why something is missing, for another person to agree."""
    viewer, at = current_viewer(), utcnow()
    file, now = opened(family, id)
    entries = wired().catalogue(file.proceeding.process).entries
    if place >= len(entries):
        raise NotFound
    label, form = entries[place].label, GapForm()
    if form.submit(lambda data: gaps.ask(id, label, reason=data["reason"], viewer=viewer, at=at)):
        flash("已提交缺项说明，等另一人批准。", "success")
        return redirect(url_for(".dossier", id=id), 303)
    strip = strip_of(opened(family, id)[0], now)
    return render_template("proceedings/file_gap.html", strip=strip, form=form, label=label), form.status


def decide(family: Family, id: int, gap_id: int, answer: str) -> ResponseReturnValue:
    """Let something be missing, or not."""
    if answer not in ANSWERS:
        raise NotFound
    gaps.decide(gap_id, id, agreed=answer == AGREE, viewer=current_viewer(), at=utcnow())
    flash("已批复缺项说明。", "success")
    return redirect(url_for(".dossier", id=id), 303)


def _offering(form: BindForm, file: File[Any]) -> BindForm:
    """Several volumes are offered one by one, one alone goes without saying."""
    parts = volumes(pieces_in(shelves(db.session(), file.proceeding, current_viewer())))
    form.volume.choices = [(str(n), f"第 {n} 册，{len(part)} 份材料") for n, part in enumerate(parts, 1)]
    form.volume.data = form.volume.data or "1"
    if len(parts) == 1:
        del form.volume
    return form


def _page(file: File[Any], now: Now, form: BindForm) -> str:
    viewer = current_viewer()
    found = shelves(db.session(), file.proceeding, viewer)
    asked = wholeness.gaps(db.session(), file.proceeding)
    makes = {paper.code: paper.label for paper in reading.offered(file.proceeding, viewer)}
    return render_template(
        "proceedings/dossier.html",
        strip=strip_of(file, now),
        catalogue=wired().catalogue(file.proceeding.process),
        shelves=[
            (n, shelf) for n, shelf in enumerate(found) if shelf.pieces or shelf.demanded or shelf.hidden
        ],
        excused={one.gap.entry for one in asked if one.gap.agreed},
        gaps=asked,
        may_agree=viewer.can(Permission.FILE_GAPS),
        persons=viewer.persons,
        kept=_kept(file),
        makes=makes,
        form=form if form.is_submitted() else _offering(form, file),
        may_bind=may_open(viewer, f"{file.proceeding.definition.family}.bind"),
        may_pack=may_open(viewer, f"{file.proceeding.definition.family}.pack"),
        may_annex=may_open(viewer, f"{file.proceeding.definition.family}.annex"),
        may_upload=may_open(viewer, f"{file.proceeding.definition.family}.add_files"),
    )


def _kept(file: File[Any]) -> dict[str, Any]:
    """How long the file is kept, or will be at least; on what that rests, how binding it is."""
    filing = keeping.filing_of(file.proceeding)
    if filing:
        period = retention.said(filing.period)
        return {"period": period, "until": filing.ends_on, "basis": filing.basis, "mark": filing.mark}
    least = retention.said(keeping.configured(file.proceeding))
    return {"period": f"至少{least}", "until": None, "basis": retention.BASIS, "mark": retention.MARK}
