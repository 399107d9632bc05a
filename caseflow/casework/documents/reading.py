"""Documents as somebody reads them: what can be made, what there is, what one says (查看文书)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, undefer

from caseflow.accounts.models import User
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.printing import Sheet
from caseflow.casework.documents.slots import revived
from caseflow.casework.documents.source import Source, may_read
from caseflow.casework.documents.typesetting import typeset
from caseflow.casework.models import Document, Proceeding
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import Forbidden, NotFound
from caseflow.kernel.machine import Phase
from caseflow.kernel.roles import ACTS, Viewer


def paper_of(code: str) -> Paper:
    """The paper of that code.

    Raises:
        NotFound: there is none.
    """
    found = wired().papers.get(code)
    if found is None:
        raise NotFound
    return found


def known_papers() -> Iterable[Paper]:
    """Every kind of document."""
    return wired().papers.values()


def readable(proceeding: Proceeding, paper: Paper, viewer: Viewer) -> Paper:
    """The paper, if it is one of the process and the viewer may read such.

    Raises:
        Forbidden: it would tell the viewer what is kept from them.
        NotFound: the process has no such paper.
    """
    if proceeding.process not in paper.processes:
        raise NotFound
    if not may_read(paper, proceeding.matter, viewer):
        raise Forbidden("这份文书有保密内容，您的岗位不能查看。需要时请承办人或者督办员办理。")
    return paper


def offered(proceeding: Proceeding, viewer: Viewer) -> list[Paper]:
    """What the viewer can make of the proceeding now."""
    process, done = proceeding.definition, proceeding.done_by
    if not viewer.can(ACTS[process.family]) or proceeding.stage.phase is Phase.FILED:
        return []
    return [
        paper
        for paper in wired().papers.values()
        if paper.offered(process, proceeding.state, done) and may_read(paper, proceeding.matter, viewer)
    ]


def listed(proceeding: Proceeding, viewer: Viewer) -> Sequence[Any]:
    """The documents of a proceeding found before, newest first, each with who made and finished it."""
    maker, finisher = aliased(User), aliased(User)
    query = (
        sa.select(Document, maker.name.label("maker"), finisher.name.label("finisher"))
        .outerjoin(maker, maker.id == Document.made_by)
        .outerjoin(finisher, finisher.id == Document.finished_by)
        .where(Document.proceeding_id == proceeding.id)
        .order_by(Document.id.desc())
    )
    rows = db.session.execute(query).all()
    papers = wired().papers
    return [
        row
        for row in rows
        if row.Document.code in papers and may_read(papers[row.Document.code], proceeding.matter, viewer)
    ]


def document_of(session: Session, proceeding: Proceeding, id: int, viewer: Viewer) -> tuple[Document, Paper]:
    """A document of a proceeding that was found before, with its paper.

    Raises:
        NotFound: it is none of its, or the viewer may not read it.
    """
    query = sa.select(Document).where(Document.id == id, Document.proceeding_id == proceeding.id)
    document = session.scalars(query.options(undefer(Document.answers))).first()
    paper = wired().papers.get(document.code) if document else None
    if document is None or paper is None or not may_read(paper, proceeding.matter, viewer):
        raise NotFound
    return document, paper


def sheet_of(source: Source, paper: Paper, document: Document | None) -> Sheet:
    """The document as it is printed; a draft masks who the worker is."""
    if document and document.finished_at:
        return typeset(paper, answers_of(paper, document), document.number or "", draft=False)
    values = standing_values(source, paper, document) | source.sealed_values(paper, masked=True)
    return typeset(paper, values, _foreseen(source, paper), draft=True)


def _foreseen(source: Source, paper: Paper) -> str:
    return (source.proceeding.number or "") if paper.own_number else ""


def standing_values(source: Source, paper: Paper, document: Document | None) -> dict[str, Any]:
    """What the proceeding knows, and in its place what was typed."""
    found = source.values(paper)
    return {**found, **(answers_of(paper, document) if document else {})}


def answers_of(paper: Paper, document: Document) -> dict[str, Any]:
    """What the document keeps, as values."""
    kept: dict[str, Any] = json.loads(document.answers)
    return {
        name: revived(paper.by_name[name], value) for name, value in kept.items() if name in paper.by_name
    }
