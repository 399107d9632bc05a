"""Files as people have them, and files that somebody made up to do harm; all invented."""

import io
import struct
import zipfile
import zlib

MEGABYTE = 1024 * 1024


def jpeg(filling: bytes = b"") -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + filling + b"\xff\xd9"


def png() -> bytes:
    """A picture of one grey dot, which every browser draws."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(pages: int = 1) -> bytes:
    kids = b"".join(b"%d 0 obj <</Type /Page /Parent 2 0 R>> endobj\n" % (n + 3) for n in range(pages))
    return (
        b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\n2 0 obj <</Type /Pages>> endobj\n" + kids + b"%%EOF\n"
    )


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


TYPES = "[Content_Types].xml"


def docx(**more: bytes) -> bytes:
    return zipped(**{TYPES: b"<Types/>", "word/document.xml": b"<w:document/>"}, **more)


def xlsx() -> bytes:
    return zipped(**{TYPES: b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def ole(*entries: str) -> bytes:
    """A file of the old Office with these streams in its directory."""
    directory = b"".join(_entry(name) for name in ("Root Entry", *entries))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory


def _entry(name: str) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (text.ljust(64, b"\0") + struct.pack("<HB", len(text), 2)).ljust(128, b"\0")


def bomb(size: int = 300 * MEGABYTE) -> bytes:
    """A document of a few hundred kilobytes that unpacks to so much."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(TYPES, b"<Types/>")
        with archive.open("word/document.xml", "w") as member:
            for _ in range(size // MEGABYTE):
                member.write(bytes(MEGABYTE))
    return made.getvalue()


def liar() -> bytes:
    """A document whose member is larger than its directory says."""
    honest = bytearray(docx(**{"word/media/image.bin": bytes(MEGABYTE)}))
    at = honest.rfind(b"word/media/image.bin") - 46
    struct.pack_into("<I", honest, at + 24, 10)
    return bytes(honest)


def crowded() -> bytes:
    """A ZIP file whose end says that its directory is larger than anybody's memory."""
    made = bytearray(docx())
    struct.pack_into("<I", made, len(made) - 22 + 12, 0x7FFFFFFF)
    return bytes(made)


SOUND: dict[str, bytes] = {
    "pdf": pdf(),
    "jpg": jpeg(),
    "png": png(),
    "webp": b"RIFF\x24\0\0\0WEBPVP8 " + bytes(20),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "docx": docx(),
    "xlsx": xlsx(),
    "doc": ole("WordDocument", "1Table"),
    "xls": ole("Workbook"),
    "txt": "2026年9月起没有发工资。\r\n".encode(),
    "mp3": b"ID3\x04\0\0\0\0\0\x0a" + bytes(30),
    "m4a": b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42",
    "wav": b"RIFF\x24\0\0\0WAVEfmt " + bytes(20),
    "amr": b"#!AMR\n" + bytes(30),
}
"""One of each type that may be attached."""

SCRIPT = b"<script>alert(1)</script>"

HARMFUL: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空的"),
    "program": (b"MZ\x90\0" + bytes(100), "程序"),
    "elf": (b"\x7fELF" + bytes(100), "程序"),
    "shell": (b"#!/bin/sh\nrm -rf /\n", "程序"),
    "page": (b"<!DOCTYPE html><html><body>" + SCRIPT, "网页"),
    "page after blanks": (b"\xef\xbb\xbf \n\n<HTML>" + SCRIPT, "网页"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "网页"),
    "xml": (b'<?xml version="1.0"?><svg/>', "网页"),
    "zip": (zipped(**{"a.txt": b"a"}), "压缩包"),
    "jar": (zipped(**{"META-INF/MANIFEST.MF": b"a", "A.class": b"b"}), "压缩包"),
    "rar": (b"Rar!\x1a\x07\x01\0" + bytes(30), "压缩包"),
    "gzip": (b"\x1f\x8b\x08" + bytes(30), "压缩包"),
    "macros": (docx(**{"word/vbaProject.bin": b"x"}), "宏"),
    "old macros": (ole("WordDocument", "Macros"), "宏"),
    "other ole": (ole("Installer"), "认不出"),
    "cut zip": (docx()[:-30], "结构异常"),
    "liar": (liar(), "结构异常"),
    "crowded": (crowded(), "结构异常"),
    "gif": (b"GIF89a" + bytes(30), "认不出"),
    "bytes": (bytes(range(256)), "认不出"),
    "utf-16": ("工资".encode("utf-16"), "认不出"),
    "broken text": (b"\xe5\xb7\xa5\xff\xff", "认不出"),
}
"""What is refused, and a word of the reason."""

NAMES = (
    "../../etc/passwd",
    "C:\\Users\\测试\\照片.jpg",
    "a\0b.jpg",
    "\ud800坏.jpg",
    "工" * 300 + ".jpg",
    "发票\u202egpj.exe",
    "照片.JPG",
    ".jpg",
    " . ",
    '<script>"|?*.jpg',
    "照片.jpg.exe",
    "行\n头: 值.jpg",
)
