"""What lies in the file of a proceeding, place by place, as far as somebody may read it (卷内材料)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from caseflow.casework import attachments
from caseflow.casework.bundles.pieces import Piece
from caseflow.casework.catalogues import Entry, places
from caseflow.casework.documents.source import may_read
from caseflow.casework.models import Attachment, Document, Proceeding, Standing
from caseflow.casework.wiring import wired
from caseflow.kernel.calendar import local_day
from caseflow.kernel.roles import Viewer

LIST = "卷内目录"
"""The label of the list of contents, of which every bundle has its own."""

NO_FILE = "补录的文书，没有电子文本"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A place of the file with what lies there; `demanded` if it may not be empty.

    `hidden` says that there is something which the reader may not see.
    """

    entry: Entry
    pieces: tuple[Piece, ...]
    demanded: bool
    hidden: bool = False

    @property
    def missing(self) -> bool:
        """Whether something has to come."""
        return self.demanded and not self.pieces and not self.hidden


def shelves(session: Session, proceeding: Proceeding, viewer: Viewer) -> list[Shelf]:
    """Every place of the file of a proceeding that was found before, from front to back."""
    catalogue = wired().catalogue(proceeding.process)
    papers = [(catalogue.place_of_paper(d.code), of_document(d)) for d in final(session, proceeding, viewer)]
    files = [(catalogue.place_of_file(f), of_file(f)) for f in files_of(proceeding, viewer)]
    counts, done = held(session, proceeding), proceeding.done_by
    found = []
    for n, entry in enumerate(places(catalogue)):
        pieces = tuple(piece for place, piece in (*papers, *files) if place == n)
        found.append(Shelf(entry, pieces, entry.demanded(done), counts[n] > len(pieces)))
    return found


def held(session: Session, proceeding: Proceeding) -> Counter[int]:
    """How much lies in each place, whoever may read it."""
    catalogue = wired().catalogue(proceeding.process)
    papers = sa.select(Document.code).where(
        Document.proceeding_id == proceeding.id, Document.standing == Standing.FINAL
    )
    files = sa.select(Attachment.proves, Attachment.material).where(
        Attachment.proceeding_id == proceeding.id, Attachment.withdrawn_at.is_(None)
    )
    lists = {code for code, paper in wired().papers.items() if paper.label == LIST}
    return Counter(
        (
            *(catalogue.place_of_paper(code) for code in session.scalars(papers) if code not in lists),
            *(catalogue.place_of_file(file) for file in session.execute(files)),
        )
    )


def pieces_in(found: Sequence[Shelf]) -> list[Piece]:
    """Everything in order."""
    return [piece for shelf in found for piece in shelf.pieces]


def final(session: Session, proceeding: Proceeding, viewer: Viewer) -> Iterator[Document]:
    """The finished documents that the viewer may read, in the order in which they became final."""
    query = sa.select(Document).where(
        Document.proceeding_id == proceeding.id, Document.standing == Standing.FINAL
    )
    papers = wired().papers
    for document in session.scalars(query.order_by(Document.finished_at, Document.id)):
        paper = papers.get(document.code)
        if paper and paper.label != LIST and may_read(paper, proceeding.matter, viewer):
            yield document


def files_of(proceeding: Proceeding, viewer: Viewer) -> Iterator[Attachment]:
    """The files that count and that the viewer may open, in their order."""
    rows: Sequence[Any] = attachments.of_proceeding(proceeding, viewer)
    return (row.Attachment for row in rows if not row.Attachment.withdrawn)


def of_document(document: Document) -> Piece:
    """A finished document as a piece."""
    return Piece(
        title=wired().papers[document.code].label,
        sha256=document.sha256 or "",
        size=document.size,
        pages=document.pages,
        number=document.number or "",
        on=local_day(document.finished_at).isoformat() if document.finished_at else "",
        apart="" if document.sha256 else NO_FILE,
    )


def of_file(file: Attachment, title: str = "") -> Piece:
    """A file as a piece, under its name or another title."""
    return Piece(
        title=title or file.name,
        sha256=file.sha256,
        type=file.type,
        size=file.size,
        pages=file.pages,
        on=local_day(file.uploaded_at).isoformat(),
    )
