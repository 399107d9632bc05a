"""The documents of a proceeding: what can be made, a form and a picture for each, taking one away (文书)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import contents
from caseflow.casework.documents import making, printing, reading, word
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.source import Source
from caseflow.casework.documents.templates import template_for
from caseflow.casework.files import File
from caseflow.casework.lights import Now
from caseflow.casework.models import Document, Standing
from caseflow.extensions import db
from caseflow.kernel.errors import DomainError, Incomplete
from caseflow.kernel.time import utcnow
from caseflow.web.access import current_viewer, may_open
from caseflow.web.proceedings.family import Family
from caseflow.web.proceedings.panels import Panel, Place
from caseflow.web.proceedings.paper_form import PaperForm, VoidForm, form_of
from caseflow.web.proceedings.strip import strip_of
from caseflow.web.proceedings.values import Reader
from caseflow.web.proceedings.views import opened

WRITE = "write_paper"
PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ_ONLY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Row:
    """A document as the lists show it."""

    document: Document
    label: str
    maker: str
    finisher: str


def contribution(file: File[Any], reader: Reader, at: datetime) -> Panel:
    """The documents on the case page; the list comes by itself, so that the page costs no query more."""
    family = file.proceeding.definition.family
    return Panel(Place.ABOUT, "papers/panel.html", may_open(reader.viewer, f"{family}.{WRITE}"))


def panel(family: Family, id: int) -> str:
    """The documents as a part of the case page."""
    return render_template("papers/short.html", id=id, **_lists(opened(family, id)[0]))


def papers(family: Family, id: int) -> str:
    """What can be made of the proceeding now, and what was made."""
    file, now = opened(family, id)
    return render_template("papers/list.html", strip=strip_of(file, now), **_lists(file))


def write(family: Family, id: int, code: str) -> ResponseReturnValue:
    """Fill in a new document."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    paper = reading.readable(file.proceeding, reading.paper_of(code), viewer)
    form = form_of(paper, _source(file, at).values(paper))
    made = form.submit(
        lambda _: making.begin(
            id, code, values=form.typed(), token=form.token.data or "", viewer=viewer, at=at
        )
    )
    if made:
        return redirect(url_for(".paper", id=id, document_id=made.id), 303)
    return _form_page(file, paper, form, None), form.status


def paper(family: Family, id: int, document_id: int) -> ResponseReturnValue:
    """A document: a draft with its form, a final one as it stands."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    document, kind = reading.document_of(db.session(), file.proceeding, document_id, viewer)
    if document.standing is not Standing.DRAFT:
        return _final_page(file, document, kind)
    standing = reading.standing_values(_source(file, at), kind, document)
    form = form_of(kind, standing)
    mended = form.submit(lambda _: making.revise(document_id, id, values=form.typed(), viewer=viewer, at=at))
    if mended:
        return _then(family, id, document_id)
    return _form_page(file, kind, form, document), form.status


def _then(family: Family, id: int, document_id: int) -> ResponseReturnValue:
    """Having kept the draft, finish it if that was asked for; say beside the fields what is missing."""
    if request.form.get("then") != "finish":
        return redirect(url_for(".paper", id=id, document_id=document_id), 303)
    viewer, at = current_viewer(), utcnow()
    try:
        done = making.finish(document_id, id, viewer=viewer, at=at)
    except DomainError as refusal:
        return _refused(family, id, document_id, refusal)
    flash(f"已定稿{done.number or ''}，内容不再改动。", "success")
    return redirect(url_for(".paper", id=id, document_id=document_id), 303)


def _refused(family: Family, id: int, document_id: int, refusal: DomainError) -> ResponseReturnValue:
    file, _ = opened(family, id)
    document, kind = reading.document_of(db.session(), file.proceeding, document_id, current_viewer())
    form = form_of(kind, reading.standing_values(_source(file, utcnow()), kind, document))
    form.refusal = refusal
    form.blame(refusal.fields if isinstance(refusal, Incomplete) else {"": str(refusal)})
    return _form_page(file, kind, form, document), refusal.status


def void(family: Family, id: int, document_id: int) -> ResponseReturnValue:
    """Ask why, and let the document count no more."""
    viewer, at = current_viewer(), utcnow()
    file, now = opened(family, id)
    document, kind = reading.document_of(db.session(), file.proceeding, document_id, viewer)
    form = VoidForm()
    done = form.submit(lambda data: making.void(document_id, id, reason=data["reason"], viewer=viewer, at=at))
    if done:
        flash(f"《{kind.label}》已作废。", "success")
        return redirect(url_for(".papers", id=id), 303)
    strip = strip_of(opened(family, id)[0], now)
    page = render_template("papers/void.html", strip=strip, form=form, document=document, paper=kind)
    return page, form.status


def picture(family: Family, id: int, document_id: int) -> Response:
    """The first page of a document as a picture."""
    viewer, at = current_viewer(), utcnow()
    file, _ = opened(family, id)
    document, kind = reading.document_of(db.session(), file.proceeding, document_id, viewer)
    source = _source(file, at)
    chosen = template_for(db.session(), kind, document.finished_at or at)
    return _answer(
        printing.first_page(reading.sheet_of(source, kind, document), chosen.source), "image/png", ""
    )


def pdf(family: Family, id: int, document_id: int) -> Response:
    """The document as PDF: the kept bytes of a final one, a draft as it would look."""
    viewer, at = current_viewer(), utcnow()
    document, kind = making.taken(document_id, id, how="PDF", viewer=viewer, at=at)
    name = _name(document, kind, "pdf") if "download" in request.args else ""
    if document.sha256:
        return _answer(b"".join(contents.read(document.sha256)), PDF, name)
    file, _ = opened(family, id)
    document, kind = reading.document_of(db.session(), file.proceeding, document_id, viewer)
    source = _source(file, at)
    chosen = template_for(db.session(), kind, at)
    return _answer(printing.pdf(reading.sheet_of(source, kind, document), chosen.source, at), PDF, name)


def docx(family: Family, id: int, document_id: int) -> Response:
    """The document for Word or WPS, to go on editing."""
    viewer, at = current_viewer(), utcnow()
    making.taken(document_id, id, how="DOCX", viewer=viewer, at=at)
    file, _ = opened(family, id)
    document, kind = reading.document_of(db.session(), file.proceeding, document_id, viewer)
    source = _source(file, at)
    made = word.docx(db.session(), kind, reading.sheet_of(source, kind, document), document.finished_at or at)
    return _answer(made, WORD, _name(document, kind, "docx"))


def _source(file: File[Any], at: datetime) -> Source:
    return Source(db.session(), file.proceeding, current_viewer(), at)


def _lists(file: File[Any]) -> Mapping[str, Any]:
    viewer = current_viewer()
    labels = {paper.code: paper.label for paper in reading.known_papers()}
    rows = [
        Row(row.Document, labels[row.Document.code], row.maker or "系统", row.finisher or "系统")
        for row in reading.listed(file.proceeding, viewer)
    ]
    return {"offered": reading.offered(file.proceeding, viewer), "rows": rows}


def _form_page(file: File[Any], paper: Paper, form: PaperForm, document: Document | None) -> str:
    source = _source(file, utcnow())
    sealed = source.sealed_values(paper, masked=True)
    values = {**form.typed(), **sealed}
    return render_template(
        "papers/form.html",
        strip=strip_of(file, Now(source.at, file.law.calendar)),
        paper=paper,
        form=form,
        document=document,
        may_change=_may_change(file),
        registered=[
            (paper.by_name[name].label, value) for name, value in sealed.items() if isinstance(value, str)
        ],
        missing=list(paper.faults(values).values()),
    )


def _final_page(file: File[Any], document: Document, paper: Paper) -> str:
    now = Now(utcnow(), file.law.calendar)
    row = next(r for r in _lists(file)["rows"] if r.document.id == document.id)
    return render_template(
        "papers/final.html",
        strip=strip_of(file, now),
        paper=paper,
        row=row,
        document=document,
        may_change=_may_change(file),
    )


def _may_change(file: File[Any]) -> bool:
    """Whether the viewer acts in this process, and does not only read it."""
    return may_open(current_viewer(), f"{file.proceeding.definition.family}.{WRITE}")


def _name(document: Document, paper: Paper, suffix: str) -> str:
    return f"{paper.label}{document.number or ''}.{suffix}"


def _answer(body: Any, mime: str, name: str) -> Response:
    """The bytes, never run as a page of this site."""
    answer = Response(body, mimetype=mime)
    kind = "attachment" if name else "inline"
    ending = f"; filename*=UTF-8''{quote(name, safe='')}" if name else ""
    answer.headers["Content-Disposition"] = f"{kind}{ending}"
    answer.headers["Content-Security-Policy"] = READ_ONLY
    return answer
