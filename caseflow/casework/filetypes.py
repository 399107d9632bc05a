"""What a file is by its content; its name says nothing (文件类型).

Whoever reads a file here trusts none of its lengths: everything is read in stretches, and nothing is unpacked
into memory.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import BinaryIO

from caseflow.casework import containers
from caseflow.kernel.errors import DomainError

STRETCH = 256 * 1024
"""Bytes that are in memory at a time; a multiple of what OLE files count in."""

HEAD = 4096


class FileType(StrEnum):
    """The kinds of files that may be attached, by their usual suffix."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    TXT = "txt"
    MP3 = "mp3"
    M4A = "m4a"
    WAV = "wav"
    AMR = "amr"

    @property
    def mime(self) -> str:
        """The media type under which it is sent."""
        return MIMES[self]

    @property
    def label(self) -> str:
        """What people call it."""
        return LABELS[self]

    @property
    def shown(self) -> bool:
        """Whether every browser can show it as a picture."""
        return self in (FileType.JPEG, FileType.PNG, FileType.WEBP)


MIMES = {
    FileType.PDF: "application/pdf",
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.WEBP: "image/webp",
    FileType.HEIC: "image/heic",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.DOC: "application/msword",
    FileType.XLS: "application/vnd.ms-excel",
    FileType.TXT: "text/plain",
    FileType.MP3: "audio/mpeg",
    FileType.M4A: "audio/mp4",
    FileType.WAV: "audio/wav",
    FileType.AMR: "audio/amr",
}

_PICTURE, _RECORDING = "图片", "录音"
LABELS = {
    FileType.PDF: "PDF",
    FileType.JPEG: _PICTURE,
    FileType.PNG: _PICTURE,
    FileType.WEBP: _PICTURE,
    FileType.HEIC: _PICTURE,
    FileType.DOCX: "Word 文档",
    FileType.XLSX: "Excel 表格",
    FileType.DOC: "Word 文档",
    FileType.XLS: "Excel 表格",
    FileType.TXT: "文本",
    FileType.MP3: _RECORDING,
    FileType.M4A: _RECORDING,
    FileType.WAV: _RECORDING,
    FileType.AMR: _RECORDING,
}

ACCEPTED = "PDF、图片（JPG、PNG、WebP、HEIC）、Word、Excel、TXT、录音（MP3、M4A、WAV、AMR）"


class Unfit(DomainError):
    """The file cannot be attached; the reason says what to do instead."""


Magic = Callable[[bytes], bool]


def _at(offset: int, *beginnings: bytes) -> Magic:
    return lambda head: any(head.startswith(each, offset) for each in beginnings)


def _both(*conditions: Magic) -> Magic:
    return lambda head: all(condition(head) for condition in conditions)


def _is_mp3(head: bytes) -> bool:
    """An ID3 mark, or a frame of layer III with a bit rate and a sampling rate that exist."""
    if head.startswith(b"ID3"):
        return len(head) > 10 and head[3] < 0xFF and all(byte < 0x80 for byte in head[6:10])  # noqa: PLR2004
    frame = int.from_bytes(head[:4], "big")
    layer_three = frame >> 21 == 0x7FF and frame >> 17 & 3 == 1 and frame >> 19 & 3 != 1  # noqa: PLR2004
    return layer_three and frame >> 12 & 15 not in (0, 15) and frame >> 10 & 3 != 3  # noqa: PLR2004


_BRAND = _at(4, b"ftyp")
_HEIC = _at(8, b"heic", b"heix", b"heim", b"heis", b"mif1")
_M4A = _at(8, b"M4A ", b"M4B ")
_RIFF = _at(0, b"RIFF")

MAGIC: Sequence[tuple[Magic, FileType]] = (
    (_at(0, b"%PDF-"), FileType.PDF),
    (_at(0, b"\xff\xd8\xff"), FileType.JPEG),
    (_at(0, b"\x89PNG\r\n\x1a\n"), FileType.PNG),
    (_both(_RIFF, _at(8, b"WEBP")), FileType.WEBP),
    (_both(_RIFF, _at(8, b"WAVE")), FileType.WAV),
    (_both(_BRAND, _HEIC), FileType.HEIC),
    (_both(_BRAND, _M4A), FileType.M4A),
    (_at(0, b"#!AMR\n", b"#!AMR-WB\n"), FileType.AMR),
    (_is_mp3, FileType.MP3),
)
"""How the types begin that are known by their first bytes."""

PROGRAM = "这是程序或者脚本，不能上传。"
WEB_PAGE = "这是网页或者 SVG 图形，不能上传。请打印成 PDF 或者截图后上传。"
ARCHIVE = "压缩包不能上传。请解压后把里面的文件分别上传。"
MACROS = "文档里有宏，不能上传。请另存为不带宏的文档，或者打印成 PDF。"
BOMB = "文档解压后过大或者结构异常，不能上传。请打印成 PDF 后上传。"
UNKNOWN = f"认不出这是什么文件。可以上传：{ACCEPTED}。"
EMPTY = "文件是空的。请核对后重新选择。"

REFUSED: Sequence[tuple[Magic, str]] = (
    (_at(0, b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"dex\n", b"\0asm", b"L\0\0\0\x01\x14\x02\0"), PROGRAM),
    (_at(0, b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"), PROGRAM),
    (_at(0, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"), ARCHIVE),
)
_TAG = re.compile(rb"<(!doctype|html|head|body|script|iframe|svg|\?xml|\?php|%)", re.IGNORECASE)
_CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")


def recognise(stream: BinaryIO, largest: int) -> FileType:
    """What the file is, of at most so many bytes; the stream may stand anywhere, before and after.

    Raises:
        Unfit: it is nothing that may be attached.
    """
    if stream.seek(0, 2) > largest:
        raise Unfit(f"超过 {largest // (1024 * 1024)} MB，不能上传。请压缩或者拆分后再上传。")
    stream.seek(0)
    head = stream.read(HEAD)
    if not head:
        raise Unfit(EMPTY)
    if refusal := next((why for magic, why in REFUSED if magic(head)), None):
        raise Unfit(refusal)
    found = next((kind for magic, kind in MAGIC if magic(head)), None)
    if found:
        return found
    if head.startswith(b"PK"):
        return _in_zip(stream)
    if head.startswith(containers.OLE):
        return _in_ole(stream)
    return _text(stream, head)


def stretches(stream: BinaryIO) -> Iterator[bytes]:
    """The whole file, from its beginning."""
    stream.seek(0)
    while stretch := stream.read(STRETCH):
        yield stretch


_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_TAIL = 64


def pages(stream: BinaryIO, kind: FileType) -> int | None:
    """How many pages it has: one for a picture, those of a PDF that tells; None when that is not known."""
    if kind is FileType.PDF:
        return _pages_of_pdf(stream)
    return 1 if kind.label == _PICTURE else None


def _pages_of_pdf(stream: BinaryIO) -> int | None:
    """The pages of a PDF that has neither packed objects nor later versions of them."""
    found, ends, tail = 0, 0, b""
    for stretch in stretches(stream):
        seen = tail + stretch
        if b"/ObjStm" in seen:
            return None
        found += sum(len(tail) <= page.end() < len(seen) for page in _PAGE.finditer(seen))
        ends += stretch.count(b"%%EOF")
        tail = seen[-_TAIL:]
    return found if found and ends == 1 else None


def _in_zip(stream: BinaryIO) -> FileType:
    try:
        names = containers.unpacked(stream)
    except containers.Broken as broken:
        raise Unfit(BOMB) from broken
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unfit(MACROS)
    if "[Content_Types].xml" in names:
        for member, kind in (("word/document.xml", FileType.DOCX), ("xl/workbook.xml", FileType.XLSX)):
            if member in names:
                return kind
    raise Unfit(ARCHIVE)


def _in_ole(stream: BinaryIO) -> FileType:
    """A document of Word or Excel as it was before 2007."""
    names = containers.entries(stretches(stream))
    if names & {"_VBA_PROJECT", "VBA", "Macros"}:
        raise Unfit(MACROS)
    for entry, kind in (("WordDocument", FileType.DOC), ("Workbook", FileType.XLS), ("Book", FileType.XLS)):
        if entry in names:
            return kind
    raise Unfit(UNKNOWN)


def _text(stream: BinaryIO, head: bytes) -> FileType:
    """Plain text in UTF-8 or GB18030 that is neither a page nor a script."""
    if head.startswith(b"#!"):
        raise Unfit(PROGRAM)
    if _TAG.search(head):
        raise Unfit(WEB_PAGE)
    if not any(_reads_as(encoding, stream) for encoding in ("utf-8-sig", "gb18030")):
        raise Unfit(UNKNOWN)
    return FileType.TXT


def _reads_as(encoding: str, stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        texts = (decoder.decode(stretch) for stretch in stretches(stream))
        return not any(_CONTROL.search(text) for text in texts) and not decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
