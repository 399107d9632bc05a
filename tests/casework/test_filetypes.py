"""A file is what its content says; what could do harm is refused with a reason."""

import io
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caseflow.casework.filetypes import FileType, Unfit, pages, recognise
from caseflow.casework.uploads import safe_name
from tests.casework import samples
from tests.casework.samples import HARMFUL, MEGABYTE, NAMES, SOUND

LARGEST = 20 * MEGABYTE


@pytest.mark.parametrize("suffix", SOUND)
def test_each_type_is_known_by_its_content(suffix: str) -> None:
    assert recognise(io.BytesIO(SOUND[suffix]), LARGEST) is FileType(suffix)


def test_every_type_has_a_sample() -> None:
    assert set(SOUND) == set(FileType)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_may_be_long_and_in_either_encoding(encoding: str) -> None:
    text = ("厂里拖欠工资，" * 100_000).encode(encoding)
    assert recognise(io.BytesIO(text), LARGEST) is FileType.TXT


@pytest.mark.parametrize("harm", HARMFUL)
def test_what_could_do_harm_is_refused_with_a_reason(harm: str) -> None:
    content, word = HARMFUL[harm]
    with pytest.raises(Unfit, match=word):
        recognise(io.BytesIO(content), LARGEST)


def test_a_bomb_is_refused_and_a_document_with_large_pictures_is_not() -> None:
    small = samples.bomb()
    assert len(small) < MEGABYTE
    with pytest.raises(Unfit, match="过大"):
        recognise(io.BytesIO(small), LARGEST)
    assert recognise(io.BytesIO(samples.bomb(50 * MEGABYTE)), LARGEST) is FileType.DOCX


def test_the_last_byte_that_fits_fits() -> None:
    assert recognise(io.BytesIO(samples.jpeg(bytes(100))), 100 + len(samples.jpeg())) is FileType.JPEG
    with pytest.raises(Unfit, match="超过 20 MB"):
        recognise(io.BytesIO(samples.jpeg(bytes(LARGEST))), LARGEST)


def test_what_is_two_things_at_once_is_sent_as_the_one_that_may_be_attached() -> None:
    for content, kind in (
        (samples.jpeg(samples.SCRIPT), FileType.JPEG),
        (samples.pdf() + samples.SCRIPT, FileType.PDF),
        (samples.jpeg() + samples.zipped(**{"A.class": b"x"}), FileType.JPEG),
        (samples.docx() + samples.SCRIPT, FileType.DOCX),
    ):
        found = recognise(io.BytesIO(content), LARGEST)
        assert found is kind
        assert "html" not in found.mime


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (samples.pdf(3), 3),
        (samples.pdf(40_000), 40_000),  # longer than what is in memory at a time
        (samples.pdf(2) + b"/ObjStm", None),
        (samples.pdf(2) + samples.pdf(2), None),
    ],
)
def test_the_pages_of_a_pdf_are_counted_where_it_tells(content: bytes, count: int | None) -> None:
    assert pages(io.BytesIO(content), FileType.PDF) == count


@given(st.binary(max_size=2000))
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_are_a_type_or_refused(content: bytes) -> None:
    for beginning in (b"", b"PK\x03\x04", b"%PDF-", b"ID3"):
        with suppress(Unfit):
            assert recognise(io.BytesIO(beginning + content), LARGEST) in FileType


@pytest.mark.parametrize("name", NAMES)
def test_a_name_becomes_harmless(name: str) -> None:
    safe = safe_name(name, FileType.JPEG)
    assert safe.endswith((".jpg", ".jpeg"))
    assert len(safe) <= 120
    assert safe.encode()
    assert not set(safe) & set('/\\\0\n\u202e<>:"|?*')
    assert not safe.startswith(".")


@given(st.text(max_size=400), st.sampled_from(FileType))
def test_any_name_becomes_harmless(name: str, kind: FileType) -> None:
    safe = safe_name(name, kind)
    assert 5 <= len(safe.encode("utf-16-le")) // 2 <= 250
    assert safe.isprintable()


def test_a_good_name_stays() -> None:
    assert safe_name("送达照片 1.JPG", FileType.JPEG) == "送达照片 1.jpg"
    assert safe_name("工资条.2026.pdf", FileType.PDF) == "工资条.2026.pdf"
    assert safe_name("照片.exe", FileType.JPEG) == "照片.exe.jpg"
    assert safe_name("说明.bat", FileType.TXT) == "说明.bat.txt"
