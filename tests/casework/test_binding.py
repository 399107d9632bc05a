"""Binding: pages stamped and listed in a row, what is broken set apart (装订)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from caseflow.casework.bundles.binding import bind
from caseflow.casework.bundles.pieces import MOST_BYTES, Bound, Cover, Piece, volumes
from caseflow.casework.filetypes import FileType
from tests.casework import samples
from tests.documents.printed import bare

ON = "2026-09-16"
AT = datetime(2026, 9, 16, 2, tzinfo=UTC)
COVER = Cover("测试卷宗", "", (("职工", "喆堃昇珺"),), "示例区总工会", "2026年9月16日")
ODD = ('#import "x"', "{{ 7 * 7 }}", "<script>alert(1)</script>", "喆堃昇珺" * 12 + ".pdf")


def sheets(*sizes: tuple[float, float], turned: int = 0) -> bytes:
    """A sound PDF with blank pages of these sizes, in points."""
    writer, made = PdfWriter(), BytesIO()
    for width, height in sizes:
        writer.add_blank_page(width, height)
        if turned:
            writer.pages[-1].rotate(turned)
    writer.write(made)
    return made.getvalue()


def locked() -> bytes:
    writer, made = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.encrypt("测试口令", algorithm="AES-256")
    writer.write(made)
    return made.getvalue()


A4 = (595.0, 842.0)


def bound(*pieces: Piece) -> Bound:
    def read(sha256: str) -> Iterator[bytes]:
        raise AssertionError(sha256)

    return bind(COVER, pieces, read, AT)


def made(title: str, content: bytes, kind: FileType = FileType.PDF) -> Piece:
    return Piece(title, type=kind, made=content)


def texts(found: Bound) -> list[str]:
    return [bare(page.extract_text()) for page in PdfReader(BytesIO(found.pdf)).pages]


def test_pages_are_stamped_in_a_row_behind_cover_and_contents() -> None:
    found = bound(made("甲", sheets(A4, A4)), made("乙", samples.png(), FileType.PNG))
    pages = texts(found)
    assert found.pages == 3
    assert "测试卷宗" in pages[0]
    assert "喆堃昇珺" in pages[0]
    assert "1甲21–2" in pages[1]
    assert "2乙13" in pages[1]
    assert pages[2:] == ["第1页", "第2页", "第3页"]


def test_a_bookmark_leads_to_each_piece() -> None:
    found = bound(made("甲", sheets(A4, A4)), made("乙", sheets(A4)))
    reader = PdfReader(BytesIO(found.pdf))
    marks = [(m.title, reader.get_destination_page_number(m)) for m in reader.outline]  # type: ignore[union-attr, arg-type]
    assert marks == [("封面", 0), ("卷内目录", 1), ("1 甲", 2), ("2 乙", 4)]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_stamp_is_seen_upright_in_the_upper_right_corner_of_a_turned_page(turned: int) -> None:
    found = bound(made("图纸", sheets((842.0, 595.0), turned=turned)))
    page = PdfReader(BytesIO(found.pdf)).pages[-1]
    content = page.get_contents()
    assert content is not None
    a, b, c, d, e, f = map(float, content.get_data().rsplit(b"q", 1)[1].split(b"cm")[0].split())

    def seen(x: float, y: float) -> tuple[float, float]:
        """A point of the stamp where a reader sees it: the page is turned clockwise."""
        x, y = a * x + c * y + e, b * x + d * y + f
        for _ in range(turned // 90):
            x, y = y, -x
        return round(x), round(y)

    wide, high = (595, 842) if turned % 180 else (842, 595)
    right, top = {0: (wide, high), 90: (wide, 0), 180: (0, 0), 270: (0, high)}[turned]
    assert seen(0, 0)[0] < seen(70, 0)[0]  # it is read from left to right
    assert seen(0, 0)[1] < seen(0, 19)[1]
    assert (right - seen(73.7, 0)[0], top - seen(0, 19.8)[1]) == (14, 14)


def test_what_cannot_be_bound_is_named_and_hinders_nothing() -> None:
    found = bound(
        made("坏.pdf", samples.pdf(2)),
        made("锁.pdf", locked()),
        made("碎.pdf", b"%PDF-1.7\n" + b"\0" * 300),
        made("录音.mp3", b"ID3", FileType.MP3),
        made("坏图.png", samples.png()[:40], FileType.PNG),
        made("坏图.jpg", samples.jpeg(), FileType.JPEG),
        made("好.pdf", sheets(A4)),
    )
    reasons = [row.apart for row in found.rows]
    assert reasons[:3] == ["文件损坏，读不出页面", "文件有密码", "文件损坏，读不出页面"]
    assert reasons[3] == "录音（MP3），不能装订"
    assert reasons[4:] == ["图片损坏，打不开", "图片损坏，打不开", ""]
    assert "单独存放：文件有密码" in texts(found)[1]
    assert found.pages == 1


def test_names_are_never_read_as_markup() -> None:
    found = bound(*(made(name, sheets(A4)) for name in ODD))
    contents = "".join(texts(found)[1:2])
    for name in ODD:
        assert bare(name) in contents


def test_a_picture_that_would_fill_the_memory_is_set_apart() -> None:
    huge = bytearray(samples.png())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    assert bound(made("大.png", bytes(huge), FileType.PNG)).rows[0].apart == "图片尺寸过大"


def test_an_empty_file_has_cover_and_contents_all_the_same() -> None:
    pages = texts(bound())
    assert len(pages) == 2
    assert "没有可以装订的材料" in pages[1]


def test_what_is_too_much_for_one_volume_goes_into_several() -> None:
    assert volumes([]) == [[]]
    large = Piece("大", size=MOST_BYTES, pages=3)
    many = [Piece(str(n), size=1, pages=50) for n in range(5)]
    assert [len(part) for part in volumes([large, *many])] == [1, 4, 1]
