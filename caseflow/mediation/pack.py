"""Everything that a worker takes to arbitration, as one PDF (仲裁材料包, domain M13, R5).

Where to apply and until when, a draft of the application, the evidence with its list, how the matter went.
What was said in mediation is not in it (企业劳动争议协商调解规定 第十一条第二款).
"""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from caseflow.accounts.grants import require
from caseflow.casework import contents
from caseflow.casework.bundles import binding
from caseflow.casework.bundles.gathering import final, of_document, of_file
from caseflow.casework.bundles.pieces import Bound, Cover, Piece
from caseflow.casework.bundles.taking import cover_of, note_taken, worker_on_cover
from caseflow.casework.contents import refuse_erased
from caseflow.casework.documents import printing
from caseflow.casework.documents.numerals import official_day
from caseflow.casework.documents.papers import Paper
from caseflow.casework.documents.reading import readable, standing_values
from caseflow.casework.documents.source import Source
from caseflow.casework.documents.templates import template_for
from caseflow.casework.documents.typesetting import typeset
from caseflow.casework.models import Document, Proceeding, Standing
from caseflow.casework.queries import find
from caseflow.casework.wiring import wired
from caseflow.extensions import db
from caseflow.kernel.errors import GuardRefused
from caseflow.kernel.roles import Permission, Viewer
from caseflow.mediation.documents.arbitration import evidence_in
from caseflow.mediation.models import Mediation

WRITTEN = ("arbitration_guidance", "arbitration_application", "arbitration_evidence", "matter_timeline")
"""What is drawn for the pack, unless it was finished before."""

PROVEN = ("mediation_failed", "mediation_declined", "mediation_agreement")
"""Finished documents that go along: that mediation was tried, and what became of it."""

OPENING = frozenset({"open_arbitration", "not_accept", "fail", "default"})
"""Actions after which the way to arbitration is open (劳动争议调解仲裁法 第十四条第三款)."""


def refusal(case: Proceeding, source: Source) -> str:
    """Why the pack is not made yet; empty when it is."""
    if OPENING & case.done_by.keys():
        return ""
    due = source.due("MD3")
    day = f"（{official_day(due)}届满）" if due else ""
    return f"自收到调解申请之日起满十五日{day}没有达成协议，或者调解终止以后，才需要仲裁材料包。"


def pack(id: int, *, purpose: str, viewer: Viewer, at: datetime) -> Bound:
    """The pack of a mediation; on record with the purpose.

    Raises:
        Forbidden: the viewer takes no whole files, or may not read what was told.
        GuardRefused: the way to arbitration is not open yet.
        NotFound: the mediation is out of scope.
    """
    require(viewer, Permission.BUNDLE)
    case = find(Mediation, id, viewer)
    refuse_erased(case.matter)
    source = Source(db.session(), case, viewer, at)
    if reason := refusal(case, source):
        raise GuardRefused(reason)
    pieces = list(pieces_of(source))
    bound = binding.bind(_cover(source), pieces, contents.read, at)
    note_taken(id, bound, purpose=purpose, what="仲裁材料包", viewer=viewer, at=at)
    return bound


def pieces_of(source: Source) -> Iterator[Piece]:
    """What is in it: papers first, then what proves it."""
    done = {document.code: document for document in final(source.session, source.proceeding, source.viewer)}
    for code in WRITTEN:
        yield of_document(done[code]) if code in done else _drawn(source, wired().papers[code])
    yield from (of_document(done[code]) for code in PROVEN if code in done)
    yield from map(of_file, evidence_in(source))


def _drawn(source: Source, paper: Paper) -> Piece:
    """The paper as it stands now, with who the worker is."""
    readable(source.proceeding, paper, source.viewer)
    values = standing_values(source, paper, _begun(source, paper.code))
    values |= source.sealed_values(paper, masked=False)
    template = template_for(source.session, paper, source.at)
    made = printing.pdf(typeset(paper, values, "", draft=False), template.source, source.at)
    return Piece(title=paper.label, made=made, size=len(made), on=source.today.isoformat())


def _begun(source: Source, code: str) -> Document | None:
    """The draft that somebody has written."""
    query = sa.select(Document).where(
        Document.proceeding_id == source.proceeding.id,
        Document.code == code,
        Document.standing == Standing.DRAFT,
    )
    newest = query.order_by(Document.id.desc()).options(undefer(Document.answers))
    return source.session.scalars(newest.limit(1)).first()


def _cover(source: Source) -> Cover:
    due = source.matter.limitation_due_on
    facts = (
        ("申请人", worker_on_cover(source)),
        ("被申请人", str(source.known("employer_name") or "")),
        ("调解案号", source.proceeding.number or ""),
        ("向哪里申请", str(source.known("commission") or "劳动合同履行地或者用人单位所在地的仲裁委员会")),
        ("时效最后一日", official_day(due) if due else "请尽快，时效一般为一年"),
        ("费用", "劳动争议仲裁不收费"),
    )
    note = "申请书是草稿，请核对、签名后提交；以仲裁委员会的要求为准。"
    return cover_of(source, "仲裁材料包", facts, note)
