"""The file of a proceeding: what lies in it and what is missing, bound into one PDF (卷宗)."""

from typing import Any
from urllib.parse import quote

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from caseflow.casework.bundles import taking
from caseflow.casework.bundles.gathering import pieces_in, shelves
from caseflow.casework.bundles.pieces import Bound, volumes
from caseflow.casework.documents import reading
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.machine import Datum, Kind
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open
from caseflow.web.forms import Form, LineField, OptionsField
from caseflow.web.forms.build import Fits
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.papers import PDF, READ_ONLY
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.views import opened

_PURPOSE = Datum("purpose", "用途", Kind.LINE)


class PurposeForm(Form):
    """What a bundle is for."""

    purpose = LineField(
        _PURPOSE.label, [Fits(_PURPOSE)], description="例如“归档留存”“移送仲裁委”，记入办理记录"
    )


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
    makes = {paper.code: paper.label for paper in reading.offered(file.proceeding, viewer)}
    return render_template(
        "proceedings/dossier.html",
        strip=strip_of(file, now),
        catalogue=wired().catalogue(file.proceeding.process),
        shelves=[shelf for shelf in found if shelf.pieces or shelf.demanded or shelf.hidden],
        makes=makes,
        form=form if form.is_submitted() else _offering(form, file),
        may_bind=may_open(viewer, f"{file.proceeding.definition.family}.bind"),
        may_pack=may_open(viewer, f"{file.proceeding.definition.family}.pack"),
        may_annex=may_open(viewer, f"{file.proceeding.definition.family}.annex"),
        may_upload=may_open(viewer, f"{file.proceeding.definition.family}.add_files"),
    )
