"""A document becomes final, or void, in the transaction of the one who signs (定稿、作废).

Its number, its hash in the audit chain and its bytes are written together; nothing changes them any more.
"""

import json
from hashlib import sha256
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session, undefer

from caseflow.casework import contents, engine
from caseflow.casework.audit import plain
from caseflow.casework.documents import printing
from caseflow.casework.documents.papers import Audience, Paper
from caseflow.casework.documents.printing import Sheet
from caseflow.casework.documents.reading import standing_values
from caseflow.casework.documents.source import Source
from caseflow.casework.documents.templates import template_for
from caseflow.casework.documents.typesetting import typeset, words_of
from caseflow.casework.filetypes import FileType, pages
from caseflow.casework.models import Document, Proceeding, Standing
from caseflow.casework.numbering import take_number
from caseflow.casework.parties import given_away
from caseflow.casework.step import Step
from caseflow.casework.wiring import wired
from caseflow.kernel.errors import GuardRefused, Incomplete

FINISHED, VOIDED = "finish_document", "void_document"


def papers_of(process: str, action: str) -> list[Paper]:
    """The papers that the action signs."""
    return [p for p in wired().papers.values() if process in p.processes and action in p.signed_by]


def sign(proceeding: Proceeding, step: Step) -> None:
    """The signature makes its papers final, numbered, printed and kept (签发).

    A letter that bears the number of the proceeding has to be whole; another paper that still has gaps
    stays a draft. What is written down later, from an older ledger, has its place among the numbers and no
    file.

    Raises:
        DomainError: a paper cannot be finished; the action is refused with it.
    """
    source = _source(proceeding, step)
    _call_back(source, step)
    for paper in papers_of(proceeding.process, step.action):
        document = _waiting(source, paper) or started(source, paper)
        if step.recorded_at:
            _number(source, paper, document)
            _close(source, document)
        elif paper.own_number or not faults_of(source, paper, document):
            freeze(source, paper, document)


def _call_back(source: Source, step: Step) -> None:
    """What the action calls back is void from now on, with the reason (N16)."""
    codes = [paper.code for paper in wired().papers.values() if paper.voids == step.action]
    if not codes:
        return
    query = sa.select(Document).where(
        Document.proceeding_id == source.proceeding.id,
        Document.code.in_(codes),
        Document.standing == Standing.FINAL,
    )
    for document in source.session.scalars(query).all():
        withdraw(source, wired().papers[document.code], document, str(step.given.get("reason", "")))


def _source(proceeding: Proceeding, step: Step) -> Source:
    session = object_session(proceeding)
    if session is None:
        raise RuntimeError("the proceeding belongs to no session")
    return Source(session, proceeding, step.viewer, step.at)


def _waiting(source: Source, paper: Paper) -> Document | None:
    """The draft that somebody has prepared."""
    query = sa.select(Document).where(
        Document.proceeding_id == source.proceeding.id,
        Document.code == paper.code,
        Document.standing == Standing.DRAFT,
    )
    newest = query.order_by(Document.id.desc()).options(undefer(Document.answers))
    return source.session.scalars(newest.limit(1)).first()


def started(source: Source, paper: Paper) -> Document:
    """A draft in which nothing was typed yet."""
    document = Document(
        matter_id=source.proceeding.matter_id,
        proceeding_id=source.proceeding.id,
        code=paper.code,
        made_by=source.viewer.user_id,
        made_at=source.at,
        answers="{}",
    )
    source.session.add(document)
    source.session.flush()
    return document


def freeze(source: Source, paper: Paper, document: Document) -> None:
    """Make the document final in the caller's transaction."""
    values = whole_values(source, paper, document)
    if faults := paper.faults(values):
        raise Incomplete({"": f"《{paper.label}》还不能定稿", **faults})
    with source.session.no_autoflush:  # number, hash and standing are written in one go
        _number(source, paper, document)
        sheet = typeset(paper, values, document.number or "", draft=False)
        _keep_secrets(source, paper, sheet)
        _print(source, paper, document, sheet)
    document.answers = json.dumps(plain(values), ensure_ascii=False)
    _close(source, document)
    told = {"document": paper.label, "document_id": document.id, "sha256": document.sha256}
    told |= {"doc_number": document.number} if document.number else {}
    engine.note(source.proceeding, FINISHED, viewer=source.viewer, at=source.at, data=told)


def _print(source: Source, paper: Paper, document: Document, sheet: Sheet) -> None:
    """Print the sheet by the template in force, and keep its bytes."""
    chosen = template_for(source.session, paper, source.at)
    made = printing.pdf(sheet, chosen.source, source.at)
    digest = sha256(made).hexdigest()
    contents.keep(source.session, BytesIO(made), digest, len(made), source.at)
    document.sha256, document.size, document.template = digest, len(made), chosen.version
    document.pages = pages(BytesIO(made), FileType.PDF)


def whole_values(source: Source, paper: Paper, document: Document) -> dict[str, Any]:
    """Everything that it will say."""
    return {**standing_values(source, paper, document), **source.sealed_values(paper, masked=False)}


def faults_of(source: Source, paper: Paper, document: Document) -> dict[str, str]:
    """Why it cannot be finished, by slot."""
    return paper.faults(whole_values(source, paper, document))


def _number(source: Source, paper: Paper, document: Document) -> None:
    """The proceeding's number, or the next of its series when an earlier document bears that one."""
    numbering = source.proceeding.numbering if paper.own_number else paper.numbering
    if numbering is None:
        return
    own = source.proceeding.number if paper.own_number else None
    used = sa.select(Document.id).where(Document.number == own)
    if own is None or source.session.scalars(used).first():
        own = take_number(source.session, numbering, source.at)
    document.number = own
    document.series = numbering.series(wired().doc_prefix, source.today)


def _close(source: Source, document: Document) -> None:
    document.standing = Standing.FINAL
    document.finished_by, document.finished_at = source.viewer.user_id, source.at
    source.session.flush()


def _keep_secrets(source: Source, paper: Paper, sheet: Sheet) -> None:
    """Refuse to tell an employer who complained, unless the worker agreed (举报保密, domain §8.4)."""
    if paper.audience is not Audience.EMPLOYER or getattr(source.proceeding, "identity_consent", False):
        return
    if told := given_away(words_of(sheet), source.parties):
        raise GuardRefused(f"《{paper.label}》的正文里有职工的{told}，用人单位会看到。请改写后再定稿。")


def withdraw(source: Source, paper: Paper, document: Document, reason: str) -> None:
    """The same in the caller's transaction."""
    document.standing = Standing.VOID
    document.voided_by, document.voided_at = source.viewer.user_id, source.at
    document.voided_because = reason[:300]
    told = {"document": paper.label, "document_id": document.id, "reason": reason}
    told |= {"doc_number": document.number} if document.number else {}
    engine.note(source.proceeding, VOIDED, viewer=source.viewer, at=source.at, data=told)
