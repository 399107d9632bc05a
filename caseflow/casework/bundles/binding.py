"""Pieces become one PDF: cover, contents, every page stamped, a bookmark for each piece (装订)."""

import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from caseflow.casework.bundles import sheets
from caseflow.casework.bundles.leaves import Apart, add_leaves
from caseflow.casework.bundles.pieces import Bound, Cover, Piece, Read, Row

COVER, CONTENTS = "封面", "卷内目录"

_EDGE = 14.0
"""Points between a stamp and the edges of its page."""

_one_at_a_time = threading.Lock()
"""A bundle takes some hundred megabytes while it is bound: a process binds one after the other."""


def bind(cover: Cover, pieces: Sequence[Piece], read: Read, at: datetime) -> Bound:
    """The bundle; a piece that cannot be bound stands in the contents, with the reason."""
    with _one_at_a_time:
        writer = PdfWriter()
        rows = tuple(_bound(writer, pieces, read))
        pages = len(writer.pages)
        _stamp(writer, at)
        _put_before(writer, sheets.front(cover, rows, at))
        _mark(writer, rows, len(writer.pages) - pages)
        writer.add_metadata({"/Title": cover.title, "/Author": cover.issuer})
        made = BytesIO()
        writer.write(made)
        return Bound(made.getvalue(), pages, rows)


def _bound(writer: PdfWriter, pieces: Sequence[Piece], read: Read) -> Iterator[Row]:
    for n, piece in enumerate(pieces, 1):
        first, pages, apart = len(writer.pages) + 1, 0, piece.apart
        if not apart:
            try:
                pages = add_leaves(writer, piece, piece.made or b"".join(read(piece.sha256)))
            except Apart as reason:
                apart = str(reason)
        yield Row(n, piece.title, piece.number, piece.on, pages, first, apart)


def _stamp(writer: PdfWriter, at: datetime) -> None:
    """第 1 页 … in the upper right corner of what was bound, as the page is seen."""
    if not writer.pages:
        return
    marks = PdfReader(BytesIO(sheets.stamps(len(writer.pages), at)))
    for n, (page, mark) in enumerate(zip(writer.pages, marks.pages, strict=True)):
        _lay_upon(writer, page, mark, f"/CaseflowStamp{n}")


def _lay_upon(writer: PdfWriter, page: PageObject, mark: PageObject, name: str) -> None:
    """Draw the mark by one more stream: whatever the page's own streams say is neither read nor changed."""
    resources = _own_resources(page)
    drawings = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    drawings[NameObject(name)] = writer._add_object(_as_form(writer, mark))  # noqa: SLF001 - no other way
    resources[NameObject("/XObject")] = drawings
    a, b, c, d, e, f = _upper_right(page, float(mark.mediabox.width), float(mark.mediabox.height))
    before = _stream(writer, "q\n")
    after = _stream(writer, f"\nQ q {a} {b} {c} {d} {e:.2f} {f:.2f} cm {name} Do Q\n")
    page[NameObject("/Contents")] = ArrayObject([before, *_streams(page), after])


def _own_resources(page: PageObject) -> DictionaryObject:
    """The resources of this page alone: several may have shared them."""
    found = page.get("/Resources")
    own = DictionaryObject(found.get_object() if found is not None else {})
    page[NameObject("/Resources")] = own
    return own


def _as_form(writer: PdfWriter, mark: PageObject) -> StreamObject:
    form = DecodedStreamObject()
    content = mark.get_contents()
    form.set_data(content.get_data() if content is not None else b"")
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    form[NameObject("/BBox")] = mark.mediabox
    form[NameObject("/Resources")] = mark["/Resources"].clone(writer)
    return form


def _stream(writer: PdfWriter, text: str) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(text.encode())
    return writer._add_object(stream)  # noqa: SLF001 - no other way


def _streams(page: PageObject) -> list[Any]:
    found = page.get("/Contents")
    if found is None:
        return []
    inner = found.get_object()
    return list(inner) if isinstance(inner, ArrayObject) else [page.raw_get("/Contents")]


def _upper_right(page: PageObject, width: float, height: float) -> tuple[float, ...]:
    """The matrix that puts the mark into the corner seen as upper right, however the page is turned."""
    box = page.cropbox
    left, bottom, right, top = (float(box[n]) for n in range(4))
    turned = int(page.get("/Rotate", 0)) % 360
    across, up = (top - bottom, right - left) if turned % 180 else (right - left, top - bottom)
    u, v = across - width - _EDGE, up - height - _EDGE
    return {
        90: (0, 1, -1, 0, right - v, bottom + u),
        180: (-1, 0, 0, -1, right - u, top - v),
        270: (0, -1, 1, 0, left + v, top - u),
    }.get(turned, (1, 0, 0, 1, left + u, bottom + v))


def _put_before(writer: PdfWriter, front: bytes) -> None:
    for n, page in enumerate(PdfReader(BytesIO(front)).pages):
        writer.insert_page(page, n)


def _mark(writer: PdfWriter, rows: Sequence[Row], before: int) -> None:
    """Bookmarks for cover, contents and every piece that was bound."""
    writer.add_outline_item(title=COVER, page_number=0)
    writer.add_outline_item(title=CONTENTS, page_number=1)
    for row in rows:
        if row.pages:
            page = before + row.first - 1
            writer.add_outline_item(title=f"{row.n} {row.title}", page_number=page)
